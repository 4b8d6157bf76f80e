// GT-06, GT-07, GT-12: divided parcels, closing totals, lots without a road.
#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>
#include <sandan/model/area.hpp>

#include "core/number.hpp"
#include "rules/support.hpp"
#include "rules/topics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace sandan::rules {

namespace {

using model::Feature;
using model::Layer;

struct Division {
    std::vector<const Feature*> children;
    std::optional<double> parent_m2;
    const Feature* other = nullptr;         ///< A child that gives the parent another area.
    std::vector<geom::MultiPolygon> parent; ///< As the cadastre has it; empty if it has not.
    double scale = 0;
};

std::map<std::string, Division> divisions(const Context& context, const Layer& lots) {
    const auto* const assumed = context.parameter("GT-05", "default_scale", "land");
    std::map<std::string, Division> divisions;
    for (const auto& lot : lots.features) {
        const auto parent = lots.text(lot, "parent");
        if (!parent || parent->empty()) {
            continue;
        }
        auto& division = divisions[*parent];
        division.children.push_back(&lot);
        if (const auto area = lots.number(lot, "parent_area_m2")) {
            const bool differs = division.parent_m2 && *division.parent_m2 != *area;
            division.other = differs ? &lot : division.other;
            division.parent_m2 = division.parent_m2.value_or(*area);
        }
        division.scale =
            lots.number(lot, "scale").value_or(assumed == nullptr ? 0 : assumed->value);
    }
    const auto* const parcels = divisions.empty() ? nullptr : context.project.layer("parcels");
    if (parcels != nullptr) {
        for (const auto& parcel : parcels->features) {
            if (const auto found = divisions.find(parcels->id(parcel)); found != divisions.end()) {
                found->second.parent.push_back(parcel.shape.polygons);
            }
        }
    }
    return divisions;
}

/// Decided areas (계획면적) of the children; nothing if one has none.
std::optional<double> decided_sum(const Layer& lots, const Division& division) {
    double sum = 0;
    for (const auto* const child : division.children) {
        const auto area = lots.number(*child, "area_plan_m2");
        if (!area) {
            return std::nullopt;
        }
        sum += *area;
    }
    return sum;
}

/// A parent has one area, whichever child says it.
Outcome two_parent_areas(const Layer& lots, const Division& division) {
    const double one = *division.parent_m2;
    const double two = *lots.number(*division.other, "parent_area_m2");
    auto evidence = told({fmt::format("원면적이 획지마다 다름: {} m²와 {} m²",
                                      number_text(one, two), number_text(two, one)),
                          fmt::format("the lots give their parent {} m² and {} m²",
                                      number_text(one, two), number_text(two, one))});
    evidence.measured = two;
    evidence.threshold = one;
    evidence.unit = "m²";
    return placed(breach(std::move(evidence)), division.other->shape);
}

/// A child that reaches out of its parent farther than survey noise; nothing if all lie inside, or
/// if no parcel of the cadastre is the parent.
std::optional<Outcome> outside_parent(const Layer& lots, const Division& division) {
    if (division.parent.empty()) {
        return std::nullopt;
    }
    const auto whole = geom::dissolve(division.parent);
    const double tolerance = model::area_tolerance(geom::area(whole), division.scale);
    for (const auto* const child : division.children) {
        const double outside = geom::area(geom::difference(child->shape.polygons, whole));
        if (within(outside, tolerance)) {
            continue;
        }
        auto evidence =
            told({fmt::format("획지 {}: 원필지 밖 {} m² (허용 {} m²)", lots.id(*child),
                              grouped(outside, 2), grouped(tolerance, 2)),
                  fmt::format("lot {}: {} m² outside its parent (allowed {} m²)", lots.id(*child),
                              grouped(outside, 2), grouped(tolerance, 2))});
        evidence.measured = outside;
        evidence.threshold = tolerance;
        evidence.unit = "m²";
        return placed(breach(std::move(evidence)), child->shape);
    }
    return std::nullopt;
}

Outcome judge_division(const Layer& lots, const Division& division) {
    if (!division.parent_m2) {
        return unknown({"lots.parent_area_m2"});
    }
    if (division.other != nullptr) {
        return two_parent_areas(lots, division);
    }
    double drawn = 0;
    for (const auto* const child : division.children) {
        drawn += geom::area(child->shape.polygons);
    }
    const double parent = *division.parent_m2;
    const double tolerance = model::area_tolerance(parent, division.scale);
    const auto decided = decided_sum(lots, division);
    const bool drawn_fits = within(std::abs(drawn - parent), tolerance);
    // 영 §19①2: decided areas are apportioned, so they sum to the parent's exactly
    const bool decided_fits = !decided || within(std::abs(*decided - parent), 0);
    const double sum = drawn_fits && decided ? *decided : drawn;
    auto evidence = told(
        {fmt::format("분할 {}필지 합계 {} m², 원면적 {} m² (허용 {} m²{})",
                     division.children.size(), number_text(sum, parent), number_text(parent, sum),
                     drawn_fits && decided ? "0" : grouped(tolerance, 2),
                     drawn_fits && decided ? ", 결정면적" : ""),
         fmt::format("{} parts sum to {} m², parent {} m² (allowed {} m²{})",
                     division.children.size(), number_text(sum, parent), number_text(parent, sum),
                     drawn_fits && decided ? "0" : grouped(tolerance, 2),
                     drawn_fits && decided ? ", decided areas" : "")});
    evidence.measured = std::abs(sum - parent);
    evidence.threshold = drawn_fits && decided ? 0 : tolerance;
    evidence.unit = "m²";
    return drawn_fits && decided_fits
               ? pass(std::move(evidence))
               : placed(breach(std::move(evidence)), division.children.front()->shape);
}

/// GT-06, 공간정보법 영 §19①2
void division_sum(const Context& context, Sink& sink) {
    const auto* const lots = context.project.layer("lots");
    if (lots == nullptr) {
        sink.add({"lots", "", -1}, unknown({"layer lots"}));
        return;
    }
    const auto all = divisions(context, *lots);
    if (all.empty()) {
        sink.add({"lots", "", -1},
                 not_applicable({"분할되는 필지가 없음", "no parcel is divided"}));
    }
    for (const auto& [parent, division] : all) {
        auto outcome = judge_division(*lots, division);
        if (outcome.kind == Outcome::Kind::pass) {
            outcome = outside_parent(*lots, division).value_or(std::move(outcome));
        }
        sink.add({"lots", parent, -1}, std::move(outcome));
    }
}

/// Land of a complex that other rules already tell of: overlaps, lots without a use, gaps as narrow
/// as drawing makes them. GT-07 must not repeat them. A wider gap stays in, since GT-03 only warns
/// and designated land without a lot is no flaw of drawing; so does land drawn beyond the boundary.
class Explained {
public:
    explicit Explained(const Context& context) : m_lots{*context.project.layer("lots")} {
        const auto& report = *context.analysis.lots_coverage;
        const auto* const gap = context.parameter("GT-03", "min_gap_area");
        const auto* const narrow = context.parameter("GT-03", "digitising_width");
        for (const auto& overlap : report.overlaps) {
            add(overlap.a, overlap.area);
        }
        for (const auto& hole : report.gaps) {
            const bool told = gap != nullptr && !within(hole.area, gap->value);
            const bool drawn = narrow != nullptr && within(hole.width, narrow->value);
            if (!hole.neighbours.empty() && told && drawn) {
                add(hole.neighbours.front(), -hole.area);
            }
        }
        for (const auto lot : context.analysis.budget.unassigned) { // DI-11, DI-14
            add(lot, -geom::area(m_lots.features[lot].shape.polygons));
        }
    }

    [[nodiscard]] double of(const std::string& complex) const {
        const auto found = m_areas.find(complex);
        return found == m_areas.end() ? 0 : found->second;
    }

private:
    void add(std::size_t lot, double area) {
        m_areas[m_lots.text(m_lots.features[lot], "complex").value_or("")] += area;
    }

    const Layer& m_lots;
    std::map<std::string, double> m_areas;
};

/// GT-07: lots sum to the designated area.
void totals_close(const Context& context, Sink& sink) {
    const auto* const limit = context.parameter("GT-07", "max_difference");
    if (!context.analysis.lots_coverage || limit == nullptr) {
        sink.add({"lots", "", -1}, unknown({"layer lots"}));
        return;
    }
    const Explained explained{context};
    for (const auto& budget : context.analysis.budget.complexes) {
        if (budget.lots.empty()) {
            sink.add(complex_subject(budget.complex), unknown({"lots of " + budget.complex}));
            continue;
        }
        const double told_of = explained.of(budget.complex);
        const double rest = budget.measured_m2 - told_of - budget.designated_m2;
        const Text what{fmt::format("획지 합계 {} m², 지정면적 {} m² (틈·중첩 {} m² 제외): 차이",
                                    grouped(budget.measured_m2, 1), grouped(budget.designated_m2),
                                    grouped(told_of, 1)),
                        fmt::format("lots {} m², designated {} m² (gaps and overlaps of {} m² "
                                    "apart): differ by",
                                    grouped(budget.measured_m2, 1), grouped(budget.designated_m2),
                                    grouped(told_of, 1))};
        sink.add(complex_subject(budget.complex),
                 at_most({what, std::abs(rest), {}}, limit, "GT-07 max_difference"));
    }
}

/// Border a lot shares with lots of a road use, m.
std::vector<double> road_borders(const Context& context, const Layer& lots) {
    std::vector<double> border(lots.features.size(), 0);
    const auto is_road = [&](std::size_t at) {
        const auto code = lots.text(lots.features[at], "use");
        const auto* const use = code ? context.project.codes.land_use(*code) : nullptr;
        return use != nullptr && use->counts_road;
    };
    for (const auto& contact : context.analysis.contacts) {
        border[contact.a] += is_road(contact.b) ? contact.length : 0;
        border[contact.b] += is_road(contact.a) ? contact.length : 0;
    }
    return border;
}

/// GT-12, 건축법 §44: land for sale touches a road lot or a road polygon.
void road_access(const Context& context, Sink& sink) {
    const auto* const lots = context.project.layer("lots");
    const auto* const minimum = context.parameter("GT-12", "min_frontage");
    if (lots == nullptr) {
        sink.add({"lots", "", -1}, unknown({"layer lots"}));
        return;
    }
    const auto border = road_borders(context, *lots);
    for (const auto at : context.analysis.budget.pooled.lots) {
        const auto& lot = lots->features[at];
        const auto* const use = context.project.codes.land_use(*lots->text(lot, "use"));
        if (!use->paid || use->counts_road) {
            continue;
        }
        const double frontage =
            std::max(border[at], context.analysis.lots[at].frontage_m.value_or(0));
        sink.add(subject_of(*lots, lot),
                 placed(at_least({{"도로에 접한 길이", "border on a road"}, frontage, {}}, minimum,
                                 "GT-12 min_frontage"),
                        lot.shape));
    }
}

constexpr std::array table{
    Rule{"GT-06", division_sum},
    Rule{"GT-07", totals_close},
    Rule{"GT-12", road_access},
};

} // namespace

std::span<const Rule> partition_rules() {
    return table;
}

} // namespace sandan::rules
