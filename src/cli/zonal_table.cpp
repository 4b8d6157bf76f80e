#include "cli/zonal_table.hpp"

#include "cli/reading_text.hpp"

#include <fmt/format.h>

#include <cmath>

namespace sandan::cli {

geom::Grid grid_in_metres(const io::RasterFile& raster, double metres_per_unit) {
    auto grid = raster.grid();
    grid.origin = {grid.origin.x * metres_per_unit, grid.origin.y * metres_per_unit};
    grid.cell_width *= metres_per_unit;
    grid.cell_height *= metres_per_unit;
    return grid;
}

bool is_in_system(const io::RasterFile& raster, const std::string& definition) {
    return raster.crs().empty() || raster.is_in(definition);
}

void note_system(const io::RasterFile& raster, const ZonalOptions& options, const std::string& crs,
                 const Common& common) {
    if (raster.crs().empty()) {
        const Text text{
            fmt::format("{}: 좌표계가 적혀 있지 않아 {}의 좌표계로 봄: {}", options.raster,
                        options.layer, crs),
            fmt::format("{}: declares no coordinate system and is taken to be in that of {}: {}",
                        options.raster, options.layer, crs)};
        note(common, text.in(common.language));
    }
}

ZonalCounts count_zones(std::span<const geom::ZonalValues> values) {
    ZonalCounts counts{.all = values.size()};
    for (const auto& value : values) {
        if (value.beyond) {
            ++(value.count + value.nodata > 0 ? counts.partly_outside : counts.outside);
        }
        counts.without_value += value.nodata > 0 ? 1U : 0U;
    }
    return counts;
}

void add_counts(ZonalCounts& to, const ZonalCounts& from) {
    to.all += from.all;
    to.outside += from.outside;
    to.partly_outside += from.partly_outside;
    to.without_value += from.without_value;
    to.checked += from.checked;
}

CsvRows zonal_table(const Common& common) {
    return {common, {"id", "count", "nodata", "mean", "min", "max"}};
}

void add_zonal_values(const geom::ZonalValues& value, CsvRows& rows) {
    rows.number(value.count)
        .number(value.nodata)
        .number(value.mean())
        .number(value.min)
        .number(value.max)
        .end();
}

nlohmann::ordered_json zonal_json(const model::Ledger& ledger, const std::string& crs,
                                  const ZonalCounts& counts, const io::RasterFile& raster,
                                  const geom::Grid& grid, const Common& common) {
    nlohmann::ordered_json json;
    json["schema"] = "sandan.zonal/1";
    json.update(ledger_json(ledger));
    json["area_crs"] = crs;
    json["repair"] = common.repair;
    json["raster"] = {{"columns", grid.columns},
                      {"rows", grid.rows},
                      {"cell_width_m", grid.cell_width},
                      {"cell_height_m", grid.cell_height},
                      {"crs", raster.crs_name()},
                      {"crs_how", raster.crs().empty() ? "assumed" : "declared"}};
    json["outside"] = counts.outside;
    json["partly_outside"] = counts.partly_outside;
    json["with_nodata"] = counts.without_value;
    json["zones"] = nlohmann::ordered_json::array();
    return json;
}

nlohmann::ordered_json zonal_json_row(std::string_view id, const geom::ZonalValues& value) {
    const auto number = [](double v) {
        return std::isfinite(v) ? nlohmann::ordered_json(v) : nlohmann::ordered_json();
    };
    return {{"id", id},
            {"count", value.count},
            {"nodata", value.nodata},
            {"mean", number(value.mean())},
            {"min", number(value.min)},
            {"max", number(value.max)}};
}

void note_outside(const Common& common, const ZonalCounts& counts) {
    const auto& [all, outside, partly, without_value, checked] = counts;
    if (outside + partly + without_value == 0) {
        return;
    }
    const Text text{
        fmt::format("도형 {}개 중 {}개는 격자 밖에 있고 {}개는 일부가 밖에 있음; {}개는 값이 없는 "
                    "칸을 덮음 (nodata 열)",
                    all, outside, partly, without_value),
        fmt::format("of {} shapes {} lie outside the raster and {} partly; {} cover cells without "
                    "a value (column nodata)",
                    all, outside, partly, without_value)};
    note(common, text.in(common.language));
}

} // namespace sandan::cli
