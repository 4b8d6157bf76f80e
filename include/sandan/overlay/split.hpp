#pragma once

#include <sandan/overlay/overlap.hpp>

#include <cstddef>

namespace sandan::overlay {

/// How many parcels lie in more than one class, slivers apart; no class at all is one, too.
[[nodiscard]] std::size_t split_parcels(const OverlapTable& table);

/// How many parcels have more than 0.01 m² that zones of more than one class cover.
[[nodiscard]] std::size_t doubly_covered(const OverlapTable& table);

} // namespace sandan::overlay
