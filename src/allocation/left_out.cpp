#include "allocation/left_out.hpp"

#include "allocation/conflicts.hpp"
#include "allocation/explain.hpp"
#include "allocation/relaxation.hpp"
#include "allocation/value.hpp"
#include "core/number.hpp"
#include "siting/wishes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace sandan::allocation {

namespace {

using Kind = Constraint::Kind;

constexpr std::size_t most_remedies = 20'000; ///< Sites judged anew for one firm.

/// Can the firm and all that must be placed be placed together? Asked of ever fewer constraints.
class Together {
public:
    Together(const Finished& finished, const Barriers& barriers, std::size_t firm)
        : m_finished{finished},
          m_barriers{barriers},
          m_firm{static_cast<std::uint32_t>(firm)},
          m_active(barriers.constraints().size(), true),
          m_row_active(finished.plan.problem.capacity.size(), true) {
        for (std::uint32_t f = 0; f < finished.plan.problem.firms; ++f) {
            if (finished.plan.required[f] && f != m_firm && finished.choice[f] != unplaced) {
                m_required.push_back(f);
            }
        }
    }

    [[nodiscard]] bool asks_nothing() const { return m_required.empty(); }

    [[nodiscard]] bool stopped() const { return m_stopped; }

    /// False is a proof, but when the clock stopped it before there was one.
    [[nodiscard]] bool possible() {
        auto problem = m_finished.plan.problem;
        problem.links.clear();
        std::erase_if(problem.columns, [&](const Column& column) {
            return std::find(m_required.begin(), m_required.end(), column.firm) == m_required.end();
        });
        for (std::uint32_t s = 0; s < problem.sets.size(); ++s) {
            const auto& obstacles = m_barriers.free()[s];
            if (std::none_of(obstacles.begin(), obstacles.end(),
                             [&](auto at) { return is_active(at); })) {
                problem.columns.push_back({m_firm, s, 1});
            }
        }
        for (auto& column : problem.columns) {
            column.value = 1;
        }
        std::stable_sort(problem.columns.begin(), problem.columns.end(),
                         [](const auto& a, const auto& b) { return a.firm < b.firm; });
        lift_rows(problem);
        auto options = m_finished.options;
        options.gap = 0; // one firm more or less is the question
        const auto solved = solve(problem, options);
        const auto wanted = static_cast<std::int64_t>(m_required.size() + 1);
        const bool found = solved.worth == wanted;
        m_stopped = m_stopped || (!found && solved.bound >= static_cast<double>(wanted) - 0.5);
        return found;
    }

    /// Deletion filter: the constraints without which it would be possible, each of them needed.
    std::vector<Constraint> conflict(const PlanProblem& plan) {
        std::vector<Constraint> kept;
        for (std::uint32_t at = 0; at < m_active.size(); ++at) {
            const auto& constraint = m_barriers.constraints()[at];
            if (constraint.kind != Kind::firm && constraint.kind != Kind::capacity) {
                m_active[at] = false;
                keep_if_needed(m_active[at], constraint, kept);
            }
        }
        for (std::uint32_t r = 0; r < m_row_active.size(); ++r) {
            const auto& row = plan.rows[r];
            m_row_active[r] = false;
            keep_if_needed(
                m_row_active[r],
                {Kind::capacity,
                 fmt::format("{} {} {}", row.complex, row.year, utility_names[row.utility]),
                 name_of(row)},
                kept);
        }
        for (std::size_t i = 0; i < m_required.size();) {
            const auto f = m_required[i];
            m_required.erase(m_required.begin() + static_cast<std::ptrdiff_t>(i));
            if (may_be_possible()) {
                const auto& firm = m_finished.context.project.firms[f];
                const auto name = firm.id + " " + firm.name;
                kept.push_back({Kind::firm, firm.id, {name, name}});
                m_required.insert(m_required.begin() + static_cast<std::ptrdiff_t>(i++), f);
            }
        }
        return kept;
    }

private:
    /// Without an answer a constraint stays in the conflict, too.
    [[nodiscard]] bool may_be_possible() {
        const bool found = m_stopped || possible();
        return found || m_stopped;
    }

    [[nodiscard]] bool is_active(std::uint32_t at) const {
        return m_barriers.constraints()[at].kind == Kind::capacity
                   ? m_row_active[m_barriers.row_of(at)]
                   : m_active[at];
    }

    void keep_if_needed(std::vector<bool>::reference active, Constraint constraint,
                        std::vector<Constraint>& kept) {
        if (may_be_possible()) {
            active = true;
            kept.push_back(std::move(constraint));
        }
    }

    /// A row that does not count holds whatever the firms of the question need.
    void lift_rows(Problem& problem) const {
        for (std::uint32_t r = 0; r < m_row_active.size(); ++r) {
            if (m_row_active[r]) {
                continue;
            }
            std::int64_t all = 0; // of every firm, wherever it goes
            for (const auto& uses : problem.uses) {
                for (const auto& use : uses) {
                    all += use.row == r ? use.amount : 0;
                }
            }
            problem.capacity[r] = std::max(problem.capacity[r], all);
        }
    }

    const Finished& m_finished;
    const Barriers& m_barriers;
    std::uint32_t m_firm;
    std::vector<bool> m_active;     ///< Constraints of the firm alone.
    std::vector<bool> m_row_active; ///< Capacities.
    std::vector<std::uint32_t> m_required;
    bool m_stopped = false;
};

std::vector<Constraint> named(const Barriers& barriers, const std::vector<std::uint32_t>& at) {
    std::vector<Constraint> result;
    std::transform(at.begin(), at.end(), std::back_inserter(result),
                   [&](auto position) { return barriers.constraints()[position]; });
    return result;
}

/// More of a capacity than is left, thousandths.
siting::Change more_capacity(const CapacityRow& row, std::int64_t lacking) {
    const auto amount = static_cast<double>(lacking) / 1000;
    const std::string unit =
        utility_names[row.utility] == std::string_view{"power_kw"} ? "kW" : "m³/d";
    const auto name = name_of(row);
    const auto more = grouped(std::ceil(amount));
    return {.kind = siting::Change::Kind::capacity,
            .amount = amount,
            .unit = unit,
            .share = static_cast<double>(lacking) /
                     static_cast<double>(std::max<std::int64_t>(1, row.capacity)),
            .text = {fmt::format("{} {} {} 증설", name.ko, more, unit),
                     fmt::format("{} more {} of {}", more, unit, name.en)}};
}

/// What would open site `s` with the others in place; nothing if no change of the firm's terms or
/// of capacities would.
std::optional<siting::Relaxation> opening(const Finished& finished, const Barriers& barriers,
                                          const siting::PairRules& pair_rules, std::size_t firm,
                                          std::size_t s) {
    siting::Relaxation changes;
    const auto& cell = finished.matrix.at(firm, s);
    for (const auto at : barriers.fixed()[s]) {
        const auto kind = barriers.constraints()[at].kind;
        if (kind != Kind::rule && kind != Kind::capacity) {
            return std::nullopt;
        }
        if (kind == Kind::capacity) {
            const auto row = barriers.row_of(at);
            const Column column{static_cast<std::uint32_t>(firm), static_cast<std::uint32_t>(s), 0};
            for (const auto& use : finished.plan.problem.uses_of(column)) {
                if (use.row == row) {
                    changes.changes.push_back(
                        more_capacity(finished.plan.rows[row], use.amount - barriers.left()[row]));
                }
            }
        }
    }
    if (!usable(cell)) {
        auto bent = siting::bent_wishes(pair_rules, finished.context.project.firms[firm],
                                        finished.matrix.sites[s], cell);
        if (!bent) {
            return std::nullopt;
        }
        changes.changes.insert(changes.changes.begin(), bent->changes.begin(), bent->changes.end());
    }
    return changes;
}

/// `all_sites` is left false when not every site was judged anew.
std::optional<LeftOut::Remedy> remedy(const Finished& finished, const Barriers& barriers,
                                      std::size_t firm, bool& all_sites, bool& stopped) {
    const siting::PairRules pair_rules{finished.context};
    std::optional<LeftOut::Remedy> best;
    all_sites = finished.matrix.sites.size() <= most_remedies;
    const auto sites = std::min(most_remedies, finished.matrix.sites.size());
    for (std::size_t s = 0; s < sites; ++s) {
        if (s % 256 == 0 && cpu_seconds() > finished.options.time_limit_s) {
            all_sites = false;
            stopped = true;
            break;
        }
        auto changes = opening(finished, barriers, pair_rules, firm, s);
        if (changes && !changes->changes.empty() &&
            (!best || siting::asks_less(*changes, best->changes))) {
            best = {finished.matrix.sites[s].id, std::move(*changes)};
        }
    }
    return best;
}

/// The plan with the firm in it, whatever it costs.
std::optional<LeftOut::Forced> forced(const Finished& finished, std::size_t firm, bool& stopped) {
    auto plan = finished.plan;
    auto& columns = plan.problem.columns;
    const auto of_firm = [&](const Column& column) {
        return column.firm == firm;
    };
    if (std::none_of(columns.begin(), columns.end(), of_firm)) {
        return std::nullopt;
    }
    const double now = cpu_seconds();
    auto options = finished.options;
    options.time_limit_s = now + (options.time_limit_s - now) / 4;
    if (options.time_limit_s <= now) {
        stopped = true;
        return std::nullopt;
    }
    // Twice the plan is more than any plan without the firm; the gap is one of four times as much.
    const auto most = 2 * worth(plan.problem, finished.choice) + 1;
    options.gap /= 4;
    for (auto& column : columns) {
        column.value += of_firm(column) ? most : 0;
    }
    const auto solved = solve(plan.problem, options);
    stopped = stopped || solved.stopped;
    if (solved.stopped || solved.choice[firm] == unplaced) {
        return std::nullopt;
    }
    LeftOut::Forced result;
    result.exact = solved.bound - static_cast<double>(solved.worth) < 1;
    result.loss =
        objective(finished.plan, finished.choice) - objective(finished.plan, solved.choice);
    result.lots = lot_ids(finished.context, finished.matrix, finished.plan,
                          static_cast<std::size_t>(solved.choice[firm]));
    for (std::size_t f = 0; f < solved.choice.size(); ++f) {
        const auto before = finished.choice[f];
        if (before != unplaced && before != solved.choice[f]) {
            auto& list = solved.choice[f] == unplaced ? result.dropped : result.moved;
            list.push_back(finished.context.project.firms[f].id);
        }
    }
    return result;
}

std::string listed(const std::vector<Constraint>& set, Language language) {
    std::vector<std::string> names;
    std::transform(set.begin(), set.end(), std::back_inserter(names),
                   [&](const Constraint& constraint) { return constraint.name.in(language); });
    return fmt::format("{}", fmt::join(names, ", "));
}

void add(Text& text, const Text& more) {
    text.ko += (text.ko.empty() ? "" : "; ") + more.ko;
    text.en += (text.en.empty() ? "" : "; ") + more.en;
}

Text forced_text(const LeftOut::Forced& forced) {
    const auto lots = fmt::format("{}", fmt::join(forced.lots, "+"));
    Text text{
        fmt::format("강제 배정({}) 시 손실 {}점{}", lots, forced.loss, forced.exact ? "" : " 이하"),
        fmt::format("placing it on {} loses {}{} points", lots, forced.exact ? "" : "at most ",
                    forced.loss)};
    if (!forced.dropped.empty()) {
        const auto firms = fmt::format("{}", fmt::join(forced.dropped, ", "));
        text.ko += ", 제외 " + firms;
        text.en += ", drops " + firms;
    }
    if (!forced.moved.empty()) {
        const auto firms = fmt::format("{}", fmt::join(forced.moved, ", "));
        text.ko += ", 이동 " + firms;
        text.en += ", moves " + firms;
    }
    return text;
}

} // namespace

std::string_view to_string(Constraint::Kind kind) noexcept {
    switch (kind) {
    case Kind::rule:
        return "rule";
    case Kind::data:
        return "data";
    case Kind::lots:
        return "lots";
    case Kind::lock:
        return "lock";
    case Kind::capacity:
        return "capacity";
    case Kind::firm:
        break;
    }
    return "firm";
}

Text LeftOut::text() const {
    Text all;
    if (!fixed.empty()) {
        add(all, {"최소 충돌 집합(다른 기업 고정): " + listed(fixed, Language::ko),
                  "smallest conflict, other firms in place: " + listed(fixed, Language::en)});
    }
    if (!free.empty()) {
        const Text kind =
            minimal ? Text{"최소 충돌 집합(다른 기업 이동 가능): ",
                           "smallest conflict, other firms free: "}
                    : Text{"충돌 집합(다른 기업 이동 가능, 시간 제한으로 더 줄이지 못함): ",
                           "a conflict, other firms free (no time to make it smaller): "};
        add(all, {kind.ko + listed(free, Language::ko), kind.en + listed(free, Language::en)});
    } else if (!minimal) {
        add(all, {"다른 기업이 이동해도 배정할 수 있는지는 시간 제한으로 알 수 없음",
                  "no time to tell whether it could be placed with the other firms free"});
    }
    if (remedy) {
        const auto changes = remedy->changes.text();
        const Text kind = all_sites ? Text{"최소 변경", "cheapest change"}
                                    : Text{"검토한 후보지 중 최소 변경",
                                           "cheapest change of the sites looked at"};
        add(all, {fmt::format("{}({}): {}", kind.ko, remedy->site, changes.ko),
                  fmt::format("{}, on {}: {}", kind.en, remedy->site, changes.en)});
    }
    if (forced) {
        add(all, forced_text(*forced));
    }
    return all;
}

LeftOut left_out(const Finished& finished, const Options& options, std::size_t firm,
                 bool& stopped) {
    const Barriers barriers{finished.context, finished.matrix, finished.plan,
                            finished.choice,  options,         firm};
    const auto count = barriers.constraints().size();
    LeftOut result;
    result.fixed = named(barriers, smallest_conflict(barriers.fixed(), count));
    result.free = named(barriers, smallest_conflict(barriers.free(), count));
    if (result.free.empty()) {
        Together together{finished, barriers, firm};
        if (together.asks_nothing() || together.possible()) {
            if (stages_of(options.objective, options.links).empty()) { // else no scale of loss
                result.forced = forced(finished, firm, stopped);
            }
        } else {
            result.minimal = !together.stopped();
            if (result.minimal) {
                result.free = together.conflict(finished.plan);
                result.minimal = !together.stopped();
            }
        }
        stopped = stopped || together.stopped();
    }
    result.remedy = remedy(finished, barriers, firm, result.all_sites, stopped);
    return result;
}

} // namespace sandan::allocation
