#include "rules/support.hpp"

#include <sandan/geom/measure.hpp>

#include "core/number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace sandan::rules {

namespace {

constexpr double noise = 1e-9;

double slack(double limit) {
    return noise * std::max(1.0, std::abs(limit));
}

std::string trimmed(double value, int decimals) {
    auto text = grouped(value, decimals);
    if (text.find('.') != std::string::npos) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.back() == '.') {
            text.pop_back();
        }
    }
    return text;
}

struct Words {
    std::string_view ko;
    std::string_view en;
};

/// A ratio has no unit to print.
std::string with_unit(const std::string& number, const std::string& unit) {
    return unit == "1" ? number : number + " " + unit;
}

Outcome compare(const Measure& measure, const model::Parameter* limit, std::string_view name,
                bool fits, const Words& words) {
    if (limit == nullptr) {
        return unknown({fmt::format("parameter {}", name)});
    }
    const auto value = with_unit(number_text(measure.value, limit->value), limit->unit);
    const auto bound = with_unit(number_text(limit->value, measure.value), limit->unit);
    Evidence evidence;
    evidence.measured = measure.value;
    evidence.threshold = limit->value;
    evidence.unit = limit->unit;
    evidence.parameter = limit;
    evidence.message = {fmt::format("{} {} (기준 {} {}){}", measure.what.ko, value, bound, words.ko,
                                    measure.note.ko),
                        fmt::format("{} {} ({} {} required){}", measure.what.en, value, words.en,
                                    bound, measure.note.en)};
    return fits ? pass(std::move(evidence)) : breach(std::move(evidence));
}

} // namespace

Subject subject_of(const model::Layer& layer, const model::Feature& feature) {
    return {layer.role, layer.id(feature), feature.fid, layer.name};
}

Subject complex_subject(std::string_view id) {
    return {"complex", std::string{id}, -1};
}

bool is_completed(const model::Complex& complex, const Date& date) {
    return complex.completed && *complex.completed <= date;
}

Outcome not_retroactive() {
    return not_applicable({"준공된 단지: 소급하지 않음", "completed complex: not retroactive"});
}

Subject pair_subject(const std::string& layer, const std::string& a, const std::string& b) {
    return {layer, std::min(a, b) + "|" + std::max(a, b), -1};
}

std::optional<Location> location_of(const geom::Shape& shape) {
    const auto box = geom::envelope(shape);
    if (box.empty()) {
        return std::nullopt;
    }
    const auto at = shape.polygons.empty() ? geom::Point{std::midpoint(box.min.x, box.max.x),
                                                         std::midpoint(box.min.y, box.max.y)}
                                           : geom::label_point(shape.polygons);
    return Location{at.x, at.y, {box.min.x, box.min.y, box.max.x, box.max.y}};
}

Location location_at(const geom::Point& point) {
    return {point.x, point.y, {point.x, point.y, point.x, point.y}};
}

std::string number_text(double value, double other) {
    constexpr int most_decimals = 9;
    const bool differ = std::abs(value - other) > slack(other);
    int decimals = 2;
    while (decimals < most_decimals && differ &&
           trimmed(value, decimals) == trimmed(other, decimals)) {
        ++decimals;
    }
    return trimmed(value, decimals);
}

bool reaches(double measured, double minimum) {
    return measured >= minimum - slack(minimum);
}

bool within(double measured, double maximum) {
    return measured <= maximum + slack(maximum);
}

Outcome at_least(const Measure& measure, const model::Parameter* minimum, std::string_view name) {
    const bool fits = minimum != nullptr && reaches(measure.value, minimum->value);
    return compare(measure, minimum, name, fits, {"이상", "at least"});
}

Outcome at_most(const Measure& measure, const model::Parameter* maximum, std::string_view name) {
    const bool fits = maximum != nullptr && within(measure.value, maximum->value);
    return compare(measure, maximum, name, fits, {"이하", "at most"});
}

Outcome less_than(const Measure& measure, const model::Parameter* limit, std::string_view name) {
    const bool fits = limit != nullptr && !reaches(measure.value, limit->value);
    return compare(measure, limit, name, fits, {"미만", "less than"});
}

Outcome placed(Outcome outcome, const geom::Shape& shape) {
    if (outcome.kind == Outcome::Kind::breach) {
        outcome.evidence.location = location_of(shape);
    }
    return outcome;
}

Evidence told(Text message, std::optional<Location> location) {
    Evidence evidence;
    evidence.message = std::move(message);
    evidence.location = location;
    return evidence;
}

void for_facts(const Context& context, Sink& sink, std::string_view rule, const Outcome& none,
               const std::function<Outcome(const model::Fact&)>& judge) {
    bool any = false;
    for (const auto& fact : context.project.plan.facts) {
        if (fact.rule == rule) {
            any = true;
            sink.add({"facts", fact.id, -1}, judge(fact));
        }
    }
    if (!any) {
        sink.add({"facts", "facts", -1}, none);
    }
}

bool is_listed(const Context& context, std::string_view rule, std::string_view name,
               const std::vector<std::string>& tags) {
    return std::any_of(tags.begin(), tags.end(), [&](const std::string& tag) {
        return context.parameter(rule, name, tag) != nullptr;
    });
}

const model::Parameter* list_in_force(const Context& context, std::string_view rule,
                                      std::string_view name) {
    const auto* const info = context.project.rules.rule(rule);
    if (info == nullptr) {
        return nullptr;
    }
    const auto found = std::find_if(
        info->parameters.begin(), info->parameters.end(), [&](const model::Parameter& row) {
            return row.name == name && model::in_force(row, context.date);
        });
    return found == info->parameters.end() ? nullptr : &*found;
}

std::vector<std::string> untold(const model::Firm& firm) {
    std::vector<std::string> fields;
    if (!firm.emits_known && firm.emits.empty()) {
        fields.emplace_back("firms.emits");
    }
    if (!firm.hazards_known && firm.hazards.empty()) {
        fields.emplace_back("firms.hazards");
    }
    return fields;
}

std::optional<double> factory_rate(const Context& context, const std::string& ksic) {
    const auto division = ksic.substr(0, 2);
    if (division >= "10" && division <= "34") {
        return context.project.codes.factory_rate(ksic);
    }
    const auto* const general = context.parameter("SI-05", "rate_outside_manufacturing");
    return general == nullptr ? std::nullopt : std::optional{general->value};
}

Outcome total_of_parts(const model::Fact& fact) {
    const double sum = std::accumulate(fact.parts.begin(), fact.parts.end(), 0.0);
    Evidence evidence;
    evidence.measured = sum;
    evidence.threshold = fact.total;
    evidence.unit = fact.unit;
    const bool equal = reaches(sum, fact.total) && within(sum, fact.total);
    evidence.message = {fmt::format("항목 합계 {} {} {} 발표 총계 {} {} ({})",
                                    number_text(sum, fact.total), fact.unit, equal ? "=" : "≠",
                                    number_text(fact.total, sum), fact.unit, fact.source),
                        fmt::format("parts sum to {} {} {} published total {} {} ({})",
                                    number_text(sum, fact.total), fact.unit, equal ? "=" : "≠",
                                    number_text(fact.total, sum), fact.unit, fact.source)};
    return equal ? pass(std::move(evidence)) : breach(std::move(evidence));
}

std::vector<std::string> missing_layers(const Context& context,
                                        std::initializer_list<std::string_view> roles) {
    std::vector<std::string> missing;
    for (const auto role : roles) {
        if (context.project.layer(role) == nullptr) {
            missing.push_back(fmt::format("layer {}", role));
        }
    }
    return missing;
}

Outcome without_parameter(std::string_view rule, std::string_view name) {
    return unknown({fmt::format("parameter {} {}", rule, name)});
}

} // namespace sandan::rules
