#pragma once
// The overlay of a large plain shapefile: parcels pass by block by block, rows go straight to the
// result. The same bytes as by reading the whole layer first.

#include <sandan/overlay/overlap.hpp>

#include "cli/command.hpp"
#include "cli/file_tables.hpp"

#include <optional>

namespace sandan::cli {

/// Nothing, and nothing done, unless the parcels are a shapefile that can be streamed
/// (PolygonStream) and the result is a CSV: then the layer must be read as a whole, which also
/// finds the words for what is wrong with it. \throws Error{output} when the result cannot be put
/// in its place. `told` as make_overlay has it.
[[nodiscard]] std::optional<Exit> stream_overlay(const OverlayInputs& inputs,
                                                 overlay::CrossCheck check, const Common& common,
                                                 TableTold* told);

} // namespace sandan::cli
