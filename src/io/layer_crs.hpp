#pragma once

#include <sandan/geom/reproject.hpp>
#include <sandan/io/read.hpp>

#include "io/gdal.hpp"
#include "io/geopackage.hpp"
#include "io/records.hpp"

#include <optional>
#include <string>
#include <vector>

namespace sandan::io {

/// What a layer is measured in, and the way to where it goes.
struct LayerCrs {
    std::string definition;                      ///< What PROJ is given for the source's system.
    geom::CrsInfo working;                       ///< Of the coordinates delivered.
    std::optional<geom::Reprojection> transform; ///< Nothing when coordinates stay as they are.
};

/// The system a layer declares, as GDAL tells. Empty when it declares none.
[[nodiscard]] std::string declared_crs(OGRLayer& layer);

/// The system of a layer of a GeoPackage, which states it twice: by code, and by parameters, which
/// decide. Empty when it states none. \throws Error{input} CRS-CODE when the two contradict and the
/// user has not said which is true.
[[nodiscard]] std::string believed_crs(const StatedCrs& stated, const ReadOptions& options,
                                       const std::string& path);

/// What a .prj says, as it stands (GDAL would put its own guess in its place); empty for no file.
/// Adds the file to `files`.
[[nodiscard]] std::string prj_text(const std::string& prj_file, std::vector<InputFile>& files);

/// Decides on the source's system, records it, and prepares the transformation.
/// \throws Error{input} when there is none, or the user's word contradicts the file.
[[nodiscard]] LayerCrs resolve_crs(const std::string& declared, const ReadOptions& options,
                                   const std::string& path, model::Provenance& provenance);

/// Degrees beyond the globe are projected coordinates in a file that says nothing else.
/// \throws Error{input} naming the first record that lies there.
void refuse_false_degrees(const std::vector<Record>& records, const geom::CrsInfo& crs,
                          const std::string& path);

/// The box of all finite shapes.
[[nodiscard]] geom::Box box_of(const std::vector<Record>& records);

/// Tells when a layer in a Korean system lies outside Korea, and in which systems it would not.
/// `box` is in the source's system.
void check_place(const geom::Box& box, model::Provenance& provenance);

} // namespace sandan::io
