#include "render/colour.hpp"

#include <sandan/core/error.hpp>

#include <fmt/format.h>

#include <charconv>

namespace sandan::render {

Colour colour(std::string_view text) {
    unsigned value = 0;
    const auto* const end = text.data() + text.size();
    if (text.size() == 7 && text.front() == '#') {
        const auto [stop, failed] = std::from_chars(text.data() + 1, end, value, 16);
        if (failed == std::errc{} && stop == end) {
            return {(value >> 16U & 0xFFU) / 255.0, (value >> 8U & 0xFFU) / 255.0,
                    (value & 0xFFU) / 255.0};
        }
    }
    throw Error{ErrorKind::output, Text{fmt::format("색 '{}': #rrggbb여야 합니다", text),
                                        fmt::format("colour '{}': expected #rrggbb", text)}};
}

} // namespace sandan::render
