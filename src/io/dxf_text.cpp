#include "io/dxf_text.hpp"

#include <sandan/core/visible.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace sandan::io {

namespace {

/// Braces of a text would open and close a run of another format. GDAL escapes backslashes alone:
/// braces pass it as characters that no text is to hold, and are put in their place afterwards.
struct Brace {
    char sign = 0;
    std::string_view stand_in;
    std::string_view written; ///< What GDAL makes of the stand-in.
    std::string_view escaped;
};

constexpr std::array braces{Brace{'{', "\uFDD0", "\\U+fdd0", "\\{"},
                            Brace{'}', "\uFDD1", "\\U+fdd1", "\\}"}};

/// GDAL cuts a longer text into groups, also amid the escape of one character.
constexpr std::size_t longest_group = 250;

/// Bytes in the drawing of the character that starts with this byte; none for those that follow.
std::size_t written_length(char first) {
    const auto byte = static_cast<unsigned char>(first);
    if (byte < 0x80) {
        const bool escaped = byte <= ' ' || first == '\\' || first == '^';
        return first == '{' || first == '}' ? braces.front().written.size() : escaped ? 2 : 1;
    }
    constexpr std::size_t hexadecimal = std::string_view{"\\U+ac00"}.size();
    const bool follows = byte < 0xC0;
    const bool latin = byte < 0xC4;               // up to U+00FF
    return follows ? 0 : latin ? 1 : hexadecimal; // above U+FFFF it is written as its code
}

/// The text, or its beginning and "…", in one group.
std::string shortened(const std::string& text) {
    constexpr std::string_view rest{"\u2026"};
    std::size_t length = 0;
    std::size_t fitting = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto more = written_length(text[at]);
        if (more > 0 && length + written_length(rest.front()) <= longest_group) {
            fitting = at;
        }
        length += more;
    }
    return length <= longest_group ? text : text.substr(0, fitting).append(rest);
}

std::string with_stand_ins(const std::string& text) {
    std::string result;
    for (const char c : text) {
        const auto* const brace =
            std::find_if(braces.begin(), braces.end(), [&](const auto& b) { return c == b.sign; });
        result += brace == braces.end() ? std::string{c} : std::string{brace->stand_in};
    }
    return result;
}

/// The character of `bytes` bytes at `at`.
std::uint32_t character_at(std::string_view text, std::size_t at, std::size_t bytes) {
    auto code = static_cast<unsigned char>(text[at]) & (0xFFU >> (bytes + 1));
    for (std::size_t i = 1; i < bytes; ++i) {
        code = code << 6U | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
    }
    return code;
}

/// What the escapes of a drawing, of four digits, cannot hold; and the stand-ins themselves.
std::string with_codes(const std::string& text) {
    std::string result;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto rest = std::string_view{text}.substr(at);
        const bool stands_in = std::any_of(braces.begin(), braces.end(), [&](const auto& brace) {
            return rest.starts_with(brace.stand_in);
        });
        const bool long_one = static_cast<unsigned char>(rest.front()) >= 0xF0;
        if (!stands_in && !long_one) {
            result += text[at];
            continue;
        }
        const std::size_t bytes = long_one ? 4 : 3;
        result += fmt::format("U+{:04X}", character_at(text, at, bytes));
        at += bytes - 1;
    }
    return result;
}

/// `%%d`, `%%c`, `%%65` … would be read as signs.
std::string without_signs(std::string_view text) {
    constexpr std::string_view signs{"dDcCpPoOuUkK%0123456789"};
    constexpr std::string_view wide{"\uFF05"};
    std::string result;
    while (!text.empty()) {
        const bool sign = text.size() > 2 && text.starts_with("%%") &&
                          signs.find(text[2]) != std::string_view::npos;
        result += sign ? std::string{wide}.append(wide) : std::string{text.front()};
        text.remove_prefix(sign ? 2 : 1);
    }
    return result;
}

} // namespace

std::string DrawingTexts::written(const std::string& text) {
    const auto coded = with_codes(visible(text));
    const auto plain = without_signs(coded);
    const auto fitting = shortened(plain);
    m_losses.coded += coded != text ? 1U : 0U;
    m_losses.signs += plain != coded ? 1U : 0U;
    m_losses.shortened += fitting != plain ? 1U : 0U;
    return with_stand_ins(fitting);
}

/// A finished drawing with the braces of its texts.
std::string with_braces(std::string_view drawing) {
    std::string result;
    result.reserve(drawing.size());
    for (std::size_t at = drawing.find('\\'); at != std::string_view::npos;
         at = drawing.find('\\')) {
        result += drawing.substr(0, at);
        drawing.remove_prefix(at);
        const auto* const brace = std::find_if(braces.begin(), braces.end(), [&](const auto& b) {
            return drawing.starts_with(b.written);
        });
        const bool found = brace != braces.end();
        // Two bytes are one escape: the second may be a backslash of the text.
        const auto taken = std::min(found ? brace->written.size() : 2, drawing.size());
        result += found ? brace->escaped : drawing.substr(0, taken);
        drawing.remove_prefix(taken);
    }
    return result.append(drawing);
}

} // namespace sandan::io
