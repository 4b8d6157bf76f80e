#pragma once
// The second opinion on the contacts of a layer that is not in memory.

#include <sandan/core/text.hpp>

#include "geom/contact_survey.hpp"
#include "geom/coverage_sample.hpp"

#include <cstddef>
#include <functional>
#include <span>

namespace sandan::geom {

/// Holds all pairs of which one is a `step`-th shape of the layer, the first included, against
/// GEOS, as cross_check() of a border: `together` of these shapes at a time, with all that lies
/// near them. `survey`: after measure(). `sampled`: their boxes. `read(numbers, places)` gives
/// those of the shapes `numbers` that come within the survey's tolerance of a place. Memory grows
/// with their contacts; reading as for cross_check_sample() of coverage. `name(a, b)` tells a pair.
/// \throws as cross_check(), and what `read` throws.
void cross_check_sample(
    const ContactSurvey& survey, std::span<const Box> sampled, std::size_t step,
    const std::function<NumberedShapes(std::span<const std::size_t>, const HilbertTree&)>& read,
    const std::function<Text(std::size_t, std::size_t)>& name, unsigned threads,
    std::size_t together = 4096);

} // namespace sandan::geom
