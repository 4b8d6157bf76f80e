#include "desktop/findings_layers.hpp"

#include <sandan/geom/measure.hpp>

#include "report/finding_places.hpp"
#include "report/packs.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <array>
#include <iterator>
#include <utility>

namespace sandan::desktop {

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

io::OutputLayer table(std::string name, std::string geometry) {
    return {std::move(name), std::move(geometry), fields, numeric_fields(), {}};
}

struct Look {
    Result result;
    const char* colour;
    const char* mark;
    const char* dash;
};

constexpr std::array looks{Look{Result::fail, "#c00000", "cross", ""},
                           Look{Result::warn, "#d97706", "triangle", "dashed"},
                           Look{Result::unknown, "#64748b", "circle", "dotted"},
                           Look{Result::waived, "#2563eb", "square", "dashdot"}};

std::vector<Category> categories(Language language) {
    std::vector<Category> all;
    for (const auto& look : looks) {
        render::Style style;
        style.fill = look.colour;
        style.stroke = look.colour;
        style.stroke_pt = 1.7;
        style.dash = look.dash;
        style.opacity = 0.25;
        all.push_back({.value = std::string{to_string(look.result)},
                       .name = report::word_for(look.result).in(language),
                       .style = style,
                       .mark = look.mark});
    }
    return all;
}

StyledLayer styled(io::OutputLayer data, std::string title, Language language) {
    return {.data = std::move(data),
            .title = std::move(title),
            .class_field = "result",
            .categories = categories(language),
            .label_field = "rule",
            .shown = true};
}

StyledLayer plain(io::OutputLayer data, std::string title) {
    return {.data = std::move(data),
            .title = std::move(title),
            .class_field = {},
            .categories = {},
            .label_field = {},
            .shown = false};
}

} // namespace

std::vector<StyledLayer> findings_layers(const report::CheckReport& report) {
    const report::Places shapes{report.project};
    auto all = table("findings", "none");
    auto points = table("findings_points", "Point");
    auto polygons = table("findings_polygons", "MultiPolygon");
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
    const auto language = report.language;
    const bool korean = language == Language::ko;
    std::vector<StyledLayer> layers;
    layers.push_back(
        styled(std::move(points), korean ? "지적 사항 (위치)" : "Findings (places)", language));
    layers.push_back(
        styled(std::move(polygons), korean ? "지적 사항 (토지)" : "Findings (land)", language));
    layers.back().shown = false;
    layers.push_back(plain(std::move(all), korean ? "지적 사항 (전체)" : "Findings (all)"));
    return layers;
}

StyledLayer rule_packs(const report::CheckReport& report) {
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
    return plain(std::move(layer), report.language == Language::ko ? "규칙 묶음" : "Rule packs");
}

std::string findings_geopackage(const report::CheckReport& report) {
    auto layers = findings_layers(report);
    layers.push_back(rule_packs(report));
    return styled_geopackage(report.project.plan.crs, layers);
}

} // namespace sandan::desktop
