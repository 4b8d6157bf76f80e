#include "core/field_name.hpp"

#include <cctype>
#include <cstddef>

namespace sandan {

namespace {

/// The whole characters of `utf8` that fit 10 bytes; one that is not ASCII takes `wide` of them
/// (0: as many as in UTF-8).
std::string_view cut(std::string_view utf8, std::size_t wide) {
    constexpr std::size_t room = 10;
    std::size_t used = 0;
    std::size_t at = 0;
    while (at < utf8.size()) {
        std::size_t length = 1;
        while (at + length < utf8.size() &&
               (static_cast<unsigned char>(utf8[at + length]) & 0xC0U) == 0x80U) {
            ++length;
        }
        const auto cost = length == 1 || wide == 0 ? length : wide;
        if (used + cost > room) {
            break;
        }
        used += cost;
        at += length;
    }
    return utf8.substr(0, at);
}

} // namespace

std::string lower_case(std::string_view text) {
    std::string result{text};
    for (auto& c : result) {
        c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    return result;
}

bool is_field_name(std::string_view stored, std::string_view name) {
    const auto a = lower_case(stored);
    const auto b = lower_case(name);
    if (a == b) {
        return true;
    }
    constexpr std::size_t in_cp949 = 2;
    return !a.empty() && a.size() < b.size() && (a == cut(b, 0) || a == cut(b, in_cp949));
}

} // namespace sandan
