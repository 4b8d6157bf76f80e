#pragma once

#include <sandan/model/codes.hpp>
#include <sandan/model/layer.hpp>
#include <sandan/model/project.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sandan::io {

enum class Repair { none, automatic, force };

/// Records of a shapefile by number: [first, first + count).
struct RecordRange {
    std::size_t first = 0;
    std::size_t count = std::numeric_limits<std::size_t>::max();

    [[nodiscard]] bool whole() const noexcept {
        return first == 0 && count == std::numeric_limits<std::size_t>::max();
    }

    /// How many of the records [from, to) are in the range.
    [[nodiscard]] std::size_t of(std::size_t from, std::size_t to) const noexcept {
        const auto begin = std::max(from, first);
        const auto end = count < to - std::min(to, first) ? first + count : to;
        return end > begin ? end - begin : 0;
    }
};

/// How to read one vector layer.
struct ReadOptions {
    std::string layer; ///< Inside the source; empty = the only one (or the first, with a warning).
    std::string where; ///< OGR attribute filter; what it leaves out is counted in a warning.
    std::string encoding;   ///< Overrides detection of DBF text.
    std::string crs;        ///< Declares a missing CRS.
    std::string target_crs; ///< Where coordinates go; empty = stay in the source's.
    std::map<std::string, std::string> fields; ///< canonical → source field
    /// Names looked for among unmapped source fields in any case, so that "ID" serves as "id".
    std::vector<std::string> canonical;
    Repair repair = Repair::automatic;     ///< automatic: within max(0.1 m², 0.1 %), else rejected
    std::optional<model::Drawing> drawing; ///< Makes polygons of a DXF; its CRS comes from `crs`.
    bool allow_database = false;           ///< `path` may be "pg:…", as the plan may say.
    bool need_attributes =
        true; ///< A shapefile without .dbf is an error if true, a warning if not.
    /// Of a shapefile: what is handed out and counted in the ledger. All of its bytes are read and
    /// hashed whatever the range, and records keep their numbers.
    RecordRange range;
};

using model::InputFile;

/// Reads a layer: text decoded (CP949 family, UTF-8), CRS resolved by PROJ without ballpark
/// operations, coordinates transformed, invalid polygons repaired and listed, ledger closed. What
/// is read is a private copy; `files`, if given, gets what it was made of. \throws Error{input}
/// naming file, layer, record, what was expected and what to do;
///         Error{usage} for a source that is no local file, and for a range of anything but a
///         shapefile.
[[nodiscard]] model::Layer read_layer(const std::string& path, const ReadOptions& options,
                                      std::vector<InputFile>* files = nullptr);

/// Reads every layer of a source, in its order, from one copy of it. \throws as read_layer.
[[nodiscard]] std::vector<model::Layer> read_layers(const std::string& path, ReadOptions options,
                                                    std::vector<InputFile>* files = nullptr);

/// Refuses a layer whose corners do not lie on those of `reference` but would if its coordinate
/// system were another, or its datum shift done right: the CRS it declares is not its own. Layers
/// that have no corners in common are not judged, and neither is the label of one whose declared
/// system the user confirmed (`crs` in the plan). Both are in `working`.
/// \throws Error{input} naming the cause.
void check_position(const model::Layer& layer, const model::Layer& reference,
                    const std::string& working);

/// Tells, in its provenance, of points and lines in a layer of which only polygons are measured.
void tell_unmeasured(model::Layer& layer);

/// Holds the cadastral layers of a project against each other. What went wrong before the data got
/// the label they have is told in its log: DI-10 judges it. \throws as check_position.
void check_positions(model::Project& project);

/// Names of the layers in a source, in its order.
[[nodiscard]] std::vector<std::string> list_layers(const std::string& path);

/// A CSV, XLSX, ODS or DBF table as text cells.
struct Table {
    std::string path;
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows; ///< As wide as `columns`; empty lines left out.
    std::vector<int> lines;                     ///< Line of the file where each row starts.
    std::vector<model::ReadFinding> findings;   ///< What reading met: bytes replaced, …
    std::vector<InputFile> files;

    [[nodiscard]] std::optional<std::size_t> column(std::string_view name) const;
};

/// UTF-8 (with or without BOM) or CP949 text. \throws Error{input} with file:line:column.
[[nodiscard]] Table read_table(const std::string& path);

/// Single band, square cells; resampled never: the raster must already be in `crs`. Its files are
/// added to `files`, if given.
[[nodiscard]] model::Raster read_raster(const std::string& path, const std::string& crs,
                                        std::vector<InputFile>* files = nullptr);

/// The tables of gis_data/catalogue. \throws Error{input} with file:line.
[[nodiscard]] model::Codes read_codes(const std::string& data_directory);

/// The packs named by `jurisdictions`, looked up as DIR/rules/ID.toml under the plan's folder
/// first, then under the data directory. \throws Error{input} with file:line:column.
[[nodiscard]] model::RuleBook read_rule_book(const std::string& data_directory,
                                             const std::vector<std::string>& jurisdictions,
                                             const std::string& plan_directory);

/// The plan file alone: nothing it names is opened. \throws Error{usage} with file:line:column for
/// unknown keys, wrong types, missing keys; Error{usage} for a missing plan file.
[[nodiscard]] model::Plan read_plan(const std::string& path);

/// Everything a plan names. `threads` reads layers side by side; the result does not depend on it.
/// \throws Error{usage} for what the plan names wrongly (missing file or field, with
/// file:line:column), Error{input} for what a file holds wrongly (duplicate id, negative area, …).
[[nodiscard]] model::Project read_project(const std::string& plan_path, unsigned threads,
                                          Repair repair = Repair::automatic);

} // namespace sandan::io
