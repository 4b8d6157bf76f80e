#pragma once

#include "allocation/subproblem.hpp"

#include <optional>
#include <utility>

namespace sandan::allocation {

struct Relaxation;

/// Where linked firms lie, by cases. Links to a firm whose cluster is known cost the relaxation
/// nothing, so the parts of a case have lower bounds than the whole, and no plan is worth more than
/// the highest of them, which is split next (best-first branch and bound; Land and Doig 1960).
class Cases {
public:
    /// Keeps a reference to the problem, which must outlive this object unchanged.
    Cases(const Problem& problem, const Relaxation& whole);

    /// Splits the case of highest bound in two. False when its relaxation has decided every linked
    /// firm. `cpu_until`: process CPU seconds after which relaxations stop short, which keeps the
    /// bounds valid.
    [[nodiscard]] bool split(double cpu_until);

    [[nodiscard]] std::size_t size() const { return m_open.size(); }

    /// No plan is worth more.
    [[nodiscard]] double bound() const;

    /// A feasible plan of the case split off last.
    [[nodiscard]] const Choice& hint() const { return m_hint; }

private:
    struct Case {
        double bound = 0;
        std::vector<Whereabouts> where;
        std::optional<Whereabouts> next; ///< What to ask.
    };

    using Primal = std::vector<std::pair<std::uint32_t, double>>;

    [[nodiscard]] std::optional<Whereabouts> undecided(const Primal& primal) const;
    [[nodiscard]] Case part(const Case& whole, bool inside, double cpu_until);

    const Problem& m_problem;
    std::vector<double> m_gains; ///< Of all links of a firm.
    std::vector<Case> m_open;
    Choice m_hint;
};

} // namespace sandan::allocation
