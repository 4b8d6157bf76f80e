#pragma once
// One set of assignments against the plan: for `verify`, without any code of the optimiser.

#include <sandan/allocation/verify.hpp>

#include "allocation/value.hpp"

#include <string>
#include <utility>
#include <vector>

namespace sandan::allocation {

/// What a claim is held against.
struct Basis {
    const rules::Context& context;
    const Claim& claim;
    const Options& options;
    Weights weights;
    Totals totals;
};

/// Firms that a plan must place, by id: mandatory ones and those locked to lots.
[[nodiscard]] std::vector<std::string> required_firms(const Basis& basis);

/// Checks assignments piece by piece; each piece adds what holds to `checked` and what does not to
/// `faults` of the result.
class PlanCheck {
public:
    /// Keeps references.
    PlanCheck(const Basis& basis, const std::vector<Claim::Site>& assignments, Verification& result)
        : m_basis{basis}, m_assignments{assignments}, m_result{result} {}

    /// Firms and lots exist and are given once, lots are on offer and touch, every pair rule; the
    /// sites are known after.
    void sites();
    void capacities();
    /// By the weights of `basis`, which may be those of another term. `with_values`: the points
    /// that the assignments claim, too.
    void objective(const Basis& basis, std::int64_t claimed, bool with_values);
    void locks();

    /// Firms on their sites, in the order of the assignments that could be read.
    [[nodiscard]] const std::vector<std::pair<const model::Firm*, rules::Site>>& served() const {
        return m_sites;
    }

    [[nodiscard]] const std::vector<double>& scores() const { return m_scores; }

    [[nodiscard]] bool has(const std::string& firm) const;

private:
    void resolve();
    [[nodiscard]] std::vector<std::size_t> positions(const Claim::Site& given);
    void check_kind(const model::Firm& firm, const rules::Site& site);
    void check_contiguity(const model::Firm& firm, const rules::Site& site);
    void check_rules(const model::Firm& firm, const rules::Site& site);
    [[nodiscard]] std::int64_t link_sum(const Basis& basis) const;

    void fault(Text text) { m_result.faults.push_back(std::move(text)); }

    /// Notes `what` as checked unless `check` found new faults.
    template <typename Check>
    void section(Text what, const Check& check) {
        const auto before = m_result.faults.size();
        check();
        if (m_result.faults.size() == before) {
            m_result.checked.push_back(std::move(what));
        }
    }

    const Basis& m_basis;
    const std::vector<Claim::Site>& m_assignments;
    Verification& m_result;
    std::vector<std::pair<const model::Firm*, rules::Site>> m_sites;
    std::vector<std::int64_t> m_values; ///< Claimed, parallel to m_sites.
    std::vector<double> m_scores;       ///< Judged, parallel to m_sites.
};

} // namespace sandan::allocation
