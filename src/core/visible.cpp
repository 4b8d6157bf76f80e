#include <sandan/core/visible.hpp>

#include <array>
#include <cstdint>

namespace sandan {

namespace {

struct Character {
    std::uint32_t code = 0;
    std::size_t bytes = 1;
    bool valid = false;
};

std::uint32_t byte_at(std::string_view text, std::size_t at) {
    return static_cast<unsigned char>(text[at]);
}

/// One UTF-8 character; not valid: a byte that begins none (also overlong forms and surrogates).
Character next_character(std::string_view text, std::size_t at) {
    const auto first = byte_at(text, at);
    if (first < 0x80) {
        return {.code = first, .bytes = 1, .valid = true};
    }
    const std::size_t bytes = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || at + bytes > text.size()) {
        return {.code = first};
    }
    auto code = first & (0xFFU >> (bytes + 1));
    for (std::size_t i = 1; i < bytes; ++i) {
        if ((byte_at(text, at + i) & 0xC0U) != 0x80U) {
            return {.code = first};
        }
        code = code << 6U | (byte_at(text, at + i) & 0x3FU);
    }
    constexpr std::array<std::uint32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
    if (code < least.at(bytes) || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) {
        return {.code = first};
    }
    return {.code = code, .bytes = bytes, .valid = true};
}

bool is_control(std::uint32_t code) {
    return code < 0x20 || (code >= 0x7F && code < 0xA0);
}

bool turns_direction(std::uint32_t code) {
    return code == 0x061C || code == 0x200E || code == 0x200F ||
           (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

/// Ends a line or a paragraph wherever Unicode is read, and is drawn nowhere.
bool is_separator(std::uint32_t code) {
    return code == 0x2028 || code == 0x2029;
}

bool is_harmless(const Character& character) {
    return character.valid && !is_control(character.code) && !turns_direction(character.code) &&
           !is_separator(character.code);
}

std::string hexadecimal(std::uint32_t number, int digits) {
    constexpr std::string_view figures{"0123456789abcdef"};
    std::string text;
    for (int i = digits - 1; i >= 0; --i) {
        text += figures[(number >> static_cast<unsigned>(4 * i)) & 0xFU];
    }
    return text;
}

std::string upper(std::string text) {
    for (auto& c : text) {
        c = c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return text;
}

std::string shown(const Character& character) {
    if (character.valid && !is_control(character.code)) {
        return "U+" + upper(hexadecimal(character.code, 4));
    }
    return "\\x" + hexadecimal(character.code, 2);
}

template <typename Keep, typename Show>
std::string replace(std::string_view text, const Keep& keep, const Show& show) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto from = at; // most texts are long runs of what is harmless in any case
        while (at < text.size() && text[at] >= ' ' && text[at] <= '~') {
            ++at;
        }
        result += text.substr(from, at - from);
        if (at == text.size()) {
            break;
        }
        const auto character = next_character(text, at);
        if (is_harmless(character) || keep(character.code, text.substr(at + 1))) {
            result += text.substr(at, character.bytes);
        } else {
            result += show(character);
        }
        at += character.bytes;
    }
    return result;
}

} // namespace

std::string visible(std::string_view text) {
    // CR alone goes back over what stands there; before LF it only ends the line.
    const auto keep = [](std::uint32_t code, std::string_view rest) {
        return code == '\n' || code == '\t' || (code == '\r' && rest.starts_with('\n'));
    };
    return replace(text, keep, shown);
}

std::string visible_line(std::string_view text) {
    return replace(
        text, [](std::uint32_t, std::string_view) { return false; }, shown);
}

std::string visible_json(std::string_view json) {
    // Control characters below U+0020 are escaped by every writer; here they are layout.
    return replace(
        json, [](std::uint32_t code, std::string_view) { return code < 0x20; },
        [](const Character& c) { return "\\u" + hexadecimal(c.code, 4); });
}

} // namespace sandan
