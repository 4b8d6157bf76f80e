#include "geom/overlaps.hpp"

#include <sandan/core/parallel.hpp>
#include <sandan/geom/common_areas.hpp>

#include "core/piece_budget.hpp"
#include "geom/hilbert_tree.hpp"

#include <algorithm>

namespace sandan::geom {

namespace {

Box common_box(const Box& a, const Box& b) {
    return {{std::max(a.min.x, b.min.x), std::max(a.min.y, b.min.y)},
            {std::min(a.max.x, b.max.x), std::min(a.max.y, b.max.y)}};
}

/// Pairs of shape `a` with those after it.
Overlaps overlaps_of(const Indexed& indexed, const HilbertTree& places, std::size_t a) {
    Overlaps found;
    const auto& box = indexed.shapes.box(a);
    for (const auto b : indexed.index.query(box)) {
        if (b <= a || !places.any(common_box(box, indexed.shapes.box(b)))) {
            continue;
        }
        const double size = common_area(indexed.shapes, a, b);
        found.area += size;
        if (size > least_common_area) {
            found.pairs.push_back({a, b, size, {}, 0});
        }
    }
    return found;
}

} // namespace

Overlaps find_overlaps(const Indexed& indexed, std::span<const Box> places, std::size_t count,
                       unsigned threads) {
    const auto near = indexed.near(places);
    const HilbertTree tree{places};
    PieceBudget budget{count, "coverage"};
    std::vector<Overlaps> lists(near.size());
    parallel_for(lists.size(), threads, [&](std::size_t k) {
        lists[k] = overlaps_of(indexed, tree, near[k]);
        budget.spend(lists[k].pairs.size());
    });
    Overlaps all;
    for (const auto& list : lists) {
        all.pairs.insert(all.pairs.end(), list.pairs.begin(), list.pairs.end());
        all.area += list.area;
    }
    return all;
}

} // namespace sandan::geom
