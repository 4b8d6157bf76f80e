#include <sandan/core/error.hpp>
#include <sandan/io/write.hpp>

#include "cli/commands.hpp"
#include "cli/cross_check.hpp"
#include "cli/json_rows.hpp"
#include "cli/lock.hpp"
#include "cli/reading_text.hpp"
#include "cli/zonal_stream.hpp"

#include <fmt/format.h>

#include <memory>

namespace sandan::cli {

namespace {

struct Result {
    MeasuredLayer measured;
    std::vector<geom::ZonalValues> values; ///< By feature.
    ZonalCounts counts;
};

void require_system(const io::RasterFile& raster, const ZonalOptions& options,
                    const MeasuredLayer& measured) {
    if (!is_in_system(raster, measured.definition)) {
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

/// Holds those features that are to be looked at twice against GEOS. How many these were.
std::size_t look_again(const io::RasterFile& raster, const geom::Grid& grid,
                       const geom::PolygonSet& shapes, const Result& result,
                       const ZonalOptions& options, const Common& common) {
    const auto check = cross_check_of(options.cross_check);
    const auto& layer = result.measured.layer;
    std::size_t checked = 0;
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        if (overlay::is_checked(check, i)) {
            progress(common, {"GEOS로 다시 계산 중", "computing a second time by GEOS"});
            const auto id = layer.id(layer.features[i]);
            cross_check(raster, grid, shapes, i, result.values[i], record_called(options.layer, id),
                        [&](const geom::CellWindow& window, std::vector<double>& values) {
                            raster.read(window, values);
                        });
            ++checked;
        }
    }
    return checked;
}

void measure(const io::RasterFile& raster, const ZonalOptions& options, const Common& common,
             Result& result) {
    const auto shapes = polygon_set_of(result.measured.layer);
    const auto grid = grid_in_metres(raster, result.measured.metres_per_unit);
    geom::ZonalStatistics zonal{shapes, grid};
    const auto all = zonal.window();
    std::vector<double> cells;
    add_rows(raster, zonal, cells, common.thread_count(),
             [&](const geom::CellWindow& window, std::vector<double>& values) {
                 progress(common, {"격자 읽는 중", "reading the raster"},
                          static_cast<double>(window.first_row - all.first_row) /
                              static_cast<double>(all.rows()));
                 raster.read(window, values);
             });
    result.values = {zonal.values().begin(), zonal.values().end()};
    result.counts = count_zones(result.values);
    result.counts.checked = look_again(raster, grid, shapes, result, options, common);
}

std::string to_csv(const Result& result, const Common& common) {
    const RecordIds ids{result.measured.layer};
    auto rows = zonal_table(common);
    for (std::size_t i = 0; i < result.values.size(); ++i) {
        add_zonal_values(result.values[i], rows.id(ids, i));
    }
    return rows.text();
}

std::string to_json(const Result& result, const io::RasterFile& raster, const Common& common) {
    const auto& [layer, crs, definition, metres_per_unit] = result.measured;
    const RecordIds ids{layer};
    JsonRows rows{zonal_json(layer.ledger, crs, result.counts, raster,
                             grid_in_metres(raster, metres_per_unit), common)};
    for (std::size_t i = 0; i < result.values.size(); ++i) {
        rows.add(zonal_json_row(ids.of(i), result.values[i]));
    }
    return rows.end();
}

Exit run(const ZonalOptions& options, const Common& common) {
    io::refuse_overwriting(common.output, {options.layer, options.raster});
    std::vector<std::string> inputs{options.layer};
    const auto parts = io::raster_parts(options.raster);
    inputs.insert(inputs.end(), parts.begin(), parts.end());
    hold_to_lock(common, inputs);
    progress(common, {"읽는 중", "reading"});
    const auto read = reading(options.inner, options.id, options.file);
    if (const auto exit = stream_zonal(options, read, common)) {
        return *exit;
    }
    std::vector<io::InputFile> files;
    Result result;
    result.measured = read_measured(options.layer, read, options.file, files);
    const io::RasterFile raster{options.raster, common.lock.empty() ? nullptr : &files};
    hold_read_to_lock(common, files, options.layer);
    note_reading(common, result.measured.layer);
    require_system(raster, options, result.measured);
    note_system(raster, options, result.measured.crs, common);
    measure(raster, options, common, result);
    note_checked(common, result.counts.checked, result.counts.all);
    deliver(common, options.json ? to_json(result, raster, common) : to_csv(result, common));
    note_outside(common, result.counts);
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
    add_cross_check(app, options->cross_check,
                    {"표본(=all이면 전부)을 GEOS로 한 번 더 계산",
                     "Compute a sample, or with =all everything, a second time by GEOS"});
    app.flag("--json", options->json, {"JSON으로 출력", "Print JSON"});
    add_file_options(app, options->file);
    app.callback([options, &common, &exit] {
        options->file.repair = common.repair_policy();
        exit =
            work_on(options->layer + ", " + options->raster, [&] { return run(*options, common); });
    });
}

} // namespace sandan::cli
