#include <sandan/core/error.hpp>
#include <sandan/geom/zonal.hpp>
#include <sandan/io/raster_file.hpp>
#include <sandan/io/write.hpp>

#include "cli/commands.hpp"
#include "cli/csv_rows.hpp"
#include "cli/file_mode.hpp"
#include "cli/lock.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <memory>

namespace sandan::cli {

namespace {

struct ZonalOptions {
    std::string layer;
    std::string raster;
    std::string inner; ///< --layer: inside a source of several
    std::string id;
    bool json = false;
    FileOptions file;
};

/// Records by how they lie on the raster.
struct Outside {
    std::size_t wholly = 0;
    std::size_t partly = 0;
    std::size_t without_value = 0; ///< Cover cells that have none.
};

struct Result {
    MeasuredLayer measured;
    std::vector<geom::ZonalValues> values; ///< By feature.
    Outside outside;
};

/// The raster's cells in the metres of the layer.
geom::Grid grid_in_metres(const io::RasterFile& raster, double metres_per_unit) {
    auto grid = raster.grid();
    grid.origin = {grid.origin.x * metres_per_unit, grid.origin.y * metres_per_unit};
    grid.cell_width *= metres_per_unit;
    grid.cell_height *= metres_per_unit;
    return grid;
}

void require_system(const io::RasterFile& raster, const ZonalOptions& options,
                    const MeasuredLayer& measured, const Common& common) {
    if (raster.crs().empty()) {
        const Text text{
            fmt::format("{}: 좌표계가 적혀 있지 않아 {}의 좌표계로 봄: {}", options.raster,
                        options.layer, measured.crs),
            fmt::format("{}: declares no coordinate system and is taken to be in that of {}: {}",
                        options.raster, options.layer, measured.crs)};
        note(common, text.in(common.language));
    } else if (!raster.is_in(measured.definition)) {
        throw Error{ErrorKind::input,
                    Text{fmt::format("{}: 좌표계 {}, 그런데 {} 레이어는 {}에서 잽니다; 래스터를 "
                                     "변환하거나(gdalwarp -t_srs {}) 래스터의 좌표계에서 "
                                     "재십시오(--area-crs {})",
                                     options.raster, raster.crs_name(), options.layer, measured.crs,
                                     measured.crs, raster.crs_name()),
                         fmt::format("{}: is in {}, but {} is measured in {}; warp the raster "
                                     "(gdalwarp -t_srs {}), or measure in its system (--area-crs "
                                     "{})",
                                     options.raster, raster.crs_name(), options.layer, measured.crs,
                                     measured.crs, raster.crs_name())}};
    }
}

std::vector<geom::ZonalValues> statistics(const io::RasterFile& raster,
                                          const MeasuredLayer& measured, const Common& common) {
    const auto shapes = polygon_set_of(measured.layer);
    geom::ZonalStatistics zonal{shapes, grid_in_metres(raster, measured.metres_per_unit)};
    const auto window = zonal.window();
    std::vector<double> cells;
    for (auto row = window.first_row; row < window.end_row;) {
        const auto end = std::min(window.end_row, row + raster.rows_at_once(row, window.columns()));
        progress(common, {"격자 읽는 중", "reading the raster"},
                 static_cast<double>(row - window.first_row) / static_cast<double>(window.rows()));
        raster.read({window.first_column, window.end_column, row, end}, cells);
        zonal.add_rows(row, cells, common.thread_count());
        row = end;
    }
    return {zonal.values().begin(), zonal.values().end()};
}

Outside count(const std::vector<geom::ZonalValues>& values) {
    Outside outside;
    for (const auto& value : values) {
        if (value.beyond) {
            ++(value.count + value.nodata > 0 ? outside.partly : outside.wholly);
        }
        outside.without_value += value.nodata > 0 ? 1U : 0U;
    }
    return outside;
}

std::string to_csv(const Result& result, const Common& common) {
    const RecordIds ids{result.measured.layer};
    CsvRows rows{common, {"id", "count", "nodata", "mean", "min", "max"}};
    for (std::size_t i = 0; i < result.values.size(); ++i) {
        const auto& value = result.values[i];
        rows.id(ids, i)
            .number(value.count)
            .number(value.nodata)
            .number(value.mean())
            .number(value.min)
            .number(value.max)
            .end();
    }
    return rows.text();
}

std::string to_json(const Result& result, const io::RasterFile& raster, const Common& common) {
    const auto& layer = result.measured.layer;
    const auto grid = grid_in_metres(raster, result.measured.metres_per_unit);
    const auto number = [](double value) {
        return std::isfinite(value) ? nlohmann::ordered_json(value) : nlohmann::ordered_json();
    };
    nlohmann::ordered_json json;
    json["schema"] = "sandan.zonal/1";
    json["declared"] = layer.ledger.declared;
    json["delivered"] = layer.ledger.delivered;
    json["null"] = layer.ledger.null;
    json["repaired"] = layer.ledger.repaired;
    json["rejected"] = layer.ledger.rejected;
    json["area_crs"] = result.measured.crs;
    json["repair"] = common.repair;
    json["raster"] = {{"columns", grid.columns},
                      {"rows", grid.rows},
                      {"cell_width_m", grid.cell_width},
                      {"cell_height_m", grid.cell_height},
                      {"crs", raster.crs_name()},
                      {"crs_how", raster.crs().empty() ? "assumed" : "declared"}};
    json["outside"] = result.outside.wholly;
    json["partly_outside"] = result.outside.partly;
    json["with_nodata"] = result.outside.without_value;
    auto& zones = json["zones"] = nlohmann::ordered_json::array();
    const RecordIds ids{layer};
    for (std::size_t i = 0; i < result.values.size(); ++i) {
        const auto& value = result.values[i];
        zones.push_back({{"id", ids.of(i)},
                         {"count", value.count},
                         {"nodata", value.nodata},
                         {"mean", number(value.mean())},
                         {"min", number(value.min)},
                         {"max", number(value.max)}});
    }
    return json.dump(2) + "\n";
}

void note_outside(const Common& common, const Result& result) {
    const auto& outside = result.outside;
    if (outside.wholly + outside.partly + outside.without_value == 0) {
        return;
    }
    const Text text{
        fmt::format("도형 {}개 중 {}개는 격자 밖에 있고 {}개는 일부가 밖에 있음; {}개는 값이 없는 "
                    "칸을 덮음 (nodata 열)",
                    result.values.size(), outside.wholly, outside.partly, outside.without_value),
        fmt::format("of {} shapes {} lie outside the raster and {} partly; {} cover cells without "
                    "a value (column nodata)",
                    result.values.size(), outside.wholly, outside.partly, outside.without_value)};
    note(common, text.in(common.language));
}

Exit run(const ZonalOptions& options, const Common& common) {
    io::refuse_overwriting(common.output, {options.layer, options.raster});
    std::vector<std::string> inputs{options.layer};
    const auto parts = io::raster_parts(options.raster);
    inputs.insert(inputs.end(), parts.begin(), parts.end());
    hold_to_lock(common, inputs);
    progress(common, {"읽는 중", "reading"});
    std::vector<io::InputFile> files;
    Result result;
    result.measured =
        read_measured(options.layer, reading(options.inner, options.id), options.file, files);
    const io::RasterFile raster{options.raster, &files};
    hold_read_to_lock(common, files, options.layer);
    note_reading(common, result.measured.layer);
    require_system(raster, options, result.measured, common);
    result.values = statistics(raster, result.measured, common);
    result.outside = count(result.values);
    deliver(common, options.json ? to_json(result, raster, common) : to_csv(result, common));
    note_outside(common, result);
    return exit_for_ledgers({&result.measured.layer}, options.file);
}

} // namespace

void declare_zonal(Arguments& app, Common& common, Exit& exit) {
    auto options = std::make_shared<ZonalOptions>();
    app.option("LAYER", options->layer, {"통계를 낼 면", "Polygons to take statistics in"})
        .required();
    app.option("RASTER", options->raster,
               {"밴드가 하나인 GeoTIFF나 ASCII 격자", "GeoTIFF or ASCII grid of one band"})
        .required();
    app.option("--layer", options->inner, {"LAYER 안의 레이어", "Layer inside LAYER"});
    app.option("--id", options->id,
               {"레코드의 이름이 되는 필드 (기본: 레코드 번호)",
                "Field that names a record (default: its number)"});
    app.flag("--json", options->json, {"JSON으로 출력", "Print JSON"});
    add_file_options(app, options->file);
    app.callback([options, &common, &exit] {
        options->file.repair = common.repair_policy();
        exit = run(*options, common);
    });
}

} // namespace sandan::cli
