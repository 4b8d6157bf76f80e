#pragma once

#include <string>
#include <vector>

namespace sandan {

/// A table before it becomes a file: plain cells, nothing quoted or guarded.
struct Table {
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows; ///< As wide as columns.
};

} // namespace sandan
