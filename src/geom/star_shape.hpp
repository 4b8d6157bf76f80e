#pragma once
// A ring as it is seen from the mean of its corners. When every edge is passed in the same
// direction, once around, the ring is star-shaped: directions to its corners follow each other
// strictly, so it is a simple curve, without repeated points and spikes. Most parcels are, and a
// few instructions an edge show it.
//
// Directions are decided by the floating-point filter of Shewchuk (1997, "Adaptive Precision
// Floating-Point Arithmetic", bound A); what it cannot decide is not sure.

#include <sandan/geom/types.hpp>

#include "core/lanes.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>

namespace sandan::geom {

/// Error of (a − c) × (b − c), in shares of the sum of its two products.
constexpr double turn_bound = 3.3306690738754716e-16; // (3 + 16ε)ε

/// What it tells beside sure() is for coordinates of up to 1e8, as readers let them through, and
/// within rounding.
class StarShape {
public:
    /// A closed ring of at least four points.
    explicit StarShape(std::span<const Point> ring) {
        const auto count = ring.size() - 1;
        const auto center = mean(ring.first(count));
        auto from = loaded<Doubles>(&ring[0]) - center;
        std::size_t i = 0;
        for (; i + 1 < count; i += 2) {
            const Doubles middle = loaded<Doubles>(&ring[i + 1]) - center;
            const Doubles to = loaded<Doubles>(&ring[i + 2]) - center;
            look_at(from, middle, middle, to, ~Flags{});
            from = to;
        }
        if (i < count) {
            const Doubles to = loaded<Doubles>(&ring[count]) - center;
            look_at(from, to, from, to, Flags{-1, 0});
        }
    }

    [[nodiscard]] bool sure() const {
        return (!any(~m_left) || !any(~m_right)) && m_rounds[0] + m_rounds[1] == 1;
    }

    /// Of a sure one: the square of the shortest edge.
    [[nodiscard]] double shortest2() const { return std::min(m_shortest2[0], m_shortest2[1]); }

    /// Of a sure one: between edges that do not follow each other lies at least one edge, and as
    /// seen from the center they are as far apart as that one is wide, beyond the distance at which
    /// the border comes nearest to the center. So far they are from each other at least.
    [[nodiscard]] double apart() const {
        return std::sqrt(nearest2()) * std::min(m_least[0], m_least[1]) / farthest2();
    }

    /// Of a sure one: no corner is below 20° or above 340°. At each the center lies between its
    /// edges, at an angle to either whose sine is not below nearest / farthest.
    [[nodiscard]] bool blunt() const {
        constexpr double sine2 = 0.031; // more than sin² 10°
        return nearest2() > sine2 * farthest2();
    }

private:
    static Doubles mean(std::span<const Point> corners) {
        Doubles even{};
        Doubles odd{};
        std::size_t i = 0;
        for (; i + 1 < corners.size(); i += 2) {
            even += loaded<Doubles>(&corners[i]);
            odd += loaded<Doubles>(&corners[i + 1]);
        }
        if (i < corners.size()) {
            even += loaded<Doubles>(&corners[i]);
        }
        return (even + odd) / static_cast<double>(corners.size());
    }

    /// The edges a → b and c → d, seen from the center; of those not `counted` no rounds.
    void look_at(const Doubles& a, const Doubles& b, const Doubles& c, const Doubles& d,
                 const Flags& counted) {
        const Doubles from_x = __builtin_shufflevector(a, c, 0, 2);
        const Doubles from_y = __builtin_shufflevector(a, c, 1, 3);
        const Doubles to_x = __builtin_shufflevector(b, d, 0, 2);
        const Doubles to_y = __builtin_shufflevector(b, d, 1, 3);
        const Doubles l = from_x * to_y;
        const Doubles r = from_y * to_x;
        const Doubles twice_area = l - r;
        const Doubles error = turn_bound * (absolute(l) + absolute(r));
        m_left &= twice_area > error;
        m_right &= twice_area < -error;
        m_rounds -= (from_y < 0) & (to_y >= 0) & counted;

        const Doubles dx = to_x - from_x;
        const Doubles dy = to_y - from_y;
        const Doubles length2 = dx * dx + dy * dy;
        const Doubles size = absolute(twice_area);
        const Doubles near2 = size * size / length2;
        const Doubles far2 = from_x * from_x + from_y * from_y;
        m_least = lower(size, m_least);
        m_nearest2 = lower(near2, m_nearest2);
        m_farthest2 = higher(far2, m_farthest2);
        m_shortest2 = lower(length2, m_shortest2);
    }

    [[nodiscard]] double nearest2() const { return std::min(m_nearest2[0], m_nearest2[1]); }

    [[nodiscard]] double farthest2() const { return std::max(m_farthest2[0], m_farthest2[1]); }

    static constexpr double infinity = std::numeric_limits<double>::infinity();
    Flags m_left = ~Flags{};
    Flags m_right = ~Flags{};
    Flags m_rounds{};
    Doubles m_least{infinity, infinity}; ///< Twice the area between an edge and the center.
    Doubles m_nearest2{infinity, infinity};
    Doubles m_farthest2{};
    Doubles m_shortest2{infinity, infinity};
};

} // namespace sandan::geom
