#pragma once

#include <sandan/geom/types.hpp>

#include <cstddef>
#include <span>
#include <vector>

namespace sandan::geom {

/// Two shapes and the length (m) of border they share.
struct Contact {
    std::size_t a{}; ///< a < b
    std::size_t b{};
    double length{};

    friend bool operator==(const Contact&, const Contact&) = default;
};

/// All pairs whose borders run together for more than `min_length` m, sorted by (a, b).
/// Borders count as shared within `tolerance` m (survey noise); vertices need not match.
[[nodiscard]] std::vector<Contact> contacts(std::span<const MultiPolygon> shapes,
                                            double min_length = 0.01, double tolerance = 0.01);

/// Length (m) of the border of `shape` that lies within `tolerance` m of `other`.
[[nodiscard]] double shared_border(const MultiPolygon& shape, const MultiPolygon& other,
                                   double tolerance = 0.01);

} // namespace sandan::geom
