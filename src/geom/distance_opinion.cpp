// Distances by GEOSDistance and an STRtree of GEOS.
#include <sandan/geom/measure.hpp>
#include <sandan/geom/second_opinion.hpp>

#include "geom/boxes.hpp"
#include "geom/disagreement.hpp"
#include "geom/geos.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>
#include <vector>

namespace sandan::geom {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double close_m = 1e-8; ///< Two distances of coordinates of millions of metres.

GEOSContextHandle_t handle() {
    return geos::context().handle();
}

struct Item {
    std::size_t other = 0;
    geos::Geometry geometry;
};

double distance(const GEOSGeometry* a, const GEOSGeometry* b) {
    double result = 0;
    if (GEOSDistance_r(handle(), a, b, &result) == 0) {
        geos::context().fail("distance");
    }
    return result;
}

struct DestroyTree {
    void operator()(GEOSSTRtree* tree) const noexcept { GEOSSTRtree_destroy_r(handle(), tree); }
};

geos::Geometry to_geos(const Box& box) {
    return geos::own(
        GEOSGeom_createRectangle_r(handle(), box.min.x, box.min.y, box.max.x, box.max.y),
        "rectangle");
}

void require(bool agree, const Text& name, double number, double by_geos) {
    if (!agree) {
        disagree(name, {"변으로 잰 거리는", "the distance by edges is"}, number, by_geos, " m");
    }
}

} // namespace

struct SecondDistances::Index {
    std::vector<Item> items; ///< By position; those of empty shapes have no geometry.
    std::unique_ptr<GEOSSTRtree, DestroyTree> tree;
    bool empty = true;

    [[nodiscard]] std::vector<const Item*> touching(const Box& box) const {
        std::vector<const Item*> found;
        const auto area = to_geos(box);
        GEOSSTRtree_query_r(
            handle(), tree.get(), area.get(),
            [](void* item, void* list) {
                static_cast<std::vector<const Item*>*>(list)->push_back(
                    static_cast<const Item*>(item));
            },
            &found);
        return found;
    }
};

SecondDistances::SecondDistances(std::span<const Shape* const> others)
    : m_index{std::make_unique<Index>()} {
    constexpr std::size_t node_capacity = 10;
    auto& [items, tree, empty] = *m_index;
    tree.reset(GEOSSTRtree_create_r(handle(), node_capacity));
    items.resize(others.size());
    for (std::size_t i = 0; i < others.size(); ++i) {
        if (!envelope(*others[i]).empty()) {
            items[i] = {i, geos::from(*others[i])};
            GEOSSTRtree_insert_r(handle(), tree.get(), items[i].geometry.get(), &items[i]);
            empty = false;
        }
    }
    (void)m_index->touching({{0, 0}, {0, 0}}); // builds it, before threads ask
}

SecondDistances::~SecondDistances() = default;
SecondDistances::SecondDistances(SecondDistances&&) noexcept = default;
SecondDistances& SecondDistances::operator=(SecondDistances&&) noexcept = default;

void SecondDistances::cross_check(const Shape& from, const std::optional<Neighbour>& found,
                                  const Text& name) const {
    const double reported = found ? found->distance : infinity;
    if (envelope(from).empty() || m_index->empty) {
        require(!found, name, reported, infinity);
        return;
    }
    const Item self{0, geos::from(from)};
    std::map<std::size_t, double> measured; // each takes corners × corners
    const auto* const item = static_cast<const Item*>(GEOSSTRtree_nearest_generic_r(
        handle(), m_index->tree.get(), &self, self.geometry.get(),
        [](const void* a, const void* b, double* result, void* all) {
            const auto& one = *static_cast<const Item*>(a);
            const auto& two = *static_cast<const Item*>(b);
            const int done =
                GEOSDistance_r(handle(), one.geometry.get(), two.geometry.get(), result);
            // One of them is 0, which of them GEOS does not say.
            (*static_cast<std::map<std::size_t, double>*>(all))[one.other + two.other] = *result;
            return done;
        },
        &measured));
    if (item == nullptr) {
        geos::context().fail("nearest");
    }
    const double nearest = measured.at(item->other);
    require(std::abs(reported - nearest) <= close_m, name, reported, nearest);
    if (found->other != item->other) {
        const double told =
            distance(self.geometry.get(), m_index->items[found->other].geometry.get());
        require(std::abs(reported - told) <= close_m, name, reported, told);
    }
}

void SecondDistances::cross_check(const Shape& from, double distance_m,
                                  std::span<const Neighbour> found, const Text& name) const {
    const auto box = envelope(from);
    if (box.empty()) {
        require(found.empty(), name, found.empty() ? infinity : found[0].distance, infinity);
        return;
    }
    const auto self = geos::from(from);
    std::vector<Neighbour> expected;
    for (const auto* const item : m_index->touching(grown(box, distance_m + close_m))) {
        expected.push_back({item->other, distance(self.get(), item->geometry.get())});
    }
    std::sort(expected.begin(), expected.end(),
              [](const Neighbour& a, const Neighbour& b) { return a.other < b.other; });
    auto next = found.begin();
    for (const auto& [other, by_geos] : expected) {
        const bool listed = next != found.end() && next->other == other;
        const double reported = listed ? next->distance : infinity;
        next += listed ? 1 : 0;
        const bool agree =
            listed ? std::abs(reported - by_geos) <= close_m && by_geos <= distance_m + close_m
                   : by_geos > distance_m - close_m;
        require(agree, name, reported, by_geos);
    }
    require(next == found.end(), name, next == found.end() ? 0 : next->distance, infinity);
}

} // namespace sandan::geom
