#pragma once
// Which land of upgrade districts (정비·재생 지구) counts for which complex: caps are per
// designated complex, never pooled.

#include <sandan/geom/types.hpp>
#include <sandan/rules/context.hpp>

#include <set>
#include <string>
#include <string_view>

namespace sandan::rules {

/// Land of districts as it counts for one complex.
struct DistrictLand {
    geom::MultiPolygon area; ///< At least this; empty when the complex has none.
    /// Fields without which more of it may be the complex's.
    std::set<std::string> missing;
};

/// All boundaries of the plan as one shape.
[[nodiscard]] geom::MultiPolygon all_boundaries(const Context& context);

/// What of a district counts for a complex. The only complex of a plan has all of it. One of
/// several has what lies on its own land, and of what lies on no complex's land all of the district
/// that its field `complex` gives to it; without that field, of one that lies on no other's land.
[[nodiscard]] DistrictLand land_of_district(const Context& context, const model::Layer& layer,
                                            const model::Feature& district,
                                            const model::Complex& complex);

/// The same of all districts whose kind begins with `kind`; a district without a kind may be of it.
[[nodiscard]] DistrictLand district_land(const Context& context, std::string_view kind,
                                         const model::Complex& complex);

} // namespace sandan::rules
