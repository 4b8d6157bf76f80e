#pragma once
// Text onto a Cairo target.

#include "render/typesetter.hpp"

#include <cairo.h>

#include <mutex>

namespace sandan::render {

/// Takes over the target's resolution and transformation; call before the first show().
void aim_at(cairo_t* target, const Typesetter& type);
void show(cairo_t* target, const Typesetter& type, const TextItem& text);

/// Held while glyphs are measured or shown. Cairo keeps those of all fonts in one cache; before
/// 1.18 a thread that makes room in it may wait for the font of another, which waits for the cache
/// (_cairo_scaled_glyph_page_pluck). Never held twice by a thread.
[[nodiscard]] std::unique_lock<std::mutex> alone_with_glyphs();

} // namespace sandan::render
