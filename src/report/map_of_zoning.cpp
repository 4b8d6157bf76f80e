#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>

#include "report/complex_part.hpp"
#include "report/map_sheet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace sandan::report {

namespace {

using render::MapFeature;
using render::MapLayer;
using render::MapSpec;

/// How a protected place is drawn, and the rule whose distance is drawn around it.
struct Restriction {
    const char* role = "";
    Text name;
    const char* colour = "";
    const char* fill = "";
    const char* hatch = "";
    const char* rule = "";     ///< Parameter min_distance; empty = no distance is drawn.
    bool own_distance = false; ///< The feature's field distance_m goes first.
};

const std::array<Restriction, 8>& restrictions() {
    static const std::array<Restriction, 8> table{
        Restriction{"special_zone", {"기회발전특구", "Opportunity zone"}, "#1a237e", "", "", ""},
        Restriction{"agricultural",
                    {"농업진흥지역", "Agricultural promotion"},
                    "#5d8a1f",
                    "",
                    "diagonal",
                    ""},
        Restriction{"rivers", {"하천구역", "River zone"}, "#2b7bba", "#cfe6f5", "", ""},
        Restriction{"railways", {"철도", "Railway"}, "#444444", "#b0b0b0", "", "SI-12"},
        Restriction{
            "heritage", {"지정문화유산", "Heritage"}, "#8d5524", "#e8d3bf", "cross", "SI-10", true},
        Restriction{
            "school_sites", {"학교 경계", "School site"}, "#c2185b", "#fbe3ec", "", "SI-09"},
        Restriction{
            "school_gates", {"학교 출입문", "School gate"}, "#c2185b", "#c2185b", "", "SI-08"},
        Restriction{
            "restriction", {"기타 규제지역", "Other restriction"}, "#d84315", "", "dots", ""}};
    return table;
}

MapFeature drawn(const geom::Shape& shape, render::Style style,
                 std::vector<std::string> labels = {}) {
    MapFeature feature;
    feature.shape = shape;
    feature.style = std::move(style);
    feature.labels = std::move(labels);
    return feature;
}

void append(MapSpec& spec, const std::map<std::string, render::LegendEntry>& legend) {
    for (const auto& [code, entry] : legend) {
        spec.legend.push_back(entry);
        spec.legend.back().key = code;
    }
}

using Areas = std::map<std::string, double>; // m² of the lots, by class

Areas areas_of(const std::optional<overlay::OverlapTable>& table, const model::Project& project,
               const std::string& complex) {
    Areas areas;
    const auto* const lots = project.layer("lots");
    if (table && lots != nullptr) {
        for (const auto& row : table->rows) {
            if (belongs(*lots, lots->features[row.parcel], complex)) {
                areas[row.zone_class] += row.area_m2;
            }
        }
    }
    return areas;
}

/// The legend of one complex lists only what its sheet can show; that of the plan lists all, and
/// a sheet of it draws the rows that its window shows something of.
bool listed(const geom::Shape& shape, const MapSpec& spec, const MapOptions& options) {
    const auto& [low, high] = spec.extent;
    if (options.complex.empty() || spec.extent.empty()) {
        return true;
    }
    geom::Shape sheet;
    sheet.polygons = {
        {{{low.x, low.y}, {high.x, low.y}, {high.x, high.y}, {low.x, high.y}, {low.x, low.y}}, {}}};
    // paper and scale show more than the extent, on each side at most its longer one
    return geom::distance(shape, sheet) <= std::max(high.x - low.x, high.y - low.y);
}

/// `UQA320 · 1,234,567 ㎡`; the code alone where no lot lies.
std::string detail(const std::string& code, const Areas& areas, Language language) {
    const auto found = areas.find(code);
    return found == areas.end() ? code : code + " · " + square_metres(found->second, language);
}

MapLayer districts(const model::Project& project, const Areas& areas, MapSpec& spec,
                   const MapOptions& options) {
    MapLayer result{.name = "zoning", .features = {}};
    std::map<std::string, render::LegendEntry> legend; // by code
    for (const auto* layer : project.layers_of("zoning")) {
        for (const auto& source : layer->features) {
            const auto code = layer->text(source, "code").value_or("");
            const auto* const row = project.codes.zoning_code(code);
            const auto name = row != nullptr ? row->name.in(options.language) : code;
            const auto style = area_style(
                row != nullptr && !row->colour.empty() ? row->colour : "#ffffff", "#7a7a7a", 0.5);
            result.features.push_back(drawn(source.shape, style, {name}));
            result.features.back().label_priority = 2;
            result.features.back().may_overrun = true; // lines of lots and places cross its name
            result.features.back().key = code;
            if (listed(source.shape, spec, options)) {
                legend.emplace(code,
                               legend_area(name, style, detail(code, areas, options.language)));
            }
        }
    }
    append(spec, legend);
    return result;
}

/// 구역 as hatches, so that the 용도지역 shows through; industrial zones stay plain.
MapLayer management(const model::Project& project, const Areas& areas, MapSpec& spec,
                    const MapOptions& options) {
    static const std::map<std::string, std::string> hatches{
        {"MC", "cross"}, {"MS", "diagonal"}, {"MG", "dots"}};
    static const std::map<std::string, std::string> colours{{"MI", "#5e3a87"},
                                                            {"MC", "#a8327e"},
                                                            {"MS", "#c62f2f"},
                                                            {"MP", "#6b6b6b"},
                                                            {"MG", "#2e7d32"}};
    const auto look = [](const auto& table, const std::string& code, const char* otherwise) {
        const auto found = table.find(code);
        return found == table.end() ? std::string{otherwise} : found->second;
    };
    MapLayer result{.name = "management", .features = {}};
    std::map<std::string, render::LegendEntry> legend;
    for (const auto* layer : project.layers_of("management")) {
        for (const auto& source : layer->features) {
            const auto code = layer->text(source, "code").value_or("");
            auto style = line_style(look(colours, code, "#6b6b6b"), code == "MI" ? 0.9 : 0.4);
            style.hatch = look(hatches, code, "");
            style.hatch_colour = style.stroke;
            result.features.push_back(drawn(source.shape, style));
            result.features.back().key = code;
            const auto* const row = project.codes.management_zone(code);
            if (listed(source.shape, spec, options)) {
                legend.emplace(code,
                               legend_area(row != nullptr ? row->name.in(options.language) : code,
                                           style, detail(code, areas, options.language)));
            }
        }
    }
    append(spec, legend);
    return result;
}

/// The distance that the law keeps from a place: its own where the kind has one, else the rule's.
double kept_distance(const MapData& data, const Restriction& kind, const model::Layer& layer,
                     const model::Feature& place) {
    const auto own = kind.own_distance ? layer.number(place, "distance_m") : std::nullopt;
    const auto* const parameter =
        *kind.rule == '\0' ? nullptr : data.context.parameter(kind.rule, "min_distance");
    return own ? *own : parameter != nullptr ? parameter->value : 0;
}

/// Places of one kind and, dashed, the distance that the law keeps from them.
void add_restriction(MapSpec& spec, MapLayer& result, const MapData& data, const Restriction& kind,
                     const MapOptions& options) {
    const auto around = line_style(kind.colour, 0.7, "dashed");
    auto style = area_style(kind.fill, kind.colour, *kind.fill == '\0' ? 1.2 : 0.6);
    style.hatch = kind.hatch;
    style.hatch_colour = kind.colour;
    bool any = false;
    double widest = 0;
    for (const auto* layer : data.context.project.layers_of(kind.role)) {
        for (const auto& source : layer->features) {
            any = any || listed(source.shape, spec, options);
            result.features.push_back(
                drawn(source.shape, style, {layer->text(source, "name").value_or("")}));
            result.features.back().may_overrun = true;
            result.features.back().label_priority = 3;
            const double distance = kept_distance(data, kind, *layer, source);
            if (distance > 0) {
                geom::Shape zone;
                zone.polygons = geom::buffer(source.shape, distance);
                if (listed(zone, spec, options)) {
                    any = true;
                    widest = std::max(widest, distance);
                }
                result.features.push_back(drawn(zone, around));
            }
        }
    }
    if (!any) {
        return;
    }
    spec.legend.push_back(legend_area(kind.name.in(options.language), style));
    if (widest > 0) {
        spec.legend.push_back(
            legend_line(options.language == Language::ko
                            ? fmt::format("{} 이격 {:g} m ({})", kind.name.ko, widest, kind.rule)
                            : fmt::format("{} within {:g} m ({})", kind.name.en, widest, kind.rule),
                        around));
    }
}

void add_power_lines(MapSpec& spec, MapLayer& result, const model::Project& project,
                     const MapOptions& options) {
    std::set<std::string> seen;
    for (const auto* layer : project.layers_of("power_lines")) {
        for (const auto& source : layer->features) {
            const auto kv = layer->number(source, "kv").value_or(0);
            const auto style = line_style("#d9480f", kv >= 345 ? 1.6 : 0.9, "dashdot");
            const auto name = fmt::format("{:g} kV", kv);
            result.features.push_back(drawn(source.shape, style, {name}));
            if (listed(source.shape, spec, options) && seen.insert(name).second) {
                spec.legend.push_back(legend_line(
                    (options.language == Language::ko ? "송전선 " : "Power line ") + name, style));
            }
        }
    }
}

} // namespace

MapSpec map_of_zoning(const MapData& data, const MapOptions& options) {
    const auto& project = data.context.project;
    auto spec =
        blank_sheet(data, options, {"용도지역·구역 및 규제 중첩도", "Zoning and restrictions"},
                    {"용도지역·구역 (획지에 걸친 면적)", "Districts and zones (area of the lots)"});
    spec.parts.clear(); // what lies between the complexes matters here
    auto zoning =
        districts(project, areas_of(data.context.analysis.lots_zoning, project, options.complex),
                  spec, options);
    auto zones = management(
        project, areas_of(data.context.analysis.lots_management, project, options.complex), spec,
        options);
    MapLayer restricted{.name = "restrictions", .features = {}};
    for (const auto& kind : restrictions()) {
        add_restriction(spec, restricted, data, kind, options);
    }
    add_power_lines(spec, restricted, project, options);
    for (auto& entry : spec.legend) {
        entry.if_seen = true;
    }
    spec.layers = {std::move(zoning), std::move(zones), lot_outlines(project),
                   std::move(restricted), boundaries(project)};
    add_base_legend(spec, project, options);
    return spec;
}

} // namespace sandan::report
