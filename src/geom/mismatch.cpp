#include <sandan/geom/displacement.hpp>
#include <sandan/geom/measure.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
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

template <typename Visit>
void each_corner(const PolygonSet& set, const Visit& visit) {
    for (std::size_t i = 0; i < set.size(); ++i) {
        set.for_each_ring(i, [&](std::span<const Point> ring) {
            std::for_each(ring.begin(), ring.end(), visit);
        });
    }
}

std::vector<Point> without_repetitions(const std::vector<Point>& points) {
    std::set<std::pair<double, double>> seen;
    std::vector<Point> different;
    std::copy_if(points.begin(), points.end(), std::back_inserter(different),
                 [&](const Point& p) { return seen.emplace(p.x, p.y).second; });
    return different;
}

/// Corners spread over a layer whose size shows only in the end: every n-th one, n a power of two.
class Sample {
public:
    void see(std::span<const Point> points) {
        for (; m_next < points.size(); m_next += m_step) {
            m_kept.push_back(points[m_next]);
            if (m_kept.size() > 2 * most_samples) {
                m_step *= 2;
                for (std::size_t i = 0; 2 * i < m_kept.size(); ++i) {
                    m_kept[i] = m_kept[2 * i];
                }
                m_kept.resize((m_kept.size() + 1) / 2);
            }
        }
        m_next -= points.size();
    }

    [[nodiscard]] std::vector<Point> corners() const { return without_repetitions(m_kept); }

private:
    std::size_t m_next = 0; ///< How many are passed over until the next one that is kept.
    std::size_t m_step = 1;
    std::vector<Point> m_kept;
};

/// Different corners, spread over the layer.
std::vector<Point> sample(const Shapes& shapes) {
    std::size_t count = 0;
    for (const auto* const shape : shapes) {
        each_corner(*shape, [&](const Point&) { ++count; });
    }
    const auto step = std::max<std::size_t>(1, count / most_samples);
    std::vector<Point> corners;
    std::size_t at = 0;
    for (const auto* const shape : shapes) {
        each_corner(*shape, [&](const Point& p) {
            if (at++ % step == 0) {
                corners.push_back(p);
            }
        });
    }
    return without_repetitions(corners);
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
        m_cells.emplace_back(key(cell(at.x), cell(at.y)), index);
        for_each_cell(at, tolerance, [&](std::int64_t x, std::int64_t y) {
            m_marked[mark_of(key(x, y), mark_bits)] = true;
            m_marked_wide[mark_of(key(wide(x), wide(y)), wide_bits)] = true;
        });
        return index;
    }

    /// Between the last add() and the first meet().
    void ready() { std::sort(m_cells.begin(), m_cells.end()); }

    /// False if no target is near enough to be met by a point of the box.
    [[nodiscard]] bool may_be_met_in(const Box& box) const {
        constexpr std::int64_t most = 4;
        const auto left = wide(cell(box.min.x));
        const auto right = wide(cell(box.max.x));
        const auto low = wide(cell(box.min.y));
        const auto high = wide(cell(box.max.y));
        if (right - left >= most || high - low >= most) {
            return true;
        }
        for (auto x = left; x <= right; ++x) {
            for (auto y = low; y <= high; ++y) {
                if (m_marked_wide[mark_of(key(x, y), wide_bits)]) {
                    return true;
                }
            }
        }
        return false;
    }

    void meet(const Point& p) {
        const auto here = key(cell(p.x), cell(p.y));
        if (!m_marked[mark_of(here, mark_bits)]) { // as nearly all of millions of corners
            return;
        }
        for_each_cell(p, largest_tolerance, [&](std::int64_t x, std::int64_t y) {
            const auto near = key(x, y);
            for (auto at = std::lower_bound(m_cells.begin(), m_cells.end(), Cell{near, 0});
                 at != m_cells.end() && at->first == near; ++at) {
                const auto& target = m_at[at->second];
                auto& nearest = m_nearest[at->second];
                nearest = std::min(nearest, std::hypot(target.x - p.x, target.y - p.y));
            }
        });
    }

    /// Distance in m; of what is farther than the tolerance any larger value.
    [[nodiscard]] double nearest(std::size_t target) const { return m_nearest[target]; }

private:
    using Cell = std::pair<std::int64_t, std::size_t>;

    /// Cells of twice the largest tolerance.
    static std::int64_t cell(double coordinate) {
        constexpr double below_all = 1U << 30U; // rounds down as std::floor, in a tenth of the time
        return static_cast<std::int64_t>(coordinate / (2 * largest_tolerance) + below_all);
    }

    /// The four cells at most that hold what is within `distance` of a point in x and in y.
    template <typename Take>
    static void for_each_cell(const Point& at, double distance, const Take& take) {
        for (auto x = cell(at.x - distance); x <= cell(at.x + distance); ++x) {
            for (auto y = cell(at.y - distance); y <= cell(at.y + distance); ++y) {
                take(x, y);
            }
        }
    }

    static constexpr std::int64_t span = std::int64_t{1} << 32U;

    static std::int64_t key(std::int64_t x, std::int64_t y) { return x * span + y; }

    /// The wide cell, as long as a parcel or two, that a cell lies in.
    static std::int64_t wide(std::int64_t cell) { return cell / 32; }

    static constexpr int mark_bits = 20;
    static constexpr int wide_bits = 17; ///< All parcels ask: these stay in the nearest cache.

    static std::size_t mark_of(std::int64_t cell, int bits) {
        return (static_cast<std::uint64_t>(cell) * 0x9E3779B97F4A7C15U) >> (64 - bits);
    }

    std::vector<Point> m_at;
    std::vector<bool> m_marked = std::vector<bool>(std::size_t{1} << mark_bits); ///< By mark_of.
    std::vector<bool> m_marked_wide = std::vector<bool>(std::size_t{1} << wide_bits);
    std::vector<double> m_nearest;
    std::vector<Cell> m_cells; ///< Of the targets themselves.
};

bool within(const Box& box, const Point& p) {
    return p.x >= box.min.x - 1 && p.x <= box.max.x + 1 && p.y >= box.min.y - 1 &&
           p.y <= box.max.y + 1;
}

/// The corners of one layer where they are and displaced, held against all corners of another.
class Comparison {
public:
    /// `sign`: +1 where the displacements are those of `corners`, -1 where those of the others,
    /// which fill `box`.
    Comparison(std::vector<Point> corners, std::vector<Displacement> displacements, double sign,
               const Box& box)
        : m_corners{std::move(corners)}, m_displacements{std::move(displacements)}, m_sign{sign} {
        for (const auto& p : m_corners) {
            m_targets.add(p, largest_tolerance);
        }
        for (std::size_t i = 0; i < m_displacements.size(); ++i) {
            auto& pairs = m_compared.emplace_back();
            for (std::size_t c = 0; c < m_corners.size(); ++c) {
                if (const auto at = moved(i, c); within(box, at)) {
                    pairs.push_back({c, m_targets.add(at, tolerance_of(m_displacements[i]))});
                }
            }
        }
        m_targets.ready();
    }

    void meet(const Point& p) { m_targets.meet(p); }

    [[nodiscard]] bool may_meet(const Box& box) const { return m_targets.may_be_met_in(box); }

    [[nodiscard]] std::vector<Agreement> agreements() const {
        std::vector<Agreement> all;
        for (std::size_t i = 0; i < m_displacements.size(); ++i) {
            all.push_back(agreement(i));
        }
        return all;
    }

private:
    [[nodiscard]] Point moved(std::size_t displacement, std::size_t corner) const {
        const auto& shift = m_displacements[displacement].shift;
        return {m_corners[corner].x + m_sign * shift.x, m_corners[corner].y + m_sign * shift.y};
    }

    /// A corner that, moved, lies where the others are: its targets where it is, and moved.
    struct Pair {
        std::size_t unmoved;
        std::size_t moved;
    };

    [[nodiscard]] Agreement agreement(std::size_t displacement) const {
        const auto tolerance = tolerance_of(m_displacements[displacement]);
        const auto& pairs = m_compared[displacement];
        std::size_t unmoved = 0;
        std::size_t agreeing = 0;
        for (const auto& pair : pairs) {
            unmoved += m_targets.nearest(pair.unmoved) <= tolerance ? 1U : 0U;
            agreeing += m_targets.nearest(pair.moved) <= tolerance ? 1U : 0U;
        }
        const auto share = [&](std::size_t hits) {
            return static_cast<double>(hits) /
                   static_cast<double>(std::max<std::size_t>(1, pairs.size()));
        };
        return {.unmoved = share(unmoved), .moved = share(agreeing), .compared = pairs.size()};
    }

    std::vector<Point> m_corners;
    std::vector<Displacement> m_displacements;
    double m_sign;
    Targets m_targets;
    std::vector<std::vector<Pair>> m_compared; ///< By displacement.
};

void meet(Comparison& comparison, const Shapes& shapes) {
    for (const auto* const shape : shapes) {
        each_corner(*shape, [&](const Point& p) { comparison.meet(p); });
    }
}

bool convinces(const Agreement& agreement) {
    return agreement.compared >= fewest_compared && agreement.moved >= enough &&
           agreement.unmoved <= little;
}

std::optional<Mismatch> best_of(const std::vector<Agreement>& there,
                                const std::vector<Agreement>& back,
                                const std::vector<Displacement>& displacements) {
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

} // namespace

std::optional<Mismatch> find_mismatch(const Shapes& layer, const Shapes& reference,
                                      const std::vector<Displacement>& displacements) {
    Comparison there{sample(layer), displacements, 1, box_of(reference)};
    meet(there, reference);
    Comparison back{sample(reference), displacements, -1, box_of(layer)};
    meet(back, layer);
    return best_of(there.agreements(), back.agreements(), displacements);
}

struct MismatchSearch::State {
    Shapes layer;
    std::vector<Displacement> displacements;
    Box box;
    Comparison there{sample(layer), displacements, 1, box};
    Sample reference{};
};

MismatchSearch::MismatchSearch(const std::vector<const Shape*>& layer,
                               std::vector<Displacement> displacements, const Box& box)
    : m_state{new State{.layer = layer, .displacements = std::move(displacements), .box = box}} {}

MismatchSearch::~MismatchSearch() = default;
MismatchSearch::MismatchSearch(MismatchSearch&&) noexcept = default;
MismatchSearch& MismatchSearch::operator=(MismatchSearch&&) noexcept = default;

void MismatchSearch::meet(const PolygonSet& reference) {
    auto& there = m_state->there;
    for (std::size_t i = 0; i < reference.size(); ++i) {
        const bool near = !reference.empty(i) && there.may_meet(reference.box(i));
        reference.for_each_ring(i, [&](std::span<const Point> ring) {
            m_state->reference.see(ring);
            if (near) {
                std::for_each(ring.begin(), ring.end(), [&](const Point& p) { there.meet(p); });
            }
        });
    }
}

std::optional<Mismatch> MismatchSearch::result() const {
    Comparison back{m_state->reference.corners(), m_state->displacements, -1,
                    box_of(m_state->layer)};
    geom::meet(back, m_state->layer);
    return best_of(m_state->there.agreements(), back.agreements(), m_state->displacements);
}

} // namespace sandan::geom
