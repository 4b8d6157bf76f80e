#include <sandan/core/parallel.hpp>
#include <sandan/geom/nearest.hpp>

#include "core/piece_budget.hpp"
#include "geom/hilbert_tree.hpp"
#include "geom/nearest_subject.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace sandan::geom {

namespace {

constexpr std::size_t edges_per_run = 16;
constexpr auto nobody = std::numeric_limits<std::uint32_t>::max();

/// So many runs looked at count as a piece of the budget: a hundred shapes may lie on each other.
constexpr std::size_t work_of_piece = 512;

/// Edges of one ring or line that follow each other.
struct Run {
    std::uint32_t owner = 0;
    std::uint32_t size = 0;
    std::size_t first = 0; ///< Of its edges.
    bool area = false;     ///< Of a polygon.
};

/// The best so far, and where it was found.
struct Best {
    double distance2 = std::numeric_limits<double>::infinity();
    std::uint32_t owner = nobody;
    std::uint32_t run = nobody;

    /// What may still be as near, whatever rounding does; squared.
    [[nodiscard]] double reach() const noexcept {
        constexpr double slack = 1 + 1e-9;
        return distance2 * slack + touching_m * touching_m;
    }
};

/// Working memory of a query.
struct Scratch {
    NearestSubject subject;
    std::vector<std::uint32_t> owners;
    std::vector<char> inside; ///< Parallel to the owners: one beginning of the subject is in it.
    std::vector<char> hold;   ///< Parallel to the owners: any is.
    std::vector<std::size_t> runs;
};

Scratch& scratch() {
    thread_local Scratch instance;
    return instance;
}

} // namespace

struct NearestShapes::Index {
    explicit Index(std::span<const Shape* const> others);

    void add_runs(std::size_t from, std::uint32_t owner, bool area);

    [[nodiscard]] std::span<const DistanceEdge> edges_of(std::size_t run) const {
        return {edges.data() + runs[run].first, runs[run].size};
    }

    void find_touched(Scratch& memory) const;
    std::size_t look_east(const Point& p, double east, Scratch& memory) const;
    std::size_t find_holders(Scratch& memory) const;
    void look_at(const NearestSubject& subject, std::size_t run, Best& best) const;
    [[nodiscard]] Best nearest(Scratch& memory, std::uint32_t hint) const;

    /// `take(i, subject)` has the subject be the i-th shape.
    template <typename Take>
    void nearest_of_each(const Take& take, std::span<std::optional<Neighbour>> found) const;

    [[nodiscard]] std::vector<Neighbour> within(Scratch& memory, double distance) const;

    std::vector<DistanceEdge> edges;
    std::vector<Run> runs;
    std::vector<Box> run_boxes;
    std::vector<Box> area_boxes; ///< Of each shape's polygons.
    HilbertTree tree;            ///< Of the runs.
    HilbertTree areas;           ///< Of the shapes that are areas.
    mutable PieceBudget budget{0, "nearest"};
};

void NearestShapes::Index::add_runs(std::size_t from, std::uint32_t owner, bool area) {
    const auto count = edges.size() - from;
    const auto pieces = (count + edges_per_run - 1) / edges_per_run;
    for (std::size_t i = 0; i < pieces; ++i) {
        const auto first = from + i * count / pieces;
        const auto last = from + (i + 1) * count / pieces;
        Box box;
        for (auto k = first; k < last; ++k) {
            box.extend(edges[k].a);
            box.extend(edges[k].b);
        }
        runs.push_back({owner, static_cast<std::uint32_t>(last - first), first, area});
        run_boxes.push_back(box);
    }
}

NearestShapes::Index::Index(std::span<const Shape* const> others) : area_boxes(others.size()) {
    for (std::size_t i = 0; i < others.size(); ++i) {
        const auto owner = static_cast<std::uint32_t>(i);
        const auto& shape = *others[i];
        const auto add_ring = [&](const Ring& ring) {
            const auto from = edges.size();
            append_ring(ring, edges);
            add_runs(from, owner, true);
        };
        for (const auto& polygon : shape.polygons) {
            for (const auto& p : polygon.outer) {
                area_boxes[i].extend(p);
            }
            add_ring(polygon.outer);
            std::for_each(polygon.holes.begin(), polygon.holes.end(), add_ring);
        }
        for (const auto& line : shape.lines) {
            const auto from = edges.size();
            append_line(line, edges);
            add_runs(from, owner, false);
        }
        for (const auto& point : shape.points) {
            const auto from = edges.size();
            append_line({&point, 1}, edges);
            add_runs(from, owner, false);
        }
    }
    tree = HilbertTree{run_boxes};
    areas = HilbertTree{area_boxes};
}

/// Leaves in memory.owners the areas whose boxes the subject's touches, ascending.
void NearestShapes::Index::find_touched(Scratch& memory) const {
    auto& owners = memory.owners;
    owners.clear();
    areas.query(memory.subject.box(),
                [&](std::size_t i) { owners.push_back(static_cast<std::uint32_t>(i)); });
    std::sort(owners.begin(), owners.end());
}

/// Leaves in memory.inside which of memory.owners have p in their polygons; `east`: where all of
/// them end. Gives how many runs were looked at.
std::size_t NearestShapes::Index::look_east(const Point& p, double east, Scratch& memory) const {
    const auto& owners = memory.owners;
    memory.inside.assign(owners.size(), 0);
    std::size_t looked_at = 0;
    tree.query({p, {east, p.y}}, [&](std::size_t run) {
        ++looked_at;
        const auto owner = std::lower_bound(owners.begin(), owners.end(), runs[run].owner);
        if (!runs[run].area || owner == owners.end() || *owner != runs[run].owner) {
            return;
        }
        auto& inside = memory.inside[static_cast<std::size_t>(owner - owners.begin())];
        for (const auto& edge : edges_of(run)) {
            inside = (inside != 0) != east_of(p, edge) ? 1 : 0;
        }
    });
    return looked_at;
}

/// Leaves in memory.owners those in whose polygons a part of the subject begins, ascending. All are
/// found in one look: thousands may lie on each other. Gives how many runs were looked at.
std::size_t NearestShapes::Index::find_holders(Scratch& memory) const {
    find_touched(memory);
    auto& owners = memory.owners;
    double east = -std::numeric_limits<double>::infinity();
    for (const auto owner : owners) {
        east = std::max(east, area_boxes[owner].max.x);
    }
    memory.hold.assign(owners.size(), 0);
    std::size_t looked_at = 0;
    for (const auto& p : memory.subject.anchors()) {
        if (p.x > east) {
            continue;
        }
        looked_at += look_east(p, east, memory);
        for (std::size_t k = 0; k < owners.size(); ++k) {
            memory.hold[k] = memory.hold[k] != 0 || memory.inside[k] != 0 ? 1 : 0;
        }
    }
    std::size_t held = 0;
    for (std::size_t k = 0; k < owners.size(); ++k) {
        if (memory.hold[k] != 0) {
            owners[held++] = owners[k];
        }
    }
    owners.resize(held);
    return looked_at;
}

void NearestShapes::Index::look_at(const NearestSubject& subject, std::size_t run,
                                   Best& best) const {
    const auto owner = runs[run].owner;
    if (best.distance2 == 0 && owner >= best.owner) {
        return;
    }
    const double found = subject.distance2(edges_of(run), run_boxes[run], best.reach());
    if (found < best.distance2 || (found == best.distance2 && owner < best.owner)) {
        best = {found, owner, static_cast<std::uint32_t>(run)};
    }
}

/// `hint`: a run that may be near, or nobody; it changes the way, not the answer.
Best NearestShapes::Index::nearest(Scratch& memory, std::uint32_t hint) const {
    const auto& subject = memory.subject;
    Best best;
    auto looked_at = find_holders(memory);
    if (!memory.owners.empty()) {
        best = {0, memory.owners.front(), nobody};
    } else if (hint != nobody) {
        look_at(subject, hint, best);
    }
    tree.nearest(
        subject.box(), [&] { return best.reach(); },
        [&](std::size_t run) {
            ++looked_at;
            look_at(subject, run, best);
        });
    budget.allow(1);
    budget.spend(looked_at / work_of_piece);
    return best;
}

template <typename Take>
void NearestShapes::Index::nearest_of_each(const Take& take,
                                           std::span<std::optional<Neighbour>> found) const {
    auto& memory = scratch();
    auto hint = nobody;
    for (std::size_t i = 0; i < found.size(); ++i) {
        take(i, memory.subject);
        if (memory.subject.empty() || runs.empty()) {
            continue;
        }
        const auto best = nearest(memory, hint);
        found[i] = Neighbour{best.owner, std::sqrt(best.distance2)};
        hint = best.run;
    }
}

std::vector<Neighbour> NearestShapes::Index::within(Scratch& memory, double distance) const {
    const auto& subject = memory.subject;
    std::vector<Neighbour> found;
    if (subject.empty()) {
        return found;
    }
    (void)find_holders(memory);
    std::transform(memory.owners.begin(), memory.owners.end(), std::back_inserter(found),
                   [](std::uint32_t owner) {
                       return Neighbour{owner, 0};
                   });
    const double most = distance + touching_m;
    const double reach = most * (1 + 1e-9) + touching_m; // for the rounding of the box
    const auto& box = subject.box();
    auto& near = memory.runs;
    near.clear();
    tree.query({{box.min.x - reach, box.min.y - reach}, {box.max.x + reach, box.max.y + reach}},
               [&](std::size_t run) { near.push_back(run); });
    std::sort(near.begin(), near.end()); // by owner
    for (auto run = near.begin(); run != near.end();) {
        Best best{.distance2 = reach * reach};
        const auto owner = runs[*run].owner;
        for (; run != near.end() && runs[*run].owner == owner; ++run) {
            look_at(subject, *run, best);
        }
        if (best.owner == owner && std::sqrt(best.distance2) <= most) {
            found.push_back({owner, std::sqrt(best.distance2)});
        }
    }
    std::sort(found.begin(), found.end(), [](const Neighbour& a, const Neighbour& b) {
        return a.other != b.other ? a.other < b.other : a.distance < b.distance;
    });
    found.erase(
        std::unique(found.begin(), found.end(),
                    [](const Neighbour& a, const Neighbour& b) { return a.other == b.other; }),
        found.end());
    const auto on_it = std::count_if(found.begin(), found.end(), [](const Neighbour& neighbour) {
        return neighbour.distance == 0;
    });
    budget.allow(1);
    budget.spend(static_cast<std::size_t>(on_it));
    return found;
}

NearestShapes::NearestShapes(std::span<const Shape* const> others)
    : m_index{std::make_unique<Index>(others)} {}

NearestShapes::~NearestShapes() = default;
NearestShapes::NearestShapes(NearestShapes&&) noexcept = default;
NearestShapes& NearestShapes::operator=(NearestShapes&&) noexcept = default;

std::optional<Neighbour> NearestShapes::nearest(const Shape& from) const {
    const auto* const one = &from;
    return nearest_of_each({&one, 1}).front();
}

std::vector<std::optional<Neighbour>>
NearestShapes::nearest_of_each(std::span<const Shape* const> from, unsigned threads) const {
    std::vector<std::optional<Neighbour>> found(from.size());
    constexpr std::size_t block = 1024;
    parallel_for((from.size() + block - 1) / block, threads, [&](std::size_t b) {
        const auto first = b * block;
        const auto size = std::min(block, from.size() - first);
        m_index->nearest_of_each(
            [&](std::size_t i, NearestSubject& subject) { subject.take(*from[first + i]); },
            std::span{found}.subspan(first, size));
    });
    return found;
}

std::vector<std::optional<Neighbour>> NearestShapes::nearest_of_each(const PolygonSet& from) const {
    std::vector<std::optional<Neighbour>> found(from.size());
    m_index->nearest_of_each([&](std::size_t i, NearestSubject& subject) { subject.take(from, i); },
                             found);
    return found;
}

std::vector<Neighbour> NearestShapes::within(const Shape& from, double distance) const {
    auto& memory = scratch();
    memory.subject.take(from);
    return m_index->within(memory, distance);
}

std::vector<Neighbour> NearestShapes::within(const PolygonSet& from, std::size_t feature,
                                             double distance) const {
    auto& memory = scratch();
    memory.subject.take(from, feature);
    return m_index->within(memory, distance);
}

} // namespace sandan::geom
