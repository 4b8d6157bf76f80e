// SI-18 … SI-21: what a firm handles or emits, against whom it could harm. Where on the site the
// unit will stand is not known: a target nearer than the limit asks for a place farther inside, so
// it is a condition, never a bar; nearer is measured from the site's border.

#include "core/number.hpp"
#include "rules/power_lines.hpp"
#include "rules/support.hpp"
#include "rules/topics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <numeric>

namespace sandan::rules {

namespace {

using model::Firm;
using Fact = std::optional<double> LotFacts::*;

/// Keys of `min_distance` for lines by voltage.
constexpr std::array<std::string_view, 2> line_classes{"line_7_35_kv", "line_over_35_kv"};

struct Target {
    std::string_view key; ///< Of the parameter `min_distance`
    Fact fact;
    const char* layer; ///< What is missing without it.
    Text name;
};

/// The numbers of tags `name:number`, e.g. `hp_gas_m3:12000`.
std::vector<double> amounts(const std::vector<std::string>& tags, std::string_view name) {
    std::vector<double> found;
    for (const auto& tag : tags) {
        if (tag.size() > name.size() + 1 && tag.starts_with(name) && tag[name.size()] == ':') {
            double number = 0;
            const auto* const last = tag.data() + tag.size();
            const auto parsed = std::from_chars(tag.data() + name.size() + 1, last, number);
            if (parsed.ec == std::errc{} && parsed.ptr == last) {
                found.push_back(number);
            }
        }
    }
    return found;
}

Outcome too_near(const Target& target, double distance, const model::Parameter& limit) {
    const auto inside = number_text(limit.value - distance, 0);
    auto evidence = told(
        {fmt::format("{}까지 {} m (안전거리 {} m): 시설을 부지 경계에서 {} m 이상 안쪽에 배치",
                     target.name.ko, number_text(distance, limit.value), limit.value, inside),
         fmt::format("{} m to {} ({} m required): place the unit {} m or more inside the site",
                     number_text(distance, limit.value), target.name.en, limit.value, inside)});
    evidence.measured = distance;
    evidence.threshold = limit.value;
    evidence.unit = limit.unit;
    evidence.parameter = &limit;
    evidence.advisory = true;
    return breach(std::move(evidence));
}

/// The target whose distance falls short the most; unknown when a layer or limit is missing.
template <typename Limit>
Outcome judge_targets(const Site& site, std::span<const Target> targets, const Limit& limit_of) {
    Outcome worst = pass();
    double shortest = 0;
    std::vector<std::string> missing;
    for (const auto& target : targets) {
        const auto& distance = site.facts.*target.fact;
        const auto* const limit = limit_of(target);
        if (!distance || limit == nullptr) {
            missing.push_back(limit == nullptr
                                  ? fmt::format("parameter min_distance {}", target.key)
                                  : fmt::format("layer {}", target.layer));
        } else if (!reaches(*distance, limit->value) && *distance - limit->value < shortest) {
            shortest = *distance - limit->value;
            worst = too_near(target, *distance, *limit);
        }
    }
    return worst.kind == Outcome::Kind::breach || missing.empty() ? worst
                                                                  : unknown(std::move(missing));
}

/// True if nothing tells what the firm handles.
bool is_silent(const Firm& firm) {
    return !firm.hazards_known && firm.hazards.empty();
}

/// What a rule says of a firm that may handle what it speaks of: that matters only if the targets
/// are not all far enough.
Outcome unless_far(Outcome judged) {
    if (judged.kind == Outcome::Kind::pass) {
        return judged;
    }
    auto missing = std::move(judged.missing);
    missing.emplace_back("firms.hazards");
    return unknown(std::move(missing));
}

/// A line of unknown voltage may be of any class: only beyond the widest limit it harms none.
Outcome with_unknown_lines(const Context& context, const Site& site, Outcome judged) {
    if (judged.kind == Outcome::Kind::breach) {
        return judged;
    }
    const double distance = to_unknown_voltage(context.project, site);
    const bool near = std::any_of(line_classes.begin(), line_classes.end(), [&](const auto key) {
        const auto* const limit = context.parameter("SI-18", "min_distance", key);
        return limit != nullptr && !reaches(distance, limit->value);
    });
    if (near) {
        judged.missing.emplace_back("power_lines.kv");
        return unknown(std::move(judged.missing));
    }
    return judged;
}

/// SI-18, 위험물안전관리법 규칙 별표4
Outcome hazardous_material(const Context& context, const Firm& firm, const Site& site) {
    static const std::array targets{
        Target{"housing", &LotFacts::housing_m, "sensitive", {"주거", "housing"}},
        Target{"school", &LotFacts::school_site_m, "school_sites", {"학교", "a school"}},
        Target{"heritage", &LotFacts::heritage_m, "heritage", {"문화유산", "heritage"}},
        Target{"high_pressure_gas",
               &LotFacts::gas_facility_m,
               "hazards",
               {"고압가스 시설", "a gas facility"}},
        Target{line_classes[0],
               &LotFacts::line_7_35_kv_m,
               "power_lines",
               {"7–35 kV 전선", "a line of 7–35 kV"}},
        Target{line_classes[1],
               &LotFacts::line_over_35_kv_m,
               "power_lines",
               {"35 kV 초과 전선", "a line above 35 kV"}}};
    const bool silent = is_silent(firm);
    if (!silent && !is_listed(context, "SI-18", "concerns", firm.hazards)) {
        return not_applicable({});
    }
    auto judged = judge_targets(site, targets, [&](const Target& target) {
        return context.parameter("SI-18", "min_distance", target.key);
    });
    judged = with_unknown_lines(context, site, std::move(judged));
    return silent ? unless_far(std::move(judged)) : judged;
}

const std::array protected_places{
    Target{"1종", &LotFacts::school_site_m, "school_sites", {"1종 보호시설", "a class 1 place"}},
    Target{"2종", &LotFacts::housing_m, "sensitive", {"2종 보호시설(주택)", "housing (class 2)"}}};

/// SI-19, 고압가스안전관리법 규칙 별표4. Bands end with their number ("1만 이하"), so the amount is
/// asked for a little smaller. An unknown capacity may be any: only the widest limit lets it pass.
Outcome high_pressure_gas(const Context& context, const Firm& firm, const Site& site) {
    const bool silent = is_silent(firm);
    if (!silent && !is_listed(context, "SI-19", "concerns", firm.hazards)) {
        return not_applicable({});
    }
    const auto given = amounts(firm.hazards, "hp_gas_m3");
    const double capacity = given.empty() ? std::numeric_limits<double>::max()
                                          : std::accumulate(given.begin(), given.end(), 0.0);
    auto outcome = judge_targets(site, protected_places, [&](const Target& target) {
        return context.parameter("SI-19", "min_distance", target.key,
                                 std::nextafter(capacity, 0.0));
    });
    if (silent) {
        return unless_far(std::move(outcome));
    }
    const bool open = given.empty() && outcome.kind == Outcome::Kind::breach;
    return open ? unknown({"firms.hazards hp_gas_m3:N"}) : outcome;
}

/// SI-20, 화학물질관리법 §24: the one published distance, not verified.
Outcome chemicals(const Context& context, const Firm& firm, const Site& site) {
    const bool silent = is_silent(firm);
    if (!silent && !is_listed(context, "SI-20", "concerns", firm.hazards)) {
        return not_applicable({});
    }
    auto judged = judge_targets(site, protected_places, [&](const Target&) {
        return context.parameter("SI-20", "min_distance");
    });
    return silent ? unless_far(std::move(judged)) : judged;
}

/// One kind of ≥ 10 t/y, or two and more of ≥ 25 t/y together.
bool is_large_emitter(const std::vector<double>& tonnes, const model::Parameter& one,
                      const model::Parameter& several) {
    const double sum = std::accumulate(tonnes.begin(), tonnes.end(), 0.0);
    return std::any_of(tonnes.begin(), tonnes.end(),
                       [&](double t) { return reaches(t, one.value); }) ||
           (tonnes.size() > 1 && reaches(sum, several.value));
}

Outcome crowded(double people, const model::Parameter& limit, const std::vector<double>& tonnes) {
    const double sum = std::accumulate(tonnes.begin(), tonnes.end(), 0.0);
    auto evidence = told(
        {fmt::format("반경 내 거주 {}명 ({}명 이상), 특정대기유해물질 {} t/년: 설치 제한 가능",
                     grouped(people, 0), grouped(limit.value, 0), number_text(sum, 0)),
         fmt::format("{} residents within the radius ({} or more), {} t/y of toxic air pollutants: "
                     "a permit may be refused",
                     grouped(people, 0), grouped(limit.value, 0), number_text(sum, 0))});
    evidence.measured = people;
    evidence.threshold = limit.value;
    evidence.unit = limit.unit;
    evidence.parameter = &limit;
    return breach(std::move(evidence));
}

/// SI-21, 대기환경보전법 영 §12. Amounts stand as `toxic_air_t:N` (t/y), one per substance.
Outcome air_emitter(const Context& context, const Firm& firm, const Site& site) {
    const bool concerned = is_listed(context, "SI-21", "concerns", firm.emits);
    if (!concerned && (firm.emits_known || !firm.emits.empty())) {
        return not_applicable({});
    }
    const auto* const crowd = context.parameter("SI-21", "max_population");
    const auto* const one = context.parameter("SI-21", "max_emission_one");
    const auto* const several = context.parameter("SI-21", "max_emission_several");
    if (crowd == nullptr || one == nullptr || several == nullptr) {
        return without_parameter("SI-21", "max_population, max_emission_one, max_emission_several");
    }
    const bool crowded_or_open = !site.facts.people || reaches(*site.facts.people, crowd->value);
    const auto tonnes = amounts(firm.emits, "toxic_air_t");
    if (!crowded_or_open || (!tonnes.empty() && !is_large_emitter(tonnes, *one, *several))) {
        return pass(); // too few people or too little, whatever the other is
    }
    std::vector<std::string> missing;
    if (!site.facts.people) {
        if (context.parameter("SI-21", "radius") == nullptr) {
            return without_parameter("SI-21", "radius");
        }
        const bool drawn = !context.project.layers_of("population").empty();
        missing.emplace_back(drawn ? "population.persons" : "layer population");
    }
    if (tonnes.empty()) {
        missing.emplace_back(concerned ? "firms.emits toxic_air_t:N" : "firms.emits");
    }
    return missing.empty() ? crowded(*site.facts.people, *crowd, tonnes)
                           : unknown(std::move(missing));
}

constexpr std::array table{
    Rule{"SI-18", nullptr, hazardous_material},
    Rule{"SI-19", nullptr, high_pressure_gas},
    Rule{"SI-20", nullptr, chemicals},
    Rule{"SI-21", nullptr, air_emitter},
};

} // namespace

std::span<const Rule> process_rules() {
    return table;
}

} // namespace sandan::rules
