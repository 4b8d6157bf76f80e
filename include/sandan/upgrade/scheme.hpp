#pragma once
// The scenario: which candidates a budget allows, and what the complex is like before and after.

#include <sandan/upgrade/candidates.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sandan::upgrade {

/// The set of open candidates that is worth most: no site is taken twice by assemblies, no road
/// widened twice, Σ cost ≤ budget. Worth is counted in whole m², money in won: sums are exact, and
/// as candidates share no land nothing is paid or counted twice.
struct Portfolio {
    std::vector<std::size_t> chosen; ///< Positions in Scheme::candidates, ascending.
    std::int64_t worth_m2 = 0;
    double bound_m2 = 0; ///< No allowed set is worth more.
    std::int64_t cost_krw = 0;
    std::int64_t budget_krw = 0;
    std::size_t considered = 0; ///< Open candidates that the budget alone allows.
    std::size_t unscored = 0;   ///< Open candidates of which no indicator is known: not considered.
    bool stopped = false;       ///< The clock cut the search short.
    std::string solver;

    /// (bound − worth) / worth; 0 when nothing can be chosen.
    [[nodiscard]] double gap() const;
};

/// Something of a complex today and in the scenario.
struct Change {
    std::string complex;
    std::string what; ///< use:IND, floor_ratio, green, road, parking, …_deficit, firms or jobs
    std::optional<double> before;
    std::optional<double> after;
    std::string unit;
    std::vector<std::string> missing; ///< What `before` or `after` lacks.
};

/// Published money that should add up: [[fact]] rows of rule PC-09.
struct Funding {
    std::string id;
    std::string unit;
    double total = 0;
    double parts = 0; ///< Their sum.
    std::string source;
};

struct Scheme {
    std::vector<Candidate> candidates;
    std::optional<Portfolio> portfolio; ///< Nothing without a budget.
    std::vector<Change> changes;        ///< By complex, as ordered above; none without a portfolio.
    std::vector<Funding> funding;
    std::vector<std::string> missing; ///< Inputs without which a part could not be made.
};

/// \throws Error as candidates() does, Error{solver} when CBC gives up. Same result for any number
/// of threads unless the portfolio was `stopped`.
[[nodiscard]] Scheme scheme(const rules::Context& context, const Survey& survey,
                            const model::UpgradeInputs& inputs);

} // namespace sandan::upgrade
