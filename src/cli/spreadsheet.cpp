#include "cli/spreadsheet.hpp"

#include "io/csv.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace sandan::cli {

namespace {

constexpr std::size_t longest_name = 31;

bool is_measure(std::string_view column) {
    constexpr std::array<std::string_view, 10> plain{
        "fid", "share", "sliver", "pyeong", "lots", "score", "measured", "threshold", "x", "y"};
    return column.ends_with("_m2") || column.ends_with("_m") ||
           std::find(plain.begin(), plain.end(), column) != plain.end();
}

} // namespace

report::Sheet sheet_of(const std::string& name, const std::string& csv) {
    report::Sheet sheet;
    sheet.name = name.substr(0, longest_name);
    auto rows = io::split_csv(csv, name);
    if (rows.empty()) {
        return sheet;
    }
    sheet.columns = std::move(rows.front().cells);
    for (const auto& column : sheet.columns) {
        sheet.numeric.push_back(is_measure(column));
    }
    for (std::size_t i = 1; i < rows.size(); ++i) {
        sheet.rows.push_back(std::move(rows[i].cells));
        sheet.rows.back().resize(sheet.columns.size());
    }
    return sheet;
}

} // namespace sandan::cli
