#pragma once
// The table of `zonal`, however its layer is read.

#include <sandan/geom/second_opinion.hpp>
#include <sandan/geom/zonal.hpp>
#include <sandan/io/raster_file.hpp>

#include "cli/command.hpp"
#include "cli/csv_rows.hpp"
#include "cli/file_mode.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sandan::cli {

struct ZonalOptions {
    std::string layer;
    std::string raster;
    std::string inner; ///< --layer: inside a source of several
    std::string id;
    std::string cross_check = "none";
    bool json = false;
    FileOptions file;
};

/// Records by how they lie on the raster.
struct ZonalCounts {
    std::size_t all = 0;
    std::size_t outside = 0;
    std::size_t partly_outside = 0;
    std::size_t without_value = 0; ///< Cover cells that have none.
    std::size_t checked = 0;       ///< Computed a second time.
};

/// The raster's cells in the metres of the layer.
[[nodiscard]] geom::Grid grid_in_metres(const io::RasterFile& raster, double metres_per_unit);

[[nodiscard]] bool is_in_system(const io::RasterFile& raster, const std::string& definition);

/// Tells that a raster without a coordinate system is taken to be in `crs`.
void note_system(const io::RasterFile& raster, const ZonalOptions& options, const std::string& crs,
                 const Common& common);

/// The rows of a window, piece by piece: `read(piece, cells)` fills in the cells, `use(piece,
/// cells)` takes them.
template <typename Read, typename Use>
void for_rows(const io::RasterFile& raster, const geom::CellWindow& window,
              std::vector<double>& cells, const Read& read, const Use& use) {
    for (auto row = window.first_row; row < window.end_row;) {
        const auto end = std::min(window.end_row, row + raster.rows_at_once(row, window.columns()));
        const geom::CellWindow piece{window.first_column, window.end_column, row, end};
        read(piece, cells);
        use(piece, cells);
        row = end;
    }
}

/// All rows that polygons may cover, piece by piece, as `read(window, cells)` gives them.
template <typename Read>
void add_rows(const io::RasterFile& raster, geom::ZonalStatistics& zonal,
              std::vector<double>& cells, unsigned threads, const Read& read) {
    for_rows(raster, zonal.window(), cells, read,
             [&](const geom::CellWindow& piece, const std::vector<double>& values) {
                 zonal.add_rows(piece.first_row, values, threads);
             });
}

/// Holds what was found of a feature of `shapes` against GEOS. \throws as CutCells::cross_check.
template <typename Read>
void cross_check(const io::RasterFile& raster, const geom::Grid& grid,
                 const geom::PolygonSet& shapes, std::size_t feature,
                 const geom::ZonalValues& found, const Text& name, const Read& read) {
    const geom::ZonalStatistics own{shapes, grid, feature, feature + 1};
    geom::CutCells second{shapes.shape(feature), grid};
    std::vector<double> cells;
    for_rows(raster, own.window(), cells, read,
             [&](const geom::CellWindow& piece, const std::vector<double>& values) {
                 second.add(piece, values);
             });
    second.cross_check(found, name);
}

[[nodiscard]] ZonalCounts count_zones(std::span<const geom::ZonalValues> values);
void add_counts(ZonalCounts& to, const ZonalCounts& from);

/// Without rows.
[[nodiscard]] CsvRows zonal_table(const Common& common);

/// The rest of a row whose id is written.
void add_zonal_values(const geom::ZonalValues& value, CsvRows& rows);

/// All but the zones, of which the list is empty.
[[nodiscard]] nlohmann::ordered_json zonal_json(const model::Ledger& ledger, const std::string& crs,
                                                const ZonalCounts& counts,
                                                const io::RasterFile& raster,
                                                const geom::Grid& grid, const Common& common);

[[nodiscard]] nlohmann::ordered_json zonal_json_row(std::string_view id,
                                                    const geom::ZonalValues& value);

/// Tells what of the shapes lies outside the raster or where it has no value.
void note_outside(const Common& common, const ZonalCounts& counts);

} // namespace sandan::cli
