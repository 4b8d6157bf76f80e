#pragma once
// Area arithmetic of the cadastre and of budgets.

#include <cstdint>
#include <string_view>
#include <vector>

namespace sandan::model {

/// Allowed difference between ledger and computed area, m²: 0.026² · M · √F (공간정보법 영 §19①);
/// scale 1/3000 is taken as 1/6000. `scale` is the denominator M.
[[nodiscard]] double area_tolerance(double area_m2, double scale);

/// Ledger rounding (영 §60): to 1 m² (or 0.1 m² where `tenth`), an exact half to the even unit,
/// below one unit to one unit. `area` is decimal text, so that halves are exact.
[[nodiscard]] double ledger_round(std::string_view area, bool tenth = false);

/// Rounds `values` to multiples of 10^-decimals so that they sum to `total` (itself such a
/// multiple) by largest remainder; ties go to the larger value, then to the earlier one.
[[nodiscard]] std::vector<double> largest_remainder(const std::vector<double>& values, double total,
                                                    int decimals);

/// 기준공장건축면적 lower bound, m²: site / Σ(w_i / r_i), w = floor-area shares (sum 1), r = rates
/// as fractions (harmonic, never the weighted mean; 공장입지 기준고시).
struct RateShare {
    double share = 1;
    double rate = 0;
};

[[nodiscard]] double required_factory_area(double site_m2, const std::vector<RateShare>& shares);

/// Minimal buffer-belt width, m (통합지침 §14-1): 10 m, or area·upper/perimeter where a 10 m belt
/// would pass the upper green limit, but at least 5 m (10 m where it touches housing or shops).
[[nodiscard]] double buffer_belt_width(double complex_m2, double perimeter_m, double upper_share,
                                       bool touches_housing);

inline constexpr double square_metres_per_pyeong = 400.0 / 121.0; ///< 평

} // namespace sandan::model
