#pragma once
// The key map in a corner: all complexes in small, and what part of them each window shows.

#include "render/furniture.hpp"

namespace sandan::render {

/// Draws nothing when the sheet shows all places of MapSpec::places in one window, or when it would
/// lie over a lot in every corner of the first window.
void draw_locator(Sheet& sheet, const Page& page, const MapSpec& spec, const Typesetter& type);

} // namespace sandan::render
