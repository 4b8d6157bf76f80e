#pragma once
// One table that CSV, Excel and GeoPackage show alike.

#include "report/workbook.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sandan::report {

struct NamedTable : Table {
    explicit NamedTable(std::string table_name) : name{std::move(table_name)} {}

    std::string name;          ///< Of the sheet, and of --table.
    std::vector<bool> numeric; ///< Parallel to columns.

    /// Adds a column, before there are rows.
    void column(std::string column_name, bool is_numeric = false);
};

[[nodiscard]] Sheet table_sheet(const NamedTable& table);
/// For people: thousands grouped in numeric columns, a line of headings.
[[nodiscard]] std::string table_text(const NamedTable& table);

/// A row for people: thousands grouped in numeric columns.
[[nodiscard]] std::vector<std::string> readable(const NamedTable& table,
                                                std::vector<std::string> row);

/// At most `decimals` places, no trailing zeros, no grouping; empty for nothing.
[[nodiscard]] std::string cell(const std::optional<double>& value, int decimals = 4);
[[nodiscard]] std::string count_cell(std::size_t value);
[[nodiscard]] std::string joined(const std::vector<std::string>& words);

} // namespace sandan::report
