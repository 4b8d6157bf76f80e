#include <sandan/allocation/verify.hpp>

#include "allocation/verify_bound.hpp"
#include "allocation/verify_plan.hpp"
#include "allocation/verify_told.hpp"
#include "core/korean.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace sandan::allocation {

namespace {

/// The terms of a lexicographic objective as the plan names them: with or without the value chain,
/// whichever the claim is about.
std::vector<std::string> terms_named_by(const Claim& claim, const Options& options) {
    auto terms = stages_of(options.objective, true);
    auto without_links = stages_of(options.objective, false);
    return claim.stages.size() + 1 == terms.size() ? terms : without_links;
}

/// What the claim itself is about: the last term, or all that are weighted.
std::vector<std::string> last_of(const std::vector<std::string>& terms, const Options& options) {
    return terms.empty() ? options.objective : std::vector<std::string>{terms.back()};
}

class Verifier {
public:
    Verifier(const rules::Context& context, const Claim& claim, const Options& options)
        : m_terms{terms_named_by(claim, options)},
          m_basis{context, claim, options, weights_of(last_of(m_terms, options)),
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
        m_plan.objective(m_basis, m_claim.objective, true);
        check_gap();
        check_status();
        check_scope();
        m_plan.locks();
        check_bound(m_basis);
        check_stages();
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

    template <typename Stated>
    static double gap_of(const Stated& stated) {
        const auto value = static_cast<double>(stated.objective);
        return (stated.bound - value) / std::max(1.0, std::abs(value));
    }

    /// The widest, over all terms of a lexicographic objective.
    [[nodiscard]] double gap() const {
        double widest = gap_of(m_claim);
        for (const auto& stage : m_claim.stages) {
            widest = std::max(widest, gap_of(stage));
        }
        return widest;
    }

    template <typename Stated>
    void check_gap_of(const Stated& stated) {
        const double found = gap_of(stated);
        expect(found >= -1e-9 && std::abs(found - stated.gap) <= 1e-9,
               {"상한과 격차", "bound and gap agree with the objective"},
               {fmt::format("격차가 맞지 않음: 인증서 {}, 재계산 {}", stated.gap, found),
                fmt::format("claims gap {}, recomputed {}", stated.gap, found)});
    }

    void check_gap() { check_gap_of(m_claim); }

    /// Each earlier term like a claim of its own; floors are of the terms before, and no higher
    /// than what the plan is worth by them.
    void check_stages() {
        const std::size_t stages = m_terms.empty() ? 0 : m_terms.size() - 1;
        bool fits = m_claim.stages.size() == stages;
        for (std::size_t s = 0; fits && s < stages; ++s) {
            fits = m_claim.stages[s].term == m_terms[s];
        }
        if (!fits) {
            fault({"목적함수의 항목이 계획 파일과 다름",
                   "the terms of the objective are not those of the plan"});
            return;
        }
        check_floors(m_claim.proof, stages);
        for (std::size_t s = 0; s < stages; ++s) {
            check_stage(s);
        }
    }

    void check_stage(std::size_t s) {
        const auto& stage = m_claim.stages[s];
        auto claim = m_claim;
        claim.objective = stage.objective;
        claim.bound = stage.bound;
        claim.proof = stage.proof;
        const auto after = m_terms.begin() + static_cast<std::ptrdiff_t>(s) + 1;
        claim.quadratic =
            m_claim.quadratic && std::find(m_terms.begin(), after, "proximity") != after;
        const Basis basis{m_context, claim, m_basis.options, weights_of({stage.term}),
                          m_basis.totals};
        Verification found;
        std::swap(found, m_result);
        m_plan.objective(basis, stage.objective, false);
        check_gap_of(stage);
        check_floors(stage.proof, s);
        check_bound(basis);
        std::swap(found, m_result);
        const auto take = [&](const std::vector<Text>& from, std::vector<Text>& to) {
            for (const auto& text : from) {
                to.push_back({stage.term + ": " + text.ko, stage.term + ": " + text.en});
            }
        };
        take(found.checked, m_result.checked);
        take(found.notes, m_result.notes);
        take(found.faults, m_result.faults);
    }

    void check_floors(const BoundProof& proof, std::size_t before) {
        for (const auto& floor : proof.floors) {
            const auto end = m_claim.stages.begin() + static_cast<std::ptrdiff_t>(before);
            const auto at = std::find_if(m_claim.stages.begin(), end, [&](const Stage& stage) {
                return stage.term == floor.term;
            });
            if (at == end || floor.least > at->objective) {
                fault(
                    {format_ko("상한 증명: {} 하한 {}은(는) 앞선 항목이 아니거나 계획보다 높음",
                               floor.term, floor.least),
                     fmt::format("proof of the bound: the floor {} of {} is of no term before, or "
                                 "above what the plan is worth by it",
                                 floor.least, floor.term)});
            }
        }
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
               {format_ko("상태 '{}'이(가) 격차 {}, 범위 '{}', 미배정 필수 기업 {}개와 맞지 않음",
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
    void check_bound(const Basis& basis) {
        const auto& claim = basis.claim;
        const auto proven =
            proven_bound(m_context, claim, basis.options, basis.weights, basis.totals);
        m_result.faults.insert(m_result.faults.end(), proven.faults.begin(), proven.faults.end());
        const auto& proof = claim.proof;
        const double noise =
            1e-2 + 1e-9 * (std::abs(proven.bound) + static_cast<double>(proof.bonus) +
                           static_cast<double>(proof.move_price));
        if (std::abs(proven.bound - proof.lp_bound) > noise) {
            fault({format_ko("쌍대 가격의 상한이 {:.2f}이(가) 아니라 {:.2f}", proof.lp_bound,
                             proven.bound),
                   fmt::format("claims that its prices prove the bound {:.2f}, recomputed {:.2f}",
                               proof.lp_bound, proven.bound)});
        } else if (static_cast<double>(claim.objective) > proven.bound + noise) {
            fault(
                {"목적함수 값이 쌍대 상한보다 큼", "the objective is above the recomputed bound"});
        } else if (claim.bound > proven.bound + noise) {
            fault({format_ko("상한 {:.2f}이(가) 증명되는 {:.2f}보다 큼", claim.bound, proven.bound),
                   fmt::format("claims the bound {:.2f}, above the {:.2f} that its prices prove",
                               claim.bound, proven.bound)});
        } else if (proof.by_duality && claim.bound < proven.bound - 1 - noise) {
            fault({format_ko("상한 {:.2f}이(가) 쌍대성으로 증명되는 {:.2f}과(와) 다름", claim.bound,
                             proven.bound),
                   fmt::format("claims the bound {:.2f} by duality, which proves {:.2f}",
                               claim.bound, proven.bound)});
        } else {
            m_result.checked.push_back(
                {fmt::format("LP 쌍대성에 의한 상한 {:.2f}: 후보지 {}곳, 후보 {}개", proven.bound,
                             proven.sites, proven.candidates),
                 fmt::format("upper bound by LP duality {:.2f}: {} sites, {} candidates",
                             proven.bound, proven.sites, proven.candidates)});
            note_solver(claim, proven);
        }
    }

    void note(Text text) { m_result.notes.push_back(std::move(text)); }

    /// What duality does not reach is the solver's word.
    void note_solver(const Claim& claim, const ProvenBound& proven) {
        if (!claim.proof.by_duality) {
            note({fmt::format("{:.2f}에서 인증서의 상한 {:.2f}까지는 풀이기의 분지한정에 의하며 "
                              "다시 계산하지 않음",
                              proven.bound, claim.bound),
                  fmt::format(
                      "from {:.2f} down to the claimed bound {:.2f} it rests on the solver's "
                      "branch and bound, which is not repeated",
                      proven.bound, claim.bound)});
        }
        if (claim.status != "infeasible" || !claim.proof.floors.empty()) {
            return; // with floors: the first term tells
        }
        const auto all = required_firms(m_basis).size();
        // Every firm that must be placed earns the bonus, and nothing is worth less than 0.
        if (proven.worth < static_cast<double>(claim.proof.bonus) * static_cast<double>(all)) {
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
        if (m_claim.status.starts_with("optimal") && gap() > 0) {
            note({fmt::format("최적이란 격차 {} 이내를 말하며, 남은 격차는 {}",
                              m_claim.gap_tolerance, gap()),
                  fmt::format("optimal means within a gap of {}; {} is left", m_claim.gap_tolerance,
                              gap())});
        }
        if (m_claim.gap_scope == "pool") {
            note({fmt::format("상한은 기업당 획지 {}개까지의 계획에 대한 것", m_claim.max_parcels),
                  fmt::format("the bound is one of plans with at most {} lots a firm",
                              m_claim.max_parcels)});
        }
        if (!m_claim.quadratic && weights_of(m_basis.options.objective).proximity > 0 &&
            !m_context.project.links.empty()) {
            note({"가치사슬 연계를 뺀 목적함수", "the objective leaves the value chain out"});
        }
    }

    std::vector<std::string> m_terms; ///< Of a lexicographic objective.
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
