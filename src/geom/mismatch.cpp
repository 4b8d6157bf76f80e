#include <sandan/geom/displacement.hpp>
#include <sandan/geom/measure.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <set>
#include <utility>
#include <vector>

namespace sandan::geom {

namespace {

constexpr std::size_t most_samples = 600;
constexpr std::size_t fewest_compared = 20;
constexpr double enough = 0.6;
constexpr double little = 0.3;
constexpr double largest_tolerance = 1; ///< m

using Shapes = std::vector<const Shape*>;

template <typename Visit>
void each_corner(const Shape& shape, const Visit& visit) {
    for (const auto& polygon : shape.polygons) {
        std::for_each(polygon.outer.begin(), polygon.outer.end(), visit);
        for (const auto& hole : polygon.holes) {
            std::for_each(hole.begin(), hole.end(), visit);
        }
    }
    for (const auto& line : shape.lines) {
        std::for_each(line.begin(), line.end(), visit);
    }
}

Box box_of(const Shapes& shapes) {
    Box box;
    for (const auto* const shape : shapes) {
        each_corner(*shape, [&](const Point& p) { box.extend(p); });
    }
    return box;
}

/// Different corners, spread over the layer.
std::vector<Point> sample(const Shapes& shapes) {
    std::size_t count = 0;
    for (const auto* const shape : shapes) {
        each_corner(*shape, [&](const Point&) { ++count; });
    }
    const auto step = std::max<std::size_t>(1, count / most_samples);
    std::set<std::pair<double, double>> seen;
    std::vector<Point> corners;
    std::size_t at = 0;
    for (const auto* const shape : shapes) {
        each_corner(*shape, [&](const Point& p) {
            if (at++ % step == 0 && seen.emplace(p.x, p.y).second) {
                corners.push_back(p);
            }
        });
    }
    return corners;
}

double tolerance_of(const Displacement& displacement) {
    constexpr double share = 20;
    return std::clamp(std::hypot(displacement.shift.x, displacement.shift.y) / share, 0.05,
                      largest_tolerance);
}

/// Where corners of the other layer would have to be, and how near the nearest one is.
class Targets {
public:
    /// Number of the target. All are added before the first one is met.
    std::size_t add(const Point& at, double tolerance) {
        const auto index = m_nearest.size();
        m_at.push_back(at);
        m_nearest.push_back(std::numeric_limits<double>::infinity());
        for (auto x = cell(at.x - tolerance); x <= cell(at.x + tolerance); ++x) {
            for (auto y = cell(at.y - tolerance); y <= cell(at.y + tolerance); ++y) {
                m_cells.emplace_back(key(x, y), index);
            }
        }
        return index;
    }

    void meet(const Shapes& shapes) {
        std::sort(m_cells.begin(), m_cells.end());
        for (const auto& [cell, target] : m_cells) {
            m_marked[mark_of(cell)] = true;
        }
        for (const auto* const shape : shapes) {
            each_corner(*shape, [&](const Point& p) { meet(p); });
        }
    }

    /// Distance in m; of what is farther than the tolerance any larger value.
    [[nodiscard]] double nearest(std::size_t target) const { return m_nearest[target]; }

private:
    using Cell = std::pair<std::int64_t, std::size_t>;

    void meet(const Point& p) {
        const auto here = key(cell(p.x), cell(p.y));
        if (!m_marked[mark_of(here)]) { // as nearly all of millions of corners
            return;
        }
        for (auto at = std::lower_bound(m_cells.begin(), m_cells.end(), Cell{here, 0});
             at != m_cells.end() && at->first == here; ++at) {
            const auto& target = m_at[at->second];
            auto& nearest = m_nearest[at->second];
            nearest = std::min(nearest, std::hypot(target.x - p.x, target.y - p.y));
        }
    }

    /// Cells of twice the largest tolerance: a target touches four at most.
    static std::int64_t cell(double coordinate) {
        return static_cast<std::int64_t>(std::floor(coordinate / (2 * largest_tolerance)));
    }

    static std::int64_t key(std::int64_t x, std::int64_t y) {
        constexpr std::int64_t span = std::int64_t{1} << 31U;
        return x * span + y;
    }

    static constexpr int mark_bits = 20;

    static std::size_t mark_of(std::int64_t cell) {
        return (static_cast<std::uint64_t>(cell) * 0x9E3779B97F4A7C15U) >> (64 - mark_bits);
    }

    std::vector<Point> m_at;
    std::vector<bool> m_marked = std::vector<bool>(std::size_t{1} << mark_bits); ///< By mark_of.
    std::vector<double> m_nearest;
    std::vector<Cell> m_cells;
};

bool within(const Box& box, const Point& p) {
    return p.x >= box.min.x - 1 && p.x <= box.max.x + 1 && p.y >= box.min.y - 1 &&
           p.y <= box.max.y + 1;
}

/// Agreement of `from`'s corners with `to`'s for every displacement, taken in the direction `sign`.
std::vector<Agreement> agreements(const Shapes& from, const Shapes& to,
                                  const std::vector<Displacement>& displacements, double sign) {
    const auto corners = sample(from);
    const auto box = box_of(to);
    Targets targets;
    std::vector<std::size_t> unmoved;
    unmoved.reserve(corners.size());
    for (const auto& p : corners) {
        unmoved.push_back(targets.add(p, largest_tolerance));
    }
    using Pair = std::array<std::size_t, 2>; // of a corner where it is, and moved
    std::vector<std::vector<Pair>> compared(displacements.size());
    for (std::size_t i = 0; i < displacements.size(); ++i) {
        const auto& shift = displacements[i].shift;
        for (std::size_t c = 0; c < corners.size(); ++c) {
            const Point moved{corners[c].x + sign * shift.x, corners[c].y + sign * shift.y};
            if (within(box, moved)) {
                compared[i].push_back(
                    {unmoved[c], targets.add(moved, tolerance_of(displacements[i]))});
            }
        }
    }
    targets.meet(to);
    std::vector<Agreement> all(displacements.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto tolerance = tolerance_of(displacements[i]);
        const auto share = [&](std::size_t of) {
            const auto hits =
                std::count_if(compared[i].begin(), compared[i].end(), [&](const Pair& pair) {
                    return targets.nearest(pair[of]) <= tolerance;
                });
            return static_cast<double>(hits) /
                   static_cast<double>(std::max<std::size_t>(1, compared[i].size()));
        };
        all[i] = {.unmoved = share(0), .moved = share(1), .compared = compared[i].size()};
    }
    return all;
}

bool convinces(const Agreement& agreement) {
    return agreement.compared >= fewest_compared && agreement.moved >= enough &&
           agreement.unmoved <= little;
}

} // namespace

std::optional<Mismatch> find_mismatch(const Shapes& layer, const Shapes& reference,
                                      const std::vector<Displacement>& displacements) {
    const auto there = agreements(layer, reference, displacements, 1);
    const auto back = agreements(reference, layer, displacements, -1);
    std::optional<Mismatch> best;
    for (std::size_t i = 0; i < displacements.size(); ++i) {
        for (const auto& agreement : {there[i], back[i]}) {
            if (convinces(agreement) && (!best || agreement.moved > best->agreement.moved)) {
                best = Mismatch{displacements[i], agreement};
            }
        }
    }
    return best;
}

} // namespace sandan::geom
