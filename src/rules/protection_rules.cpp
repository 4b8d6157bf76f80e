// SI-08 … SI-24: what lies around a site and protects itself against a firm.
// Pair rules run for every firm on every site, so a pass carries no text.

#include <sandan/geom/measure.hpp>

#include "rules/power_lines.hpp"
#include "rules/support.hpp"
#include "rules/topics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>
#include <utility>

namespace sandan::rules {

namespace {

using model::Firm;
using Fact = std::optional<double> LotFacts::*;

enum class Answer { no, yes, not_known, no_list };

Outcome not_concerned() {
    return not_applicable({});
}

bool in_complex(const Context& context, const Site& site) {
    return context.project.plan.complex(site.complex) != nullptr;
}

/// A distance that must be more than the limit: a site exactly on it is inside ("이내").
struct Distance {
    std::string_view rule;
    Fact fact;
    std::string_view layer; ///< What is missing without it.
    std::string_view parameter;
    std::string_view key;
    std::string_view list; ///< Parameter that lists whom it concerns.
    Text to;               ///< "학교 출입문" / "school gate"
    Text remedy;           ///< What the law asks inside the limit.
    bool advisory = false;
};

Outcome inside(const Distance& what, double distance, const model::Parameter& limit) {
    const auto value = number_text(distance, limit.value);
    const auto bound = number_text(limit.value, distance);
    Evidence evidence;
    evidence.measured = distance;
    evidence.threshold = limit.value;
    evidence.unit = limit.unit;
    evidence.parameter = &limit;
    evidence.advisory = what.advisory;
    evidence.message = {
        fmt::format("{}까지 {} m (기준 {} m 초과): {}", what.to.ko, value, bound, what.remedy.ko),
        fmt::format("{} m to the nearest {} (more than {} m required): {}", value, what.to.en,
                    bound, what.remedy.en)};
    return breach(std::move(evidence));
}

/// `concerned` not known: the firm might be one the rule speaks of, which matters only inside;
/// `open` names what would tell.
Outcome keep_away(const Context& context, const Site& site, const Distance& what, Answer concerned,
                  std::vector<std::string> open = {}) {
    if (concerned == Answer::no) {
        return not_concerned();
    }
    if (concerned == Answer::no_list) {
        return without_parameter(what.rule, what.list);
    }
    const auto& distance = site.facts.*what.fact;
    if (!distance) {
        return unknown({fmt::format("layer {}", what.layer)});
    }
    const auto* const limit = context.parameter(what.rule, what.parameter, what.key);
    if (limit == nullptr) {
        return unknown({fmt::format("parameter {} {}", what.rule, what.parameter)});
    }
    if (*distance > limit->value) {
        return pass();
    }
    if (concerned == Answer::not_known) {
        return unknown(std::move(open));
    }
    return inside(what, *distance, *limit);
}

/// Whether the rule's list of facilities (parameter `banned` by tag) has one of the firm's.
Answer is_banned(const Context& context, std::string_view rule, const Firm& firm) {
    if (context.lookup(rule, "banned").status == model::Lookup::Status::not_in_force) {
        return Answer::no_list;
    }
    const auto listed = [&](const std::string& tag) {
        return context.parameter(rule, "banned", tag) != nullptr;
    };
    if (std::any_of(firm.hazards.begin(), firm.hazards.end(), listed) ||
        std::any_of(firm.emits.begin(), firm.emits.end(), listed)) {
        return Answer::yes;
    }
    return untold(firm).empty() ? Answer::no : Answer::not_known;
}

Outcome education_absolute(const Context& context, const Firm& firm, const Site& site) {
    static const Distance gate{
        "SI-08",
        &LotFacts::school_gate_m,
        "school_gates",
        "min_distance",
        {},
        "banned",
        {"학교 출입문", "school gate"},
        {"절대보호구역 금지시설", "a facility banned in the absolute protection zone"}};
    return keep_away(context, site, gate, is_banned(context, gate.rule, firm), untold(firm));
}

Outcome education_relative(const Context& context, const Firm& firm, const Site& site) {
    static const Distance school{"SI-09",
                                 &LotFacts::school_site_m,
                                 "school_sites",
                                 "min_distance",
                                 {},
                                 "banned",
                                 {"학교 경계", "school boundary"},
                                 {"상대보호구역, 지역교육환경보호위원회 심의 필요",
                                  "relative protection zone, review by the education office"},
                                 true};
    return keep_away(context, site, school, is_banned(context, school.rule, firm), untold(firm));
}

/// Whether the site lies within the distance that an object near it has of its own (`distance_m`,
/// by the ordinance's class of place); an object without one has the rule's.
bool within_own_distance(const Context& context, const Site& site, double general) {
    const auto layers = context.project.layers_of("heritage");
    const auto* const lots = context.project.layer("lots");
    if (layers.empty() || lots == nullptr || site.lots.empty()) {
        return true;
    }
    for (const auto* const layer : layers) {
        for (const auto& object : layer->features) {
            const double own = layer->number(object, "distance_m").value_or(general);
            const bool near = std::any_of(site.lots.begin(), site.lots.end(), [&](std::size_t lot) {
                return geom::distance(lots->features[lot].shape, object.shape) <=
                       std::min(own, general);
            });
            if (near) {
                return true;
            }
        }
    }
    return false;
}

Outcome historic_environment(const Context& context, const Site& site) {
    static const Distance heritage{
        "SI-10",
        &LotFacts::heritage_m,
        "heritage",
        "min_distance",
        {},
        {},
        {"지정문화유산 경계", "boundary of designated heritage"},
        {"역사문화환경 보존지역 협의", "consultation on the historic environment"}};
    auto outcome = keep_away(context, site, heritage, Answer::yes);
    const bool inside = outcome.kind == Outcome::Kind::breach;
    return inside && !within_own_distance(context, site, *outcome.evidence.threshold) ? pass()
                                                                                      : outcome;
}

Outcome railway_protection(const Context& context, const Site& site) {
    static const Distance railway{"SI-12",
                                  &LotFacts::railway_m,
                                  "railways",
                                  "min_distance",
                                  {},
                                  {},
                                  {"철도 선로 경계", "edge of railway land"},
                                  {"철도보호지구 행위 신고", "works must be reported"}};
    return keep_away(context, site, railway, Answer::yes);
}

/// A class of voltage, and how far its lines and substations reach.
struct Voltage {
    std::string_view key;
    Fact line;
    Fact substation;
    Text lines;
    Text substations;
};

/// 송·변전설비 주변지역법 §2; the highest voltage that reaches the site is told.
Outcome power_line(const Context& context, const Site& site) {
    static const std::array voltages{
        Voltage{"765",
                &LotFacts::power_line_765_m,
                &LotFacts::substation_765_m,
                {"765 kV 송전선", "power line of 765 kV"},
                {"765 kV 변전소", "substation of 765 kV"}},
        Voltage{"500",
                &LotFacts::power_line_500_m,
                &LotFacts::substation_500_m,
                {"500 kV 송전선", "power line of 500 kV"},
                {"500 kV 변전소", "substation of 500 kV"}},
        Voltage{"345",
                &LotFacts::power_line_m,
                &LotFacts::substation_m,
                {"345 kV 이상 송전선", "power line of 345 kV or more"},
                {"345 kV 이상 변전소", "substation of 345 kV or more"}}};
    static const Text corridor{"재산적 보상지역", "compensation corridor"};
    static const Text around{"변전소 주변지역", "area around a substation"};
    for (const auto& voltage : voltages) {
        for (const auto& [name, fact, to, remedy] :
             {std::tuple{"corridor", voltage.line, &voltage.lines, &corridor},
              std::tuple{"substation", voltage.substation, &voltage.substations, &around}}) {
            if (const auto& distance = site.facts.*fact; distance && std::isinf(*distance)) {
                continue; // none of that voltage
            }
            auto outcome = keep_away(
                context, site,
                {"SI-24", fact, "power_lines", name, voltage.key, {}, *to, *remedy, false},
                Answer::yes);
            if (outcome.kind != Outcome::Kind::pass) {
                return outcome;
            }
        }
    }
    const auto may_reach = [&](const char* name, bool substation) {
        const double distance = to_unknown_voltage(context.project, site, substation);
        return std::any_of(voltages.begin(), voltages.end(), [&](const Voltage& voltage) {
            const auto* const limit = context.parameter("SI-24", name, voltage.key);
            return limit != nullptr && distance <= limit->value;
        });
    };
    if (may_reach("corridor", false) || may_reach("substation", true)) {
        return unknown({"power_lines.kv"});
    }
    return pass();
}

Outcome noise(const Context& context, const Site& site) {
    if (in_complex(context, site)) {
        return not_concerned(); // 소음·진동관리법 시행령 §2④: exempt inside an industrial complex
    }
    static const Distance housing{"SI-22",
                                  &LotFacts::housing_m,
                                  "sensitive",
                                  "distance",
                                  {},
                                  {},
                                  {"주거·정온시설", "housing or sensitive site"},
                                  {"배출시설 설치허가 대상", "a permit instead of a report"}};
    return keep_away(context, site, housing, Answer::yes);
}

/// Whether the firm is of a class that the guideline keeps from housing (parameter
/// `pollution_class` by KSIC division).
Answer is_pollution_class(const Context& context, const Firm& firm) {
    if (context.lookup("SI-23", "pollution_class").status == model::Lookup::Status::not_in_force) {
        return Answer::no_list;
    }
    const bool listed = std::any_of(
        firm.industries.begin(), firm.industries.end(), [&](const model::Industry& industry) {
            return context.parameter("SI-23", "pollution_class", industry.ksic.substr(0, 2)) !=
                   nullptr;
        });
    return listed ? Answer::yes : Answer::no;
}

Outcome odour(const Context& context, const Firm& firm, const Site& site) {
    static const Distance housing{
        "SI-23",
        &LotFacts::housing_m,
        "sensitive",
        "min_distance",
        {},
        "pollution_class",
        {"주거지", "housing"},
        {"공해 우려 업종, 완충지대 필요", "an industry to be kept from housing by a buffer belt"}};
    return keep_away(context, site, housing, is_pollution_class(context, firm));
}

/// Land of the site that may not be built on.
struct Closed {
    std::string_view rule;
    Fact fact;
    std::string_view layer;
    Text what;
    /// The law closes the ground to buildings only, which can keep out of that part if the rest is
    /// as large as the firm needs; else it bars whatever use of the land.
    bool avoidable = false;
};

Outcome keep_out(const Context& context, const Firm& firm, const Site& site, const Closed& closed) {
    const auto& area = site.facts.*closed.fact;
    if (!area) {
        return unknown({fmt::format("layer {}", closed.layer)});
    }
    const auto* const limit = context.parameter(closed.rule, "max_overlap");
    if (limit == nullptr) {
        return unknown({fmt::format("parameter {} max_overlap", closed.rule)});
    }
    if (*area <= limit->value) {
        return pass();
    }
    const auto needed =
        std::max(firm.area_min_m2.value_or(site.area_m2), firm.footprint_m2.value_or(0));
    Evidence evidence;
    evidence.measured = *area;
    evidence.threshold = limit->value;
    evidence.unit = limit->unit;
    evidence.parameter = limit;
    evidence.advisory = closed.avoidable && site.area_m2 - *area >= needed;
    evidence.message = {
        fmt::format("{} {} m² 포함{}", closed.what.ko, number_text(*area, limit->value),
                    evidence.advisory ? ", 제외하고 배치 가능" : ""),
        fmt::format("{} m² lie in {}{}", number_text(*area, limit->value), closed.what.en,
                    evidence.advisory ? "; the rest is large enough" : "")};
    return breach(std::move(evidence));
}

Outcome river(const Context& context, const Firm& firm, const Site& site) {
    static const Closed zone{
        "SI-13", &LotFacts::river_m2, "rivers", {"하천구역", "a river zone"}, true};
    return keep_out(context, firm, site, zone);
}

Outcome agricultural(const Context& context, const Firm& firm, const Site& site) {
    static const Closed zone{"SI-16",
                             &LotFacts::agricultural_m2,
                             "agricultural",
                             {"농업진흥지역(미해제)", "the agricultural promotion area"},
                             false};
    return keep_out(context, firm, site, zone);
}

/// Below `max_slope` free, up to `max_slope_with_committee` only with the committee's consent.
Outcome slope(const Context& context, const Site& site) {
    if (in_complex(context, site)) {
        return not_concerned(); // the ordinance judges permits outside a complex
    }
    const auto* const limit = context.parameter("SI-17", "max_slope");
    if (limit == nullptr) {
        return unknown({"parameter SI-17 max_slope"});
    }
    if (!site.facts.slope_deg) {
        return unknown({"layer dem"});
    }
    const double mean = *site.facts.slope_deg;
    if (mean < limit->value) {
        return pass();
    }
    const auto* const most = context.parameter("SI-17", "max_slope_with_committee");
    const bool discretion = most != nullptr && mean <= most->value;
    Evidence evidence;
    evidence.measured = mean;
    evidence.threshold = limit->value;
    evidence.unit = limit->unit;
    evidence.parameter = limit;
    evidence.advisory = discretion;
    evidence.message = {
        fmt::format("평균 경사도 {}° (기준 {}° 미만){}", number_text(mean, limit->value),
                    limit->value, discretion ? ", 도시계획위원회 심의" : ""),
        fmt::format("mean slope {}° (less than {}° required){}", number_text(mean, limit->value),
                    limit->value, discretion ? ", planning committee decides" : "")};
    return breach(std::move(evidence));
}

constexpr std::array table{
    Rule{"SI-08", nullptr, education_absolute},
    Rule{"SI-09", nullptr, education_relative},
    Rule{"SI-10", nullptr, nullptr, historic_environment},
    Rule{"SI-12", nullptr, nullptr, railway_protection},
    Rule{"SI-13", nullptr, river},
    Rule{"SI-16", nullptr, agricultural},
    Rule{"SI-17", nullptr, nullptr, slope},
    Rule{"SI-22", nullptr, nullptr, noise},
    Rule{"SI-23", nullptr, odour},
    Rule{"SI-24", nullptr, nullptr, power_line},
};

} // namespace

std::span<const Rule> protection_rules() {
    return table;
}

} // namespace sandan::rules
