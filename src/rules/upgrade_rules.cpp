// UG-01 … UG-16: what the programmes for aged complexes ask, and how aged this one is.

#include <sandan/geom/common_areas.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>

#include "rules/building_lots.hpp"
#include "rules/district_land.hpp"
#include "rules/standing.hpp"
#include "rules/support.hpp"
#include "rules/topics.hpp"
#include "rules/zone_limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace sandan::rules {

namespace {

using model::Complex;
using model::Feature;
using model::Layer;

const Text no_district{"정비·재생 지구가 계획에 없음", "the plan has no upgrade district"};

/// Calls `judge(complex)` for every complex of a plan that has an upgrade district.
template <typename Judge>
void for_aged_complexes(const Context& context, Sink& sink, const Judge& judge) {
    const bool upgrade = context.project.layer("district") != nullptr;
    for (const auto& complex : context.project.plan.complexes) {
        sink.add(complex_subject(complex.id),
                 upgrade ? judge(complex) : not_applicable(no_district));
    }
}

/// Years from a milestone of the complex to the day, at least the rule's `min_years`.
Outcome age(const Context& context, std::string_view rule, const Text& what,
            const std::optional<Date>& since, const char* field) {
    if (!since) {
        return unknown({field});
    }
    return at_least({what, static_cast<double>(full_years(*since, context.date)), {}},
                    context.parameter(rule, "min_years"), fmt::format("{} min_years", rule));
}

void core_age(const Context& context, Sink& sink) {
    for_aged_complexes(context, sink, [&](const Complex& complex) {
        return age(context, "UG-01", {"착공 후 연수", "years since construction began"},
                   complex.started, "complex.started");
    });
}

void renewal_age(const Context& context, Sink& sink) {
    for_aged_complexes(context, sink, [&](const Complex& complex) {
        return age(context, "UG-04", {"준공 후 연수", "years since completion"}, complex.completed,
                   "complex.completed");
    });
}

/// A national complex needs no recognition.
void recognition(const Context& context, Sink& sink) {
    for_aged_complexes(context, sink, [&](const Complex& complex) {
        if (complex.kind == "국가산업단지") {
            return not_applicable({"국가산업단지", "a national complex"});
        }
        return complex.recognition.empty() ? unknown({"complex.recognition"})
                                           : pass(told({complex.recognition, complex.recognition}));
    });
}

/// The duty only begins with age, so a younger complex is none of its concern.
void industry_review(const Context& context, Sink& sink) {
    const auto* const years = context.parameter("UG-16", "min_years");
    const auto* const period = context.parameter("UG-16", "period");
    for (const auto& complex : context.project.plan.complexes) {
        auto subject = complex_subject(complex.id);
        if (!complex.completed || *complex.completed > context.date) {
            sink.add(std::move(subject), not_applicable({"준공 전", "not completed"}));
        } else if (years == nullptr || period == nullptr) {
            sink.add(std::move(subject), unknown({"parameter UG-16 min_years"}));
        } else {
            const bool due = full_years(*complex.completed, context.date) >= years->value;
            sink.add(std::move(subject),
                     pass(told({fmt::format("업종 검토 {} ({}년 주기)", due ? "대상" : "비대상",
                                            period->value),
                                fmt::format("review of industries {} (every {} years)",
                                            due ? "due" : "not due", period->value)})));
        }
    }
}

constexpr std::string_view renewal = "재생";
constexpr std::string_view activation = "활성화";
constexpr std::string_view restructuring = "구조고도화";

Outcome share_outcome(const Context& context, std::string_view rule, const Text& what, double part,
                      double whole) {
    if (!(whole > 0)) {
        return unknown({"complex.designated_area_m2"});
    }
    const auto note =
        fmt::format(" ({} / {} m²)", number_text(part, whole), number_text(whole, part));
    return at_most({what, part / whole * 100, {note, note}}, context.parameter(rule, "max_share"),
                   fmt::format("{} max_share", rule));
}

/// A share of land of districts, more of which may be the complex's: that can only add to it.
Outcome at_least_so_much(Outcome outcome, const DistrictLand& land) {
    const bool open = !land.missing.empty() && outcome.kind != Outcome::Kind::breach;
    return open ? unknown({land.missing.begin(), land.missing.end()}) : outcome;
}

bool has_none(const DistrictLand& land) {
    return land.area.empty() && land.missing.empty();
}

void surroundings(const Context& context, Sink& sink) {
    for_aged_complexes(context, sink, [&](const Complex& complex) {
        const auto land = district_land(context, renewal, complex);
        if (has_none(land)) {
            return not_applicable(no_district);
        }
        if (context.project.layer("boundary") == nullptr) {
            return unknown({"layer boundary"});
        }
        const auto outside = geom::difference(land.area, all_boundaries(context));
        return at_least_so_much(
            share_outcome(context, "UG-05", {"산업단지 밖 주변지역 비율", "share of surroundings"},
                          geom::area(outside), complex.designated_area_m2),
            land);
    });
}

void activation_share(const Context& context, Sink& sink) {
    for_aged_complexes(context, sink, [&](const Complex& complex) {
        const auto part = district_land(context, activation, complex);
        const auto whole = district_land(context, renewal, complex);
        if (has_none(part) || has_none(whole)) {
            return not_applicable(no_district);
        }
        auto missing = part.missing; // more of the whole makes the share smaller
        missing.insert(whole.missing.begin(), whole.missing.end());
        if (!missing.empty()) {
            return unknown({missing.begin(), missing.end()});
        }
        return share_outcome(context, "UG-06", {"활성화구역 비율", "share of the activation area"},
                             geom::area(part.area), geom::area(whole.area));
    });
}

void restructuring_share(const Context& context, Sink& sink) {
    for_aged_complexes(context, sink, [&](const Complex& complex) {
        const auto part = district_land(context, restructuring, complex);
        if (has_none(part)) {
            return not_applicable(no_district);
        }
        auto outcome = at_least_so_much(
            share_outcome(context, "UG-07", {"구조고도화 누적 비율", "restructured share"},
                          geom::area(part.area), complex.designated_area_m2),
            part);
        const double both =
            geom::common_area(part.area, district_land(context, renewal, complex).area);
        if (both > 1) {
            auto& message = outcome.evidence.message;
            message.ko += fmt::format("; 재생지구와 {} m² 중첩(협의)", number_text(both, 0));
            message.en +=
                fmt::format("; {} m² lie in the renewal district (consult)", number_text(both, 0));
        }
        return outcome;
    });
}

/// States an indicator of the plan: information, so always a pass with its numbers.
void tell(Sink& sink, const char* layer, double percent, Text message) {
    auto evidence = told(std::move(message));
    evidence.measured = percent;
    evidence.unit = "%";
    sink.add({layer, layer, -1}, pass(std::move(evidence)));
}

/// An indicator of age is only asked of a plan that has an upgrade district. Names those of the
/// layers that the plan does not give, else the parameter.
Outcome without(const Context& context, std::initializer_list<std::string_view> roles,
                const char* parameter = "") {
    if (context.project.layer("district") == nullptr) {
        return not_applicable(no_district);
    }
    auto missing = missing_layers(context, roles);
    if (missing.empty()) {
        missing.push_back(fmt::format("parameter {}", parameter));
    }
    return unknown(std::move(missing));
}

double percent(double part, double whole) {
    return whole > 0 ? part / whole * 100 : 0;
}

/// Counted apart: buildings without a date say nothing about age.
void old_buildings(const Context& context, Sink& sink) {
    const auto* const buildings = context.project.layer("buildings");
    const auto* const from = context.parameter("UG-09", "old_from");
    if (buildings == nullptr || from == nullptr) {
        sink.add({"buildings", "buildings", -1}, without(context, {"buildings"}, "UG-09 old_from"));
        return;
    }
    double dated = 0;
    double old = 0;
    double floor = 0;
    double old_floor = 0;
    for (const auto& building : buildings->features) {
        const auto date = parse_date(buildings->text(building, "approval_date").value_or(""));
        if (!date) {
            continue;
        }
        const bool is_old = full_years(*date, context.date) >= from->value;
        const auto area = buildings->number(building, "floor_area_m2").value_or(0);
        dated += 1;
        floor += area;
        old += is_old ? 1 : 0;
        old_floor += is_old ? area : 0;
    }
    const auto all = static_cast<double>(buildings->features.size());
    const double share = percent(old, dated);
    const double floor_share = percent(old_floor, floor);
    const double null_share = percent(all - dated, all);
    tell(sink, "buildings", share,
         {fmt::format("{:.0f}년 이상 건축물 {:.1f} % (연면적 {:.1f} %), 사용승인일 결측 {:.1f} %",
                      from->value, share, floor_share, null_share),
          fmt::format("{:.1f} % of buildings are {:.0f} years or older ({:.1f} % of floor area), "
                      "{:.1f} % without a date",
                      share, from->value, floor_share, null_share)});
}

/// Floor area of the buildings that are surely a lot's, m²; `open` counts those that may be, or do
/// not say their floor area.
double floor_area(const std::vector<LotBuilding>& buildings, std::size_t& open) {
    double floor = 0;
    for (const auto& [layer, building, certain] : buildings) {
        const auto area = layer->number(*building, "floor_area_m2");
        floor += certain ? area.value_or(0) : 0;
        open += certain && area ? 0U : 1U;
    }
    return floor;
}

/// Over the lots whose limit is known.
void spare_floor_area(const Context& context, Sink& sink) {
    const auto* const buildings = context.project.layer("buildings");
    const auto* const lots = context.project.layer("lots");
    if (buildings == nullptr || lots == nullptr) {
        sink.add({"lots", "lots", -1}, without(context, {"buildings", "lots"}));
        return;
    }
    const auto buildings_of = buildings_of_lots(context.project, *lots);
    std::size_t open = buildings_of.unplaced;
    double allowed = 0;
    double used = 0;
    for (std::size_t i = 0; i < lots->features.size(); ++i) {
        const auto& facts = context.analysis.lots[i];
        const auto found = buildings_of.by_lot.find(lots->id(lots->features[i]));
        if (facts.far_percent) {
            allowed += facts.area_m2 * *facts.far_percent / 100;
            used += found == buildings_of.by_lot.end() ? 0 : floor_area(found->second, open);
        }
    }
    if (!(allowed > 0)) {
        sink.add({"lots", "lots", -1}, unknown({missing_limit(context.project, "ZO-02")}));
        return;
    }
    const double spare = percent(allowed - used, allowed);
    Text text{fmt::format("용적률 여유 {:.1f} % (연면적 {} / 한도 {} m²)", spare,
                          number_text(used, 0), number_text(allowed, 0)),
              fmt::format("{:.1f} % of the allowed floor area is unused ({} of {} m²)", spare,
                          number_text(used, 0), number_text(allowed, 0))};
    if (open > 0) {
        text.ko += fmt::format("; 필지나 연면적을 알 수 없는 건축물 {}동 제외", open);
        text.en += fmt::format("; without {} buildings of unknown lot or floor area", open);
    }
    tell(sink, "lots", spare, std::move(text));
}

/// The land category at the end of a lot number: `963-254장` is factory land.
bool is_factory_land(const Layer& parcels, const Feature& parcel) {
    constexpr std::string_view mark = "장";
    const auto category = parcels.text(parcel, "land_category").value_or("");
    const auto jibun = parcels.text(parcel, "jibun").value_or("");
    return category == "공장용지" || category == mark || jibun.ends_with(mark);
}

void idle_parcels(const Context& context, Sink& sink) {
    const auto* const buildings = context.project.layer("buildings");
    const auto* const parcels = context.project.layer("parcels");
    const auto* const from = context.parameter("UG-11", "min_area");
    if (buildings == nullptr || parcels == nullptr || from == nullptr) {
        sink.add({"parcels", "parcels", -1},
                 without(context, {"buildings", "parcels"}, "UG-11 min_area"));
        return;
    }
    const auto built = buildings_of_lots(context.project, *parcels);
    double idle = 0;
    double idle_m2 = 0;
    double factory_m2 = 0;
    for (const auto& parcel : parcels->features) {
        if (!is_factory_land(*parcels, parcel)) {
            continue;
        }
        const double area = geom::area(parcel.shape.polygons);
        factory_m2 += area;
        if (area > from->value && !built.by_lot.contains(parcels->id(parcel))) {
            idle += 1;
            idle_m2 += area;
        }
    }
    const double share = percent(idle_m2, factory_m2);
    tell(sink, "parcels", share,
         {fmt::format("건축물 없는 공장용지 {:.0f}필지 {} m² ({:.1f} %)", idle,
                      number_text(idle_m2, 0), share),
          fmt::format("{:.0f} parcels of factory land without a building, {} m² ({:.1f} %)", idle,
                      number_text(idle_m2, 0), share)});
}

void closed_firms(const Context& context, Sink& sink) {
    const auto layers = context.project.layers_of("register");
    if (layers.empty()) {
        sink.add({"register", "register", -1}, without(context, {"register"}));
        return;
    }
    double floor = 0;
    double closed = 0;
    std::size_t open = 0; // rows whose floor area or status is not known: in neither sum
    for (const auto* const registered : layers) {
        for (const auto& row : registered->features) {
            const auto area = registered->number(row, "floor_area_m2");
            const auto operating = operates(context, registered->text(row, "status").value_or(""));
            if (!area || !(*area > 0) || !operating) {
                ++open;
                continue;
            }
            floor += *area;
            closed += *operating ? 0 : *area;
        }
    }
    if (!(floor > 0)) {
        sink.add({"register", "register", -1},
                 unknown({"register.floor_area_m2", "register.status"}));
        return;
    }
    const double share = percent(closed, floor);
    const auto& date = layers.front()->provenance.vintage;
    const auto left = open == 0 ? Text{}
                                : Text{fmt::format(", {}건은 면적·상태 모름", open),
                                       fmt::format(", area or status of {} rows unknown", open)};
    tell(sink, "register", share,
         {fmt::format("휴·폐업 {:.1f} % (연면적 기준, 대장 {}{})", share, date, left.ko),
          fmt::format("{:.1f} % closed or suspended by floor area (register of {}{})", share, date,
                      left.en)});
}

constexpr std::array table{
    Rule{"UG-01", core_age, nullptr},         Rule{"UG-02", recognition, nullptr},
    Rule{"UG-04", renewal_age, nullptr},      Rule{"UG-05", surroundings, nullptr},
    Rule{"UG-06", activation_share, nullptr}, Rule{"UG-07", restructuring_share, nullptr},
    Rule{"UG-09", old_buildings, nullptr},    Rule{"UG-10", spare_floor_area, nullptr},
    Rule{"UG-11", idle_parcels, nullptr},     Rule{"UG-12", closed_firms, nullptr},
    Rule{"UG-16", industry_review, nullptr},
};

} // namespace

std::span<const Rule> upgrade_rules() {
    return table;
}

} // namespace sandan::rules
