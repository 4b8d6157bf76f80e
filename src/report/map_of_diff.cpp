#include "report/complex_part.hpp"
#include "report/lot_changes.hpp"
#include "report/map_sheet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace sandan::report {

namespace {

using render::MapFeature;
using render::MapLayer;

/// How an event is drawn: events differ in line and dash, not in colour alone.
struct EventStyle {
    LotEvent event;
    const char* fill;
    const char* stroke;
    double stroke_pt;
    const char* dash;
};

constexpr std::array event_styles{
    EventStyle{LotEvent::added, "#cfe8cf", "#1b7837", 1.8, ""},
    EventStyle{LotEvent::removed, "#f4c7c3", "#b2182b", 1.8, "dashed"},
    EventStyle{LotEvent::renamed, "#ffffff", "#555555", 1.0, "dotted"},
    EventStyle{LotEvent::split, "#d6e4f5", "#2166ac", 1.4, ""},
    EventStyle{LotEvent::merged, "#d6e4f5", "#2166ac", 1.8, "dashed"},
    EventStyle{LotEvent::moved, "#fdebc8", "#b35806", 1.4, ""},
    EventStyle{LotEvent::use_changed, "#e7d4e8", "#762a83", 1.8, "dotted"}};

const EventStyle& style_of(LotEvent event) {
    return *std::find_if(event_styles.begin(), event_styles.end(),
                         [&](const EventStyle& style) { return style.event == event; });
}

render::Style drawn(const EventStyle& style) {
    auto result = line_style(style.stroke, style.stroke_pt, style.dash);
    result.fill = style.fill;
    return result;
}

const model::Feature* lot_of(const model::Layer* lots, const std::string& id) {
    if (lots == nullptr) {
        return nullptr;
    }
    const auto found = std::find_if(lots->features.begin(), lots->features.end(),
                                    [&](const model::Feature& lot) { return lots->id(lot) == id; });
    return found == lots->features.end() ? nullptr : &*found;
}

std::string label_of(const LotChange& change, const std::string& name) {
    return change.use_before == change.use_after || change.use_before.empty() ||
                   change.use_after.empty()
               ? name
               : fmt::format("{}\n{}→{}", name, change.use_before, change.use_after);
}

/// The lots as they are now; those that are gone as they were.
MapLayer changed_lots(const std::vector<LotChange>& changes, const model::Layer* before,
                      const model::Layer* now, Language language) {
    MapLayer layer{.name = "changes", .features = {}};
    for (const auto& change : changes) {
        const bool gone = change.after.empty();
        for (const auto& id : gone ? change.before : change.after) {
            const auto* const lot = lot_of(gone ? before : now, id);
            if (lot == nullptr) {
                continue;
            }
            MapFeature feature;
            feature.shape = lot->shape;
            feature.style = drawn(style_of(change.event));
            feature.key = std::string{to_string(change.event)};
            const auto name = short_name(id, language);
            feature.labels = {label_of(change, name), name};
            feature.label_priority = 2;
            layer.features.push_back(std::move(feature));
        }
    }
    return layer;
}

void add_events(render::MapSpec& spec, const std::vector<LotChange>& changes, Language language) {
    for (const auto& style : event_styles) {
        std::size_t count = 0;
        double area = 0;
        for (const auto& change : changes) {
            if (change.event == style.event) {
                ++count;
                area += change.land_m2();
            }
        }
        if (count > 0) {
            auto entry =
                legend_area(fmt::format("{} {}", event_name(style.event).in(language), count),
                            drawn(style), square_metres(area, language));
            entry.key = std::string{to_string(style.event)};
            spec.legend.push_back(std::move(entry));
        }
    }
    if (changes.empty()) {
        spec.legend.push_back(
            legend_text(language == Language::ko ? "달라진 획지 없음" : "No lot changed"));
    }
}

void add_areas(render::MapSpec& spec, const AreaChange& areas, Language language) {
    const auto row = [&](const char* ko, const char* en, double area) {
        spec.legend.push_back(
            legend_text(language == Language::ko ? ko : en, square_metres(area, language)));
    };
    row("그대로인 땅", "unchanged land", areas.unchanged_m2);
    row("획지만 바뀐 땅", "another lot, same use", areas.relotted_m2);
    row("용도가 바뀐 땅", "another use", areas.use_changed_m2);
    row("더해진 땅", "land added", areas.added_m2);
    row("빠진 땅", "land removed", areas.removed_m2);
    row("합계 (두 계획을 합친 땅)", "sum (land of both plans)", areas.sum());
}

/// The lots layer, or what of it lies in one complex.
class Lots {
public:
    Lots(const model::Project& project, const std::string& complex)
        : m_layer{project.layer("lots")} {
        if (m_layer != nullptr && !complex.empty()) {
            m_part = *m_layer;
            std::erase_if(m_part->features, [&](const model::Feature& lot) {
                return !belongs(*m_layer, lot, complex);
            });
        }
    }

    [[nodiscard]] const model::Layer* layer() const { return m_part ? &*m_part : m_layer; }

private:
    const model::Layer* m_layer;
    std::optional<model::Layer> m_part;
};

} // namespace

render::MapSpec map_of_diff(const MapData& data, const MapOptions& options) {
    const auto& now = data.context.project;
    const auto& before = data.context.previous->project;
    const auto* const noise = data.context.parameter("ZO-08", "min_area");
    const Lots old_lots{before, options.complex};
    const Lots new_lots{now, options.complex};
    const auto land =
        compare_lots(old_lots.layer(), new_lots.layer(), noise == nullptr ? 0 : noise->value, 1);
    auto spec = blank_sheet(data, options, {"계획 변경 대비도", "Changes to the plan"},
                            {"변경", "Changes"});
    spec.subtitle += fmt::format(
        fmt::runtime(options.language == Language::ko ? " · 변경 전: {}" : " · before: {}"),
        before.plan.name);
    add_events(spec, land.lots, options.language);
    add_areas(spec, land.areas, options.language);
    spec.layers = {surroundings(now), pale_lots(now),
                   changed_lots(land.lots, old_lots.layer(), new_lots.layer(), options.language),
                   boundaries(now)};
    add_base_legend(spec, now, options);
    return spec;
}

} // namespace sandan::report
