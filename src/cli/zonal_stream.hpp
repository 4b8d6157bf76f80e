#pragma once

#include "cli/zonal_table.hpp"

#include <optional>

namespace sandan::cli {

/// The command `zonal`, block by block. Nothing, and nothing left behind, where the layer is to be
/// read as a whole (stream_blocks). \throws Error{output}.
[[nodiscard]] std::optional<Exit> stream_zonal(const ZonalOptions& options,
                                               const io::ReadOptions& read, const Common& common);

} // namespace sandan::cli
