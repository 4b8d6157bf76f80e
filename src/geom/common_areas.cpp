#include <sandan/geom/common_areas.hpp>

#include "geom/area_kernel.hpp"
#include "geom/border_inside.hpp"
#include "geom/boxes.hpp"
#include "geom/edge_work.hpp"
#include "geom/hilbert_tree.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>

namespace sandan::geom {

namespace {

using Edge = BorderEdge;

/// Edges of one shape in strips along y, so that a point-in-polygon test looks at few of them.
class Strips {
public:
    Strips(const Box& box, std::span<const Edge> edges);

    /// Even-odd rule with a ray to the right; on the border either answer.
    [[nodiscard]] bool inside(const Point& p, std::span<const Edge> edges) const;

private:
    [[nodiscard]] std::size_t strip_of(double y) const noexcept {
        const double at = (y - m_box.min.y) * m_scale;
        return at > 0 ? std::min(m_starts.size() - 2, static_cast<std::size_t>(at)) : 0;
    }

    Box m_box;
    double m_scale = 0;
    std::vector<std::uint32_t> m_starts;
    std::vector<std::uint32_t> m_entries; ///< Positions of edges, by strip.
};

Strips::Strips(const Box& box, std::span<const Edge> edges) : m_box{box} {
    constexpr std::size_t entries_per_edge = 8;
    const double height = box.max.y - box.min.y;
    auto strips = std::max<std::size_t>(2, edges.size());
    std::size_t entries = 0;
    do { // tall edges lie in many strips: fewer strips then
        strips /= 2;
        m_scale = height > 0 ? static_cast<double>(strips) / height : 0;
        m_starts.assign(strips + 1, 0);
        entries = 0;
        for (const auto& edge : edges) {
            const auto [low, high] = std::minmax(edge.a.y, edge.b.y);
            entries += strip_of(high) - strip_of(low) + 1;
        }
    } while (strips > 1 && entries > entries_per_edge * edges.size());
    const auto in_strips = [&](const Edge& edge, const auto& put) {
        const auto [low, high] = std::minmax(edge.a.y, edge.b.y);
        for (auto s = strip_of(low); s <= strip_of(high); ++s) {
            put(s);
        }
    };
    for (const auto& edge : edges) {
        in_strips(edge, [&](std::size_t s) { ++m_starts[s + 1]; });
    }
    std::partial_sum(m_starts.begin(), m_starts.end(), m_starts.begin());
    m_entries.resize(entries);
    std::vector<std::uint32_t> next{m_starts.begin(), m_starts.end() - 1};
    for (std::size_t i = 0; i < edges.size(); ++i) {
        in_strips(edges[i],
                  [&](std::size_t s) { m_entries[next[s]++] = static_cast<std::uint32_t>(i); });
    }
}

bool Strips::inside(const Point& p, std::span<const Edge> edges) const {
    if (p.x < m_box.min.x || p.x > m_box.max.x || p.y < m_box.min.y || p.y > m_box.max.y) {
        return false;
    }
    const auto strip = strip_of(p.y);
    bool inside = false;
    for (auto i = m_starts[strip]; i < m_starts[strip + 1]; ++i) {
        const auto& [a, b] = edges[m_entries[i]];
        if (crosses(a, b, p.y) && !(a.x < p.x && b.x < p.x) && crossing_x(a, b, p.y) > p.x) {
            inside = !inside;
        }
    }
    return inside;
}

struct NearEdge {
    std::uint32_t owner;
    std::uint32_t edge;
};

constexpr double margin = 1e-3; ///< m: an edge that only touches a shape's box is near, too.

/// Working memory of a query.
struct Scratch {
    AreaKernel kernel;
    std::vector<std::uint32_t> owners;
    std::vector<std::uint32_t> runs;
    std::vector<NearEdge> edges;
    BorderEdges own;                  ///< Of the shape.
    std::vector<BorderEdges> borders; ///< Of the others that it shares land with.
    BorderEdges beside;
};

Scratch& scratch() {
    thread_local Scratch instance;
    return instance;
}

} // namespace

struct CommonAreas::Index {
    explicit Index(const PolygonSet& others);

    [[nodiscard]] bool inside(std::size_t owner, const Point& p) const {
        return strips[owner].inside(p, edges_of(owner));
    }

    [[nodiscard]] std::span<const Edge> edges_of(std::size_t owner) const {
        return {edges.data() + starts[owner], starts[owner + 1] - starts[owner]};
    }

    void find(const Box& box, std::size_t first, Scratch& near) const;

    /// A few edges of one shape that follow each other: trees of them are small.
    struct Run {
        std::uint32_t first;
        std::uint32_t last; ///< The one after.
        std::uint32_t owner;
    };

    HilbertTree shapes;
    HilbertTree run_boxes;
    std::vector<Edge> edges;         ///< By shape.
    std::vector<std::size_t> starts; ///< Of each shape's edges.
    std::vector<Run> runs;
    std::vector<Strips> strips; ///< By shape.
};

CommonAreas::Index::Index(const PolygonSet& others) : shapes{others.boxes()}, starts{0} {
    constexpr std::size_t together = 4;
    std::vector<Box> boxes;
    for (std::size_t i = 0; i < others.size(); ++i) {
        others.for_each_edge(i, [&](const Point& a, const Point& b) {
            if (a != b) {
                edges.push_back({a, b});
            }
        });
        for (auto first = starts.back(); first < edges.size(); first += together) {
            const auto last = std::min(first + together, edges.size());
            runs.push_back({static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last),
                            static_cast<std::uint32_t>(i)});
            auto& box = boxes.emplace_back();
            for (auto k = first; k < last; ++k) {
                box.extend(edges[k].a);
                box.extend(edges[k].b);
            }
        }
        starts.push_back(edges.size());
        strips.emplace_back(others.box(i), edges_of(i));
    }
    run_boxes = HilbertTree{boxes};
}

/// Shapes from `first` on whose box touches, and their edges that do, both ascending.
void CommonAreas::Index::find(const Box& box, std::size_t first, Scratch& near) const {
    near.owners.clear();
    near.runs.clear();
    near.edges.clear();
    shapes.query(box, [&](std::size_t i) {
        if (i >= first) {
            near.owners.push_back(static_cast<std::uint32_t>(i));
        }
    });
    if (near.owners.empty()) {
        return;
    }
    run_boxes.query(box, [&](std::size_t i) {
        if (runs[i].owner >= first) {
            near.runs.push_back(static_cast<std::uint32_t>(i));
        }
    });
    std::sort(near.owners.begin(), near.owners.end());
    std::sort(near.runs.begin(), near.runs.end());
    for (const auto i : near.runs) {
        const auto& run = runs[i];
        for (auto k = run.first; k < run.last; ++k) {
            if (touch(box_of(edges[k].a, edges[k].b), box)) {
                near.edges.push_back({run.owner, k});
            }
        }
    }
}

CommonAreas::CommonAreas(const PolygonSet& others) : m_index{std::make_unique<Index>(others)} {}

CommonAreas::~CommonAreas() = default;
CommonAreas::CommonAreas(CommonAreas&&) noexcept = default;
CommonAreas& CommonAreas::operator=(CommonAreas&&) noexcept = default;

std::vector<Share> CommonAreas::of(const PolygonSet& set, std::size_t shape) const {
    std::vector<Share> shares;
    find(set, shape, set.area(shape), shares);
    return shares;
}

std::vector<Share> CommonAreas::of_later(const PolygonSet& set, std::size_t shape) const {
    std::vector<Share> shares;
    find_from(shape + 1, set, shape, set.area(shape), shares);
    return shares;
}

void CommonAreas::find(const PolygonSet& set, std::size_t shape, double area,
                       std::vector<Share>& shares) const {
    find_from(0, set, shape, area, shares);
}

void CommonAreas::find_from(std::size_t first, const PolygonSet& set, std::size_t shape,
                            double area, std::vector<Share>& shares) const {
    shares.clear();
    auto& near = scratch();
    const auto& box = set.box(shape);
    m_index->find(box, first, near);
    if (near.owners.empty()) {
        return;
    }
    const Point corner{box.min.x, box.max.y};
    auto& kernel = near.kernel;
    if (!near.edges.empty()) {
        if (std::uint64_t{set.points(shape)} * near.edges.size() > most_edge_pairs) {
            std::vector<Edge> edges;
            std::transform(near.edges.begin(), near.edges.end(), std::back_inserter(edges),
                           [&](const NearEdge& e) { return m_index->edges[e.edge]; });
            require_little_work(set, shape, edges);
        }
        kernel.set_subject(set, shape);
        area = kernel.subject_area();
    }
    auto edge = near.edges.begin();
    for (const auto owner : near.owners) {
        const bool corner_inside = m_index->inside(owner, corner);
        if (edge == near.edges.end() || edge->owner != owner) {
            if (corner_inside && area > least_common_area) {
                shares.push_back({.other = owner, .area = area, .whole = true});
            }
            continue;
        }
        kernel.start();
        for (; edge != near.edges.end() && edge->owner == owner; ++edge) {
            kernel.add_edge(m_index->edges[edge->edge].a, m_index->edges[edge->edge].b);
        }
        const double common = kernel.finish(corner_inside);
        if (common > least_common_area) {
            shares.push_back({.other = owner,
                              .area = common,
                              .border = {0, kernel.border()},
                              .alone = {0, kernel.border()}});
        }
    }
}

void CommonAreas::measure_borders(const PolygonSet& set, std::size_t shape,
                                  std::vector<Share>& shares) const {
    auto& near = scratch();
    auto box = set.box(shape);
    box = grown(box, margin);
    m_index->find(box, 0, near);
    auto& own = near.own;
    own.clear(box);
    set.for_each_edge(shape, [&](const Point& a, const Point& b) {
        if (a != b) {
            own.add(Edge{a, b});
        }
    });
    const auto in_shape = [&](const Point& p) {
        const auto crossed = std::count_if(own.begin(), own.end(), [&](const Edge& edge) {
            return crosses(edge.a, edge.b, p.y) && crossing_x(edge.a, edge.b, p.y) > p.x;
        });
        return crossed % 2 != 0;
    };
    auto& borders = near.borders;
    borders.resize(std::max(borders.size(), shares.size()));
    std::for_each(borders.begin(), borders.end(), [&](BorderEdges& border) { border.clear(box); });
    for (const auto& edge : near.edges) {
        const auto share =
            std::lower_bound(shares.begin(), shares.end(), edge.owner,
                             [](const Share& s, std::uint32_t owner) { return s.other < owner; });
        const bool shared = share != shares.end() && share->other == edge.owner;
        if (const auto part = shared ? clipped(m_index->edges[edge.edge], box) : std::nullopt) {
            borders[static_cast<std::size_t>(share - shares.begin())].add(*part);
        }
    }
    const auto partial =
        std::count_if(shares.begin(), shares.end(), [](const Share& s) { return !s.whole; });
    for (std::size_t i = 0; i < shares.size(); ++i) {
        auto& share = shares[i];
        if (share.whole) {
            continue;
        }
        share.own = length_inside(
            own, borders[i], [&](const Point& p) { return m_index->inside(share.other, p); }, true);
        share.border = length_inside(borders[i], own, in_shape, false);
        share.alone = share.border;
        if (partial > 1) {
            auto& beside = near.beside;
            beside = own;
            for (std::size_t k = 0; k < shares.size(); ++k) {
                if (k != i) {
                    beside.add(borders[k]);
                }
            }
            share.alone = length_inside(borders[i], beside, in_shape, false);
        }
    }
}

double common_area(const PolygonSet& set, std::size_t a, std::size_t b) {
    if (set.empty(a) || !touch(set.box(a), set.box(b))) {
        return 0;
    }
    auto& kernel = scratch().kernel;
    kernel.set_subject(set, a);
    const auto& box = set.box(a);
    const Point corner{box.min.x, box.max.y};
    bool inside = false;
    kernel.start();
    set.for_each_edge(b, [&](const Point& from, const Point& to) {
        if (crosses(from, to, corner.y) && crossing_x(from, to, corner.y) > corner.x) {
            inside = !inside;
        }
        kernel.add_edge(from, to);
    });
    return kernel.finish(inside);
}

double common_area(const MultiPolygon& a, const MultiPolygon& b) {
    PolygonSet set;
    set.add(a);
    set.add(b);
    const double area = common_area(set, 0, 1);
    return area > least_common_area ? area : 0;
}

} // namespace sandan::geom
