#include "cli/table_output.hpp"

#include <sandan/core/error.hpp>

#include "cli/nearest_name.hpp"

#include <fmt/format.h>

namespace sandan::cli {

TableOptions TableOptions::for_output(const Common& common) const {
    auto options = *this;
    options.csv = csv || common.excel;
    if (!options.json && !options.csv) {
        options.json = common.output.ends_with(".json");
        options.csv = common.output.ends_with(".csv") || !table.empty();
    }
    return options;
}

void declare_table_options(Arguments& app, TableOptions& options, const std::string& tables) {
    app.option("plan", options.plan, {"계획 파일 (TOML)", "The plan file (TOML)"})
        .required()
        .type_name("PLAN");
    const auto json = app.flag("--json", options.json, {"JSON으로 출력", "Print JSON"});
    app.flag("--csv", options.csv, {"CSV로 출력", "Print CSV"}).excludes(json);
    app.option("--table", options.table,
               {"CSV로 출력할 표: " + tables, "Table of the CSV: " + tables})
        .type_name("NAME");
}

std::string chosen_csv(const Common& common, const TableOptions& options,
                       const std::vector<report::NamedTable>& tables) {
    std::vector<std::string> names;
    for (const auto& table : tables) {
        if (options.table.empty() || options.table == table.name) {
            return csv_text(common, table);
        }
        names.push_back(table.name);
    }
    const auto near = did_you_mean(options.table, names);
    throw Error{ErrorKind::usage,
                Text{fmt::format("--table {}: 그런 표가 없습니다; 쓸 수 있는 것: {}{}",
                                 options.table, fmt::join(names, ", "), near.ko),
                     fmt::format("--table {}: no such table, expected one of {}{}", options.table,
                                 fmt::join(names, ", "), near.en)}};
}

std::string workbook_of(const std::vector<report::NamedTable>& tables) {
    std::vector<report::Sheet> sheets;
    sheets.reserve(tables.size());
    for (const auto& table : tables) {
        sheets.push_back(report::table_sheet(table));
    }
    return report::workbook(sheets);
}

} // namespace sandan::cli
