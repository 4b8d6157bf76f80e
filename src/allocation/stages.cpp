#include "allocation/stages.hpp"

#include "allocation/proof.hpp"
#include "allocation/value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace sandan::allocation {

namespace {

/// What a solved term asks of the plans of the terms to come.
struct Held {
    std::string term;
    Floor floor;
};

/// Terms one after the other, on the same columns.
class Stages {
public:
    Stages(const rules::Context& context, const siting::Matrix& matrix, const Options& options)
        : m_context{context}, m_matrix{matrix}, m_options{options} {}

    void solve_term(const std::string& term, double cpu_until) {
        auto options = m_options;
        options.objective = {term};
        m_result.plan = make_plan_problem(m_context, m_matrix, options);
        auto& plan = m_result.plan;
        keep_links(plan.problem);
        for (const auto& held : m_held) {
            plan.problem.floors.push_back(held.floor);
        }
        m_result.solved =
            solve(plan.problem, {solver_gap(plan, options), cpu_until, options.seed, m_start});
        m_result.stopped = m_result.stopped || m_result.solved.stopped;
        m_result.log += term + "\n" + m_result.solved.log;
        m_start = m_result.solved.choice;
    }

    /// The term just solved becomes a floor.
    void hold(const std::string& term) {
        const auto& plan = m_result.plan;
        const auto& solved = m_result.solved;
        const auto extras = static_cast<double>(extras_of(plan, solved.choice));
        m_result.before.push_back({.term = term, .bound = solved.bound - extras, .proof = proof()});
        Held held{term, {.values = {}, .gains = {}, .least = objective(plan, solved.choice)}};
        for (std::size_t c = 0; c < plan.problem.columns.size(); ++c) {
            const auto& column = plan.problem.columns[c];
            held.floor.values.push_back(column.value -
                                        (plan.required[column.firm] ? plan.bonus : 0) -
                                        (plan.kept[c] ? plan.move_price : 0));
        }
        for (const auto& link : plan.problem.links) {
            held.floor.gains.push_back(link.gain);
        }
        m_all.push_back(held);
        if (held.floor.least > 0) {
            m_held.push_back(std::move(held));
        }
    }

    [[nodiscard]] BoundProof proof() const {
        auto result = proof_of(m_context, m_matrix, m_result.plan, m_result.solved, m_options);
        for (std::size_t i = 0; i < m_held.size(); ++i) {
            const auto& prices = m_result.solved.prices.floor;
            result.floors.push_back(
                {m_held[i].term, m_held[i].floor.least, i < prices.size() ? prices[i] : 0});
        }
        return result;
    }

    Staged take() {
        for (std::size_t s = 0; s < m_all.size(); ++s) {
            auto& stage = m_result.before[s];
            stage.objective = worth_of(m_all[s].floor);
            const auto value = static_cast<double>(stage.objective);
            stage.gap = (stage.bound - value) / std::max(1.0, std::abs(value));
        }
        m_result.proof = proof();
        m_result.plan.problem.floors.clear(); // columns may change from here on
        return std::move(m_result);
    }

private:
    /// A term without links still holds those that a term before has counted.
    void keep_links(Problem& problem) {
        if (problem.links.empty() && !m_links.empty()) {
            problem.links = m_links;
            problem.proximity = m_proximity;
            for (auto& link : problem.links) {
                link.gain = 0;
            }
        } else if (!problem.links.empty()) {
            m_links = problem.links;
            m_proximity = problem.proximity;
            for (auto& held : m_held) { // of terms without links
                held.floor.gains.assign(problem.links.size(), 0);
            }
        }
    }

    /// What the final plan reaches; never less than the floor.
    [[nodiscard]] std::int64_t worth_of(const Floor& floor) const {
        auto problem = m_result.plan.problem;
        for (std::size_t c = 0; c < problem.columns.size(); ++c) {
            problem.columns[c].value = floor.values[c];
        }
        for (std::size_t e = 0; e < problem.links.size(); ++e) {
            problem.links[e].gain = e < floor.gains.size() ? floor.gains[e] : 0;
        }
        return worth(problem, m_result.solved.choice);
    }

    const rules::Context& m_context;
    const siting::Matrix& m_matrix;
    const Options& m_options;
    std::vector<Held> m_held; ///< Floors of the terms so far.
    std::vector<Held> m_all;  ///< The same, and terms by which nothing is worth anything.
    std::vector<Link> m_links;
    std::vector<std::uint8_t> m_proximity;
    Choice m_start;
    Staged m_result;
};

} // namespace

double solver_gap(const PlanProblem& plan, const Options& options) {
    const auto required = std::count(plan.required.begin(), plan.required.end(), true);
    const auto kept = std::count(plan.kept.begin(), plan.kept.end(), true);
    double share = 1;
    share *= required > 0 ? 2.0 * static_cast<double>(required + 1) : 1;
    share *= kept > 0 ? 2.0 * static_cast<double>(kept + 1) : 1;
    return options.gap / share;
}

std::int64_t objective(const PlanProblem& plan, const Choice& choice) {
    return worth(plan.problem, choice) - extras_of(plan, choice);
}

Staged solve_stages(const rules::Context& context, const siting::Matrix& matrix,
                    const Options& options, double cpu_until) {
    const auto terms = stages_of(options.objective, options.links);
    if (terms.empty()) {
        Staged result{.plan = make_plan_problem(context, matrix, options)};
        result.solved = solve(result.plan.problem, {solver_gap(result.plan, options), cpu_until,
                                                    options.seed, Choice{}});
        result.stopped = result.solved.stopped;
        result.log = result.solved.log;
        result.proof = proof_of(context, matrix, result.plan, result.solved, options);
        return result;
    }
    Stages stages{context, matrix, options};
    for (std::size_t t = 0; t < terms.size(); ++t) {
        const double now = cpu_seconds();
        const double rest = std::max(0.0, cpu_until - now);
        stages.solve_term(terms[t], now + rest / static_cast<double>(terms.size() - t));
        if (t + 1 < terms.size()) {
            stages.hold(terms[t]);
        }
    }
    return stages.take();
}

} // namespace sandan::allocation
