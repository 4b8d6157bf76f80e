#pragma once

#include <sandan/io/read.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace sandan::io {

/// A column of the layer and where its values come from.
struct Column {
    std::string name;
    std::size_t source = 0;
};

/// Canonical names first (mapped, then served by a source field of the same name in any case), the
/// source's other fields after them. \throws Error{usage} naming the missing field and those there
/// are.
[[nodiscard]] std::vector<Column> make_columns(const std::vector<std::string>& source_fields,
                                               const ReadOptions& options, const std::string& path);

} // namespace sandan::io
