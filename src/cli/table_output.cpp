#include "cli/table_output.hpp"

#include <sandan/core/error.hpp>
#include <sandan/io/write.hpp>

#include "core/csv.hpp"

#include <fmt/format.h>

namespace sandan::cli {

TableOptions TableOptions::for_output(const std::string& output) const {
    auto options = *this;
    if (!json && !csv && !excel) {
        options.json = output.ends_with(".json");
        options.csv = output.ends_with(".csv") || !table.empty();
    }
    return options;
}

void declare_table_options(Arguments& app, TableOptions& options, const std::string& tables) {
    app.option("plan", options.plan, "The plan file (TOML)").required().type_name("PLAN");
    const auto json = app.flag("--json", options.json, "Print JSON");
    const auto csv = app.flag("--csv", options.csv, "Print CSV").excludes(json);
    app.flag("--excel", options.excel, "Print CSV with a byte-order mark")
        .excludes(json)
        .excludes(csv);
    app.option("--table", options.table, "Table of the CSV: " + tables).type_name("NAME");
}

std::string chosen_csv(const TableOptions& options, const std::vector<report::NamedTable>& tables) {
    std::vector<std::string> names;
    for (const auto& table : tables) {
        if (options.table.empty() || options.table == table.name) {
            return (options.excel ? "\xEF\xBB\xBF" : "") + to_csv(table);
        }
        names.push_back(table.name);
    }
    throw Error{ErrorKind::usage, fmt::format("--table {}: no such table, expected one of {}",
                                              options.table, fmt::join(names, ", "))};
}

void write_tables(const std::string& path, const std::vector<report::NamedTable>& tables) {
    std::vector<report::Sheet> sheets;
    for (const auto& table : tables) {
        sheets.push_back(report::table_sheet(table));
    }
    io::write_file(path, report::workbook(sheets));
}

} // namespace sandan::cli
