#pragma once
// The second opinion on a layer that is not in memory.

#include <sandan/geom/coverage.hpp>

#include "geom/coverage_survey.hpp"

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

namespace sandan::geom {

/// Some shapes of a layer and their numbers in it, ascending.
struct NumberedShapes {
    PolygonSet shapes;
    std::vector<std::size_t> numbers;
};

/// A layer that has passed by, and what was found in it.
struct SurveyedLayer {
    const CoverageSurvey& survey;
    std::span<const Box> sampled; ///< Boxes of every `step`-th shape, the first included.
    std::size_t step = 1;
    const CoverageReport& report;
    std::span<const std::size_t> reported; ///< Numbers of the shapes that the report names.
};

/// Holds the report against GEOS, as cross_check() of a sample: `together` shapes of it at a time,
/// with all that lies near them. `read(numbers, places)` gives those of the shapes `numbers` whose
/// boxes touch a place. Of records in no order of place nearly all are asked for each time: O(n²)
/// reading then, in steps of `together` · `step` records. \throws as cross_check(), and what `read`
/// throws.
void cross_check_sample(
    const SurveyedLayer& layer,
    const std::function<NumberedShapes(std::span<const std::size_t>, const HilbertTree&)>& read,
    unsigned threads, std::size_t together = 4096);

} // namespace sandan::geom
