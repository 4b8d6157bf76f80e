#pragma once

#include <sandan/overlay/overlap.hpp>

#include <cstddef>

namespace sandan::overlay {

/// How many parcels lie in more than one class, slivers apart; no class at all is one, too.
[[nodiscard]] std::size_t split_parcels(const OverlapTable& table);

/// Land covered more often that is worth telling, m².
constexpr double told_overlap_m2 = 0.01;

/// How many parcels have more than told_overlap_m2 that zones of more than one class cover.
[[nodiscard]] std::size_t doubly_covered(const OverlapTable& table);

} // namespace sandan::overlay
