#include <sandan/geom/coverage.hpp>
#include <sandan/geom/overlay.hpp>
#include <sandan/io/write.hpp>
#include <sandan/overlay/overlap.hpp>

#include "cli/commands.hpp"
#include "cli/coverage_faults.hpp"
#include "cli/cross_check.hpp"
#include "cli/file_tables.hpp"
#include "cli/lock.hpp"
#include "cli/passing_shapes.hpp"
#include "cli/reading_text.hpp"
#include "cli/row_sink.hpp"
#include "geom/coverage_sample.hpp"
#include "geom/coverage_survey.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <utility>

namespace sandan::cli {

namespace {

/// Overlaps and gaps below this are counted apart in the summary, m² (README "coverage").
constexpr double counted_m2 = 0.01;

struct Result {
    MeasuredLayer measured; ///< Without its features.
    std::vector<io::InputFile> files;
    std::size_t count = 0;   ///< Shapes, empty ones included.
    std::size_t checked = 0; ///< Of them, by GEOS.
    std::optional<model::Layer> boundary_layer;
    geom::MultiPolygon boundary;

    /// All layers that records may have been lost from.
    [[nodiscard]] std::vector<const model::Layer*> layers() const {
        std::vector<const model::Layer*> all{&measured.layer};
        if (boundary_layer) {
            all.push_back(&*boundary_layer);
        }
        return all;
    }

    ChosenShapes chosen; ///< Those that matter, as the report numbers them.
    geom::CoverageReport report;
    std::optional<geom::Closure> closure; ///< With --tolerance; so are the classes.
    WidthClasses classes;
    std::vector<CoverageFault> rows;
};

void read_boundary(const CoverageOptions& options, PassingShapes& shapes, Result& result,
                   std::vector<io::InputFile>& files) {
    if (options.boundary.empty()) {
        return;
    }
    io::ReadOptions read;
    read.need_attributes = false;
    read.crs = options.file.crs;
    read.repair = options.file.repair;
    shapes.read_beside(options.boundary, std::move(read), result.boundary_layer.emplace(), files);
    auto parts = polygons_of(*result.boundary_layer);
    // One that is valid, as delivered, covers nothing twice: GEOS need not be loaded for it.
    result.boundary = parts.size() == 1 ? std::move(parts.front()) : geom::dissolve(parts);
}

/// Numbers of features.
using Numbers = std::vector<std::size_t>;

/// A layer that has passed by.
struct Passed {
    geom::CoverageSurvey survey;
    std::size_t count = 0;
    Numbers narrow;                 ///< Shapes that may be slivers.
    std::vector<geom::Box> sampled; ///< As geom::SurveyedLayer has them, if they are wanted.
};

Passed let_pass(PassingShapes& shapes, bool sampled, const Common& common) {
    struct Seen {
        geom::CoverageSurvey::Part part;
        Numbers narrow;
    };

    Passed passed{.survey = geom::CoverageSurvey{spill_place(common)}, .narrow = {}, .sampled = {}};
    std::array<Seen, io::PolygonStream::most_blocks> seen;
    const auto look = [&](const io::PolygonBlock& block) {
        auto& [part, narrow] = seen.at(block.place);
        geom::CoverageSurvey::see(block.shapes, block.areas, part);
        narrow.clear();
        for (std::size_t i = 0; i < block.shapes.size(); ++i) {
            if (may_be_sliver(block.shapes, i, part.areas[i])) {
                narrow.push_back(i);
            }
        }
    };
    const auto add = [&](io::PolygonStream::Blocks blocks) {
        for (const auto* const block : blocks) {
            const auto& [part, narrow] = seen.at(block->place);
            passed.survey.add(part);
            std::transform(narrow.begin(), narrow.end(), std::back_inserter(passed.narrow),
                           [&](std::size_t i) { return passed.count + i; });
            for (const auto& box : part.boxes) {
                if (passed.count++ % overlay::sample_step == 0 && sampled) {
                    passed.sampled.push_back(box);
                }
            }
        }
    };
    shapes.pass(common.thread_count(), look, add);
    return passed;
}

/// Shapes that faults may be about; all of them for who looks at all.
ChosenShapes choose(const CoverageOptions& options, const Passed& passed, PassingShapes& shapes) {
    Numbers numbers;
    if (options.tolerance_mm || options.cross_check == "all") {
        numbers.resize(passed.count);
        std::iota(numbers.begin(), numbers.end(), std::size_t{0});
        return choose(shapes, numbers, [](std::size_t, const geom::Box&) { return true; });
    }
    const auto& narrow = passed.narrow;
    const auto suspicious = passed.survey.suspicious();
    std::set_union(suspicious.begin(), suspicious.end(), narrow.begin(), narrow.end(),
                   std::back_inserter(numbers));
    return choose(shapes, numbers, [&](std::size_t number, const geom::Box& box) {
        return passed.survey.is_suspicious(box) ||
               std::binary_search(narrow.begin(), narrow.end(), number);
    });
}

/// Area below which nothing is listed: with --tolerance, narrow faults are what is looked for.
double least_area(const CoverageOptions& options) {
    return options.min_area_m2.value_or(options.tolerance_mm ? 0 : 1);
}

void cross_check_sample(const Passed& passed, PassingShapes& shapes, const Result& result,
                        unsigned threads) {
    const auto read = [&](std::span<const std::size_t> numbers, const geom::HilbertTree& places) {
        auto chosen = choose(shapes, numbers,
                             [&](std::size_t, const geom::Box& box) { return places.any(box); });
        return geom::NumberedShapes{std::move(chosen.set), std::move(chosen.numbers)};
    };
    geom::cross_check_sample({.survey = passed.survey,
                              .sampled = passed.sampled,
                              .step = overlay::sample_step,
                              .report = result.report,
                              .reported = result.chosen.numbers},
                             read, threads);
}

void judge(const CoverageOptions& options, const Common& common, geom::CoverageSurvey& survey,
           Result& result) {
    const auto& shapes = result.chosen.set;
    const auto threads = common.thread_count();
    result.report = survey.report(shapes, result.boundary, threads);
    geom::require_closed(result.report);
    if (options.cross_check == "all") {
        geom::cross_check(shapes, result.report, 1, threads);
    }
    if (options.tolerance_mm) {
        result.classes = width_classes(common);
        const geom::ClosureLimits limits{*options.tolerance_mm / 1000, result.classes.rounding_m};
        result.closure =
            geom::check_closure(shapes, result.boundary, result.report, limits, threads);
    }
    result.rows = list_faults({shapes, result.chosen.ids, result.measured.layer.repairs,
                               result.boundary, result.report, result.closure},
                              least_area(options));
    const double unit = result.measured.metres_per_unit;
    for (auto& row : result.rows) {
        row.at = {row.at.x / unit, row.at.y / unit};
    }
}

Result measure(const CoverageOptions& options, const Common& common, PassingShapes& shapes) {
    Result result;
    auto& files = result.files;
    read_boundary(options, shapes, result, files);
    auto passed = let_pass(shapes, options.cross_check == "sample", common);
    result.measured = shapes.finish(files);
    hold_read_to_lock(common, files, options.layer);
    passed.survey.conclude(result.boundary);
    result.chosen = choose(options, passed, shapes);
    judge(options, common, passed.survey, result);
    result.count = passed.count;
    if (options.cross_check == "sample") {
        cross_check_sample(passed, shapes, result, common.thread_count());
        result.checked = passed.sampled.size();
    } else if (options.cross_check == "all") {
        result.checked = passed.count;
    }
    return result;
}

/// Millimetres to the micrometre.
double millimetres(double metres) {
    return std::round(metres * 1e6) / 1e3;
}

Table table_of(const Result& result) {
    Table table{{"kind", "id_a", "id_b", "area_m2", "width_m", "x", "y"}, {}};
    if (result.closure) {
        table.columns.insert(table.columns.end(), {"width_mm", "class", "open"});
    }
    for (const auto& row : result.rows) {
        std::vector cells{row.kind,           row.id_a,        row.id_b,       plain(row.area_m2),
                          plain(row.width_m), plain(row.at.x), plain(row.at.y)};
        if (result.closure) {
            cells.push_back(plain(millimetres(row.width_m)));
            cells.emplace_back(result.classes.of(row));
            cells.emplace_back(row.open ? "1" : "0");
        }
        table.rows.push_back(std::move(cells));
    }
    return table;
}

/// Faults by kind and class, in byte order.
nlohmann::ordered_json closure_json(const Result& result, double tolerance_mm) {
    struct Sum {
        std::size_t count = 0;
        double area_m2 = 0;
        double width_m = 0;
    };

    std::map<std::pair<std::string, std::string_view>, Sum> sums;
    for (const auto& row : result.rows) {
        auto& sum = sums[{row.kind, result.classes.of(row)}];
        ++sum.count;
        sum.area_m2 += row.area_m2;
        sum.width_m = std::max(sum.width_m, row.width_m);
    }
    nlohmann::ordered_json json;
    json["tolerance_mm"] = tolerance_mm;
    json["rounding_below_mm"] = millimetres(result.classes.rounding_m);
    json["digitising_below_mm"] = millimetres(result.classes.digitising_m);
    json["faults"] = nlohmann::ordered_json::array();
    for (const auto& [key, sum] : sums) {
        json["faults"].push_back({{"kind", key.first},
                                  {"class", key.second},
                                  {"count", sum.count},
                                  {"area_m2", sum.area_m2},
                                  {"max_width_mm", millimetres(sum.width_m)}});
    }
    return json;
}

std::string to_json(const Result& result, const CoverageOptions& options,
                    const std::string& policy) {
    const auto& layer = result.measured.layer;
    const auto& report = result.report;
    const auto counted = [](const auto& faults) {
        return std::count_if(faults.begin(), faults.end(),
                             [](const auto& fault) { return fault.area > counted_m2; });
    };
    const auto total = [](const auto& faults) {
        double sum = 0;
        for (const auto& fault : faults) {
            sum += fault.area;
        }
        return sum;
    };
    nlohmann::ordered_json json;
    json["schema"] = "sandan.coverage/1";
    // Keys stay where they first stand: the order that is promised.
    for (const auto* const key :
         {"declared", "features", "delivered", "null", "repaired", "rejected"}) {
        json[key] = layer.ledger.declared;
    }
    json.update(ledger_json(layer.ledger));
    json["invalid"] = std::count_if(layer.repairs.begin(), layer.repairs.end(),
                                    [](const auto& repair) { return !repair.undelivered; });
    json["area_m2"] = report.area;
    json["area_crs"] = result.measured.crs;
    json["overlap_pairs"] = counted(report.overlaps);
    json["overlap_area_m2"] = total(report.overlaps);
    json["gaps"] = counted(report.gaps);
    json["gap_area_m2"] = total(report.gaps);
    json["outside_m2"] = total(report.outside);
    json["tolerance_m"] = options.tolerance_mm.value_or(0) / 1000;
    json["repair"] = policy;
    if (result.closure) {
        json["closure"] = closure_json(result, *options.tolerance_mm);
    }
    return json.dump(2) + "\n";
}

void write_faults(const std::string& path, const Result& result) {
    io::OutputLayer layer{.name = "coverage",
                          .geometry = "Point",
                          .fields = {"kind", "id_a", "id_b", "area_m2", "width_m"},
                          .numeric = {false, false, false, true, true},
                          .features = {}};
    if (result.closure) {
        layer.fields.insert(layer.fields.end(), {"width_mm", "class", "open"});
        layer.numeric.insert(layer.numeric.end(), {true, false, true});
    }
    io::OutputLayer shapes = layer;
    shapes.name = "coverage_shapes";
    shapes.geometry = "MultiPolygon";
    for (const auto& row : result.rows) {
        model::Feature feature;
        feature.values = {row.kind, row.id_a, row.id_b, row.area_m2, row.width_m};
        if (result.closure) {
            feature.values.emplace_back(millimetres(row.width_m));
            feature.values.emplace_back(std::string{result.classes.of(row)});
            feature.values.emplace_back(row.open ? 1.0 : 0.0);
        }
        if (!row.shape.empty() && result.measured.metres_per_unit == 1) {
            feature.shape.polygons = row.shape;
            shapes.features.push_back(feature);
            feature.shape.polygons.clear();
        }
        feature.shape.points = {row.at};
        layer.features.push_back(std::move(feature));
    }
    io::write_geopackage(path, result.measured.definition, {layer, shapes});
}

} // namespace

Exit make_coverage(const CoverageOptions& options, const Common& common, TableTold* told) {
    io::refuse_overwriting(common.output, {options.layer, options.boundary});
    auto inputs = std::vector{options.layer, options.boundary};
    std::erase(inputs, std::string{});
    hold_to_lock(common, inputs);
    Result result;
    with_passing_shapes(options.layer, reading(options.inner, options.id), options.file,
                        told != nullptr || !common.lock.empty(),
                        [&](PassingShapes& shapes) { result = measure(options, common, shapes); });
    for (const auto* const layer : result.layers()) {
        note_reading(common, *layer);
    }
    note_checked(common, result.checked, result.count);
    if (options.json) {
        deliver(common, to_json(result, options, common.repair));
    } else if (common.output.ends_with(".gpkg")) {
        write_faults(common.output, result);
    } else {
        deliver(common, csv_text(common, table_of(result)));
    }
    if (told != nullptr) {
        tell(*told, result.layers(),
             {.parcels = result.measured.layer.ledger.delivered, .rows = result.rows.size()});
        told->files = std::move(result.files);
    }
    return exit_for_ledgers(result.layers(), options.file);
}

void declare_coverage(Arguments& app, Common& common, Exit& exit) {
    auto options = std::make_shared<CoverageOptions>();
    app.option(
           "LAYER", options->layer,
           {"땅을 빈틈과 중첩 없이 덮어야 하는 레이어", "Layer that should cover the land once"})
        .required();
    app.option("--layer", options->inner,
               {"레이어가 여럿인 자료에서 쓸 레이어", "Layer inside a source that has several"});
    app.option("--id", options->id,
               {"레코드의 이름이 되는 필드 (기본: 레코드 번호)",
                "Field that names a record (default: its number)"});
    app.option("--boundary", options->boundary,
               {"덮여야 하는 땅의 레이어", "Layer whose land should be covered"});
    app.option("--min-area", options->min_area_m2,
               {"이보다 작은 것은 나열하지 않음 (기본 1 m², --tolerance가 있으면 0)",
                "List nothing smaller (default 1 m², with --tolerance 0)"})
        .non_negative()
        .type_name("M2");
    add_cross_check(
        app, options->cross_check,
        {"표본(=all이면 전부)의 중첩을 GEOS로 한 번 더 계산",
         "Compute overlaps of a sample, or with =all everything, a second time by GEOS"});
    app.option("--tolerance", options->tolerance_mm,
               {"이 폭까지의 열린 틈, 공유되지 않은 꼭짓점, 폭의 등급도 나열",
                "Also list open gaps up to this width, corners that are not shared, and the class "
                "of each width"})
        .positive()
        .type_name("MM");
    app.flag("--json", options->json,
             {"목록 대신 개수와 합계를 출력", "Counts and totals instead of a list"});
    add_file_options(app, options->file);
    app.callback([options, &common, &exit] {
        options->file.repair = common.repair_policy();
        exit = work_on(options->layer, [&] { return make_coverage(*options, common); });
    });
}

} // namespace sandan::cli
