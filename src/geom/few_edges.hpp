#pragma once
// The edges of a ring that has a few dozen of them, as nearly all parcels do: corners in columns,
// and boxes around the edges in 16-bit whole numbers, side by side for vector registers. Rounded
// the same way, what overlaps still does. Edge i is compared with the edges i + 2, i + 3, … up to
// half way around, eight i at a time, so that every pair that is not of neighbours comes by.

#include <sandan/geom/types.hpp>

#include "core/lanes.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

namespace sandan::geom {

/// Two kilobytes, for the stack: nothing is set before take().
class FewEdges {
public:
    static constexpr std::size_t most = 64;

    /// A closed ring of 3 to `most` edges.
    void take(std::span<const Point> ring) {
        m_count = ring.size() - 1;
        for (std::size_t i = 0; i < m_count; ++i) {
            m_x[i] = ring[i].x;
            m_y[i] = ring[i].y;
        }
        for (std::size_t i = 0; i < 3; ++i) {
            m_x[m_count + i] = m_x[i];
            m_y[m_count + i] = m_y[i];
        }
    }

    [[nodiscard]] std::size_t size() const noexcept { return m_count; }

    /// Of the corners, and the first three once more.
    [[nodiscard]] const double* x() const noexcept { return m_x.data(); }

    [[nodiscard]] const double* y() const noexcept { return m_y.data(); }

    /// Makes the boxes, each `margin` larger on all sides; coordinates are finite. False when they
    /// are too far apart, or too near each other, for whole numbers.
    [[nodiscard]] bool round_boxes(double margin = 0) {
        constexpr double steps = 32000;
        constexpr double room = 700; // up to the largest number
        const double scale = steps / extent();
        if (!std::isnormal(scale) || margin * scale > room - 2) {
            return false;
        }
        const auto by = static_cast<std::int16_t>(margin == 0 ? 0 : margin * scale + 2);
        round(m_x, scale, by, m_low_x, m_high_x);
        round(m_y, scale, by, m_low_y, m_high_y);
        return true;
    }

    /// Calls `is_bad(i, k)` for pairs of edges whose boxes touch, but not for edges that follow
    /// each other; true once it says so.
    template <typename IsBad>
    [[nodiscard]] bool any_pair(const IsBad& is_bad) const {
        for (std::size_t i = 0; i < m_count; i += lanes) {
            const auto low_x = loaded<Shorts>(&m_low_x[i]);
            const auto high_x = loaded<Shorts>(&m_high_x[i]);
            const auto low_y = loaded<Shorts>(&m_low_y[i]);
            const auto high_y = loaded<Shorts>(&m_high_y[i]);
            for (std::size_t step = 2; 2 * step <= m_count; ++step) {
                const auto k = i + step;
                const Shorts touch = (loaded<Shorts>(&m_low_x[k]) <= high_x) &
                                     (loaded<Shorts>(&m_high_x[k]) >= low_x) &
                                     (loaded<Shorts>(&m_low_y[k]) <= high_y) &
                                     (loaded<Shorts>(&m_high_y[k]) >= low_y);
                if (any(touch) && any_lane(touch, i, step, is_bad)) {
                    return true;
                }
            }
        }
        return false;
    }

private:
    static constexpr std::size_t lanes = 8;
    /// Edges, and those half way around once more, up to a whole register.
    using Column = std::array<std::int16_t, most + most / 2 + 2 * lanes>;
    using Corners = std::array<double, most + 4>;

    template <typename IsBad>
    [[nodiscard]] bool any_lane(const Shorts& touch, std::size_t i, std::size_t step,
                                const IsBad& is_bad) const {
        bool bad = false;
        for_each_set(touch, [&](std::size_t lane) {
            const auto k = i + lane + step;
            bad = bad || (i + lane < m_count && is_bad(i + lane, k < m_count ? k : k - m_count));
        });
        return bad;
    }

    /// The farthest that a corner is from the first one, in x or y.
    [[nodiscard]] double extent() const {
        Doubles farthest{};
        for (const auto* const corners : {&m_x, &m_y}) {
            const auto first = Doubles{} + (*corners)[0];
            for (std::size_t i = 0; i < m_count; i += 2) {
                const auto far = absolute(loaded<Doubles>(&(*corners)[i]) - first);
                farthest = higher(far, farthest);
            }
        }
        return std::max(farthest[0], farthest[1]);
    }

    void round(const Corners& corners, double scale, std::int16_t by, Column& low,
               Column& high) const {
        std::array<std::int16_t, most + 1> rounded;
        for (std::size_t i = 0; i <= m_count; ++i) {
            rounded[i] =
                static_cast<std::int16_t>(static_cast<int>((corners[i] - corners[0]) * scale));
        }
        for (std::size_t i = 0; i < m_count; ++i) {
            low[i] = static_cast<std::int16_t>(std::min(rounded[i], rounded[i + 1]) - by);
            high[i] = static_cast<std::int16_t>(std::max(rounded[i], rounded[i + 1]) + by);
        }
        for (std::size_t i = 0; i < m_count / 2 + lanes; ++i) {
            low[m_count + i] = low[i];
            high[m_count + i] = high[i];
        }
    }

    std::size_t m_count = 0;
    Corners m_x;
    Corners m_y;
    Column m_low_x;
    Column m_high_x;
    Column m_low_y;
    Column m_high_y;
};

} // namespace sandan::geom
