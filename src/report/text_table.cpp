#include "report/text_table.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace sandan::report {

namespace {

/// One code point from the front of `text`, which it shortens; malformed bytes count one each.
std::uint32_t next_code_point(std::string_view& text) {
    const auto byte = [&](std::size_t i) {
        return static_cast<unsigned char>(text[i]);
    };
    const auto first = byte(0);
    const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
    if (length == 1 || text.size() < length) {
        text.remove_prefix(1);
        return first;
    }
    std::uint32_t code = first & (0xffU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        code = (code << 6U) | (byte(i) & 0x3fU);
    }
    text.remove_prefix(length);
    return code;
}

using Range = std::pair<std::uint32_t, std::uint32_t>;

template <std::size_t Count>
bool holds(const std::array<Range, Count>& ranges, std::uint32_t code) {
    return std::any_of(ranges.begin(), ranges.end(), [&](const Range& range) {
        return range.first <= code && code <= range.second;
    });
}

/// Of Unicode's EastAsianWidth W and F: Hangul, Hanja, kana, full-width forms.
constexpr std::array<Range, 15> wide{{{0x1100, 0x115f},
                                      {0x2329, 0x232a},
                                      {0x2e80, 0x303e},
                                      {0x3041, 0x3247},
                                      {0x3250, 0x4dbf},
                                      {0x4e00, 0xa4cf},
                                      {0xa960, 0xa97f},
                                      {0xac00, 0xd7a3},
                                      {0xf900, 0xfaff},
                                      {0xfe10, 0xfe19},
                                      {0xfe30, 0xfe6f},
                                      {0xff01, 0xff60},
                                      {0xffe0, 0xffe6},
                                      {0x1f300, 0x1f64f},
                                      {0x20000, 0x3fffd}}};

/// Marks over other characters, vowels and finals of decomposed Hangul, what is not seen.
constexpr std::array<Range, 11> of_no_width{{{0x300, 0x36f},
                                             {0x1160, 0x11ff},
                                             {0x200b, 0x200f},
                                             {0x202a, 0x202e},
                                             {0x2060, 0x206f},
                                             {0x20d0, 0x20f0},
                                             {0x302a, 0x302d},
                                             {0x3099, 0x309a},
                                             {0xd7b0, 0xd7ff},
                                             {0xfe00, 0xfe0f},
                                             {0xfe20, 0xfe2f}}};

std::size_t columns_of(std::uint32_t code) {
    return holds(of_no_width, code) ? 0 : holds(wide, code) ? 2 : 1;
}

} // namespace

std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    while (!text.empty()) {
        width += columns_of(next_code_point(text));
    }
    return width;
}

std::string pad_right(std::string_view text, std::size_t width) {
    const auto own = display_width(text);
    return std::string{text} + std::string(width > own ? width - own : 0, ' ');
}

std::string pad_left(std::string_view text, std::size_t width) {
    const auto own = display_width(text);
    return std::string(width > own ? width - own : 0, ' ') + std::string{text};
}

void TextTable::add(std::vector<std::string> cells) {
    cells.resize(m_align.size());
    m_rows.push_back(std::move(cells));
}

void TextTable::rule() {
    m_rows.emplace_back();
}

std::string TextTable::text(std::size_t indent) const {
    std::vector<std::size_t> widths(m_align.size(), 0);
    for (const auto& row : m_rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths[i] = std::max(widths[i], display_width(row[i]));
        }
    }
    std::size_t total = widths.empty() ? 0 : 2 * (widths.size() - 1);
    for (const auto width : widths) {
        total += width;
    }
    std::string text;
    for (const auto& row : m_rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            line += i == 0 ? "" : "  ";
            line += m_align[i] == Align::left ? pad_right(row[i], widths[i])
                                              : pad_left(row[i], widths[i]);
        }
        if (row.empty()) {
            line = std::string(total, '-');
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += std::string(line.empty() ? 0 : indent, ' ') + line + "\n";
    }
    return text;
}

} // namespace sandan::report
