#include "geom/coverage_sample.hpp"

#include <algorithm>

namespace sandan::geom {

void cross_check_sample(
    const SurveyedLayer& layer,
    const std::function<NumberedShapes(std::span<const std::size_t>, const HilbertTree&)>& read,
    unsigned threads, std::size_t together) {
    for (std::size_t from = 0; from < layer.sampled.size(); from += together) {
        const auto count = std::min(together, layer.sampled.size() - from);
        const HilbertTree places{layer.sampled.subspan(from, count)};
        const auto near = read(layer.survey.near(places), places);
        cross_check(near.shapes, near.numbers, layer.report, layer.reported, layer.step, threads);
    }
}

} // namespace sandan::geom
