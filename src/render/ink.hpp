#pragma once
// Text onto a Cairo target.

#include "render/typesetter.hpp"

#include <cairo.h>

namespace sandan::render {

/// Takes over the target's resolution and transformation; call before the first show().
void aim_at(cairo_t* target, const Typesetter& type);
void show(cairo_t* target, const Typesetter& type, const TextItem& text);

} // namespace sandan::render
