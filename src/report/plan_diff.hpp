#pragma once
// What moved between two plans: land, lots, uses, firms, findings, and the weight the law gives it.

#include <sandan/rules/rule.hpp>

#include <string>
#include <vector>

namespace sandan::report {

/// Every square metre of both plans' lots in one class; they sum to `union_m2`.
struct AreaChange {
    double unchanged_m2 = 0;   ///< The same lot and use.
    double relotted_m2 = 0;    ///< Another lot of the same use.
    double use_changed_m2 = 0; ///< Another use.
    double added_m2 = 0;       ///< In the new plan only.
    double removed_m2 = 0;     ///< In the old plan only.
    double union_m2 = 0;       ///< Measured apart from the classes.

    [[nodiscard]] double sum() const {
        return unchanged_m2 + relotted_m2 + use_changed_m2 + added_m2 + removed_m2;
    }

    /// Σ classes − union: 0 unless lots of one plan overlap.
    [[nodiscard]] double closure_error_m2() const { return sum() - union_m2; }
};

enum class LotEvent { added, removed, renamed, split, merged, moved, use_changed };

[[nodiscard]] std::string_view to_string(LotEvent event) noexcept;

/// For the reader.
[[nodiscard]] Text event_name(LotEvent event);

/// Lots matched by id, else by the land they share.
struct LotChange {
    LotEvent event = LotEvent::moved;
    std::vector<std::string> before; ///< Lot ids, ascending.
    std::vector<std::string> after;
    std::string use_before;
    std::string use_after;
    double area_before_m2 = 0;
    double area_after_m2 = 0;
    double changed_m2 = 0; ///< Land that is in one of the two only.
    Location location;

    /// Land that the change concerns: what came, went or moved; where lots only took another form,
    /// name or use, the land that both have.
    [[nodiscard]] double land_m2() const;
};

/// Land of one use in one complex; empty complex = lots of none.
struct UseChange {
    std::string complex;
    std::string use;
    double before_m2 = 0;
    double after_m2 = 0;
};

struct FirmChange {
    std::string firm;
    std::vector<std::string> before; ///< Lot ids, ascending; empty = not assigned.
    std::vector<std::string> after;
};

/// LB-13 or LB-14 of one complex. A breach is an important change.
struct ChangeWeight {
    std::string rule;
    std::string complex;
    rules::Outcome::Kind kind = rules::Outcome::Kind::unknown;
    Text message;
};

struct PlanDiff {
    AreaChange areas;
    std::vector<LotChange> lots; ///< By event, then ids.
    std::vector<UseChange> uses; ///< Only those that changed by 0.01 m² or more.
    std::vector<FirmChange> firms;
    /// FAIL and WARN of the new plan that the old one had not, or not with this result.
    std::vector<Finding> appeared;
    std::vector<Finding> vanished;
    std::vector<ChangeWeight> weights;

    [[nodiscard]] bool important() const;
};

/// Both judged by the law of `now.date`. `now.previous` must be `before`.
/// Same result for any number of threads.
[[nodiscard]] PlanDiff compare_plans(const rules::Context& before, const rules::Context& now,
                                     unsigned threads);

/// Who is compared, for the formats.
struct DiffReport {
    const rules::Context& before;
    const rules::Context& now;
    const PlanDiff& diff;
    Language language = Language::ko;
};

[[nodiscard]] std::string diff_as_text(const DiffReport& report);
[[nodiscard]] std::string diff_as_markdown(const DiffReport& report);
[[nodiscard]] std::string diff_as_json(const DiffReport& report);

} // namespace sandan::report
