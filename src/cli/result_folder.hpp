#pragma once
// The results of `run`, collected and published together.

#include <sandan/core/table.hpp>

#include "report/workbook.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sandan::cli {

/// Files with their path under the folder, in the order they are written.
using Files = std::vector<std::pair<std::string, std::string>>;

struct Results {
    Files files;
    report::Workbook workbook; ///< The tables among them.

    void add(std::string path, std::string bytes);
    /// The bytes of a file so far; null when there is none. Valid until the next file is added.
    [[nodiscard]] const std::string* find(std::string_view path) const;
    /// As `name`.csv and as a sheet.
    void add_table(const std::string& name, Table table);
    /// The tables and a map (PNG; empty for none) in one file for a spreadsheet. Once, when there
    /// will be no more tables.
    [[nodiscard]] std::string take_workbook(const std::string& picture);
};

/// Before the work: `folder` is one that can be written in, or can be made.
/// \throws Error{output}
void require_folder(const std::string& folder);

/// Writes all files or none; the manifest tells what belongs together. No file may be one of
/// `inputs`. \throws Error{usage, output}
void publish(const std::string& folder, const Files& files, const std::string& manifest,
             const std::vector<std::string>& inputs);

/// Files under `folder` that are not of this run, by name: an earlier run's, or the user's.
[[nodiscard]] std::vector<std::string> strangers(const std::string& folder, const Files& files);

} // namespace sandan::cli
