#include "core/csv.hpp"

#include <sandan/core/visible.hpp>

#include <fmt/compile.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string_view>

namespace sandan {

namespace {

bool is_number(std::string_view cell) {
    double value = 0;
    const auto [end, failed] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    return failed == std::errc{} && end == cell.data() + cell.size();
}

/// Spreadsheets run what begins so, also after the full-width forms a Korean keyboard gives.
bool looks_like_formula(std::string_view cell) {
    constexpr std::array<std::string_view, 11> starts{"=",  "+",  "-",  "@",  "\t", "\r",
                                                      "\n", "＝", "＋", "－", "＠"};
    for (const auto start : starts) {
        if (cell.starts_with(start)) {
            return !is_number(cell);
        }
    }
    return false;
}

/// Letters, digits and what never needs quoting or showing: most cells.
bool is_plain(std::string_view cell) {
    if (!cell.empty() && (cell.front() == '=' || cell.front() == '+' || cell.front() == '-' ||
                          cell.front() == '@')) {
        return false;
    }
    return std::all_of(cell.begin(), cell.end(),
                       [](char c) { return c >= ' ' && c <= '~' && c != ',' && c != '"'; });
}

} // namespace

void append_csv_cell(std::string& text, std::string_view cell) {
    if (is_plain(cell)) {
        text += cell;
        return;
    }
    const auto shown = (looks_like_formula(cell) ? "'" : "") + visible(cell);
    if (shown.find_first_of(",\"\r\n") == std::string::npos) {
        text += shown;
        return;
    }
    text += '"';
    for (const char c : shown) {
        text.append(c == '"' ? 2 : 1, c);
    }
    text += '"';
}

void append_csv_number(std::string& text, double number) {
    if (std::isfinite(number)) {
        std::array<char, 32> digits; // NOLINT(*-member-init): as many as are written are read
        auto* const end = fmt::format_to(digits.data(), FMT_COMPILE("{}"), number);
        text.append(digits.data(), end);
    }
}

std::string csv_cell(std::string_view cell) {
    std::string text;
    append_csv_cell(text, cell);
    return text;
}

std::string csv_line(const std::vector<std::string>& cells) {
    std::string line;
    for (const auto& cell : cells) {
        if (&cell != &cells.front()) {
            line += ',';
        }
        append_csv_cell(line, cell);
    }
    return line + "\n";
}

std::string to_csv(const Table& table) {
    auto text = csv_line(table.columns);
    for (const auto& row : table.rows) {
        text += csv_line(row);
    }
    return text;
}

} // namespace sandan
