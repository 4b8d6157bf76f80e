#pragma once
// What `inspect`, `coverage` and `overlay` share when no plan says how to read a file.

#include <sandan/geom/polygon_set.hpp>
#include <sandan/io/read.hpp>

#include "cli/command.hpp"

#include <functional>
#include <string>
#include <vector>

namespace sandan::cli {

/// Options of a command that reads files without a plan.
struct FileOptions {
    std::string crs;                           ///< --crs: of an input that declares none
    std::string area_crs;                      ///< --area-crs: where areas are measured
    io::Repair repair = io::Repair::automatic; ///< --repair, from Common
    std::string fail_on = "error";
};

void add_file_options(Arguments& app, FileOptions& options);

/// How a layer inside a source (empty: the only one) is read whose records the field `id` names
/// (empty: their numbers do, and no attribute is needed).
[[nodiscard]] io::ReadOptions reading(const std::string& layer, const std::string& id);

/// The same for the layer that the file options are about, read as it is.
[[nodiscard]] io::ReadOptions reading(const std::string& layer, const std::string& id,
                                      const FileOptions& options);

/// A layer in metres: coordinates of a system in feet are scaled, so that areas are m².
struct MeasuredLayer {
    model::Layer layer;
    std::string crs;            ///< "EPSG:n" or the name of the system measured in
    std::string definition;     ///< The same for PROJ.
    double metres_per_unit = 1; ///< Divide by it to come back to the system's own unit.
};

/// What of a layer is measured: areas alone, its lines and points being told as left out, or all.
enum class Measured { areas, shapes };

/// Reads a layer in a system that areas can be measured in: its own when projected, else
/// --area-crs. What it was made of is added to `files`. \throws Error{usage} without one for
/// degrees and Web Mercator; Error{input} when nothing to measure is delivered.
[[nodiscard]] MeasuredLayer read_measured(const std::string& path, io::ReadOptions read,
                                          const FileOptions& options,
                                          std::vector<io::InputFile>& files,
                                          Measured what = Measured::areas);

/// "EPSG:n", or the name of a system without a code.
[[nodiscard]] const std::string& called(const geom::CrsInfo& crs);

/// A further layer in `system`, in its unit. What it was made of is added to `files`.
/// \throws as read_layer; Error{input} when nothing to measure is delivered.
[[nodiscard]] model::Layer read_in(const std::string& system, const std::string& path,
                                   io::ReadOptions read, std::vector<io::InputFile>& files,
                                   Measured what = Measured::areas);

/// A further layer in the system of `first`, held against it unless that is a part of a layer, of
/// which nothing can be said.
[[nodiscard]] model::Layer read_beside(const MeasuredLayer& first, const std::string& path,
                                       io::ReadOptions read, std::vector<io::InputFile>& files,
                                       Measured what = Measured::areas, bool is_part = false);

/// Tells of what is not measured. \throws Error{input} for a layer without any polygon (with
/// Measured::shapes: without any shape).
void require_content(model::Layer& layer, Measured what = Measured::areas);

/// 1 if any layer has rejected or repaired records (unless --fail-on never), else 0.
[[nodiscard]] Exit exit_for_ledgers(const std::vector<const model::Layer*>& layers,
                                    const FileOptions& options);

/// Does `work` on `path`, a layer or several: when it runs out of time or memory, or engines do not
/// agree, that is told of them. \throws Error{budget} naming `path`, and what `work` throws.
[[nodiscard]] Exit work_on(const std::string& path, const std::function<Exit()>& work);

/// Ledger and findings of a layer on stderr.
void note_reading(const Common& common, const model::Layer& layer);

/// The shortest decimal text that reads back as the same double.
[[nodiscard]] std::string plain(double number);

/// Polygons of the features, by position; empty where there are none.
[[nodiscard]] std::vector<geom::MultiPolygon> polygons_of(const model::Layer& layer);

/// The same as columns, by record.
[[nodiscard]] geom::PolygonSet polygon_set_of(const model::Layer& layer);

} // namespace sandan::cli
