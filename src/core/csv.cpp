#include "core/csv.hpp"

#include <sandan/core/visible.hpp>

#include <algorithm>
#include <array>
#include <charconv>
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

bool is_alphanumeric(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

} // namespace

std::string csv_cell(std::string_view raw) {
    const auto cell = (looks_like_formula(raw) ? "'" : "") + visible(raw);
    if (cell.find_first_of(",\"\r\n") == std::string::npos) {
        return cell;
    }
    std::string quoted{'"'};
    for (const char c : cell) {
        quoted.append(c == '"' ? 2 : 1, c);
    }
    return quoted + '"';
}

void add_csv_cell(std::string_view raw, std::string& text) {
    if (std::all_of(raw.begin(), raw.end(), is_alphanumeric)) {
        text += raw;
    } else {
        text += csv_cell(raw);
    }
}

std::string csv_line(const std::vector<std::string>& cells) {
    std::string line;
    for (const auto& raw : cells) {
        if (&raw != &cells.front()) {
            line += ',';
        }
        line += csv_cell(raw);
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
