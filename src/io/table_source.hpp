#pragma once

#include "io/source.hpp"

namespace sandan::io {

/// The rows of a source that is a table. \throws as read_table of its path.
[[nodiscard]] Table read_table(const Source& source);

} // namespace sandan::io
