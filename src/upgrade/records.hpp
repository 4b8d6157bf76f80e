#pragma once
// Parcels and buildings as the indicators need them, with a remark for each value that is none.

#include <sandan/upgrade/survey.hpp>

#include <optional>
#include <string>
#include <vector>

namespace sandan::upgrade {

struct Building {
    std::size_t feature = 0;
    std::string id;
    std::string number; ///< Parcel number (PNU) as given; may be empty.
    double drawn_m2 = 0;
    std::optional<Date> approved;
    std::optional<double> building_area_m2;
    std::optional<double> floor_area_m2;
    bool repeated = false; ///< The same record as an earlier one.
};

/// In layer order. Counts missing values in `join`.
[[nodiscard]] std::vector<Building> read_buildings(const rules::Context& context,
                                                   const model::Layer& layer, Join& join,
                                                   std::vector<Remark>& remarks);

/// What the land layers say of a parcel beyond ParcelRow.
struct ParcelFacts {
    std::string zoning; ///< Planned or registered zone code; empty: the zoning layer decides.
    std::optional<double> price_krw_m2;
};

struct Parcels {
    std::vector<ParcelRow> rows;
    std::vector<ParcelFacts> facts; ///< Parallel to rows.
};

/// The rows of `land`, with what the lots of the same id say of complex, use and zone; where they
/// name no complex, the boundary that holds more than half of the parcel does.
[[nodiscard]] Parcels read_parcels(const rules::Context& context, const model::Layer& land,
                                   std::vector<Remark>& remarks);

/// True if `value` is `drawn` written in 평: their ratio is 3.3058 within DI-15 `max_difference`.
[[nodiscard]] bool is_pyeong(const rules::Context& context, double value, double drawn);

} // namespace sandan::upgrade
