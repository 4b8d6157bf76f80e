// What keeping to the plan gives away when a firm asks for more or less than it said.

#include "allocation/replan.hpp"

#include <algorithm>
#include <array>

namespace sandan::allocation {

namespace {

constexpr std::array asked_again{0.8, 1.2};

void scale(std::optional<double>& amount, double times) {
    if (amount) {
        *amount *= times;
    }
}

void scale(model::Firm& firm, double times) {
    for (auto* const amount : {&firm.area_min_m2, &firm.area_max_m2, &firm.water_m3d,
                               &firm.power_kw, &firm.wastewater_m3d}) {
        scale(*amount, times);
    }
}

/// The choice in another problem with the same sites; without `firm` if it cannot stay.
Choice kept_to(const Finished& finished, const PlanProblem& plan, std::size_t firm) {
    Choice choice(finished.choice.size(), unplaced);
    for (std::size_t c = 0; c < plan.problem.columns.size(); ++c) {
        const auto f = plan.problem.columns[c].firm;
        const auto before = finished.choice[f];
        if (before != unplaced && finished.plan.cell_of_column[static_cast<std::size_t>(before)] ==
                                      plan.cell_of_column[c]) {
            choice[f] = static_cast<std::int32_t>(c);
        }
    }
    if (!is_feasible(plan.problem, choice)) {
        choice[firm] = unplaced;
    }
    return choice;
}

/// The plan's world, in which one firm at a time asks for something else.
class OtherWorld {
public:
    explicit OtherWorld(const Finished& finished)
        : m_finished{finished},
          m_project{finished.context.project},
          m_context{m_project, finished.context.analysis, finished.context.date,
                    finished.context.previous},
          m_matrix{finished.matrix} {}

    Importance asks(std::size_t firm, double times, const Options& options, double until) {
        const auto before = m_project.firms[firm];
        scale(m_project.firms[firm], times);
        judge(firm);
        const auto plan = make_plan_problem(m_context, m_matrix, options);
        auto solving = m_finished.options;
        solving.time_limit_s = until;
        solving.start = kept_to(m_finished, plan, firm);
        const auto solved = solve(plan.problem, solving);
        const auto anew = objective(plan, solved.choice);
        const auto total = objective(m_finished.plan, m_finished.choice);
        Importance result{.subject = before.id,
                          .firm = true,
                          .loss = total - anew,
                          .exact = solved.bound - static_cast<double>(solved.worth) < 1,
                          .asks = times,
                          .regret =
                              std::max<std::int64_t>(0, anew - objective(plan, solving.start))};
        m_project.firms[firm] = before;
        restore(firm);
        return result;
    }

private:
    void judge(std::size_t firm) {
        for (std::size_t s = 0; s < m_matrix.sites.size(); ++s) {
            auto& cell = m_matrix.cells[firm * m_matrix.sites.size() + s];
            cell = siting::judge(m_context, m_project.firms[firm], m_matrix.sites[s]);
            cell.firm = firm;
            cell.site = s;
        }
    }

    void restore(std::size_t firm) {
        const auto sites = static_cast<std::ptrdiff_t>(m_matrix.sites.size());
        const auto from = static_cast<std::ptrdiff_t>(firm) * sites;
        const auto& cells = m_finished.matrix.cells;
        std::copy(cells.begin() + from, cells.begin() + from + sites,
                  m_matrix.cells.begin() + from);
    }

    const Finished& m_finished;
    model::Project m_project;
    rules::Context m_context;
    siting::Matrix m_matrix;
};

} // namespace

std::vector<Importance> regrets(const Finished& finished, const Options& options) {
    std::vector<std::size_t> placed;
    for (std::size_t f = 0; f < finished.choice.size(); ++f) {
        if (finished.choice[f] != unplaced) {
            placed.push_back(f);
        }
    }
    OtherWorld world{finished};
    std::vector<Importance> result;
    auto solves = placed.size() * asked_again.size();
    for (const double times : asked_again) {
        for (const auto firm : placed) {
            const auto until = slice(finished.options.time_limit_s, solves--);
            result.push_back(world.asks(firm, times, options, until));
        }
    }
    return result;
}

} // namespace sandan::allocation
