#pragma once

#include <sandan/model/project.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sandan::rules {

/// What the siting rules ask of a lot, measured once. Nothing = the layer or field is missing,
/// which a rule must answer with UNKNOWN. Distances in m, planar, in the plan's CRS; a plan that
/// has the layer but no object near gives the true (large) distance.
struct LotFacts {
    double area_m2 = 0;
    std::optional<double> frontage_m;    ///< Border shared with road polygons.
    std::optional<double> road_width_m;  ///< Widest road touched; 0 when none.
    std::optional<double> school_gate_m; ///< To the nearest school gate point.
    std::optional<double> school_site_m; ///< To the nearest school site polygon.
    std::optional<double> heritage_m;    ///< To the nearest heritage outer boundary.
    std::optional<double> railway_m;     ///< To the nearest outer track edge.
    std::optional<double>
        power_line_m; ///< To the outermost conductor of the nearest ≥ 345 kV line.
    std::optional<double> power_line_500_m; ///< The same for ≥ 500 kV, and for ≥ 765 kV.
    std::optional<double> power_line_765_m;
    std::optional<double> substation_m; ///< To the nearest substation of ≥ 345, 500, 765 kV.
    std::optional<double> substation_500_m;
    std::optional<double> substation_765_m;
    std::optional<double>
        housing_m; ///< To the nearest residential land (lots use RES, sensitive sites).
    std::optional<double> gas_facility_m; ///< To the nearest existing high-pressure gas facility.
    std::optional<double> line_7_35_kv_m; ///< To the nearest line of 7–35 kV.
    std::optional<double> line_over_35_kv_m; ///< To the nearest line above 35 kV.
    std::optional<double> people;   ///< Residents within the radius of SI-21 of any of its points.
    std::optional<double> river_m2; ///< Area inside river zones.
    std::optional<double> agricultural_m2;         ///< Area inside the agricultural-promotion area.
    std::optional<double> outside_special_zone_m2; ///< Area outside the special zone in force.
    std::optional<double> slope_deg;               ///< Mean slope.
    /// Full years since the latest holder took the lot or registered a factory on it.
    std::optional<double> held_years;
    std::string_view held_missing;     ///< Without `held_years`: the field that does not say it.
    std::optional<double> bcr_percent; ///< Effective limit (§2.1 order, §84 for split lots).
    std::optional<double> far_percent;
    /// bcr_percent if the complex has its infrastructure, where the plan does not say (농공단지).
    std::optional<double> bcr_served_percent;
    std::vector<std::string> limits_missing; ///< What the limits hang on, when they are unknown.
};

/// Whether a firm may be sited on a lot: its use is for firms, and its tenure is neither "free"
/// (무상귀속) nor "kept" (존치).
[[nodiscard]] bool is_on_offer(const model::Project& project, const model::Layer& lots,
                               const model::Feature& lot);

/// A candidate site: contiguous lots of one complex, management zone and sale phase.
struct Site {
    std::string id;                ///< Lot ids joined by '+', ascending.
    std::vector<std::size_t> lots; ///< Positions in the lots layer, ascending.
    std::string complex;
    std::string management;
    std::string block;
    int phase = 0;
    std::optional<int> available_year;
    double area_m2 = 0;
    /// Σ of areas and frontage, min of distances, max of road width and people, area-weighted
    /// slope.
    LotFacts facts;
};

/// Joins lots to a site (lots need not be contiguous: PD-10 judges that).
[[nodiscard]] Site make_site(const model::Project& project, const std::vector<LotFacts>& facts,
                             std::vector<std::size_t> lots);

} // namespace sandan::rules
