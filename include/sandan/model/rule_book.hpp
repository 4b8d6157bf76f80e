#pragma once
// Rule packs (gis_data/rules/*.toml) as values: what a rule is, and its dated thresholds.

#include <sandan/core/date.hpp>
#include <sandan/core/finding.hpp>
#include <sandan/model/read_finding.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sandan::model {

/// One value of a rule's parameter, in force in [valid_from, valid_to].
struct Parameter {
    std::string name; ///< "min_share", "green_lower", …
    std::string key;  ///< What it is for: a complex kind, a zone code; empty = everything.
    double from = 0;  ///< Band start, e.g. complex area in m² from which the value holds.
    double value = 0;
    std::string unit;
    Date valid_from{};
    std::optional<Date> valid_to;
    std::string source;
    bool verified = false;    ///< Unverified values can only warn, and say so.
    std::string jurisdiction; ///< Pack that gave it.
};

/// True on the first and on the last day of the value, and between.
[[nodiscard]] bool in_force(const Parameter& parameter, const Date& date);

struct RuleInfo {
    std::string id;
    Text title;
    Severity severity = Severity::error;
    std::string status; ///< V, w, d or U of the domain facts: how well the threshold is known.
    Text formula;
    std::string inputs;
    std::string source;
    std::string vector; ///< A worked example (golden vector), if there is one.
    Text example;       ///< A finding of the rule on the synthetic data; empty without one.
    Text reason;        ///< Why a rule that is only declared is not evaluated; else empty.
    std::vector<Parameter> parameters;
};

struct RulePack {
    std::string id; ///< "kr", "kr-52-jeonju"
    std::string name;
    std::string version;
    std::string path;
    std::string sha256;
    bool own = false;              ///< It lies beside the plan, not among those that ship.
    bool replaces_shipped = false; ///< Its own, though a pack of this id ships.
    std::vector<InputFile> files;  ///< It was read from.
};

/// What the packs say of a parameter on a day. `not_listed`: the parameter is in force, but not for
/// this key or size, which for a list of names is an answer ("not on the list"). `not_in_force`: no
/// pack has any value of it on that day, so nothing follows: the rule must answer UNKNOWN.
struct Lookup {
    enum class Status { found, not_listed, not_in_force };
    Status status = Status::not_in_force;
    const Parameter* parameter = nullptr; ///< Set when found.
};

class RuleBook {
public:
    std::vector<RulePack> packs; ///< Most general first.
    std::vector<RuleInfo> rules; ///< In catalogue order; parameters of later packs appended.

    [[nodiscard]] const RuleInfo* rule(std::string_view id) const;

    /// The parameter in force on `date`: of the last pack that has one for `key`; within it the
    /// band with the largest `from` not above `size`. A parameter with an empty key serves any key
    /// that has none of its own.
    [[nodiscard]] Lookup lookup(std::string_view rule, std::string_view name, const Date& date,
                                std::string_view key = {}, double size = 0) const;

    /// The same for a threshold, where not listed and not in force are both "no value": null.
    [[nodiscard]] const Parameter* parameter(std::string_view rule, std::string_view name,
                                             const Date& date, std::string_view key = {},
                                             double size = 0) const;
};

} // namespace sandan::model
