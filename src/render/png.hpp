#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace sandan::render {

/// A picture as rows of 32-bit pixels of the machine's order, 0x00RRGGBB: Cairo's RGB24.
struct Pixels {
    std::span<const unsigned char> bytes; ///< height × stride
    std::size_t width = 0;
    std::size_t height = 0;
    std::size_t stride = 0; ///< Bytes from row to row.
};

/// The picture as PNG (RGB, 8 bits). Written without row filters: on flat colours these make files
/// larger and cost two thirds of the time, and Cairo's own writer cannot do without.
/// \throws Error{output} when libpng refuses.
[[nodiscard]] std::string png(const Pixels& pixels);

} // namespace sandan::render
