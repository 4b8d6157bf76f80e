#include "rules/lot_facts.hpp"

#include <sandan/core/parallel.hpp>
#include <sandan/geom/measure.hpp>

namespace sandan::rules {

std::vector<LotFacts> lot_facts(const model::Project& project,
                                const std::optional<overlay::OverlapTable>&, const Date&,
                                unsigned threads) {
    const auto* const lots = project.layer("lots");
    if (lots == nullptr) {
        return {};
    }
    std::vector<LotFacts> facts(lots->features.size());
    parallel_for(facts.size(), threads, [&](std::size_t i) {
        facts[i].area_m2 = geom::area(lots->features[i].shape.polygons);
    });
    return facts;
}

} // namespace sandan::rules
