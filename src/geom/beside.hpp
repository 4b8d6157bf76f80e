#pragma once
// Where borders run beside each other.

#include <sandan/geom/types.hpp>

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace sandan::geom {

struct Segment {
    std::size_t shape = 0;
    Point a;
    Point b;
};

/// A stretch of a segment, in metres from its start.
using Stretch = std::pair<double, double>;

[[nodiscard]] double length(const Segment& s);

/// The box around a segment, larger by `margin` m on each side.
[[nodiscard]] Box box_of(const Segment& s, double margin);
[[nodiscard]] std::vector<Box> boxes_of(const std::vector<Segment>& segments);

/// The stretch of `s` that runs beside `t`: `t` deviates by less than 15° from it and lies within
/// `tolerance` of it. Borders that only meet in a point, at any angle, thus share next to nothing.
/// Where `t` has the same two corners, all of `s`. Closed form, within rounding (1e-9 m).
[[nodiscard]] std::optional<Stretch> shared_stretch(const Segment& s, const Segment& t,
                                                    double tolerance);

/// Length of the union of stretches, which are sorted.
[[nodiscard]] double covered(std::vector<Stretch>& stretches);

} // namespace sandan::geom
