#pragma once
// A rule is a row here (id, function) and an entry in a rule pack (title, severity, thresholds,
// sources). Functions print nothing, read no file and know no other rule.

#include <sandan/core/finding.hpp>
#include <sandan/rules/context.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sandan::rules {

/// The numbers and place behind a statement.
struct Evidence {
    std::optional<double> measured;
    std::optional<double> threshold;
    std::string unit;
    Text message;                                ///< In the reader's words, with the numbers.
    const model::Parameter* parameter = nullptr; ///< The deciding threshold, if dated.
    std::optional<Location> location;
    bool advisory = false; ///< This breach can only warn (discretion, sliver-size, …).
};

/// What a rule says of one subject, before severity turns a breach into FAIL or WARN.
struct Outcome {
    enum class Kind { pass, breach, unknown, not_applicable };
    Kind kind = Kind::pass;
    Evidence evidence;
    std::vector<std::string>
        missing; ///< unknown: what is not given ("layer schools", "firms.emits")
};

[[nodiscard]] Outcome pass(Evidence evidence = {});
[[nodiscard]] Outcome breach(Evidence evidence);
[[nodiscard]] Outcome unknown(std::vector<std::string> missing);
[[nodiscard]] Outcome not_applicable(Text why);

/// Where a rule over the whole plan puts its statements.
class Sink {
public:
    virtual ~Sink() = default;
    virtual void add(Subject subject, Outcome outcome) = 0;
};

using PlanCheck = void (*)(const Context&, Sink&);
using PairCheck = Outcome (*)(const Context&, const model::Firm&, const Site&);
using SiteCheck = Outcome (*)(const Context&, const Site&);

/// A rule over the plan, over firm × site, or both; `land` instead of `pair` where the site tells
/// alone, whatever firm comes, so that it need not be asked for each. `site` asks these two over
/// firm × site; `check` asks the plan, and where there is no plan check the others over the plan's
/// assignments.
struct Rule {
    std::string_view id;
    PlanCheck plan = nullptr;
    PairCheck pair = nullptr;
    SiteCheck land = nullptr;

    /// It judges a firm on a site.
    [[nodiscard]] constexpr bool sites_firms() const { return pair != nullptr || land != nullptr; }

    /// What it says of the firm on the site. \pre sites_firms()
    [[nodiscard]] Outcome judge(const Context& context, const model::Firm& firm,
                                const Site& site) const {
        return pair != nullptr ? pair(context, firm, site) : land(context, site);
    }
};

/// All implemented rules, topic by topic, in catalogue order.
[[nodiscard]] std::span<const Rule> rule_table();

/// The table row of an id; null for a rule that is only declared.
[[nodiscard]] const Rule* find_rule(std::string_view id);

/// What an outcome comes to by the rule's severity and the threshold's verification alone: the
/// result of to_finding() before waivers.
[[nodiscard]] Result result_of(const model::RuleInfo& info, const Outcome& outcome);

/// Turns an outcome into a finding by the rule's severity, the parameter's verification and the
/// plan's waivers. Breaches of information rules count as PASS and keep their message.
[[nodiscard]] Finding to_finding(const Context& context, const model::RuleInfo& info,
                                 Subject subject, Outcome outcome);

struct Evaluation {
    Summary summary;
    std::vector<Finding> findings;      ///< FAIL, WARN, UNKNOWN, WAIVED; sorted by (rule, subject).
    std::vector<Finding> notes;         ///< Messages of information rules.
    std::vector<std::string> evaluated; ///< Rule ids that ran.
};

/// Runs every rule of the book (or those in `select`, without those in `ignore`); declared-only
/// rules give one UNKNOWN each. Same result for any number of threads.
[[nodiscard]] Evaluation evaluate(const Context& context, const std::vector<std::string>& select,
                                  const std::vector<std::string>& ignore, unsigned threads);

} // namespace sandan::rules
