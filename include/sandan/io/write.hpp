#pragma once
// Outputs appear complete or not at all: written beside the target, synced, renamed.

#include <sandan/geom/types.hpp>
#include <sandan/model/layer.hpp>

#include <string>
#include <vector>

namespace sandan::io {

/// A result and where it goes.
struct OutputFile {
    std::string path;
    std::string bytes;
};

/// Replaces `path` by `bytes` in one step; a pipe, terminal or device is written through.
/// \throws Error{output} (also for a symbolic link or folder); then the old file is untouched.
void write_file(const std::string& path, const std::string& bytes);

/// Several results of one run: none is published before all are written.
/// \throws Error{usage} for a path named twice, Error{output} as write_file.
void write_files(const std::vector<OutputFile>& files);

/// Refuses outputs of which one is an input (also through links, also a shapefile's .dbf, .shx,
/// .prj, .cpg). \throws Error{usage} that names the first.
void refuse_overwriting(const std::string& output, const std::vector<std::string>& inputs);
void refuse_overwriting(const std::vector<std::string>& outputs,
                        const std::vector<std::string>& inputs);

/// One layer of a GeoPackage result.
struct OutputLayer {
    std::string name;
    /// "MultiPolygon", "MultiLineString", "MultiPoint", "Point", "Geometry" (any of them) or
    /// "none".
    std::string geometry;
    std::vector<std::string> fields;
    std::vector<bool> numeric; ///< Parallel to fields.
    std::vector<model::Feature> features;
};

/// Byte-identical for equal input (dates fixed). \throws Error{output}.
void write_geopackage(const std::string& path, const std::string& crs,
                      const std::vector<OutputLayer>& layers);

/// The same as bytes, to be published together with other results.
[[nodiscard]] std::string geopackage_bytes(const std::string& crs,
                                           const std::vector<OutputLayer>& layers);

/// One outline, line, point or text of a CAD drawing.
struct DrawingEntity {
    std::string layer;  ///< Letters, digits, '_' and '-' of ASCII: other names are spoiled by CAD.
    geom::Shape shape;  ///< Rings become closed polylines.
    std::string colour; ///< "#rrggbb"
    /// Written at the shape's first point, in any script; may have lines. One of more than 250
    /// bytes in the drawing (35 syllables of Hangul) ends in "…".
    std::string text;
    double height_m = 0; ///< Of the text.
};

/// A drawing, and how many of its texts are not as they were given.
struct Drawing {
    std::string bytes;
    std::size_t coded = 0; ///< Holds a character that a drawing cannot, as its code: `U+1F600`.
    std::size_t signs = 0; ///< `%%` that CAD would read as a sign (`%%d`: a degree) is full width.
    std::size_t shortened = 0;
};

/// A DXF drawing (AutoCAD 2000) in metres, byte-identical for equal input.
/// \throws Error{output}, also for a layer name that is not ASCII.
[[nodiscard]] Drawing dxf(const std::vector<DrawingEntity>& entities);

} // namespace sandan::io
