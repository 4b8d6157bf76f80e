#include <sandan/core/team.hpp>
#include <sandan/io/write.hpp>

#include "cli/commands.hpp"
#include "cli/cross_check.hpp"
#include "cli/csv_rows.hpp"
#include "cli/file_tables.hpp"
#include "cli/id_list.hpp"
#include "cli/json_rows.hpp"
#include "cli/lock.hpp"
#include "cli/passing_shapes.hpp"
#include "cli/reading_text.hpp"
#include "cli/row_sink.hpp"
#include "core/csv.hpp"
#include "geom/boxes.hpp"
#include "geom/contact_sample.hpp"
#include "geom/contact_survey.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <memory>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sandan::cli {

namespace {

struct Result {
    MeasuredLayer measured; ///< Without its features.
    std::vector<io::InputFile> files;
    IdList ids; ///< As they are written.
    geom::ContactSurvey survey;
    std::size_t count = 0;          ///< Shapes, empty ones included.
    std::vector<geom::Box> sampled; ///< Of every step-th shape, which GEOS looks at, too.
};

/// Names of records as they are written, end to end.
struct Names {
    std::string text;
    std::vector<std::size_t> ends;

    void take(const io::PolygonBlock& block, bool as_csv) {
        text.clear();
        ends.clear();
        for (std::size_t i = 0; i < block.shapes.size(); ++i) {
            if (as_csv) {
                append_csv_cell(text, block.id(i));
            } else {
                text += block.id(i);
            }
            ends.push_back(text.size());
        }
    }

    void add_to(IdList& ids) const {
        std::size_t from = 0;
        for (const auto end : ends) {
            ids.add(std::string_view{text}.substr(from, end - from));
            from = end;
        }
    }
};

/// `step`: as step_of().
void let_pass(PassingShapes& shapes, bool as_csv, std::size_t step, unsigned threads,
              Result& result) {
    struct Seen {
        geom::ContactSurvey::Part part;
        Names names;
    };

    std::array<Seen, io::PolygonStream::most_blocks> seen;
    const auto look = [&](const io::PolygonBlock& block) {
        auto& [part, names] = seen.at(block.place);
        result.survey.see(block.shapes, 0, block.shapes.size(), part);
        names.take(block, as_csv);
    };
    const auto add = [&](io::PolygonStream::Blocks blocks) {
        for (const auto* const block : blocks) {
            const auto& [part, names] = seen.at(block->place);
            result.survey.add(part);
            names.add_to(result.ids);
            for (const auto& box : part.boxes) {
                if (const auto i = result.count++; step != 0 && i % step == 0) {
                    result.sampled.push_back(box);
                }
            }
        }
    };
    shapes.pass(threads, look, add);
    result.ids.close();
}

/// Measures borders among the shapes whose edges do not tell all.
void measure_doubtful(PassingShapes& shapes, unsigned threads, geom::ContactSurvey& survey) {
    std::vector<std::size_t> numbers;
    geom::PolygonSet set;
    look_again(
        shapes, survey.doubtful(),
        [&](std::size_t, const geom::Box& box) { return survey.is_doubtful(box); },
        [&](std::size_t number, const io::DeliveredPolygons& shape) {
            numbers.push_back(number);
            set.add(shape.shape);
        });
    survey.measure(set, numbers, threads);
}

void cross_check_contacts(PassingShapes& shapes, std::size_t step, const Common& common,
                          const std::string& path, const Result& result) {
    progress(common, {"GEOS로 다시 계산 중", "computing a second time by GEOS"});
    const double tolerance = result.survey.tolerance();
    const auto read = [&](std::span<const std::size_t> numbers, const geom::HilbertTree& places) {
        auto near = choose(shapes, numbers, [&](std::size_t, const geom::Box& box) {
            return places.any(geom::grown(box, tolerance));
        });
        return geom::NumberedShapes{std::move(near.set), std::move(near.numbers)};
    };
    const auto name = [&](std::size_t a, std::size_t b) {
        return Text{fmt::format("{}: {}, {}의 경계", path, result.ids[a], result.ids[b]),
                    fmt::format("{}: border of {} and {}", path, result.ids[a], result.ids[b])};
    };
    geom::cross_check_sample(result.survey, result.sampled, step, read, name,
                             common.thread_count());
}

Result measure(const AdjacencyOptions& options, const Common& common, PassingShapes& shapes) {
    const auto place = spill_place(common);
    Result result{.measured = {},
                  .files = {},
                  .ids = IdList{place},
                  .survey = {options.min_length_m, options.tolerance_mm / 1000, place},
                  .count = 0,
                  .sampled = {}};
    const auto threads = common.thread_count();
    const auto step = step_of(cross_check_of(options.cross_check));
    let_pass(shapes, !options.json, step, threads, result);
    result.measured = shapes.finish(result.files);
    hold_read_to_lock(common, result.files, options.layer);
    measure_doubtful(shapes, threads, result.survey);
    if (step != 0) {
        cross_check_contacts(shapes, step, common, options.layer, result);
    }
    return result;
}

/// How many rows there are.
std::size_t write_csv(const Result& result, const Common& common) {
    RowSink sink{common};
    sink.add(CsvRows{common, {"id_a", "id_b", "length_m"}}.text());
    constexpr std::size_t at_a_time = 16;

    struct Rows {
        std::array<CsvRows, at_a_time> of_group;
        std::size_t groups = 0;
    };

    Rows ready; // rows that wait are handed out while the next ones are made
    Rows next;
    std::array<std::size_t, at_a_time> written{};
    Team team{common.thread_count()};
    const auto groups = result.survey.groups();
    for (std::size_t first = 0; first < groups || ready.groups != 0; first += at_a_time) {
        next.groups = std::min(at_a_time, groups - std::min(groups, first));
        team.run(1 + next.groups, [&](std::size_t task) {
            if (task == 0) {
                std::for_each_n(ready.of_group.begin(), ready.groups,
                                [&](const CsvRows& rows) { sink.add(rows.text()); });
                return;
            }
            auto& rows = next.of_group.at(task - 1);
            rows.clear();
            for (const auto& [a, b, length] : result.survey.contacts(first + task - 1)) {
                rows.cell(result.ids[a]).cell(result.ids[b]).number(length).end();
                ++written.at(task - 1);
            }
        });
        result.ids.forget();
        std::swap(ready, next);
    }
    sink.finish();
    return std::accumulate(written.begin(), written.end(), std::size_t{0});
}

struct Sums {
    std::size_t pairs = 0;
    double length = 0; ///< m
};

Sums sums_of(const geom::ContactSurvey& survey) {
    Sums sums;
    for (std::size_t group = 0; group < survey.groups(); ++group) {
        for (const auto& contact : survey.contacts(group)) {
            sums.length += contact.length;
            ++sums.pairs;
        }
    }
    return sums;
}

/// All but the contacts, of which the list is empty.
nlohmann::ordered_json json_frame(const Result& result, const AdjacencyOptions& options,
                                  const std::string& policy) {
    const auto sums = sums_of(result.survey);
    nlohmann::ordered_json json;
    json["schema"] = "sandan.adjacency/1";
    json.update(ledger_json(result.measured.layer.ledger));
    json["crs"] = result.measured.crs;
    json["min_length_m"] = options.min_length_m;
    json["tolerance_m"] = options.tolerance_mm / 1000;
    json["repair"] = policy;
    json["pairs"] = sums.pairs;
    json["length_m"] = sums.length;
    json["contacts"] = nlohmann::ordered_json::array();
    return json;
}

void write_json(const Result& result, const AdjacencyOptions& options, const Common& common) {
    RowSink sink{common};
    JsonRows rows{json_frame(result, options, common.repair)};
    for (std::size_t group = 0; group < result.survey.groups(); ++group) {
        for (const auto& [a, b, length] : result.survey.contacts(group)) {
            rows.add({{"id_a", result.ids[a]}, {"id_b", result.ids[b]}, {"length_m", length}});
        }
        sink.add(printable(rows.take()));
        result.ids.forget();
    }
    sink.add(printable(rows.end()));
    sink.finish();
}

} // namespace

Exit make_adjacency(const AdjacencyOptions& options, const Common& common, TableTold* told) {
    io::refuse_overwriting(common.output, {options.layer});
    hold_to_lock(common, {options.layer});
    std::optional<Result> result;
    with_passing_shapes(options.layer, reading(options.inner, options.id), options.file,
                        told != nullptr || !common.lock.empty(),
                        [&](PassingShapes& shapes) { result = measure(options, common, shapes); });
    const auto& layer = result->measured.layer;
    note_reading(common, layer);
    note_checked(common, result->sampled.size(), result->count);
    std::size_t rows = 0;
    if (options.json) {
        write_json(*result, options, common);
    } else {
        rows = write_csv(*result, common);
    }
    if (told != nullptr) {
        tell(*told, {&layer}, {.parcels = layer.ledger.delivered, .rows = rows});
        told->files = std::move(result->files);
    }
    return exit_for_ledgers({&layer}, options.file);
}

void declare_adjacency(Arguments& app, Common& common, Exit& exit) {
    auto options = std::make_shared<AdjacencyOptions>();
    app.option("LAYER", options->layer,
               {"경계를 공유하는 도형의 레이어", "Layer whose shapes share borders"})
        .required();
    app.option("--layer", options->inner,
               {"레이어가 여럿인 자료에서 쓸 레이어", "Layer inside a source that has several"});
    app.option("--id", options->id,
               {"레코드의 이름이 되는 필드 (기본: 레코드 번호)",
                "Field that names a record (default: its number)"});
    app.option("--min-length", options->min_length_m,
               {"공유 길이가 이보다 긴 쌍만 나열 (기본 0.01 m)",
                "List pairs that share more than this (default 0.01 m)"})
        .non_negative()
        .type_name("M");
    app.option("--tolerance", options->tolerance_mm,
               {"간격이 이 이내인 경계는 공유로 봄 (기본 10 mm)",
                "Borders this near to each other are shared (default 10 mm)"})
        .non_negative()
        .type_name("MM");
    add_cross_check(
        app, options->cross_check,
        {"표본(=all이면 전부)의 공유 경계를 GEOS로 한 번 더 계산",
         "Compute borders of a sample, or with =all every border, a second time by GEOS"});
    app.flag("--json", options->json,
             {"개수·합계·목록을 JSON으로 출력", "Counts, totals and the list as JSON"});
    add_file_options(app, options->file);
    app.callback([options, &common, &exit] {
        options->file.repair = common.repair_policy();
        exit = work_on(options->layer, [&] { return make_adjacency(*options, common); });
    });
}

} // namespace sandan::cli
