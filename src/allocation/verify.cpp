#include <sandan/allocation/verify.hpp>

#include "allocation/clusters.hpp"
#include "allocation/demand.hpp"
#include "allocation/value.hpp"
#include "allocation/verify_bound.hpp"
#include "core/korean.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace sandan::allocation {

namespace {

class Verifier {
public:
    Verifier(const rules::Context& context, const Claim& claim, const Options& options)
        : m_context{context},
          m_claim{claim},
          m_options{options},
          m_weights{weights_of(options.objective)},
          m_totals{totals_of(context.project)} {}

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
        check_sites();
        check_capacities();
        check_objective();
        check_mandatory();
        check_status();
        check_locks();
        check_bound();
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

    /// Notes `what` as checked unless `check` found new faults.
    template <typename Check>
    void section(Text what, const Check& check) {
        const auto before = m_result.faults.size();
        check();
        if (m_result.faults.size() == before) {
            m_result.checked.push_back(std::move(what));
        }
    }

    [[nodiscard]] std::vector<std::size_t> positions(const Claim::Site& given) {
        const auto& layer = *m_context.project.layer("lots");
        std::vector<std::size_t> lots;
        for (const auto& id : given.lots) {
            const auto at = std::find_if(layer.features.begin(), layer.features.end(),
                                         [&](const auto& lot) { return layer.id(lot) == id; });
            if (at == layer.features.end()) {
                fault({format_ko("{}: 획지 {}이(가) 계획에 없음", given.firm, id),
                       fmt::format("{}: lot {} is not in the plan", given.firm, id)});
                return {};
            }
            lots.push_back(static_cast<std::size_t>(at - layer.features.begin()));
        }
        std::sort(lots.begin(), lots.end());
        return lots;
    }

    void check_sites() {
        section({"기업·획지의 존재, 한 번씩만 배정 (PC-11)",
                 "firms and lots exist and are given once (PC-11)"},
                [&] { resolve(); });
        section({"획지 연접", "lots of a firm touch"}, [&] {
            for (const auto& [firm, site] : m_sites) {
                check_contiguity(*firm, site);
            }
        });
        section({"모든 입지 규칙과 획지 수", "every siting rule, number of lots"}, [&] {
            for (const auto& [firm, site] : m_sites) {
                check_rules(*firm, site);
            }
        });
    }

    void resolve() {
        std::set<std::string> firms;
        std::map<std::size_t, std::string> holder;
        for (const auto& given : m_claim.assignments) {
            const auto* const firm = m_context.project.firm(given.firm);
            if (firm == nullptr || !firms.insert(given.firm).second) {
                fault({fmt::format("{}: 계획에 없거나 두 번 배정된 기업", given.firm),
                       fmt::format("{}: firm not in the plan or placed twice", given.firm)});
                continue;
            }
            const auto lots = positions(given);
            for (const auto lot : lots) {
                const auto [at, fresh] = holder.emplace(lot, given.firm);
                if (!fresh) {
                    fault(
                        {format_ko("획지 중복 배정: {}과(와) {}", at->second, given.firm),
                         fmt::format("a lot is given to both {} and {}", at->second, given.firm)});
                }
            }
            if (!lots.empty()) {
                m_sites.emplace_back(
                    firm, rules::make_site(m_context.project, m_context.analysis.lots, lots));
                m_values.push_back(given.value);
            }
        }
    }

    void check_contiguity(const model::Firm& firm, const rules::Site& site) {
        const auto* const border = m_context.parameter("PD-10", "min_contact");
        std::set<std::size_t> reached{site.lots.front()};
        for (bool grew = true; grew;) {
            grew = false;
            for (const auto& contact : m_context.analysis.contacts) {
                const bool inside =
                    std::binary_search(site.lots.begin(), site.lots.end(), contact.a) &&
                    std::binary_search(site.lots.begin(), site.lots.end(), contact.b);
                if (inside && border != nullptr && contact.length >= border->value &&
                    reached.count(contact.a) != reached.count(contact.b)) {
                    reached.insert({contact.a, contact.b});
                    grew = true;
                }
            }
        }
        if (reached.size() != site.lots.size()) {
            fault({format_ko("{}: {}이(가) 연접하지 않음", firm.id, site.id),
                   fmt::format("{}: {} is not contiguous", firm.id, site.id)});
        }
    }

    void check_rules(const model::Firm& firm, const rules::Site& site) {
        if (static_cast<int>(site.lots.size()) >
            std::min(lots_allowed(firm, m_options), m_claim.max_parcels)) {
            fault({fmt::format("{}: 획지 {}개는 허용보다 많음", firm.id, site.lots.size()),
                   fmt::format("{}: {} lots are more than allowed", firm.id, site.lots.size())});
        }
        if (!(site.area_m2 >= firm.area_min_m2.value_or(0) &&
              site.area_m2 <= firm.area_max_m2.value_or(1e300))) {
            fault({fmt::format("{}: 면적 {:.1f}㎡가 희망 범위 밖", firm.id, site.area_m2),
                   fmt::format("{}: {:.1f} m² is outside its window", firm.id, site.area_m2)});
        }
        const auto judged = siting::judge(m_context, firm, site);
        if (judged.verdict != siting::Verdict::feasible &&
            judged.verdict != siting::Verdict::conditional) {
            std::string rules;
            for (const auto& reason : judged.reasons) {
                rules += " " + reason.rule;
            }
            fault({fmt::format("{}: {}에 입지할 수 없음 ({}):{}", firm.id, site.id,
                               siting::to_string(judged.verdict), rules),
                   fmt::format("{}: {} is {}:{}", firm.id, site.id,
                               siting::to_string(judged.verdict), rules)});
        }
        m_scores.push_back(judged.score);
    }

    void check_capacities() {
        section({"기반시설 용량", "utility capacities"}, [&] {
            for (const auto& row : capacity_rows(m_context.project)) {
                std::int64_t used = 0;
                for (const auto& [firm, site] : m_sites) {
                    used += draws_on(row, site, start_year(*firm, site))
                                ? demand_of(*firm, row.utility)
                                : 0;
                }
                if (used > row.capacity) {
                    fault({fmt::format("{} {}년 {}: 수요가 용량을 넘음", row.complex, row.year,
                                       utility_names[row.utility]),
                           fmt::format("{} {} {}: demand exceeds capacity", row.complex, row.year,
                                       utility_names[row.utility])});
                }
            }
        });
    }

    void check_objective() {
        std::int64_t sum = 0;
        for (std::size_t i = 0; i < m_sites.size(); ++i) {
            const auto& [firm, site] = m_sites[i];
            const auto points = points_of(*firm, m_scores[i], compactness_of(m_context, site.lots),
                                          m_weights, m_totals);
            sum += points;
            if (points != m_values[i]) {
                fault(
                    {format_ko("{}: 점수 {}이(가) 아니라 {}", firm->id, m_values[i], points),
                     fmt::format("{}: claims {} points, gets {}", firm->id, m_values[i], points)});
            }
        }
        sum += m_claim.quadratic ? link_sum() : 0;
        expect(sum == m_claim.objective, {"목적함수 값", "objective"},
               {format_ko("목적함수 값이 {}이(가) 아니라 {}", m_claim.objective, sum),
                fmt::format("claims objective {}, recomputed {}", m_claim.objective, sum)});
    }

    [[nodiscard]] std::int64_t link_sum() const {
        std::int64_t sum = 0;
        const auto find = [&](const std::string& id) {
            return std::find_if(m_sites.begin(), m_sites.end(),
                                [&](const auto& entry) { return entry.first->id == id; });
        };
        for (const auto& link : m_context.project.links) {
            const auto a = find(link.from);
            const auto b = find(link.to);
            if (link.from != link.to && a != m_sites.end() && b != m_sites.end()) {
                sum += link_points(link, m_weights, m_totals) *
                       nearness_of(m_context, a->second, b->second);
            }
        }
        return sum;
    }

    void check_mandatory() {
        if (m_claim.status == "infeasible") {
            return;
        }
        section({"필수 기업 배정", "mandatory firms are placed"}, [&] {
            for (const auto& firm : m_context.project.firms) {
                const bool placed =
                    std::any_of(m_sites.begin(), m_sites.end(),
                                [&](const auto& entry) { return entry.first == &firm; });
                if (firm.mandatory && !placed && m_claim.status != "feasible") {
                    fault({fmt::format("{}: 필수 기업이 배정되지 않음", firm.id),
                           fmt::format("{}: mandatory and not placed", firm.id)});
                }
            }
        });
    }

    void check_status() {
        const auto value = static_cast<double>(m_claim.objective);
        const double gap = (m_claim.bound - value) / std::max(1.0, std::abs(value));
        expect(gap >= -1e-9 && std::abs(gap - m_claim.gap) <= 1e-9,
               {"상한과 격차", "bound and gap agree with the objective"},
               {fmt::format("격차가 맞지 않음: 인증서 {}, 재계산 {}", m_claim.gap, gap),
                fmt::format("claims gap {}, recomputed {}", m_claim.gap, gap)});
        const bool proven = m_claim.status == "optimal" || m_claim.status == "optimal_in_pool";
        const std::set<std::string> known{"optimal", "optimal_in_pool", "feasible", "infeasible",
                                          "time_limit"};
        const bool scope = (m_claim.status != "optimal" || m_claim.gap_scope == "full") &&
                           (m_claim.gap_scope == "full" || m_claim.gap_scope == "pool");
        expect(known.contains(m_claim.status) && scope && (!proven || gap <= m_claim.gap_tolerance),
               {"상태", "status"},
               {format_ko("상태 '{}'이(가) 격차 {}, 범위 '{}'과(와) 맞지 않음", m_claim.status, gap,
                          m_claim.gap_scope),
                fmt::format("status '{}' does not go with gap {} and scope '{}'", m_claim.status,
                            gap, m_claim.gap_scope)});
    }

    void check_locks() {
        if (m_claim.locks.empty() || m_claim.status == "infeasible") {
            return;
        }
        section({"고정·금지 조건", "locks"}, [&] {
            for (const auto& lock : m_claim.locks) {
                const std::set<std::string> named(lock.lots.begin(), lock.lots.end());
                for (const auto& given : m_claim.assignments) {
                    const std::set<std::string> lots(given.lots.begin(), given.lots.end());
                    const bool meets = std::any_of(lots.begin(), lots.end(), [&](const auto& id) {
                        return named.contains(id);
                    });
                    const bool about = lock.firm == given.firm || lock.firm == "*";
                    if (about && (lock.forbid ? meets : lots != named)) {
                        fault({given.firm + ": 고정·금지 조건에 어긋남",
                               given.firm + ": a lock is not kept"});
                    }
                }
            }
        });
    }

    /// The bound again, from prices; then what the claim says of it.
    void check_bound() {
        const auto proven = proven_bound(m_context, m_claim, m_options, m_weights, m_totals);
        m_result.faults.insert(m_result.faults.end(), proven.faults.begin(), proven.faults.end());
        const auto& proof = m_claim.proof;
        const double noise =
            1e-2 + 1e-9 * (std::abs(proven.bound) + static_cast<double>(proof.bonus) +
                           static_cast<double>(proof.move_price));
        if (std::abs(proven.bound - proof.lp_bound) > noise) {
            fault({format_ko("쌍대 가격의 상한이 {:.2f}이(가) 아니라 {:.2f}", proof.lp_bound,
                             proven.bound),
                   fmt::format("claims that its prices prove the bound {:.2f}, recomputed {:.2f}",
                               proof.lp_bound, proven.bound)});
        } else if (static_cast<double>(m_claim.objective) > proven.bound + noise) {
            fault(
                {"목적함수 값이 쌍대 상한보다 큼", "the objective is above the recomputed bound"});
        } else if (proof.by_duality && m_claim.bound < proven.bound - 1 - noise) {
            fault({fmt::format("쌍대성의 상한을 {:.2f}라고 하나, 증명되는 값은 {:.2f}",
                               m_claim.bound, proven.bound),
                   fmt::format("claims the bound {:.2f} by duality, which proves {:.2f}",
                               m_claim.bound, proven.bound)});
        } else {
            const auto rest =
                proof.by_duality
                    ? Text{}
                    : Text{fmt::format(" (인증서의 {:.2f}까지는 풀이기의 분지한정에 의함)",
                                       m_claim.bound),
                           fmt::format(" (down to the claimed {:.2f} it rests on the "
                                       "solver's branch and bound)",
                                       m_claim.bound)};
            m_result.checked.push_back(
                {fmt::format("LP 쌍대성에 의한 상한 {:.2f}: 후보지 {}곳, 후보 {}개{}", proven.bound,
                             proven.sites, proven.candidates, rest.ko),
                 fmt::format("upper bound by LP duality {:.2f}: {} sites, {} candidates{}",
                             proven.bound, proven.sites, proven.candidates, rest.en)});
        }
    }

    const rules::Context& m_context;
    const Claim& m_claim;
    const Options& m_options;
    Weights m_weights;
    Totals m_totals;
    std::vector<std::pair<const model::Firm*, rules::Site>> m_sites;
    std::vector<std::int64_t> m_values; ///< Claimed, parallel to m_sites.
    std::vector<double> m_scores;       ///< Judged, parallel to m_sites.
    Verification m_result;
};

} // namespace

Verification verify(const rules::Context& context, const Claim& claim,
                    const std::string& inputs_sha256, const Options& options) {
    return Verifier{context, claim, options}.run(inputs_sha256);
}

} // namespace sandan::allocation
