#include <sandan/core/error.hpp>
#include <sandan/core/parallel.hpp>
#include <sandan/geom/nearest.hpp>
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
#include <optional>

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
    bool json = false;
    FileOptions file;
};

/// A record of LAYER, and one of TO.
struct Pair {
    std::size_t from = 0;
    geom::Neighbour to;
};

struct Result {
    MeasuredLayer from;
    model::Layer to;
    std::vector<Pair> pairs; ///< In input order, then by position.
    std::size_t alone = 0;   ///< Records of LAYER that are in none.
};

std::vector<const geom::Shape*> shapes_of(const model::Layer& layer) {
    std::vector<const geom::Shape*> shapes(layer.features.size());
    std::transform(layer.features.begin(), layer.features.end(), shapes.begin(),
                   [](const model::Feature& feature) { return &feature.shape; });
    return shapes;
}

std::vector<Pair> nearest_pairs(const geom::NearestShapes& others,
                                const std::vector<const geom::Shape*>& shapes, unsigned threads) {
    const auto found = others.nearest_of_each(shapes, threads);
    std::vector<Pair> pairs;
    pairs.reserve(found.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (found[i]) {
            pairs.push_back({i, *found[i]});
        }
    }
    return pairs;
}

std::vector<Pair> pairs_within(const geom::NearestShapes& others, double distance,
                               const std::vector<const geom::Shape*>& shapes, unsigned threads) {
    constexpr std::size_t block = 256;
    std::vector<std::vector<Pair>> found((shapes.size() + block - 1) / block);
    parallel_for(found.size(), threads, [&](std::size_t b) {
        for (auto i = b * block; i < std::min(shapes.size(), (b + 1) * block); ++i) {
            for (const auto& neighbour : others.within(*shapes[i], distance)) {
                found[b].push_back({i, neighbour});
            }
        }
    });
    std::vector<Pair> pairs;
    for (const auto& part : found) {
        pairs.insert(pairs.end(), part.begin(), part.end());
    }
    return pairs;
}

void measure(Result& result, std::optional<double> within_m, unsigned threads) {
    const geom::NearestShapes others{shapes_of(result.to)};
    const auto shapes = shapes_of(result.from.layer);
    result.pairs = within_m ? pairs_within(others, *within_m, shapes, threads)
                            : nearest_pairs(others, shapes, threads);
    result.alone = shapes.size();
    for (std::size_t i = 0; i < result.pairs.size(); ++i) {
        const bool first = i == 0 || result.pairs[i].from != result.pairs[i - 1].from;
        result.alone -= first ? 1U : 0U;
    }
}

std::string to_csv(const Result& result, const Common& common) {
    const RecordIds ids{result.from.layer};
    const RecordIds to_ids{result.to};
    CsvRows rows{common, {"id", "to_id", "distance_m"}};
    for (const auto& [from, to] : result.pairs) {
        rows.id(ids, from).id(to_ids, to.other).number(to.distance).end();
    }
    return rows.text();
}

nlohmann::ordered_json ledger_json(const model::Ledger& ledger) {
    return {{"declared", ledger.declared},
            {"delivered", ledger.delivered},
            {"null", ledger.null},
            {"repaired", ledger.repaired},
            {"rejected", ledger.rejected}};
}

std::string to_json(const Result& result, const NearestOptions& options, const Common& common) {
    const RecordIds ids{result.from.layer};
    const RecordIds to_ids{result.to};
    nlohmann::ordered_json json;
    json["schema"] = "sandan.nearest/1";
    json["layer"] = ledger_json(result.from.layer.ledger);
    json["to"] = ledger_json(result.to.ledger);
    json["area_crs"] = result.from.crs;
    json["within_m"] =
        options.within_m ? nlohmann::ordered_json(*options.within_m) : nlohmann::ordered_json();
    json["repair"] = common.repair;
    json["alone"] = result.alone;
    auto& pairs = json["neighbours"] = nlohmann::ordered_json::array();
    for (const auto& [from, to] : result.pairs) {
        pairs.push_back(
            {{"id", ids.of(from)}, {"to_id", to_ids.of(to.other)}, {"distance_m", to.distance}});
    }
    return json.dump(2) + "\n";
}

void note_alone(const Common& common, const Result& result, const NearestOptions& options) {
    if (result.alone == 0) {
        return;
    }
    const auto all = result.from.layer.features.size();
    const auto alone = result.alone;
    const Text text =
        options.within_m
            ? Text{fmt::format("도형 {}개 중 {}개는 {} m 안에 아무것도 없음", all, alone,
                               *options.within_m),
                   fmt::format("of {} shapes {} have nothing within {} m", all, alone,
                               *options.within_m)}
            : Text{fmt::format("도형 {}개 중 {}개는 비어 있어 잴 수 없음", all, alone),
                   fmt::format("of {} shapes {} are empty and cannot be measured", all, alone)};
    note(common, text.in(common.language));
}

Exit run(const NearestOptions& options, const Common& common) {
    if (options.within_m && !std::isfinite(*options.within_m)) {
        throw Error{ErrorKind::usage, Text{"--within: 유한한 미터 수를 적으십시오",
                                           "--within: expected a finite number of metres"}};
    }
    io::refuse_overwriting(common.output, {options.layer, options.to});
    hold_to_lock(common, {options.layer, options.to});
    progress(common, {"읽는 중", "reading"});
    std::vector<io::InputFile> files;
    Result result;
    result.from = read_measured(options.layer, reading(options.inner, options.id), options.file,
                                files, Measured::shapes);
    auto read = reading(options.to_inner, options.to_id);
    read.crs = options.to_crs;
    read.repair = options.file.repair;
    result.to = read_beside(result.from, options.to, read, files, Measured::shapes);
    hold_read_to_lock(common, files, options.layer);
    note_reading(common, result.from.layer);
    note_reading(common, result.to);
    progress(common, {"거리 계산 중", "measuring distances"});
    measure(result, options.within_m, common.thread_count());
    deliver(common, options.json ? to_json(result, options, common) : to_csv(result, common));
    note_alone(common, result, options);
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
    app.flag("--json", options->json, {"JSON으로 출력", "Print JSON"});
    add_file_options(app, options->file);
    app.callback([options, &common, &exit] {
        options->file.repair = common.repair_policy();
        exit = run(*options, common);
    });
}

} // namespace sandan::cli
