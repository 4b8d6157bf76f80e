#include <sandan/geom/displacement.hpp>
#include <sandan/geom/measure.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <set>
#include <unordered_map>

namespace sandan::geom {

namespace {

constexpr std::size_t most_samples = 600;
constexpr std::size_t fewest_compared = 20;
constexpr double enough = 0.6;
constexpr double little = 0.3;

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
    return std::clamp(std::hypot(displacement.shift.x, displacement.shift.y) / share, 0.05, 1.0);
}

/// Where corners of the other layer would have to be, and whether they are.
class Targets {
public:
    void add(const Point& at, double tolerance, std::size_t trial) {
        const auto index = m_targets.size();
        m_targets.push_back({at, tolerance, trial, false});
        for (std::int64_t dx = -1; dx <= 1; ++dx) {
            for (std::int64_t dy = -1; dy <= 1; ++dy) {
                m_cells[key(cell(at.x) + dx, cell(at.y) + dy)].push_back(index);
            }
        }
    }

    void meet(const Point& p) {
        const auto found = m_cells.find(key(cell(p.x), cell(p.y)));
        if (found == m_cells.end()) {
            return;
        }
        for (const auto index : found->second) {
            auto& target = m_targets[index];
            target.hit =
                target.hit || std::hypot(target.at.x - p.x, target.at.y - p.y) <= target.tolerance;
        }
    }

    [[nodiscard]] double hits(std::size_t trial) const {
        return static_cast<double>(
            std::count_if(m_targets.begin(), m_targets.end(), [&](const Target& target) {
                return target.trial == trial && target.hit;
            }));
    }

private:
    struct Target {
        Point at;
        double tolerance;
        std::size_t trial;
        bool hit;
    };

    /// Cells of 1 m, the largest tolerance.
    static std::int64_t cell(double coordinate) {
        return static_cast<std::int64_t>(std::floor(coordinate));
    }

    static std::int64_t key(std::int64_t x, std::int64_t y) {
        constexpr std::int64_t span = std::int64_t{1} << 31U;
        return x * span + y;
    }

    std::vector<Target> m_targets;
    std::unordered_map<std::int64_t, std::vector<std::size_t>> m_cells;
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
    std::vector<Agreement> all(displacements.size());
    Targets targets;
    for (std::size_t i = 0; i < displacements.size(); ++i) {
        const auto& shift = displacements[i].shift;
        const auto tolerance = tolerance_of(displacements[i]);
        for (const auto& p : corners) {
            const Point moved{p.x + sign * shift.x, p.y + sign * shift.y};
            if (within(box, moved)) {
                ++all[i].compared;
                targets.add(moved, tolerance, 2 * i);
                targets.add(p, tolerance, 2 * i + 1);
            }
        }
    }
    for (const auto* const shape : to) {
        each_corner(*shape, [&](const Point& p) { targets.meet(p); });
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto compared = static_cast<double>(std::max<std::size_t>(1, all[i].compared));
        all[i].moved = targets.hits(2 * i) / compared;
        all[i].unmoved = targets.hits(2 * i + 1) / compared;
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
