#include "io/text_key.hpp"

#include <algorithm>
#include <array>
#include <glib.h>
#include <memory>

namespace sandan::io {

namespace {

using Glib = std::unique_ptr<gchar, decltype(&g_free)>;

template <std::size_t Count>
bool is_one_of(gunichar c, const std::array<gunichar, Count>& set) {
    return std::find(set.begin(), set.end(), c) != set.end();
}

/// Before compatibility forms are folded, which would make ㆍ (U+318D) a vowel.
gunichar fold(gunichar c) {
    constexpr std::array<gunichar, 13> dashes{0x2010, 0x2011, 0x2012, 0x2013, 0x2014,
                                              0x2015, 0x2043, 0x2212, 0x3161, 0xFE58,
                                              0xFE63, 0xFF0D, 0x30FC};
    constexpr std::array<gunichar, 9> dots{0x00B7, 0x2022, 0x2027, 0x2219, 0x22C5,
                                           0x30FB, 0x318D, 0xFF65, 0x119E};
    constexpr std::array<gunichar, 4> tildes{0x223C, 0x301C, 0xFF5E, 0x02DC};
    if (is_one_of(c, dashes)) {
        return '-';
    }
    if (is_one_of(c, dots)) {
        return 0x00B7;
    }
    return is_one_of(c, tildes) ? '~' : c;
}

bool is_invisible(gunichar c) {
    constexpr std::array<gunichar, 5> joiners{0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF};
    return g_unichar_isspace(c) != FALSE || is_one_of(c, joiners);
}

} // namespace

std::string text_key(std::string_view utf8) {
    const Glib valid{g_utf8_make_valid(utf8.data(), static_cast<gssize>(utf8.size())), &g_free};
    std::string folded;
    for (const gchar* at = valid.get(); *at != '\0'; at = g_utf8_find_next_char(at, nullptr)) {
        const auto c = g_utf8_get_char(at);
        if (is_invisible(c)) {
            continue;
        }
        std::array<gchar, 6> bytes{};
        const auto length = g_unichar_to_utf8(fold(c), bytes.data());
        folded.append(bytes.data(), static_cast<std::size_t>(length));
    }
    const Glib plain{g_utf8_normalize(folded.c_str(), -1, G_NORMALIZE_ALL_COMPOSE), &g_free};
    const Glib lower{g_utf8_casefold(plain.get(), -1), &g_free};
    return lower.get();
}

} // namespace sandan::io
