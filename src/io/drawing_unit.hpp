#pragma once

#include <sandan/model/layer.hpp>
#include <sandan/model/plan.hpp>

#include "io/drawing_scan.hpp"

#include <string>

namespace sandan::io {

/// Metres in one unit of the drawing: as the plan states, which the drawing's $INSUNITS is held
/// against; else metres, when the drawing says metres or nothing. \throws Error{input} DXF-UNIT
/// when it says another unit and the plan none, since a wrong scale must not pass.
[[nodiscard]] double metres_per_unit(const DrawingScan& scan, const model::Drawing& drawing,
                                     const std::string& path, model::Provenance& provenance);

} // namespace sandan::io
