#pragma once

#include <sandan/geom/types.hpp>
#include <sandan/model/layer.hpp>

#include "io/geometry.hpp"
#include "io/source.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace sandan::io {

/// A line as drawn, m.
struct DrawnLine {
    Text entity; ///< Which entity of the drawing it is, in words: its handle or its number.
    geom::Line line;
};

/// A text as drawn, and where, m.
struct DrawnText {
    std::string text;
    geom::Point at;
};

/// An entity that must not come near any computing.
struct FaultyEntity {
    Text entity;
    ShapeFault fault;
};

/// What is drawn on one CAD layer.
struct CadLayer {
    std::vector<DrawnLine> lines;
    std::vector<DrawnText> labels;
    std::vector<FaultyEntity> faulty;
    std::size_t other = 0; ///< Hatches, points and what else has no line.
    std::size_t paper = 0; ///< Entities of paper space: frames and views, no land.
};

using CadLayers = std::map<std::string, CadLayer>;

/// Every entity of a DXF by its CAD layer, coordinates in metres; notes in `provenance` what GDAL
/// said. `encoding` is that of its text. \throws Error{input} when GDAL cannot read it.
[[nodiscard]] CadLayers read_cad_layers(const Source& source, const std::string& encoding,
                                        double metres_per_unit, model::Provenance& provenance);

} // namespace sandan::io
