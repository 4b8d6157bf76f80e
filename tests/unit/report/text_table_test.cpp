#include "report/text_table.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cstdint>
#include <glib.h>
#include <utility>

using namespace sandan;

namespace {

std::string utf8(std::uint32_t code) {
    std::array<char, 6> bytes{};
    return {bytes.data(), static_cast<std::size_t>(g_unichar_to_utf8(code, bytes.data()))};
}

} // namespace

TEST_CASE("widths of what Korean texts are written with are those of Unicode's tables",
          "[report]") {
    // Latin, Greek, Cyrillic; jamo; punctuation to operators; boxes; CJK; Hangul; forms
    for (const auto& [from, to] : {std::pair{0x20U, 0x482U},
                                   {0x1100U, 0x11ffU},
                                   {0x2010U, 0x22ffU},
                                   {0x2500U, 0x25fcU},
                                   {0x2e80U, 0xa4cfU},
                                   {0xa960U, 0xa97fU},
                                   {0xac00U, 0xd7a3U},
                                   {0xf900U, 0xfaffU},
                                   {0xfe00U, 0xfe6fU},
                                   {0xff00U, 0xffefU}}) {
        for (auto code = from; code <= to; ++code) {
            if (g_unichar_isdefined(code) == FALSE || g_unichar_iscntrl(code) != FALSE) {
                continue;
            }
            const std::size_t expected = g_unichar_iszerowidth(code) != FALSE ? 0
                                         : g_unichar_iswide(code) != FALSE    ? 2
                                                                              : 1;
            if (report::display_width(utf8(code)) != expected) {
                CAPTURE(code, expected);
                CHECK(report::display_width(utf8(code)) == expected);
            }
        }
    }
    CHECK(report::display_width("획지 A-1 ㎡") == 4 + 1 + 3 + 1 + 2);
    CHECK(report::display_width("가") == report::display_width("\u1100\u1161")); // decomposed
}

TEST_CASE("columns of Korean and Latin cells begin below each other", "[report]") {
    report::TextTable table{{report::Align::left, report::Align::right, report::Align::left}};
    table.add({"산업시설", "1,830,000", "x"});
    table.add({"IND", "7", "y"});
    CHECK(table.text() == "산업시설  1,830,000  x\n"
                          "IND               7  y\n");
}
