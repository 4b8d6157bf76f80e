#include <sandan/core/error.hpp>
#include <sandan/geom/zonal.hpp>
#include <sandan/io/raster_file.hpp>
#include <sandan/io/write.hpp>

#include "cli/commands.hpp"
#include "cli/csv_rows.hpp"
#include "cli/file_mode.hpp"
#include "cli/json_rows.hpp"
#include "cli/lock.hpp"
#include "cli/reading_text.hpp"
#include "cli/streaming.hpp"
#include "geom/compact_runs.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <utility>

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
struct Counts {
    std::size_t all = 0;
    std::size_t outside = 0;
    std::size_t partly_outside = 0;
    std::size_t without_value = 0; ///< Cover cells that have none.
};

struct Result {
    MeasuredLayer measured;
    std::vector<geom::ZonalValues> values; ///< By feature.
    Counts counts;
};

/// The raster's cells in the metres of the layer.
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

/// All rows that polygons may cover, piece by piece, as `read(window, cells)` gives them.
template <typename Read>
void add_rows(const io::RasterFile& raster, geom::ZonalStatistics& zonal,
              std::vector<double>& cells, unsigned threads, const Read& read) {
    const auto window = zonal.window();
    for (auto row = window.first_row; row < window.end_row;) {
        const auto end = std::min(window.end_row, row + raster.rows_at_once(row, window.columns()));
        read(geom::CellWindow{window.first_column, window.end_column, row, end}, cells);
        zonal.add_rows(row, cells, threads);
        row = end;
    }
}

std::vector<geom::ZonalValues> statistics(const io::RasterFile& raster,
                                          const MeasuredLayer& measured, const Common& common) {
    const auto shapes = polygon_set_of(measured.layer);
    geom::ZonalStatistics zonal{shapes, grid_in_metres(raster, measured.metres_per_unit)};
    const auto all = zonal.window();
    std::vector<double> cells;
    add_rows(raster, zonal, cells, common.thread_count(),
             [&](const geom::CellWindow& window, std::vector<double>& values) {
                 progress(common, {"격자 읽는 중", "reading the raster"},
                          static_cast<double>(window.first_row - all.first_row) /
                              static_cast<double>(all.rows()));
                 raster.read(window, values);
             });
    return {zonal.values().begin(), zonal.values().end()};
}

Counts count(std::span<const geom::ZonalValues> values) {
    Counts counts{.all = values.size()};
    for (const auto& value : values) {
        if (value.beyond) {
            ++(value.count + value.nodata > 0 ? counts.partly_outside : counts.outside);
        }
        counts.without_value += value.nodata > 0 ? 1U : 0U;
    }
    return counts;
}

void add(Counts& to, const Counts& from) {
    to.all += from.all;
    to.outside += from.outside;
    to.partly_outside += from.partly_outside;
    to.without_value += from.without_value;
}

CsvRows table_of(const Common& common) {
    return {common, {"id", "count", "nodata", "mean", "min", "max"}};
}

/// The rest of a row whose id is written.
void add_values(const geom::ZonalValues& value, CsvRows& rows) {
    rows.number(value.count)
        .number(value.nodata)
        .number(value.mean())
        .number(value.min)
        .number(value.max)
        .end();
}

std::string to_csv(const Result& result, const Common& common) {
    const RecordIds ids{result.measured.layer};
    auto rows = table_of(common);
    for (std::size_t i = 0; i < result.values.size(); ++i) {
        add_values(result.values[i], rows.id(ids, i));
    }
    return rows.text();
}

/// All but the zones, of which the list is empty.
nlohmann::ordered_json json_frame(const model::Ledger& ledger, const std::string& crs,
                                  const Counts& counts, const io::RasterFile& raster,
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

nlohmann::ordered_json json_row(std::string_view id, const geom::ZonalValues& value) {
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

std::string to_json(const Result& result, const io::RasterFile& raster, const Common& common) {
    const auto& [layer, crs, definition, metres_per_unit] = result.measured;
    const RecordIds ids{layer};
    JsonRows rows{json_frame(layer.ledger, crs, result.counts, raster,
                             grid_in_metres(raster, metres_per_unit), common)};
    for (std::size_t i = 0; i < result.values.size(); ++i) {
        rows.add(json_row(ids.of(i), result.values[i]));
    }
    return rows.end();
}

void note_outside(const Common& common, const Counts& counts) {
    const auto& [all, outside, partly, without_value] = counts;
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

/// LAYER block by block.
class StreamedZonal : public BlockCommand {
public:
    StreamedZonal(const ZonalOptions& options, const Common& common)
        : m_options{options}, m_common{common}, m_json{spill_place(common)} {}

    std::string begin(const io::PolygonStream& layer, std::vector<io::InputFile>& files) override {
        progress(m_common, {"격자 읽는 중", "reading the raster"});
        m_raster.emplace(m_options.raster, m_common.lock.empty() ? nullptr : &files);
        if (!is_in_system(*m_raster, layer.provenance().crs_definition)) {
            throw io::NotPlain{};
        }
        return m_options.json ? std::string{} : table_of(m_common).text();
    }

    void measure(const io::PolygonBlock& block) override {
        constexpr double worth_cutting = 1U << 16U; // cells
        const auto& grid = m_raster->grid();
        auto& rows = m_rows.at(block.place);
        rows.counts = {};
        rows.csv.clear();
        rows.json.clear();
        auto cells = spare_memory();
        std::size_t first = 0;
        for (const auto end : geom::compact_runs(
                 block.shapes.boxes(), worth_cutting * grid.cell_width * grid.cell_height)) {
            geom::ZonalStatistics zonal{block.shapes, grid, first, end};
            add_rows(*m_raster, zonal, cells, 1,
                     [&](const geom::CellWindow& window, std::vector<double>& values) {
                         read(window, values);
                     });
            add(rows.counts, count(zonal.values()));
            for (const auto& value : zonal.values()) {
                const auto id = block.id(first++);
                if (m_options.json) {
                    append_json_row(rows.json, json_row(id, value));
                } else {
                    add_values(value, rows.csv.id(id));
                }
            }
        }
        give_back(std::move(cells));
    }

    void write(std::span<const io::PolygonBlock* const> blocks, RowSink& sink) override {
        for (const auto* const block : blocks) {
            const auto& rows = m_rows.at(block->place);
            sink.add(rows.csv.text());
            m_json.add(rows.json);
            add(m_counts, rows.counts);
        }
    }

    [[nodiscard]] bool in_order() const override { return true; }

    Exit conclude(model::Layer& layer, RowSink& sink) override {
        note_reading(m_common, layer);
        const auto crs = called(layer.provenance.crs);
        note_system(*m_raster, m_options, crs, m_common);
        if (m_options.json) {
            add_json(sink,
                     json_frame(layer.ledger, crs, m_counts, *m_raster, m_raster->grid(), m_common),
                     m_json);
        }
        sink.finish();
        note_outside(m_common, m_counts);
        return exit_for_ledgers({&layer}, m_options.file);
    }

private:
    struct Rows {
        CsvRows csv;
        std::string json; ///< Instead of that.
        Counts counts;
    };

    /// For one thread at a time. Records in no order of place would have the raster read again and
    /// again: as a whole they are brought into one. \throws NotPlain.
    void read(const geom::CellWindow& window, std::vector<double>& cells) {
        constexpr std::size_t most_times = 16;
        constexpr std::size_t small = 1U << 20U; // cells that are soon read
        const std::scoped_lock lock{m_mutex};
        m_cells_read += window.columns() * window.rows();
        if (m_cells_read / most_times >
            std::max(small, m_raster->grid().columns * m_raster->grid().rows)) {
            throw io::NotPlain{};
        }
        m_raster->read(window, cells);
    }

    /// For the cells of a window; there are never more than threads.
    std::vector<double> spare_memory() {
        const std::scoped_lock lock{m_mutex};
        if (m_spare.empty()) {
            return {};
        }
        auto memory = std::move(m_spare.back());
        m_spare.pop_back();
        return memory;
    }

    void give_back(std::vector<double> memory) {
        const std::scoped_lock lock{m_mutex};
        m_spare.push_back(std::move(memory));
    }

    const ZonalOptions& m_options;
    const Common& m_common;
    std::optional<io::RasterFile> m_raster;
    std::mutex m_mutex; ///< Of the raster, and the next two.
    std::size_t m_cells_read = 0;
    std::vector<std::vector<double>> m_spare;
    std::array<Rows, io::PolygonStream::most_blocks> m_rows; ///< Of the blocks held.
    Counts m_counts;
    TextSpool m_json; ///< What stands before it comes last.
};

std::optional<Exit> stream(const ZonalOptions& options, const io::ReadOptions& read,
                           const Common& common) {
    StreamedZonal command{options, common};
    return stream_blocks(options.layer, read, options.file, common, command);
}

Exit run(const ZonalOptions& options, const Common& common) {
    io::refuse_overwriting(common.output, {options.layer, options.raster});
    std::vector<std::string> inputs{options.layer};
    const auto parts = io::raster_parts(options.raster);
    inputs.insert(inputs.end(), parts.begin(), parts.end());
    hold_to_lock(common, inputs);
    progress(common, {"읽는 중", "reading"});
    const auto read = reading(options.inner, options.id, options.file);
    if (const auto exit = stream(options, read, common)) {
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
    result.values = statistics(raster, result.measured, common);
    result.counts = count(result.values);
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
    app.flag("--json", options->json, {"JSON으로 출력", "Print JSON"});
    add_file_options(app, options->file);
    app.callback([options, &common, &exit] {
        options->file.repair = common.repair_policy();
        exit = run(*options, common);
    });
}

} // namespace sandan::cli
