#include "report/map_sheet.hpp"

#include <sandan/geom/measure.hpp>
#include <sandan/model/pnu.hpp>

#include "core/number.hpp"
#include "geom/boxes.hpp"
#include "report/complex_part.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace sandan::report {

namespace {

using render::MapFeature;
using render::MapLayer;

void extend(geom::Box& box, const geom::Box& other) {
    if (!other.empty()) {
        box.extend(other.min);
        box.extend(other.max);
    }
}

/// The complexes, or one of them, with a margin of 3 %; what lies around is drawn as far as seen.
geom::Box extent_of(const model::Project& project, const std::string& complex) {
    geom::Box box;
    for (const auto* role : {"boundary", "lots"}) {
        for (const auto* layer : project.layers_of(role)) {
            for (const auto& feature : layer->features) {
                if (belongs(*layer, feature, complex)) {
                    extend(box, geom::envelope(feature.shape));
                }
            }
        }
    }
    if (box.empty()) {
        return box;
    }
    const double margin = 0.03 * std::max(box.max.x - box.min.x, box.max.y - box.min.y);
    return {{box.min.x - margin, box.min.y - margin}, {box.max.x + margin, box.max.y + margin}};
}

std::string sources_of(const model::Project& project) {
    std::string text;
    std::set<std::string> seen;
    for (const auto& layer : project.layers) {
        const auto& from = layer.provenance;
        if (from.source.empty() && from.vintage.empty()) {
            continue;
        }
        auto source = from.source;
        if (!from.vintage.empty()) {
            source += (source.empty() ? "" : " ") + from.vintage;
        }
        if (seen.insert(source).second) {
            text += (text.empty() ? "" : "; ") + source;
        }
    }
    return text;
}

std::vector<std::string> notes_of(const MapData& data, Language language) {
    const auto& project = data.context.project;
    const bool korean = language == Language::ko;
    std::vector<std::string> notes;
    notes.push_back(fmt::format(fmt::runtime(korean ? "법령·고시 기준일 {} · 좌표계 {} (도북)"
                                                    : "Law as of {} · {} (grid north)"),
                                to_string(data.context.date), project.plan.crs));
    std::string packs;
    for (const auto& pack : project.rules.packs) {
        packs += (packs.empty() ? "" : ", ") + pack.id + " " + pack.version;
    }
    if (!packs.empty()) {
        notes.push_back((korean ? "규칙 묶음: " : "Rule packs: ") + packs);
    }
    if (const auto sources = sources_of(project); !sources.empty()) {
        notes.push_back((korean ? "자료: " : "Data: ") + sources);
    }
    notes.emplace_back(korean
                           ? "면적은 평면좌표로 계산한 값(㎡). 검토용 도면이며 측량성과도가 아님."
                           : "Areas are planar (m²). For review; not a survey document.");
    if (project.plan.synthetic) {
        notes.emplace_back(korean ? "SYNTHETIC: 가상 자료로 그린 도면이며 실제 계획이 아님."
                                  : "SYNTHETIC: drawn from invented data; not a real plan.");
    }
    notes.emplace_back(fmt::format("sandan {}", SANDAN_VERSION));
    return notes;
}

/// Halfway to white.
std::string paler(const std::string& colour) {
    if (colour.size() != 7) {
        return colour;
    }
    const auto value = std::stoul(colour.substr(1), nullptr, 16);
    const auto lift = [&](unsigned shift) {
        const auto channel = value >> shift & 0xFFU;
        return channel + (255 - channel) * 3 / 5;
    };
    return fmt::format("#{:02x}{:02x}{:02x}", lift(16), lift(8), lift(0));
}

MapFeature feature_of(const geom::Shape& shape, render::Style style) {
    MapFeature feature;
    feature.shape = shape;
    feature.style = std::move(style);
    return feature;
}

render::Style outline_style() {
    return line_style("#777777", 0.25);
}

render::Style boundary_style() {
    return line_style("#b3261e", 1.4, "dashdot");
}

render::Style pale_style(const model::Codes& codes, const std::string& use) {
    auto style = style_of_use(codes, use);
    style.fill = paler(style.fill);
    style.hatch.clear();
    style.stroke = "#bbbbbb";
    return style;
}

/// What lies around the complexes.
struct Ground {
    const char* role = "";
    Text name;
    render::Style style;
};

const std::array<Ground, 3>& grounds() {
    static const std::array<Ground, 3> table{
        Ground{"rivers", {"하천", "River"}, area_style("#cfe6f5", "#9cc3dd", 0.3)},
        Ground{"railways", {"철도", "Railway"}, area_style("#8c8c8c", "#6a6a6a", 0.3)},
        Ground{"school_sites", {"학교", "School"}, area_style("#fdf3d0", "#c9b458", 0.4)}};
    return table;
}

bool draws(const render::MapSpec& spec, const render::Style& style) {
    return std::any_of(spec.layers.begin(), spec.layers.end(), [&](const MapLayer& layer) {
        return std::any_of(layer.features.begin(), layer.features.end(),
                           [&](const MapFeature& feature) { return feature.style == style; });
    });
}

/// The pale uses of lots, by name; uses that look the same share a row.
std::vector<render::LegendEntry> pale_uses(const model::Project& project, Language language) {
    std::vector<render::LegendEntry> rows;
    const auto add = [&](const std::string& name, const render::Style& style) {
        const auto same = std::find_if(rows.begin(), rows.end(),
                                       [&](const auto& row) { return row.style == style; });
        if (same == rows.end()) {
            rows.push_back(legend_area(name, style));
        } else {
            same->label += ", " + name;
        }
    };
    for (const auto& use : project.codes.land_uses) {
        add(use.name.in(language), pale_style(project.codes, use.code));
    }
    add(language == Language::ko ? "용지 미지정" : "No land use", pale_style(project.codes, ""));
    return rows;
}

/// What the layers of the sheet draw of the ground, which is what its window may show.
void add_ground_legend(render::MapSpec& spec, const model::Project& project, Language language) {
    auto rows = pale_uses(project, language);
    for (const auto& ground : grounds()) {
        rows.push_back(legend_area(ground.name.in(language), ground.style));
    }
    rows.push_back(
        legend_line(language == Language::ko ? "획지 경계" : "Lot outline", outline_style()));
    std::erase_if(rows, [&](const auto& row) { return !draws(spec, row.style); });
    if (rows.empty()) {
        return;
    }
    rows.insert(rows.begin(), legend_text(language == Language::ko ? "바탕" : "Ground"));
    for (auto& row : rows) {
        row.base = true;
        spec.legend.push_back(std::move(row));
    }
}

/// 재생사업지구 dashed; 활성화구역 and the like, which lie inside it, dotted.
render::Style style_of_district(const std::string& kind) {
    return line_style("#00838f", 1.3, kind.starts_with("재생") ? "dashed" : "dotted");
}

void add_district_legend(render::MapSpec& spec, const model::Project& project, Language language) {
    // paper and scale show more than the extent, on each side at most its longer one
    auto shown = spec.extent;
    const double more = std::max(shown.max.x - shown.min.x, shown.max.y - shown.min.y);
    shown.extend({shown.min.x - more, shown.min.y - more});
    shown.extend({shown.max.x + more, shown.max.y + more});
    for (const auto* layer : project.layers_of("district")) {
        for (const auto& feature : layer->features) {
            const auto box = geom::envelope(feature.shape);
            if (box.empty() || (!spec.extent.empty() && !geom::touch(box, shown))) {
                continue;
            }
            const auto kind = layer->text(feature, "kind").value_or("");
            auto name = kind.empty() ? kind : kind + ": ";
            name += layer->text(feature, "name").value_or(layer->id(feature));
            spec.legend.push_back(
                legend_line(name, style_of_district(kind),
                            square_metres(geom::area(feature.shape.polygons), language)));
            spec.legend.back().base = true;
        }
    }
}

} // namespace

render::MapSpec blank_sheet(const MapData& data, const MapOptions& options, const Text& title,
                            const Text& legend_title) {
    const auto& project = data.context.project;
    render::MapSpec spec;
    spec.language = options.language;
    spec.title = title.in(options.language);
    spec.subtitle = project.plan.name;
    if (const auto* const complex = project.plan.complex(options.complex)) {
        spec.subtitle += " – " + complex->name;
    }
    spec.legend_title = legend_title.in(options.language);
    spec.notes = notes_of(data, options.language);
    spec.watermark = project.plan.synthetic ? "SYNTHETIC" : "";
    spec.extent = extent_of(project, options.complex);
    if (options.complex.empty()) {
        for (const auto& complex : project.plan.complexes) {
            spec.parts.push_back({complex.name, extent_of(project, complex.id)});
        }
        std::erase_if(spec.parts, [](const auto& part) { return part.extent.empty(); });
    }
    for (const auto* layer : project.layers_of("boundary")) {
        for (const auto& feature : layer->features) {
            spec.places.push_back(feature.shape.polygons);
        }
    }
    spec.paper = options.paper;
    spec.dpi = options.dpi;
    spec.date = to_string(data.context.date);
    return spec;
}

std::string square_metres(double area_m2, Language language) {
    return grouped(area_m2) + (language == Language::ko ? " ㎡" : " m²");
}

std::string short_name(const std::string& id, Language language) {
    const auto pnu = model::Pnu::parse(id);
    if (!pnu) {
        return id;
    }
    const auto* const mountain = language == Language::ko ? "산" : "San ";
    const auto sub = pnu->sub_number();
    return fmt::format("{}{}{}", pnu->mountain() ? mountain : "", pnu->main_number(),
                       sub > 0 ? fmt::format("-{}", sub) : "");
}

render::Style area_style(std::string fill, std::string stroke, double stroke_pt) {
    render::Style style;
    style.fill = std::move(fill);
    style.stroke = std::move(stroke);
    style.stroke_pt = stroke_pt;
    return style;
}

render::Style line_style(std::string stroke, double stroke_pt, std::string dash) {
    auto style = area_style("", std::move(stroke), stroke_pt);
    style.dash = std::move(dash);
    return style;
}

render::LegendEntry legend_area(std::string label, render::Style style, std::string detail) {
    render::LegendEntry entry;
    entry.label = std::move(label);
    entry.detail = std::move(detail);
    entry.style = std::move(style);
    return entry;
}

render::LegendEntry legend_line(std::string label, render::Style style, std::string detail) {
    auto entry = legend_area(std::move(label), std::move(style), std::move(detail));
    entry.geometry = 'l';
    return entry;
}

render::LegendEntry legend_text(std::string label, std::string detail) {
    auto entry = legend_area(std::move(label), {}, std::move(detail));
    entry.geometry = 't';
    return entry;
}

render::Style style_of_use(const model::Codes& codes, const std::string& use) {
    const auto* const row = codes.land_use(use);
    auto style = area_style(row != nullptr && !row->colour.empty() ? row->colour : "#ffffff");
    if (row != nullptr) {
        style.hatch = row->hatch;
        style.hatch_colour = "#8a8a8a";
    }
    return style;
}

MapLayer surroundings(const model::Project& project) {
    MapLayer result{.name = "surroundings", .features = {}};
    for (const auto& ground : grounds()) {
        for (const auto* layer : project.layers_of(ground.role)) {
            for (const auto& source : layer->features) {
                auto feature = feature_of(source.shape, ground.style);
                if (const auto name = layer->text(source, "name")) {
                    feature.labels = {*name};
                    feature.label_priority = -5;
                }
                result.features.push_back(std::move(feature));
            }
        }
    }
    return result;
}

MapLayer pale_lots(const model::Project& project, const std::vector<bool>& covered) {
    MapLayer result{.name = "lots", .features = {}};
    const auto* const lots = project.layer("lots");
    for (std::size_t i = 0; lots != nullptr && i < lots->features.size(); ++i) {
        if (i < covered.size() && covered[i]) {
            continue;
        }
        const auto& lot = lots->features[i];
        const auto use = lots->text(lot, "use").value_or("");
        result.features.push_back(feature_of(lot.shape, pale_style(project.codes, use)));
    }
    return result;
}

MapLayer lot_outlines(const model::Project& project) {
    MapLayer result{.name = "lot outlines", .features = {}};
    if (const auto* const lots = project.layer("lots")) {
        for (const auto& lot : lots->features) {
            result.features.push_back(feature_of(lot.shape, outline_style()));
        }
    }
    return result;
}

MapLayer boundaries(const model::Project& project) {
    MapLayer result{.name = "boundaries", .features = {}};
    for (const auto* layer : project.layers_of("district")) {
        for (const auto& feature : layer->features) {
            const auto kind = layer->text(feature, "kind").value_or("");
            result.features.push_back(feature_of(feature.shape, style_of_district(kind)));
        }
    }
    for (const auto* layer : project.layers_of("boundary")) {
        for (const auto& feature : layer->features) {
            result.features.push_back(feature_of(feature.shape, boundary_style()));
        }
    }
    return result;
}

void add_base_legend(render::MapSpec& spec, const model::Project& project,
                     const MapOptions& options) {
    const auto language = options.language;
    add_ground_legend(spec, project, language);
    add_district_legend(spec, project, language);
    if (project.layer("boundary") == nullptr) {
        return;
    }
    for (const auto& complex : project.plan.complexes) {
        if (options.complex.empty() || options.complex == complex.id) {
            spec.legend.push_back(legend_line(
                (language == Language::ko ? "단지 경계: " : "Boundary: ") + complex.name,
                boundary_style(), square_metres(complex.designated_area_m2, language)));
            spec.legend.back().base = true;
        }
    }
}

} // namespace sandan::report
