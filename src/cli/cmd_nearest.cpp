#include <sandan/core/error.hpp>
#include <sandan/core/parallel.hpp>
#include <sandan/geom/nearest.hpp>
#include <sandan/geom/second_opinion.hpp>
#include <sandan/io/position_check.hpp>
#include <sandan/io/write.hpp>

#include "cli/commands.hpp"
#include "cli/cross_check.hpp"
#include "cli/csv_rows.hpp"
#include "cli/file_mode.hpp"
#include "cli/json_rows.hpp"
#include "cli/lock.hpp"
#include "cli/nearest_search.hpp"
#include "cli/reading_text.hpp"
#include "cli/streaming.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <optional>
#include <span>

namespace sandan::cli {

namespace {

struct NearestOptions {
    std::string layer;
    std::string to;
    std::string inner;    ///< --layer: inside LAYER
    std::string to_inner; ///< --to-layer
    std::string id;
    std::string to_id;
    std::string to_crs;
    std::optional<double> within_m;
    std::string cross_check = "none";
    bool json = false;
    FileOptions file;
};

io::ReadOptions reading_of_layer(const NearestOptions& options) {
    return reading(options.inner, options.id, options.file);
}

io::ReadOptions reading_of_to(const NearestOptions& options) {
    auto read = reading(options.to_inner, options.to_id);
    read.crs = options.to_crs;
    read.repair = options.file.repair;
    return read;
}

struct Result {
    MeasuredLayer from;
    model::Layer to;
    FoundNear found;
};

std::vector<const geom::Shape*> shapes_of(const model::Layer& layer) {
    std::vector<const geom::Shape*> shapes(layer.features.size());
    std::transform(layer.features.begin(), layer.features.end(), shapes.begin(),
                   [](const model::Feature& feature) { return &feature.shape; });
    return shapes;
}

/// Nothing where GEOS is not asked.
std::optional<geom::SecondDistances> second_opinion(const NearestOptions& options,
                                                    const model::Layer& to) {
    if (cross_check_of(options.cross_check) == overlay::CrossCheck::none) {
        return std::nullopt;
    }
    return geom::SecondDistances{shapes_of(to)};
}

FoundNear measure(const Result& result, const NearestOptions& options, unsigned threads) {
    const geom::NearestShapes others{shapes_of(result.to)};
    const auto second = second_opinion(options, result.to);
    const auto& layer = result.from.layer;
    const auto shapes = shapes_of(layer);
    constexpr std::size_t block = 1024;
    std::vector<FoundNear> found((shapes.size() + block - 1) / block);
    parallel_for(found.size(), threads, [&](std::size_t b) {
        const auto first = b * block;
        const auto size = std::min(block, shapes.size() - first);
        found[b] = find_near(others, Shapes{shapes}.subspan(first, size), options.within_m);
        if (second) {
            found[b].checked = cross_check(
                *second, found[b], size, options.within_m, cross_check_of(options.cross_check),
                [&](std::size_t i) {
                    return NamedShape{
                        *shapes[first + i],
                        record_called(options.layer, layer.id(layer.features[first + i]))};
                });
        }
    });
    FoundNear all;
    for (std::size_t b = 0; b < found.size(); ++b) {
        all.alone += found[b].alone;
        all.checked += found[b].checked;
        for (const auto& [from, to] : found[b].pairs) {
            all.pairs.push_back({b * block + from, to});
        }
    }
    return all;
}

CsvRows table_of(const Common& common) {
    return {common, {"id", "to_id", "distance_m"}};
}

std::string to_csv(const Result& result, const Common& common) {
    const RecordIds ids{result.from.layer};
    const RecordIds to_ids{result.to};
    auto rows = table_of(common);
    for (const auto& [from, to] : result.found.pairs) {
        rows.id(ids, from).id(to_ids, to.other).number(to.distance).end();
    }
    return rows.text();
}

/// All but the neighbours, of which the list is empty.
nlohmann::ordered_json json_frame(const model::Ledger& from, const model::Ledger& to,
                                  const std::string& crs, std::size_t alone,
                                  const NearestOptions& options, const Common& common) {
    nlohmann::ordered_json json;
    json["schema"] = "sandan.nearest/1";
    json["layer"] = ledger_json(from);
    json["to"] = ledger_json(to);
    json["area_crs"] = crs;
    json["within_m"] =
        options.within_m ? nlohmann::ordered_json(*options.within_m) : nlohmann::ordered_json();
    json["repair"] = common.repair;
    json["alone"] = alone;
    json["neighbours"] = nlohmann::ordered_json::array();
    return json;
}

nlohmann::ordered_json json_row(std::string_view id, const std::string& to_id, double distance) {
    return {{"id", id}, {"to_id", to_id}, {"distance_m", distance}};
}

std::string to_json(const Result& result, const NearestOptions& options, const Common& common) {
    const RecordIds ids{result.from.layer};
    const RecordIds to_ids{result.to};
    JsonRows rows{json_frame(result.from.layer.ledger, result.to.ledger, result.from.crs,
                             result.found.alone, options, common)};
    for (const auto& [from, to] : result.found.pairs) {
        rows.add(json_row(ids.of(from), to_ids.of(to.other), to.distance));
    }
    return rows.end();
}

void note_alone(const Common& common, std::size_t all, std::size_t alone,
                std::optional<double> within_m) {
    if (alone == 0) {
        return;
    }
    const Text text =
        within_m
            ? Text{fmt::format("도형 {}개 중 {}개는 {} m 안에 아무것도 없음", all, alone,
                               *within_m),
                   fmt::format("of {} shapes {} have nothing within {} m", all, alone, *within_m)}
            : Text{fmt::format("도형 {}개 중 {}개는 비어 있어 잴 수 없음", all, alone),
                   fmt::format("of {} shapes {} are empty and cannot be measured", all, alone)};
    note(common, text.in(common.language));
}

/// LAYER block by block.
class StreamedNearest : public BlockCommand {
public:
    StreamedNearest(const NearestOptions& options, const Common& common)
        : m_options{options}, m_common{common}, m_json{spill_place(common)} {}

    std::string begin(const io::PolygonStream& layer, std::vector<io::InputFile>& files) override {
        progress(m_common, {"거리 계산 중", "measuring distances"});
        const auto& system = layer.provenance().crs_definition;
        m_to = read_in(system, m_options.to, reading_of_to(m_options), files, Measured::shapes);
        m_to_ids.emplace(m_to);
        m_others.emplace(shapes_of(m_to));
        m_second = second_opinion(m_options, m_to);
        m_position.emplace(m_to, system, layer.box());
        return m_options.json ? std::string{} : table_of(m_common).text();
    }

    void measure(const io::PolygonBlock& block) override {
        auto& rows = m_rows.at(block.place);
        rows.csv.clear();
        rows.json.clear();
        const auto found = find_near(*m_others, block.shapes, m_options.within_m);
        rows.checked = m_second ? look_again(block, found) : 0;
        for (const auto& [from, to] : found.pairs) {
            if (m_options.json) {
                append_json_row(rows.json,
                                json_row(block.id(from), m_to_ids->of(to.other), to.distance));
            } else {
                rows.csv.id(block.id(from)).id(*m_to_ids, to.other).number(to.distance).end();
            }
        }
        rows.alone = found.alone;
    }

    void write(std::span<const io::PolygonBlock* const> blocks, RowSink& sink) override {
        std::vector<const geom::PolygonSet*> shapes;
        for (const auto* const block : blocks) {
            const auto& rows = m_rows.at(block->place);
            sink.add(rows.csv.text());
            m_json.add(rows.json);
            m_alone += rows.alone;
            m_checked += rows.checked;
            m_all += block->shapes.size();
            shapes.push_back(&block->shapes);
        }
        m_position->meet(shapes);
    }

    [[nodiscard]] bool in_order() const override { return m_position->in_place(); }

    Exit conclude(model::Layer& layer, RowSink& sink) override {
        note_reading(m_common, layer);
        note_reading(m_common, m_to);
        if (m_options.json) {
            add_json(sink,
                     json_frame(layer.ledger, m_to.ledger, called(layer.provenance.crs), m_alone,
                                m_options, m_common),
                     m_json);
        }
        sink.finish();
        note_checked(m_common, m_checked, m_all);
        note_alone(m_common, m_all, m_alone, m_options.within_m);
        return exit_for_ledgers({&layer, &m_to}, m_options.file);
    }

private:
    struct Rows {
        CsvRows csv;
        std::string json; ///< Instead of that.
        std::size_t alone = 0;
        std::size_t checked = 0;
    };

    std::size_t look_again(const io::PolygonBlock& block, const FoundNear& found) const {
        return cross_check(*m_second, found, block.shapes.size(), m_options.within_m,
                           cross_check_of(m_options.cross_check), [&](std::size_t i) {
                               return NamedShape{{block.shapes.shape(i), {}, {}},
                                                 record_called(m_options.layer, block.id(i))};
                           });
    }

    const NearestOptions& m_options;
    const Common& m_common;
    model::Layer m_to;
    std::optional<RecordIds> m_to_ids;
    std::optional<geom::NearestShapes> m_others;
    std::optional<geom::SecondDistances> m_second; ///< If it is asked for.
    std::optional<io::PositionCheck> m_position;
    std::array<Rows, io::PolygonStream::most_blocks> m_rows; ///< Of the blocks held.
    TextSpool m_json;                                        ///< What stands before it comes last.
    std::size_t m_all = 0;                                   ///< Records
    std::size_t m_alone = 0;
    std::size_t m_checked = 0;
};

std::optional<Exit> stream(const NearestOptions& options, const Common& common) {
    StreamedNearest command{options, common};
    return stream_blocks(options.layer, reading_of_layer(options), options.file, common, command);
}

Exit run(const NearestOptions& options, const Common& common) {
    if (options.within_m && !std::isfinite(*options.within_m)) {
        throw Error{ErrorKind::usage, Text{"--within: 유한한 미터 수를 적으십시오",
                                           "--within: expected a finite number of metres"}};
    }
    io::refuse_overwriting(common.output, {options.layer, options.to});
    hold_to_lock(common, {options.layer, options.to});
    progress(common, {"읽는 중", "reading"});
    if (const auto exit = stream(options, common)) {
        return *exit;
    }
    std::vector<io::InputFile> files;
    Result result;
    result.from = read_measured(options.layer, reading_of_layer(options), options.file, files,
                                Measured::shapes);
    result.to =
        read_beside(result.from, options.to, reading_of_to(options), files, Measured::shapes);
    hold_read_to_lock(common, files, options.layer);
    note_reading(common, result.from.layer);
    note_reading(common, result.to);
    progress(common, {"거리 계산 중", "measuring distances"});
    result.found = measure(result, options, common.thread_count());
    note_checked(common, result.found.checked, result.from.layer.features.size());
    deliver(common, options.json ? to_json(result, options, common) : to_csv(result, common));
    note_alone(common, result.from.layer.features.size(), result.found.alone, options.within_m);
    return exit_for_ledgers({&result.from.layer, &result.to}, options.file);
}

} // namespace

void declare_nearest(Arguments& app, Common& common, Exit& exit) {
    auto options = std::make_shared<NearestOptions>();
    app.option("LAYER", options->layer, {"거리를 재기 시작하는 레이어", "Layer to measure from"})
        .required();
    app.option("TO", options->to,
               {"거리를 잴 대상인 점, 선, 면", "Points, lines or polygons to measure to"})
        .required();
    app.option("--layer", options->inner, {"LAYER 안의 레이어", "Layer inside LAYER"});
    app.option("--to-layer", options->to_inner, {"TO 안의 레이어", "Layer inside TO"});
    app.option("--id", options->id,
               {"LAYER의 레코드 이름 필드 (기본: 레코드 번호)",
                "Field that names a record of LAYER (default: its number)"});
    app.option("--to-id", options->to_id,
               {"TO의 레코드 이름 필드 (기본: 레코드 번호)",
                "Field that names a record of TO (default: its number)"});
    app.option("--within", options->within_m,
               {"가장 가까운 하나 대신 이 거리까지의 TO를 모두 나열",
                "List all of TO up to this distance instead of the nearest one"})
        .non_negative()
        .type_name("M");
    app.option("--to-crs", options->to_crs,
               {"좌표계가 없는 TO의 좌표계", "Coordinate system of TO without one"})
        .type_name("EPSG:n");
    add_cross_check(app, options->cross_check,
                    {"표본(=all이면 전부)을 GEOS로 한 번 더 계산",
                     "Compute a sample, or with =all everything, a second time by GEOS"});
    app.flag("--json", options->json, {"JSON으로 출력", "Print JSON"});
    add_file_options(app, options->file);
    app.callback([options, &common, &exit] {
        options->file.repair = common.repair_policy();
        exit = work_on(options->layer + ", " + options->to, [&] { return run(*options, common); });
    });
}

} // namespace sandan::cli
