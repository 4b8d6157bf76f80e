#pragma once
// Which land of upgrade districts (정비·재생 지구) counts for which complex: caps are per
// designated complex, never pooled.

#include <sandan/geom/types.hpp>
#include <sandan/rules/context.hpp>

#include <string_view>
#include <vector>

namespace sandan::rules {

/// Districts of one kind as they count for one complex.
struct DistrictLand {
    geom::MultiPolygon area; ///< Empty when the complex has none.
    /// Land of a district that is of no known complex (field `complex` of the layer not given, the
    /// district touches none of several complexes, or reaches beyond more than one).
    bool more_unknown = false;
};

/// All boundaries of the plan, or of one complex, as one shape.
[[nodiscard]] geom::MultiPolygon boundaries(const Context& context, std::string_view complex = {});

/// The complexes a district is of: by its own field `complex`; else the only one of the plan; else
/// those on whose land it lies.
[[nodiscard]] std::vector<const model::Complex*>
complexes_of(const Context& context, const model::Layer& layer, const model::Feature& district);

/// Districts whose kind begins with `kind`. One of a single complex counts whole, one on the land
/// of several by what lies in each.
[[nodiscard]] DistrictLand district_land(const Context& context, std::string_view kind,
                                         const model::Complex& complex);

} // namespace sandan::rules
