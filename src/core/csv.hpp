#pragma once

#include <string>
#include <vector>

namespace sandan {

/// One CSV record, fields quoted when they must be (RFC 4180), ending in "\n".
[[nodiscard]] std::string csv_line(const std::vector<std::string>& cells);

} // namespace sandan
