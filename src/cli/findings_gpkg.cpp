#include "cli/findings_gpkg.hpp"

#include <sandan/geom/measure.hpp>
#include <sandan/io/write.hpp>

#include "report/finding_places.hpp"
#include "report/packs.hpp"

#include <fmt/format.h>

#include <array>

namespace sandan::cli {

namespace {

const std::vector<std::string> fields{
    "rule",       "result",   "severity",  "layer",          "id",
    "fid",        "measured", "threshold", "unit",           "message_ko",
    "message_en", "missing",  "source",    "parameter_date", "fingerprint"};

std::vector<bool> numeric_fields() {
    std::vector<bool> numeric;
    numeric.reserve(fields.size());
    for (const auto& field : fields) {
        numeric.push_back(field == "fid" || field == "measured" || field == "threshold");
    }
    return numeric;
}

model::Value number(const std::optional<double>& value) {
    return value ? model::Value{*value} : model::Value{};
}

std::vector<model::Value> values_of(const Finding& f) {
    return {f.rule,
            std::string{to_string(f.result)},
            std::string{to_string(f.severity)},
            f.subject.layer,
            f.subject.id,
            f.subject.fid < 0 ? model::Value{} : model::Value{static_cast<double>(f.subject.fid)},
            number(f.measured),
            number(f.threshold),
            f.unit,
            f.message.ko,
            f.message.en,
            fmt::format("{}", fmt::join(f.missing, "; ")),
            f.source,
            f.parameter_date,
            f.fingerprint};
}

/// Where the finding says it is, else the middle of its subject.
std::optional<geom::Point> point_of(const Finding& finding,
                                    const std::optional<geom::Shape>& shape) {
    if (finding.location) {
        return geom::Point{finding.location->x, finding.location->y};
    }
    if (!shape) {
        return std::nullopt;
    }
    if (!shape->polygons.empty()) {
        return geom::label_point(shape->polygons);
    }
    return shape->points.empty() ? shape->lines.front().front() : shape->points.front();
}

io::OutputLayer layer_of(std::string name, std::string geometry) {
    return {std::move(name), std::move(geometry), fields, numeric_fields(), {}};
}

struct Look {
    const char* result;
    const char* colour; ///< r,g,b
    const char* mark;   ///< QGIS marker
    const char* dash;
};

constexpr std::array looks{Look{"FAIL", "192,0,0", "cross_fill", "solid"},
                           Look{"WARN", "217,119,6", "triangle", "dash"},
                           Look{"UNKNOWN", "100,116,139", "circle", "dot"},
                           Look{"WAIVED", "37,99,235", "square", "dash dot"}};

std::string symbol(const Look& look, int number, bool polygons) {
    const auto option = [](const char* name, const std::string& value) {
        return fmt::format(R"(<Option type="QString" name="{}" value="{}"/>)", name, value);
    };
    const auto colour = std::string{look.colour};
    const auto layer =
        polygons
            ? fmt::format("<layer class=\"SimpleFill\"><Option type=\"Map\">{}{}{}{}</Option>"
                          "</layer>",
                          option("color", colour + ",60"), option("outline_color", colour + ",255"),
                          option("outline_style", look.dash), option("outline_width", "0.6"))
            : fmt::format("<layer class=\"SimpleMarker\"><Option type=\"Map\">{}{}{}</Option>"
                          "</layer>",
                          option("name", look.mark), option("color", colour + ",255"),
                          option("size", "3"));
    return fmt::format(R"(<symbol type="{}" name="{}">{}</symbol>)", polygons ? "fill" : "marker",
                       number, layer);
}

/// A QGIS style: one symbol for each result.
std::string qml(bool polygons) {
    std::string categories;
    std::string symbols;
    for (std::size_t i = 0; i < looks.size(); ++i) {
        categories += fmt::format("<category value=\"{0}\" label=\"{0}\" symbol=\"{1}\" "
                                  "render=\"true\" type=\"string\"/>",
                                  looks[i].result, i);
        symbols += symbol(looks[i], static_cast<int>(i), polygons);
    }
    return fmt::format("<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>"
                       "<qgis version=\"3.22\" styleCategories=\"Symbology\">"
                       "<renderer-v2 type=\"categorizedSymbol\" attr=\"result\">"
                       "<categories>{}</categories><symbols>{}</symbols></renderer-v2></qgis>",
                       categories, symbols);
}

io::OutputLayer styles() {
    io::OutputLayer layer{"layer_styles",
                          "none",
                          {"f_table_catalog", "f_table_schema", "f_table_name", "f_geometry_column",
                           "styleName", "styleQML", "styleSLD", "useAsDefault", "description",
                           "owner"},
                          {false, false, false, false, false, false, false, true, false, false},
                          {}};
    const auto add = [&](const char* table, bool polygons) {
        model::Feature row;
        row.values = {std::string{},
                      std::string{},
                      std::string{table},
                      std::string{"geom"},
                      std::string{"sandan"},
                      qml(polygons),
                      std::string{},
                      1.0,
                      std::string{"sandan check"},
                      std::string{}};
        layer.features.push_back(std::move(row));
    };
    add("findings_points", false);
    add("findings_polygons", true);
    return layer;
}

io::OutputLayer rule_packs(const report::CheckReport& report) {
    io::OutputLayer layer{"rule_packs",
                          "none",
                          {"pack", "version", "sha256", "own", "overridden"},
                          {false, false, false, true, false},
                          {}};
    for (const auto& pack : report::pack_notes(report.project)) {
        model::Feature row;
        row.values = {pack.id, pack.version, pack.sha256, pack.own ? 1.0 : 0.0,
                      fmt::format("{}", fmt::join(pack.overridden, "; "))};
        layer.features.push_back(std::move(row));
    }
    return layer;
}

} // namespace

std::string findings_geopackage(const report::CheckReport& report) {
    const report::Places shapes{report.project};
    auto all = layer_of("findings", "none");
    auto points = layer_of("findings_points", "Point");
    auto polygons = layer_of("findings_polygons", "MultiPolygon");
    for (const auto& finding : report.evaluation.findings) {
        model::Feature row;
        row.values = values_of(finding);
        all.features.push_back(row);
        const auto shape = shapes.of(finding);
        if (const auto at = point_of(finding, shape)) {
            row.shape = {.polygons = {}, .lines = {}, .points = {*at}};
            points.features.push_back(row);
        }
        if (shape && !shape->polygons.empty()) {
            row.shape = {.polygons = shape->polygons, .lines = {}, .points = {}};
            polygons.features.push_back(std::move(row));
        }
    }
    for (const auto* const waiver : report::unused_waivers(report)) {
        model::Feature row;
        row.values = values_of(*waiver);
        all.features.push_back(std::move(row));
    }
    return io::geopackage_bytes(report.project.plan.crs,
                                {all, points, polygons, rule_packs(report), styles()});
}

} // namespace sandan::cli
