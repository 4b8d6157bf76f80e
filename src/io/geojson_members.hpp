#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace sandan::io {

/// What a collection of features in GeoJSON (RFC 7946) holds, in its own words.
struct GeoJsonMembers {
    std::size_t all = 0;
    std::size_t strangers = 0; ///< No features: null, a number, an object of another type.
    std::size_t first_stranger = 0;
};

/// Counts the members of "features", in one pass and with no more memory than a nesting needs, as
/// GDAL passes over strangers without a word. Nothing for a file that is no collection.
[[nodiscard]] std::optional<GeoJsonMembers> count_members(const std::string& path);

} // namespace sandan::io
