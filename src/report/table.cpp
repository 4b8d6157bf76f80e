#include "report/table.hpp"

#include "core/number.hpp"
#include "report/text_table.hpp"

#include <fmt/format.h>

namespace sandan::report {

void NamedTable::column(std::string column_name, bool is_numeric) {
    columns.push_back(std::move(column_name));
    numeric.push_back(is_numeric);
}

Sheet table_sheet(const NamedTable& table) {
    return {.name = table.name, .table = {table.columns, table.rows}, .picture = {}};
}

std::string table_text(const NamedTable& table) {
    std::vector<Align> align;
    for (const bool numeric : table.numeric) {
        align.push_back(numeric ? Align::right : Align::left);
    }
    TextTable text{align};
    text.add(table.columns);
    text.rule();
    for (const auto& row : table.rows) {
        text.add(readable(table, row));
    }
    return text.text(2);
}

std::vector<std::string> readable(const NamedTable& table, std::vector<std::string> row) {
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (table.numeric[i] && !row[i].empty()) {
            const auto point = row[i].find('.');
            const auto decimals = point == std::string::npos ? 0 : row[i].size() - point - 1;
            row[i] = grouped(std::stod(row[i]), static_cast<int>(decimals));
        }
    }
    return row;
}

std::string cell(const std::optional<double>& value, int decimals) {
    if (!value) {
        return {};
    }
    auto text = fmt::format("{:.{}f}", *value, decimals);
    if (decimals > 0) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.back() == '.') {
            text.pop_back();
        }
    }
    return text == "-0" ? "0" : text;
}

std::string count_cell(std::size_t value) {
    return std::to_string(value);
}

std::string joined(const std::vector<std::string>& words) {
    return fmt::format("{}", fmt::join(words, ";"));
}

} // namespace sandan::report
