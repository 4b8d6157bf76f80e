#include <sandan/allocation/verify.hpp>

#include "allocation/verify_bound.hpp"
#include "allocation/verify_plan.hpp"
#include "allocation/verify_told.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace sandan::allocation {

namespace {

class Verifier {
public:
    Verifier(const rules::Context& context, const Claim& claim, const Options& options)
        : m_basis{context, claim, options, weights_of(options.objective),
                  totals_of(context.project)},
          m_context{context},
          m_claim{claim},
          m_plan{m_basis, claim.assignments, m_result} {}

    Verification run(const std::string& inputs_sha256) {
        expect(
            m_claim.inputs_sha256 == inputs_sha256,
            {"입력 파일의 SHA-256", "SHA-256 of the inputs"},
            {"입력 파일이 인증서를 만든 때와 다름", "the inputs are not those of the certificate"});
        const auto day = sandan::to_string(m_context.date);
        expect(m_claim.as_of == day, {"기준일", "day of the law"},
               {fmt::format("기준일이 다름: 인증서 {}, 지금 {}", m_claim.as_of, day),
                fmt::format("certificate as of {}, verified as of {}", m_claim.as_of, day)});
        if (m_context.project.layer("lots") == nullptr) {
            fault({"획지 레이어가 없음", "the plan has no lots"});
            return std::move(m_result);
        }
        m_plan.sites();
        m_plan.capacities();
        m_plan.objective(m_claim.objective, true);
        check_gap();
        check_status();
        check_scope();
        m_plan.locks();
        check_bound();
        check_told(m_basis, m_plan, m_result);
        note_conditions();
        return std::move(m_result);
    }

private:
    void fault(Text text) { m_result.faults.push_back(std::move(text)); }

    void expect(bool holds, Text what, Text wrong) {
        if (holds) {
            m_result.checked.push_back(std::move(what));
        } else {
            fault(std::move(wrong));
        }
    }

    [[nodiscard]] double gap() const {
        const auto value = static_cast<double>(m_claim.objective);
        return (m_claim.bound - value) / std::max(1.0, std::abs(value));
    }

    void check_gap() {
        expect(gap() >= -1e-9 && std::abs(gap() - m_claim.gap) <= 1e-9,
               {"상한과 격차", "bound and gap agree with the objective"},
               {fmt::format("격차가 맞지 않음: 인증서 {}, 재계산 {}", m_claim.gap, gap()),
                fmt::format("claims gap {}, recomputed {}", m_claim.gap, gap())});
    }

    /// Only one status goes with a gap, a scope and the firms that had to be placed.
    void check_status() {
        const bool within = gap() <= m_claim.gap_tolerance;
        std::vector<std::string> homeless;
        for (const auto& firm : required_firms(m_basis)) {
            if (!m_plan.has(firm)) {
                homeless.push_back(firm);
            }
        }
        const auto& status = m_claim.status;
        if (status == "optimal" || status == "optimal_in_pool") {
            for (const auto& firm : homeless) {
                const bool mandatory = m_context.project.firm(firm)->mandatory;
                fault({firm + (mandatory ? ": 필수 기업이 배정되지 않음"
                                         : ": 획지가 고정되어 있으나 배정되지 않음"),
                       firm + (mandatory ? ": mandatory and not placed"
                                         : ": locked to lots and not placed")});
            }
        }
        const auto* const proven = m_claim.gap_scope == "full" ? "optimal" : "optimal_in_pool";
        const bool fits = status == "infeasible"   ? !homeless.empty()
                          : status == "time_limit" ? m_claim.assignments.empty()
                          : status == "feasible"   ? !within
                                                   : status == proven && within;
        const bool scope = m_claim.gap_scope == "full" || m_claim.gap_scope == "pool";
        expect(fits && scope, {"상태", "status"},
               {fmt::format("상태 '{}'이(가) 격차 {}, 범위 '{}', 미배정 필수 기업 {}개와 맞지 않음",
                            status, gap(), m_claim.gap_scope, homeless.size()),
                fmt::format("status '{}' does not go with gap {}, scope '{}' and {} firms that "
                            "must be placed and are not",
                            status, gap(), m_claim.gap_scope, homeless.size())});
    }

    /// How many lots a firm could take: all that the plan allows it, or fewer.
    void check_scope() {
        int most = 0;
        for (const auto& firm : m_context.project.firms) {
            most = std::max(most, lots_allowed(firm, m_basis.options));
        }
        const bool fits = m_claim.gap_scope == "pool"
                              ? m_claim.max_parcels >= 1 && m_claim.max_parcels < most
                              : m_claim.max_parcels == most;
        expect(fits, {"획지 수의 범위", "scope of the number of lots"},
               {fmt::format("범위 '{}'에 획지 {}개, 계획은 {}개까지 허용", m_claim.gap_scope,
                            m_claim.max_parcels, most),
                fmt::format("scope '{}' with {} lots, the plan allows up to {}", m_claim.gap_scope,
                            m_claim.max_parcels, most)});
    }

    /// The bound again, from prices; then what the claim says of it.
    void check_bound() {
        const auto proven =
            proven_bound(m_context, m_claim, m_basis.options, m_basis.weights, m_basis.totals);
        m_result.faults.insert(m_result.faults.end(), proven.faults.begin(), proven.faults.end());
        const auto& proof = m_claim.proof;
        const double noise =
            1e-2 + 1e-9 * (std::abs(proven.bound) + static_cast<double>(proof.bonus) +
                           static_cast<double>(proof.move_price));
        if (std::abs(proven.bound - proof.lp_bound) > noise) {
            fault({fmt::format("쌍대 가격의 상한이 {:.2f}이(가) 아니라 {:.2f}", proof.lp_bound,
                               proven.bound),
                   fmt::format("claims that its prices prove the bound {:.2f}, recomputed {:.2f}",
                               proof.lp_bound, proven.bound)});
        } else if (static_cast<double>(m_claim.objective) > proven.bound + noise) {
            fault(
                {"목적함수 값이 쌍대 상한보다 큼", "the objective is above the recomputed bound"});
        } else if (m_claim.bound > proven.bound + noise) {
            fault({fmt::format("상한 {:.2f}이(가) 증명되는 {:.2f}보다 큼", m_claim.bound,
                               proven.bound),
                   fmt::format("claims the bound {:.2f}, above the {:.2f} that its prices prove",
                               m_claim.bound, proven.bound)});
        } else if (proof.by_duality && m_claim.bound < proven.bound - 1 - noise) {
            fault({fmt::format("쌍대성으로 증명되는 상한은 {:.2f}", proven.bound),
                   fmt::format("claims the bound {:.2f} by duality, which proves {:.2f}",
                               m_claim.bound, proven.bound)});
        } else {
            m_result.checked.push_back(
                {fmt::format("LP 쌍대성에 의한 상한 {:.2f}: 후보지 {}곳, 후보 {}개", proven.bound,
                             proven.sites, proven.candidates),
                 fmt::format("upper bound by LP duality {:.2f}: {} sites, {} candidates",
                             proven.bound, proven.sites, proven.candidates)});
            note_solver(proven);
        }
    }

    void note(Text text) { m_result.notes.push_back(std::move(text)); }

    /// What duality does not reach is the solver's word.
    void note_solver(const ProvenBound& proven) {
        if (!m_claim.proof.by_duality) {
            note({fmt::format("{:.2f}에서 인증서의 상한 {:.2f}까지는 풀이기의 분지한정에 의하며 "
                              "다시 계산하지 않음",
                              proven.bound, m_claim.bound),
                  fmt::format(
                      "from {:.2f} down to the claimed bound {:.2f} it rests on the solver's "
                      "branch and bound, which is not repeated",
                      proven.bound, m_claim.bound)});
        }
        if (m_claim.status != "infeasible") {
            return;
        }
        const auto all = required_firms(m_basis).size();
        // Every firm that must be placed earns the bonus, and nothing is worth less than 0.
        if (proven.worth < static_cast<double>(m_claim.proof.bonus) * static_cast<double>(all)) {
            m_result.checked.push_back(
                {fmt::format("LP 쌍대성: 배정해야 할 기업 {}개를 모두 배정할 수는 없음", all),
                 fmt::format("LP duality: the {} firms that must be placed cannot all be", all)});
        } else {
            note({"배정 불가능은 풀이기의 분지한정에 의하며 다시 계산하지 않음",
                  "that it is infeasible rests on the solver's branch and bound, which is not "
                  "repeated"});
        }
    }

    /// The plan file says nothing of locks and the plan before: the reader must hold them against
    /// what was ordered.
    void note_conditions() {
        for (const auto& lock : m_claim.locks) {
            const auto lots = fmt::format("{}", fmt::join(lock.lots, "+"));
            note({fmt::format("인증서의 조건: {} {} {}", lock.firm, lots,
                              lock.forbid ? "금지" : "고정"),
                  fmt::format("under the certificate's lock: {} {} {}", lock.firm,
                              lock.forbid ? "not on" : "on", lots)});
        }
        const auto& proof = m_claim.proof;
        if (!proof.previous.empty() && proof.move_price > 0) {
            note({fmt::format(
                      "인증서의 조건: 이전 계획의 {}개 배정을 이동 가격 {}점으로 유지; 상한은 "
                      "기존 배정을 이만큼 유지하는 계획에 대한 것",
                      proof.previous.size(), proof.move_price),
                  fmt::format("under the certificate's plan before, of {} firms, a move costing {} "
                              "points: the bound is one of plans that keep as many in place",
                              proof.previous.size(), proof.move_price)});
        }
        if (m_claim.gap_scope == "pool") {
            note({fmt::format("상한은 기업당 획지 {}개까지의 계획에 대한 것", m_claim.max_parcels),
                  fmt::format("the bound is one of plans with at most {} lots a firm",
                              m_claim.max_parcels)});
        }
        if (!m_claim.quadratic && m_basis.weights.proximity > 0 &&
            !m_context.project.links.empty()) {
            note({"가치사슬 연계를 뺀 목적함수", "the objective leaves the value chain out"});
        }
    }

    Basis m_basis;
    const rules::Context& m_context;
    const Claim& m_claim;
    Verification m_result;
    PlanCheck m_plan;
};

} // namespace

Verification verify(const rules::Context& context, const Claim& claim,
                    const std::string& inputs_sha256, const Options& options) {
    return Verifier{context, claim, options}.run(inputs_sha256);
}

} // namespace sandan::allocation
