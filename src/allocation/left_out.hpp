#pragma once

#include "allocation/replan.hpp"

namespace sandan::allocation {

/// Why `firm` was left out of the finished plan and what would place it. Uses CPU time only up to
/// the limit in `finished.options`; `stopped` is set when that limit cut something short.
[[nodiscard]] LeftOut left_out(const Finished& finished, const Options& options, std::size_t firm,
                               bool& stopped);

} // namespace sandan::allocation
