#include <sandan/core/error.hpp>
#include <sandan/geom/coverage.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>
#include <sandan/io/write.hpp>

#include "cli/commands.hpp"
#include "cli/file_mode.hpp"
#include "cli/lock.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>

namespace sandan::cli {

namespace {

/// Overlaps and gaps below this are counted apart in the summary, m² (README "coverage").
constexpr double counted_m2 = 0.01;
/// A polygon whose mean width 2·area/perimeter is below this is a sliver, m (domain facts §5.8).
constexpr double sliver_width_m = 0.5;

struct CoverageOptions {
    std::string layer;
    std::string inner; ///< --layer: inside a source of several
    std::string id;
    std::string boundary;
    double min_area_m2 = 1;
    bool json = false;
    FileOptions file;
};

/// One listed fault.
struct Row {
    std::string kind;
    std::string id_a;
    std::string id_b;
    double area_m2 = 0;
    double width_m = 0;
    geom::Point at;
    geom::MultiPolygon shape; ///< For maps: of gaps and slivers.
};

struct Result {
    MeasuredLayer measured;
    geom::CoverageReport report;
    std::vector<Row> rows;
};

geom::MultiPolygon read_boundary(const CoverageOptions& options, const MeasuredLayer& first) {
    if (options.boundary.empty()) {
        return {};
    }
    io::ReadOptions read;
    read.need_attributes = false;
    read.crs = options.file.crs;
    read.repair = options.file.policy();
    return geom::dissolve(polygons_of(read_beside(first, options.boundary, read)));
}

double mean_width(const geom::MultiPolygon& shape) {
    const double around = geom::perimeter(shape);
    return around > 0 ? 2 * geom::area(shape) / around : 0;
}

void list_slivers(const model::Layer& layer, std::vector<Row>& rows) {
    for (const auto& feature : layer.features) {
        const auto& shape = feature.shape.polygons;
        const double width = mean_width(shape);
        if (!shape.empty() && width < sliver_width_m) {
            rows.push_back({.kind = "sliver",
                            .id_a = layer.id(feature),
                            .id_b = {},
                            .area_m2 = geom::area(shape),
                            .width_m = width,
                            .at = geom::label_point(shape),
                            .shape = shape});
        }
    }
}

void list_invalid(const model::Layer& layer, std::vector<Row>& rows) {
    for (const auto& repair : layer.repairs) {
        if (!repair.undelivered) {
            rows.push_back({.kind = "invalid",
                            .id_a = std::to_string(repair.fid),
                            .id_b = {},
                            .area_m2 = repair.area_before,
                            .width_m = 0,
                            .at = repair.at,
                            .shape = {}});
        }
    }
}

std::vector<Row> list_faults(const Result& result, double min_area_m2) {
    const auto& layer = result.measured.layer;
    const auto id = [&](std::size_t at) {
        return layer.id(layer.features[at]);
    };
    std::vector<Row> rows;
    for (const auto& o : result.report.overlaps) {
        rows.push_back({"overlap", id(o.a), id(o.b), o.area, o.width, o.at, {}});
    }
    for (const auto& gap : result.report.gaps) {
        const auto& beside = gap.neighbours;
        rows.push_back({"gap", beside.empty() ? "" : id(beside[0]),
                        beside.size() < 2 ? "" : id(beside[1]), gap.area, gap.width, gap.at,
                        gap.shape});
    }
    list_slivers(layer, rows);
    for (const auto& out : result.report.outside) {
        rows.push_back({"outside", id(out.shape), "", out.area, 0, out.at, {}});
    }
    std::erase_if(rows, [&](const Row& row) { return row.area_m2 < min_area_m2; });
    list_invalid(layer, rows);
    const double unit = result.measured.metres_per_unit;
    for (auto& row : rows) {
        row.at = {row.at.x / unit, row.at.y / unit};
    }
    return rows;
}

Result measure(const CoverageOptions& options, const Common& common) {
    Result result;
    io::ReadOptions read;
    read.layer = options.inner;
    read.need_attributes = !options.id.empty();
    if (!options.id.empty()) {
        read.fields["id"] = options.id;
    }
    result.measured = read_measured(options.layer, read, options.file);
    const auto boundary = read_boundary(options, result.measured);
    result.report =
        geom::check_coverage(polygons_of(result.measured.layer), boundary, common.thread_count());
    result.rows = list_faults(result, options.min_area_m2);
    return result;
}

std::string to_csv(const Result& result) {
    auto text = io::csv_line({"kind", "id_a", "id_b", "area_m2", "width_m", "x", "y"});
    for (const auto& row : result.rows) {
        text += io::csv_line({row.kind, row.id_a, row.id_b, plain(row.area_m2), plain(row.width_m),
                              plain(row.at.x), plain(row.at.y)});
    }
    return text;
}

std::string to_json(const Result& result, const CoverageOptions& options) {
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
    json["declared"] = layer.ledger.declared;
    json["features"] = layer.ledger.declared;
    json["delivered"] = layer.ledger.delivered;
    json["null"] = layer.ledger.null;
    json["repaired"] = layer.ledger.repaired;
    json["rejected"] = layer.ledger.rejected;
    json["invalid"] = std::count_if(layer.repairs.begin(), layer.repairs.end(),
                                    [](const auto& repair) { return !repair.undelivered; });
    json["area_m2"] = report.area;
    json["area_crs"] = result.measured.crs;
    json["overlap_pairs"] = counted(report.overlaps);
    json["overlap_area_m2"] = total(report.overlaps);
    json["gaps"] = counted(report.gaps);
    json["gap_area_m2"] = total(report.gaps);
    json["outside_m2"] = total(report.outside);
    json["tolerance_m"] = 0.0;
    json["repair"] = options.file.repair;
    return json.dump(2) + "\n";
}

void write_faults(const std::string& path, const Result& result) {
    io::OutputLayer layer{.name = "coverage",
                          .geometry = "Point",
                          .fields = {"kind", "id_a", "id_b", "area_m2", "width_m"},
                          .numeric = {false, false, false, true, true},
                          .features = {}};
    io::OutputLayer shapes = layer;
    shapes.name = "coverage_shapes";
    shapes.geometry = "MultiPolygon";
    for (const auto& row : result.rows) {
        model::Feature feature;
        feature.values = {row.kind, row.id_a, row.id_b, row.area_m2, row.width_m};
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

Exit run(const CoverageOptions& options, const Common& common) {
    io::refuse_overwriting(common.output, {options.layer, options.boundary});
    auto inputs = std::vector{options.layer, options.boundary};
    std::erase(inputs, std::string{});
    hold_to_lock(common, inputs);
    const auto result = measure(options, common);
    note_reading(common, result.measured.layer);
    if (options.json) {
        deliver(common, to_json(result, options));
    } else if (common.output.ends_with(".gpkg")) {
        write_faults(common.output, result);
    } else {
        deliver(common, to_csv(result));
    }
    return exit_for_ledgers({&result.measured.layer}, options.file);
}

} // namespace

void declare_coverage(Arguments& app, Common& common, Exit& exit) {
    auto options = std::make_shared<CoverageOptions>();
    app.option("LAYER", options->layer, "Layer that should cover the land once").required();
    app.option("--layer", options->inner, "Layer inside a source that has several");
    app.option("--id", options->id, "Field that names a record (default: its number)");
    app.option("--boundary", options->boundary, "Layer whose land should be covered");
    app.option("--min-area", options->min_area_m2, "List nothing smaller (default 1 m²)")
        .non_negative()
        .type_name("M2");
    app.flag("--json", options->json, "Counts and totals instead of a list");
    add_file_options(app, options->file);
    app.callback([options, &common, &exit] { exit = run(*options, common); });
}

} // namespace sandan::cli
