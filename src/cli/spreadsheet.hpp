#pragma once
// A command's CSV as a sheet of an Excel workbook: the same table in another form.

#include "report/workbook.hpp"

#include <string>

namespace sandan::cli {

/// `csv` is one of sandan's own tables with its header. Measures (…_m2, share, score, …) become
/// numbers, all else text. Longer names than Excel takes are cut.
[[nodiscard]] report::Sheet sheet_of(const std::string& name, const std::string& csv);

} // namespace sandan::cli
