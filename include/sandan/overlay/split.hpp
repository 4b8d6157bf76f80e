#pragma once

#include <sandan/overlay/overlap.hpp>

#include <cstddef>

namespace sandan::overlay {

/// How many parcels lie in more than one class, slivers apart; no class at all is one, too.
[[nodiscard]] std::size_t split_parcels(const OverlapTable& table);

} // namespace sandan::overlay
