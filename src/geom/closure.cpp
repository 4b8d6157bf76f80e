#include <sandan/core/parallel.hpp>
#include <sandan/geom/closure.hpp>
#include <sandan/geom/common_areas.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>

#include "geom/edge_matches.hpp"
#include "geom/gaps.hpp"
#include "geom/unshared.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <utility>

namespace sandan::geom {

namespace {

/// Coordinates of Korea resolve 1e-9 m: a gap as wide as the tolerance is within it.
constexpr double resolution = 1e-9;

/// Both ends of the stretch along which another edge faces this one, and how far away it is there.
struct Stretch {
    double t0 = 0;
    double t1 = 0;
    double d0 = 0;
    double d1 = 0;
};

/// An edge with its direction and what lies to the right of it.
class Side {
public:
    explicit Side(const LooseEdge& edge)
        : m_a{edge.a},
          m_length{std::hypot(edge.b.x - edge.a.x, edge.b.y - edge.a.y)},
          m_along{(edge.b.x - edge.a.x) / m_length, (edge.b.y - edge.a.y) / m_length} {}

    /// Where `other` runs the opposite way to the right of this edge, at most `tolerance` away.
    /// Nothing where it is the tolerance that ends a short stretch: borders that part are no gap.
    [[nodiscard]] std::optional<Stretch> facing(const LooseEdge& other, double tolerance) const {
        constexpr double long_enough = 4;
        constexpr double least_cosine = 0.1; // edges that stand across face nothing
        const double ta = along(other.a);
        const double tb = along(other.b);
        if (ta - tb < least_cosine * std::hypot(other.b.x - other.a.x, other.b.y - other.a.y)) {
            return std::nullopt;
        }
        const double slope = (right(other.a) - right(other.b)) / (ta - tb);
        const auto at = [&](double t) {
            return right(other.b) + slope * (t - tb);
        };
        double t0 = std::max(0.0, tb);
        double t1 = std::min(m_length, ta);
        const bool parts = std::max(at(t0), at(t1)) > tolerance;
        for (const auto& [limit, above] : {std::pair{0.0, false}, std::pair{tolerance, true}}) {
            if (slope != 0) {
                const double t = tb + (limit - right(other.b)) / slope;
                const bool cuts_start = above ? slope < 0 : slope > 0;
                (cuts_start ? t0 : t1) = cuts_start ? std::max(t0, t) : std::min(t1, t);
            }
        }
        const double middle = at((t0 + t1) / 2);
        const bool in_reach = middle >= 0 && middle <= tolerance;
        if (t1 <= t0 || !in_reach || (parts && t1 - t0 < long_enough * tolerance) ||
            std::max(at(t0), at(t1)) < resolution) {
            return std::nullopt;
        }
        return Stretch{t0, t1, std::max(at(t0), 0.0), std::max(at(t1), 0.0)};
    }

    /// The land between this edge and what faces it, and so much more at its ends that strips side
    /// by side are surely joined.
    [[nodiscard]] MultiPolygon strip(const Stretch& s) const {
        constexpr double more = 1e-6;
        const double t0 = s.t0 - more;
        const double t1 = s.t1 + more;
        Ring ring{at(t0, 0), at(t0, s.d0), at(t1, s.d1), at(t1, 0)};
        ring.erase(std::unique(ring.begin(), ring.end()), ring.end());
        ring.push_back(ring.front());
        return {{std::move(ring), {}}};
    }

private:
    [[nodiscard]] double along(const Point& p) const {
        return (p.x - m_a.x) * m_along.x + (p.y - m_a.y) * m_along.y;
    }

    [[nodiscard]] double right(const Point& p) const {
        return (p.x - m_a.x) * m_along.y - (p.y - m_a.y) * m_along.x;
    }

    [[nodiscard]] Point at(double t, double d) const {
        return {m_a.x + t * m_along.x + d * m_along.y, m_a.y + t * m_along.y - d * m_along.x};
    }

    Point m_a;
    double m_length;
    Point m_along;
};

/// The strips between all edges that face each other, from either side: of two shapes, or of one
/// that a slit runs into.
std::vector<MultiPolygon> strips(const std::vector<LooseEdge>& loose, double tolerance,
                                 unsigned threads) {
    std::vector<Box> boxes(loose.size());
    for (std::size_t i = 0; i < loose.size(); ++i) {
        boxes[i].extend(loose[i].a);
        boxes[i].extend(loose[i].b);
    }
    const BoxIndex index{boxes};
    std::vector<std::vector<MultiPolygon>> lists(loose.size());
    parallel_for(loose.size(), threads, [&](std::size_t i) {
        const auto& box = boxes[i];
        const double reach = tolerance + resolution;
        const Side side{loose[i]};
        for (const auto k : index.query({{box.min.x - reach, box.min.y - reach},
                                         {box.max.x + reach, box.max.y + reach}})) {
            if (const auto stretch = side.facing(loose[k], reach)) {
                lists[i].push_back(side.strip(*stretch));
            }
        }
    });
    std::vector<MultiPolygon> all;
    for (auto& list : lists) {
        std::move(list.begin(), list.end(), std::back_inserter(all));
    }
    return all;
}

/// What no shape claims of it.
MultiPolygon unclaimed(MultiPolygon land, const Indexed& indexed, const MultiPolygon& boundary) {
    for (const auto i : indexed.index.query(envelope(land))) {
        if (!land.empty()) {
            land = difference(land, indexed.shapes.shape(i));
        }
    }
    return land.empty() || boundary.empty() ? land : intersection(land, boundary);
}

/// True for land of a gap that is known already with its whole width.
bool is_told(const Gap& gap, const std::vector<Gap>& told, const BoxIndex& index,
             double tolerance) {
    const auto near = index.query({gap.at, gap.at});
    return std::any_of(near.begin(), near.end(), [&](std::size_t i) {
        return told[i].width <= tolerance + resolution && covers(told[i].shape, gap.at);
    });
}

std::vector<Gap> open_gaps(const PolygonSet& shapes, const MultiPolygon& boundary,
                           const CoverageReport& report, const std::vector<LooseEdge>& loose,
                           double tolerance, unsigned threads) {
    constexpr double least_stretch = 0.75; // area / width²: a notch of 90° has 0.5
    const Indexed indexed{shapes};
    const auto land = dissolve(strips(loose, tolerance, threads));
    std::vector<std::vector<MultiPolygon>> lists(land.size());
    parallel_for(land.size(), threads, [&](std::size_t i) {
        for (const auto& part : unclaimed({land[i]}, indexed, boundary)) {
            if (area(part) > least_common_area) {
                lists[i].push_back({part});
            }
        }
    });
    std::vector<MultiPolygon> parts;
    for (auto& list : lists) {
        std::move(list.begin(), list.end(), std::back_inserter(parts));
    }
    auto gaps = describe_gaps(std::move(parts), indexed, threads);
    std::vector<Box> boxes;
    for (const auto& gap : report.gaps) {
        boxes.push_back(envelope(gap.shape));
    }
    const BoxIndex index{boxes};
    std::erase_if(gaps, [&](const Gap& gap) {
        return gap.area < least_stretch * gap.width * gap.width ||
               is_told(gap, report.gaps, index, tolerance);
    });
    return gaps;
}

} // namespace

Closure check_closure(const PolygonSet& shapes, const MultiPolygon& boundary,
                      const CoverageReport& report, const ClosureLimits& limits, unsigned threads) {
    PolygonSet beyond;
    if (!boundary.empty()) {
        beyond.add(boundary);
    }
    const auto loose = loose_edges(shapes, beyond);
    return {.open_gaps = open_gaps(shapes, boundary, report, loose, limits.tolerance, threads),
            .junctions = find_junctions(loose, limits.rounding),
            .corners = find_lone_corners(loose, limits.rounding)};
}

} // namespace sandan::geom
