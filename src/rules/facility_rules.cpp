// LB-08, LB-15, LB-17: road widths, buffer belts, public car parks.
#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>
#include <sandan/model/area.hpp>

#include "core/number.hpp"
#include "rules/support.hpp"
#include "rules/topics.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>

namespace sandan::rules {

namespace {

using model::Complex;
using model::Feature;
using model::Layer;

const Complex* complex_of(const Context& context, const Layer& layer, const Feature& feature) {
    const auto id = layer.text(feature, "complex");
    return id ? context.project.plan.complex(*id) : nullptr;
}

bool is_arterial(const std::string& road_class) {
    return road_class == "arterial" || road_class == "간선";
}

Outcome judge_road(const Context& context, const Layer& roads, const Feature& road) {
    const auto road_class = roads.text(road, "class");
    if (!road_class) {
        return unknown({"roads.class"});
    }
    if (!is_arterial(*road_class)) {
        return not_applicable({"간선도로가 아님", "no arterial road"});
    }
    const auto* const complex = complex_of(context, roads, road);
    const auto* const size = context.parameter("LB-08", "min_complex_area");
    if (complex == nullptr || size == nullptr) {
        return unknown({"roads.complex", "parameter LB-08 min_complex_area"});
    }
    if (complex->designated_area_m2 < size->value) {
        return not_applicable({"3만 m² 미만 단지", "small complexes are exempt"});
    }
    const auto width = roads.number(road, "width_m");
    if (!width) {
        return unknown({"roads.width_m"});
    }
    return placed(at_least({{"간선도로 폭", "width of an arterial road"}, *width, {}},
                           context.parameter("LB-08", "min_width"), "LB-08 min_width"),
                  road.shape);
}

/// LB-08, 통합지침 §14-2
void arterial_width(const Context& context, Sink& sink) {
    if (context.project.layer("roads") == nullptr) {
        sink.add({"roads", "", -1}, unknown({"layer roads"}));
    }
    for (const auto* const roads : context.project.layers_of("roads")) {
        for (const auto& road : roads->features) {
            sink.add(subject_of(*roads, road), judge_road(context, *roads, road));
        }
    }
}

/// Outer boundary length of a complex; nothing without its boundary polygon.
std::optional<double> outline_length(const Context& context, const std::string& complex) {
    std::vector<geom::MultiPolygon> parts;
    for (const auto* const layer : context.project.layers_of("boundary")) {
        for (const auto& feature : layer->features) {
            if (layer->text(feature, "complex") == complex) {
                parts.push_back(feature.shape.polygons);
            }
        }
    }
    if (parts.empty()) {
        return std::nullopt;
    }
    double length = 0;
    for (const auto& polygon : geom::dissolve(parts)) {
        length += geom::length(polygon.outer);
    }
    return length;
}

void add_missing(std::vector<std::string>& missing, bool given, const char* what) {
    if (!given) {
        missing.emplace_back(what);
    }
}

/// The standard width governs belts facing housing; elsewhere the narrower of it and the width
/// that fills the green limit (w_min, 통합지침 §14-1 차) does, and between 5 m and that the
/// planner may have reasons.
Outcome judge_belt(const Context& context, const Layer& belts, const Feature& belt) {
    const auto width = belts.number(belt, "width_m");
    const auto housing = belts.number(belt, "touches_housing");
    const auto* const complex = complex_of(context, belts, belt);
    const auto* const standard = context.parameter("LB-15", "min_width");
    const auto* const remote = context.parameter("LB-15", "min_width_remote");
    const Text what{"완충녹지 폭", "width of the buffer belt"};
    if (width && ((housing && *housing != 0) || standard == nullptr)) {
        return at_least({what, *width, {" (주택·상가에 접함)", " (faces housing or shops)"}},
                        standard, "LB-15 min_width");
    }
    // below the least width a belt is too narrow wherever it lies
    if (width && remote != nullptr && !reaches(*width, remote->value) &&
        (!housing || complex == nullptr)) {
        return at_least({what, *width, {}}, remote, "LB-15 min_width_remote");
    }
    std::vector<std::string> unsaid;
    add_missing(unsaid, width.has_value(), "belts.width_m");
    add_missing(unsaid, housing.has_value(), "belts.touches_housing");
    add_missing(unsaid, complex != nullptr || (housing && *housing != 0), "belts.complex");
    if (!unsaid.empty() || complex == nullptr) {
        return unknown(std::move(unsaid));
    }
    const auto* const upper =
        context.parameter("LB-05", "max_share", {}, complex->designated_area_m2);
    const auto outline = outline_length(context, complex->id);
    if (upper == nullptr || !outline || remote == nullptr) {
        std::vector<std::string> missing;
        add_missing(missing, outline.has_value(), "layer boundary");
        add_missing(missing, upper != nullptr, "parameter LB-05 max_share");
        add_missing(missing, remote != nullptr, "parameter LB-15 min_width_remote");
        return unknown(std::move(missing));
    }
    const double needed =
        model::buffer_belt_width(complex->designated_area_m2, *outline, upper->value / 100, false);
    const Text note{fmt::format(" (w_min {} m)", number_text(needed, *width)),
                    fmt::format(" (w_min {} m)", number_text(needed, *width))};
    if (reaches(*width, needed)) {
        return at_least({what, *width, note}, remote, "LB-15 min_width_remote");
    }
    auto outcome = at_least({what, *width, note}, standard, "LB-15 min_width");
    outcome.evidence.threshold = needed;
    outcome.evidence.advisory = reaches(*width, remote->value);
    return outcome;
}

/// LB-15, 도시공원법 규칙 §18①1라; 통합지침 §14-1
void belt_width(const Context& context, Sink& sink) {
    if (context.project.layer("belts") == nullptr) {
        sink.add({"belts", "", -1}, unknown({"layer belts"}));
    }
    for (const auto* const belts : context.project.layers_of("belts")) {
        for (const auto& belt : belts->features) {
            sink.add(subject_of(*belts, belt),
                     placed(judge_belt(context, *belts, belt), belt.shape));
        }
    }
}

/// Sums over a complex's car parks; a sum with a part that is not known is not known.
struct Spaces {
    std::optional<double> all = 0;
    std::optional<double> eco = 0;
    std::optional<double> compact = 0;
    double area_m2 = 0;
    bool undrawn = false;   ///< One has no geometry.
    bool unplaced = false;  ///< One names no complex: it may be of this one.
    double unplaced_m2 = 0; ///< Area of those.
};

void add(std::optional<double>& sum, const std::optional<double>& part) {
    sum = sum && part ? std::optional{*sum + *part} : std::nullopt;
}

Spaces spaces_of(const Context& context, const std::string& complex) {
    Spaces sum;
    for (const auto* const parking : context.project.layers_of("parking")) {
        for (const auto& park : parking->features) {
            const auto of = parking->text(park, "complex").value_or("");
            if (!of.empty() && of != complex) {
                continue;
            }
            sum.undrawn = sum.undrawn || park.shape.polygons.empty();
            const double area = geom::area(park.shape.polygons);
            if (of.empty()) {
                sum.unplaced = true;
                sum.unplaced_m2 += area;
                continue;
            }
            add(sum.all, parking->number(park, "spaces"));
            add(sum.eco, parking->number(park, "eco_spaces"));
            add(sum.compact, parking->number(park, "compact_spaces"));
            sum.area_m2 += area;
        }
    }
    return sum;
}

Outcome judge_parking(const Context& context, const Complex& complex, const Spaces& spaces) {
    const auto share_of = [&](double area_m2) {
        return at_least({{"노외주차장 면적", "public car parks"},
                         100 * area_m2 / complex.designated_area_m2,
                         {}},
                        context.parameter("LB-17", "min_share"), "LB-17 min_share");
    };
    auto area = share_of(spaces.area_m2);
    if (area.kind == Outcome::Kind::unknown) {
        return area;
    }
    const bool too_little = area.kind == Outcome::Kind::breach;
    // what is open can only add land, but it adds clean spaces and others
    const bool enough_with_open =
        spaces.undrawn || share_of(spaces.area_m2 + spaces.unplaced_m2).kind == Outcome::Kind::pass;
    if (too_little ? enough_with_open : spaces.unplaced) {
        std::vector<std::string> open;
        add_missing(open, !spaces.unplaced, "parking.complex");
        add_missing(open, !spaces.undrawn, "parking.geometry");
        return unknown(std::move(open));
    }
    if (too_little || (spaces.all && *spaces.all <= 0)) {
        return area;
    }
    if (spaces.all && spaces.eco) {
        auto eco = at_least(
            {{"친환경차 주차구획", "spaces for clean cars"}, 100 * *spaces.eco / *spaces.all, {}},
            context.parameter("LB-17", "min_eco"), "LB-17 min_eco");
        if (eco.kind != Outcome::Kind::pass) {
            return eco;
        }
    }
    std::vector<std::string> missing;
    add_missing(missing, spaces.all.has_value(), "parking.spaces");
    add_missing(missing, spaces.eco.has_value(), "parking.eco_spaces");
    add_missing(missing, spaces.compact.has_value(), "parking.compact_spaces");
    if (!missing.empty()) {
        return unknown(std::move(missing));
    }
    return at_least({{"경형·친환경차 주차구획", "spaces for compact and clean cars"},
                     100 * (*spaces.eco + *spaces.compact) / *spaces.all,
                     {}},
                    context.parameter("LB-17", "min_eco_and_compact"), "LB-17 min_eco_and_compact");
}

/// LB-17, 주차장법 §12의3, 영 §4: the first of three shares that is not met speaks.
void public_parking(const Context& context, Sink& sink) {
    if (context.project.layer("parking") == nullptr) {
        sink.add({"parking", "", -1}, unknown({"layer parking"}));
        return;
    }
    for (const auto& complex : context.project.plan.complexes) {
        sink.add(complex_subject(complex.id),
                 is_completed(complex, context.date)
                     ? not_retroactive()
                     : judge_parking(context, complex, spaces_of(context, complex.id)));
    }
}

constexpr std::array table{
    Rule{"LB-08", arterial_width},
    Rule{"LB-15", belt_width},
    Rule{"LB-17", public_parking},
};

} // namespace

std::span<const Rule> facility_rules() {
    return table;
}

} // namespace sandan::rules
