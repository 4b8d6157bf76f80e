#pragma once
// How commands give out a result that is several tables.

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "report/table.hpp"

#include <string>
#include <vector>

namespace sandan::cli {

/// What to write: text unless the file name or an option says else.
struct TableOptions {
    std::string plan;
    bool json = false;
    bool csv = false;
    std::string table; ///< Of the csv; empty: the first one.

    /// What -o asks for by its extension, unless an option did; --excel is CSV.
    [[nodiscard]] TableOptions for_output(const Common& common) const;
};

/// Declares the plan, --json, --csv and --table, whose help lists `tables`.
void declare_table_options(Arguments& app, TableOptions& options, const std::string& tables);

/// The one table that --table names, as CSV. \throws Error{usage} if there is none of the name.
[[nodiscard]] std::string chosen_csv(const Common& common, const TableOptions& options,
                                     const std::vector<report::NamedTable>& tables);

/// All tables as the sheets of one workbook.
[[nodiscard]] std::string workbook_of(const std::vector<report::NamedTable>& tables);

} // namespace sandan::cli
