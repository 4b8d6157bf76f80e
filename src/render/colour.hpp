#pragma once

#include <string_view>

namespace sandan::render {

/// Shares of 0–1.
struct Colour {
    double red = 0;
    double green = 0;
    double blue = 0;
};

/// "#rrggbb". \throws Error{output} for anything else.
[[nodiscard]] Colour colour(std::string_view text);

} // namespace sandan::render
