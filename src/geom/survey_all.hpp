#pragma once

#include <sandan/core/parallel.hpp>
#include <sandan/geom/polygon_set.hpp>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace sandan::geom {

/// Shows all of a set to a survey (CoverageSurvey, ContactSurvey), block by block.
template <typename Survey>
void survey_all(const PolygonSet& set, Survey& survey, unsigned threads) {
    constexpr std::size_t block = 1024;
    constexpr std::size_t at_a_time = 16; // what blocks say is kept until it is added
    std::vector<typename Survey::Part> parts(at_a_time);
    for (std::size_t from = 0; from < set.size(); from += at_a_time * block) {
        const auto to = std::min(set.size(), from + at_a_time * block);
        const auto count = (to - from + block - 1) / block;
        parallel_for(count, threads, [&](std::size_t k) {
            const auto first = from + k * block;
            survey.see(set, first, std::min(to, first + block), parts[k]);
        });
        for (std::size_t k = 0; k < count; ++k) {
            survey.add(parts[k]);
        }
    }
}

} // namespace sandan::geom
