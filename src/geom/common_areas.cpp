#include <sandan/geom/common_areas.hpp>

#include "geom/area_kernel.hpp"
#include "geom/border_inside.hpp"
#include "geom/boxes.hpp"
#include "geom/hilbert_tree.hpp"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <numeric>

namespace sandan::geom {

namespace {

using Edge = BorderEdge;

Box box_of(const Edge& edge) {
    Box box;
    box.extend(edge.a);
    box.extend(edge.b);
    return box;
}

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

/// What lies in and around the place of the last queries: the next shape is likely to lie beside.
struct Region {
    struct Owner {
        Box box;
        std::uint32_t owner;
    };

    struct OwnEdge {
        Box box;
        NearEdge edge;
    };

    [[nodiscard]] bool holds(std::uint64_t index, const Box& asked) const noexcept {
        return index == of && asked.min.x >= box.min.x && asked.max.x <= box.max.x &&
               asked.min.y >= box.min.y && asked.max.y <= box.max.y;
    }

    std::uint64_t of = 0; ///< The index's number.
    Box box;
    std::vector<Owner> owners; ///< Ascending, as the edges.
    std::vector<OwnEdge> edges;
    double reach = 2;       ///< How far around a shape it goes, in sizes of the shape.
    std::size_t served = 0; ///< Queries.
};

/// Working memory of a query.
struct Scratch {
    AreaKernel kernel;
    Region region;
    std::vector<std::uint32_t> owners;
    std::vector<NearEdge> edges;
};

std::uint64_t next_number() {
    static std::atomic<std::uint64_t> last = 0;
    return ++last;
}

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
    void look_around(const Box& box, Region& region) const;

    std::uint64_t number; ///< No other index of this process has it.
    std::vector<Box> shape_boxes;
    HilbertTree shapes;
    HilbertTree edge_boxes;
    std::vector<Edge> edges;           ///< By shape.
    std::vector<std::size_t> starts;   ///< Of each shape's edges.
    std::vector<std::uint32_t> owners; ///< Of each edge.
    std::vector<Strips> strips;        ///< By shape.
};

CommonAreas::Index::Index(const PolygonSet& others)
    : number{next_number()},
      shape_boxes{others.boxes().begin(), others.boxes().end()},
      shapes{others.boxes()},
      starts{0} {
    for (std::size_t i = 0; i < others.size(); ++i) {
        others.for_each_edge(i, [&](const Point& a, const Point& b) {
            if (a != b) {
                edges.push_back({a, b});
                owners.push_back(static_cast<std::uint32_t>(i));
            }
        });
        starts.push_back(edges.size());
    }
    for (std::size_t i = 0; i < others.size(); ++i) {
        strips.emplace_back(others.box(i), edges_of(i));
    }
    std::vector<Box> boxes;
    boxes.reserve(edges.size());
    std::transform(edges.begin(), edges.end(), std::back_inserter(boxes), box_of);
    edge_boxes = HilbertTree{boxes};
}

/// Takes up a region around `box`: a wide one where queries stay in it and find few edges.
void CommonAreas::Index::look_around(const Box& box, Region& region) const {
    constexpr std::size_t many_edges = 64;
    constexpr double widest = 8;
    if (region.of == number) {
        const bool worth_it = region.served > 3 && region.edges.size() <= many_edges;
        region.reach = worth_it ? std::min(widest, 2 * region.reach + 0.5) : region.reach / 2;
    }
    const double size = std::max(box.max.x - box.min.x, box.max.y - box.min.y);
    region.of = number;
    region.box = grown(box, region.reach * size);
    region.served = 0;
    region.owners.clear();
    region.edges.clear();
    shapes.query(region.box, [&](std::size_t i) {
        region.owners.push_back({shape_boxes[i], static_cast<std::uint32_t>(i)});
    });
    if (region.owners.empty()) {
        return;
    }
    edge_boxes.query(region.box, [&](std::size_t i) {
        region.edges.push_back({box_of(edges[i]), {owners[i], static_cast<std::uint32_t>(i)}});
    });
    std::sort(region.owners.begin(), region.owners.end(),
              [](const auto& a, const auto& b) { return a.owner < b.owner; });
    std::sort(region.edges.begin(), region.edges.end(),
              [](const auto& a, const auto& b) { return a.edge.edge < b.edge.edge; });
}

/// Shapes from `first` on whose box touches, and their edges that do, both ascending.
void CommonAreas::Index::find(const Box& box, std::size_t first, Scratch& near) const {
    near.owners.clear();
    near.edges.clear();
    auto& region = near.region;
    if (!region.holds(number, box)) {
        look_around(box, region);
    }
    ++region.served;
    for (const auto& [owner_box, owner] : region.owners) {
        if (owner >= first && touch(owner_box, box)) {
            near.owners.push_back(owner);
        }
    }
    for (const auto& [edge_box, edge] : region.edges) {
        if (edge.owner >= first && touch(edge_box, box)) {
            near.edges.push_back(edge);
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
    constexpr double margin = 1e-3; // m: an edge that only touches the box is near, too
    auto box = set.box(shape);
    box = {{box.min.x - margin, box.min.y - margin}, {box.max.x + margin, box.max.y + margin}};
    m_index->find(box, 0, near);
    std::vector<Edge> own;
    set.for_each_edge(shape, [&](const Point& a, const Point& b) {
        if (a != b) {
            own.push_back({a, b});
        }
    });
    const auto in_shape = [&](const Point& p) {
        const auto crossed = std::count_if(own.begin(), own.end(), [&](const Edge& edge) {
            return crosses(edge.a, edge.b, p.y) && crossing_x(edge.a, edge.b, p.y) > p.x;
        });
        return crossed % 2 != 0;
    };
    std::vector<std::vector<Edge>> borders(shares.size());
    for (const auto& edge : near.edges) {
        const auto share =
            std::lower_bound(shares.begin(), shares.end(), edge.owner,
                             [](const Share& s, std::uint32_t owner) { return s.other < owner; });
        const bool shared = share != shares.end() && share->other == edge.owner;
        if (const auto part = shared ? clipped(m_index->edges[edge.edge], box) : std::nullopt) {
            borders[static_cast<std::size_t>(share - shares.begin())].push_back(*part);
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
            auto beside = own;
            for (std::size_t k = 0; k < borders.size(); ++k) {
                if (k != i) {
                    beside.insert(beside.end(), borders[k].begin(), borders[k].end());
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

} // namespace sandan::geom
