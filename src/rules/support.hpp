#pragma once
// What rules of every topic use to name subjects, places and numbers.

#include <sandan/rules/rule.hpp>

#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sandan::rules {

[[nodiscard]] Subject subject_of(const model::Layer& layer, const model::Feature& feature);
[[nodiscard]] Subject complex_subject(std::string_view id);

/// True if the complex was completed (준공) by the day: minima that the guideline asks of a new
/// plan do not reach back to it (UG-13 tells how far it is from them).
[[nodiscard]] bool is_completed(const model::Complex& complex, const Date& date);

/// What a rule for new plans says of a completed complex.
[[nodiscard]] Outcome not_retroactive();
/// `a|b`, the smaller id first.
[[nodiscard]] Subject pair_subject(const std::string& layer, const std::string& a,
                                   const std::string& b);

/// A point inside the largest part and the box; nothing for a shape without extent.
[[nodiscard]] std::optional<Location> location_of(const geom::Shape& shape);
[[nodiscard]] Location location_at(const geom::Point& point);

/// Up to two decimals, as many more as it takes to tell `value` from `other`: 49.9996 beside 50.
[[nodiscard]] std::string number_text(double value, double other);

/// Comparisons that floating-point noise (1e-9 relative) does not decide.
[[nodiscard]] bool reaches(double measured, double minimum);
[[nodiscard]] bool within(double measured, double maximum);

/// What is measured, against a dated minimum or maximum: pass or breach, numbers and unit in the
/// message. A null parameter makes it unknown.
struct Measure {
    Text what; ///< "산업시설용지 비율" / "share of industrial land"
    double value = 0;
    Text note; ///< Appended to the message, e.g. a reason.
};

[[nodiscard]] Outcome at_least(const Measure& measure, const model::Parameter* minimum,
                               std::string_view parameter_name);
[[nodiscard]] Outcome at_most(const Measure& measure, const model::Parameter* maximum,
                              std::string_view parameter_name);

/// The same for "less than" (미만): a value on the limit is too much.
[[nodiscard]] Outcome less_than(const Measure& measure, const model::Parameter* limit,
                                std::string_view parameter_name);

/// A row in force of a list (`allowed`, …): what the answer "not listed" is dated and verified by.
[[nodiscard]] const model::Parameter* list_in_force(const Context& context, std::string_view rule,
                                                    std::string_view name);

/// `layer ROLE` for each of the roles that the plan has no layer of: what an UNKNOWN names.
[[nodiscard]] std::vector<std::string>
missing_layers(const Context& context, std::initializer_list<std::string_view> roles);

/// The outcome that a missing parameter comes to.
[[nodiscard]] Outcome without_parameter(std::string_view rule, std::string_view name);

/// The outcome, with the place of `shape` if it is a breach (finding it is not free).
[[nodiscard]] Outcome placed(Outcome outcome, const geom::Shape& shape);

/// A breach or pass that has no threshold: a message and perhaps a place.
[[nodiscard]] Evidence told(Text message, std::optional<Location> location = {});

/// States `judge(fact)` for every figure ([[fact]]) the plan gives for a rule; `none` without one.
void for_facts(const Context& context, Sink& sink, std::string_view rule, const Outcome& none,
               const std::function<Outcome(const model::Fact&)>& judge);

/// True if the pack lists one of the firm's hazards or emissions under `name` of the rule.
[[nodiscard]] bool is_listed(const Context& context, std::string_view rule, std::string_view name,
                             const std::vector<std::string>& tags);

/// `firms.emits`, `firms.hazards`: those that the firm's row says nothing in.
[[nodiscard]] std::vector<std::string> untold(const model::Firm& firm);

/// 기준공장면적률 (%) of one industry: the table's, or the general one of what is no manufacturing.
[[nodiscard]] std::optional<double> factory_rate(const Context& context, const std::string& ksic);

/// A published total against the sum of its parts (LB-20, PC-05, PC-09 …).
[[nodiscard]] Outcome total_of_parts(const model::Fact& fact);

} // namespace sandan::rules
