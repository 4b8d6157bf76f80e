#include "allocation/verify_told.hpp"

#include "allocation/demand.hpp"
#include "allocation/objective_terms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace sandan::allocation {

namespace {

using Given = std::map<std::string, std::set<std::string>>;

bool agrees(double told, double found) {
    return std::abs(told - found) <= 1e-6 * std::max(1.0, std::abs(found));
}

template <typename Assignments>
Given given_by(const Assignments& assignments) {
    Given given;
    for (const auto& site : assignments) {
        given[site.firm] = {site.lots.begin(), site.lots.end()};
    }
    return given;
}

/// Firms that are placed otherwise, or only in one of the two.
int distance(const Given& a, const Given& b) {
    std::set<std::string> firms;
    for (const auto* const plan : {&a, &b}) {
        for (const auto& entry : *plan) {
            firms.insert(entry.first);
        }
    }
    return static_cast<int>(std::count_if(firms.begin(), firms.end(), [&](const auto& firm) {
        const auto x = a.find(firm);
        const auto y = b.find(firm);
        return x == a.end() || y == b.end() || x->second != y->second;
    }));
}

class Told {
public:
    Told(const Basis& basis, const PlanCheck& plan, Verification& result)
        : m_basis{basis}, m_claim{basis.claim}, m_plan{plan}, m_result{result} {}

    void run() {
        section(!m_claim.firms.empty(), {"기업별 내역", "each firm's line"},
                [&] { check_firms(); });
        section(!m_claim.capacities.empty(), {"용량 사용량", "use of capacities"},
                [&] { check_capacities(); });
        section(m_claim.terms.has_value(), {"목적함수의 항목", "terms of the objective"},
                [&] { check_terms(); });
        section(m_claim.replanning.has_value(),
                {"이전 계획과의 차이", "difference from the plan before"},
                [&] { check_replanning(); });
        section(!m_claim.ties.empty(), {"동점", "ties"}, [&] { check_ties(); });
        check_alternatives();
    }

private:
    void fault(Text text) { m_result.faults.push_back(std::move(text)); }

    void wrong(const std::string& of, const std::string& told, const std::string& found) {
        fault({fmt::format("{}: 인증서 {}, 재계산 {}", of, told, found),
               fmt::format("{}: claims {}, recomputed {}", of, told, found)});
    }

    void expect(const std::string& of, double told, double found) {
        if (!agrees(told, found)) {
            wrong(of, fmt::format("{}", told), fmt::format("{}", found));
        }
    }

    template <typename Check>
    void section(bool told, Text what, const Check& check) {
        const auto before = m_result.faults.size();
        if (told) {
            check();
        }
        if (told && m_result.faults.size() == before) {
            m_result.checked.push_back(std::move(what));
        }
    }

    void check_firms() {
        const auto& firms = m_basis.context.project.firms;
        if (m_claim.firms.size() != firms.size()) {
            wrong("per_firm", std::to_string(m_claim.firms.size()), std::to_string(firms.size()));
            return;
        }
        for (std::size_t f = 0; f < firms.size(); ++f) {
            check_firm(m_claim.firms[f], firms[f]);
        }
    }

    void check_firm(const Claim::Firm& told, const model::Firm& firm) {
        const auto& served = m_plan.served();
        const auto at = std::find_if(served.begin(), served.end(),
                                     [&](const auto& entry) { return entry.first->id == firm.id; });
        const bool placed = at != served.end();
        if (told.firm != firm.id || told.placed != placed || told.mandatory != firm.mandatory) {
            const auto line = [](const std::string& id, bool is_placed, bool mandatory) {
                return fmt::format("{} {}{}", id, is_placed ? "placed" : "unplaced",
                                   mandatory ? ", mandatory" : "");
            };
            wrong("per_firm", line(told.firm, told.placed, told.mandatory),
                  line(firm.id, placed, firm.mandatory));
            return;
        }
        if (placed) {
            const auto& site = at->second;
            expect(firm.id + " area_m2", told.area_m2, site.area_m2);
            expect(firm.id + " score", told.score,
                   m_plan.scores()[static_cast<std::size_t>(at - served.begin())]);
            expect(firm.id + " phase", told.phase, site.phase);
        }
    }

    void check_capacities() {
        const auto rows = capacity_rows(m_basis.context.project);
        if (rows.size() != m_claim.capacities.size()) {
            wrong("capacities", std::to_string(m_claim.capacities.size()),
                  std::to_string(rows.size()));
            return;
        }
        for (std::size_t r = 0; r < rows.size(); ++r) {
            const auto& row = rows[r];
            const auto& told = m_claim.capacities[r];
            const auto name =
                fmt::format("{} {} {}", row.complex, row.year, utility_names[row.utility]);
            const auto told_name = fmt::format("{} {} {}", told.complex, told.year, told.utility);
            if (name != told_name) {
                wrong("capacities", told_name, name);
                continue;
            }
            std::int64_t used = 0;
            for (const auto& [firm, site] : m_plan.served()) {
                used += draws_on(row, site, start_year(*firm, site)) ? demand_of(*firm, row.utility)
                                                                     : 0;
            }
            expect(name + " used", told.used, static_cast<double>(used) / 1000);
            expect(name + " capacity", told.capacity, static_cast<double>(row.capacity) / 1000);
        }
    }

    void check_terms() {
        std::vector<Served> plan;
        for (std::size_t i = 0; i < m_plan.served().size(); ++i) {
            const auto& [firm, site] = m_plan.served()[i];
            plan.push_back({firm, &site, m_plan.scores()[i]});
        }
        const auto found = terms_of(m_basis.context, plan, weights_of(m_basis.options.objective),
                                    m_basis.totals, m_claim.quadratic);
        const auto& told = *m_claim.terms;
        if (told.size() != found.size()) {
            wrong("objective_terms", std::to_string(told.size()), std::to_string(found.size()));
            return;
        }
        for (std::size_t i = 0; i < found.size(); ++i) {
            if (told[i].name != found[i].name) {
                wrong("objective_terms", told[i].name, found[i].name);
            }
            expect(found[i].name + " weight", told[i].weight, found[i].weight);
            expect(found[i].name + " share", told[i].share, found[i].share);
        }
    }

    void check_replanning() {
        const auto before = given_by(m_claim.proof.previous);
        const auto now = given_by(m_claim.assignments);
        Replanning found;
        for (const auto& [firm, lots] : now) {
            const auto at = before.find(firm);
            found.added += at == before.end() ? 1 : 0;
            found.kept += at != before.end() && at->second == lots ? 1 : 0;
            found.moved += at != before.end() && at->second != lots ? 1 : 0;
        }
        for (const auto& entry : before) {
            found.dropped += now.contains(entry.first) ? 0 : 1;
        }
        const auto& told = *m_claim.replanning;
        expect("kept", told.kept, found.kept);
        expect("moved", told.moved, found.moved);
        expect("dropped", told.dropped, found.dropped);
        expect("added", told.added, found.added);
    }

    /// The plan with one firm elsewhere, for each tie.
    void check_ties() {
        for (const auto& tie : m_claim.ties) {
            auto sites = m_claim.assignments;
            for (auto& site : sites) {
                site.lots = site.firm == tie.firm ? tie.lots : site.lots;
            }
            take_faults(sites, m_claim.objective, {"동점 " + tie.firm, "tie of " + tie.firm});
        }
    }

    /// Checks another plan under the same locks. \returns whether it stands.
    bool take_faults(const std::vector<Claim::Site>& sites, std::int64_t objective,
                     const Text& name) {
        Verification found;
        PlanCheck plan{m_basis, sites, found};
        plan.sites();
        plan.capacities();
        plan.objective(m_basis, objective, false);
        plan.locks();
        for (const auto& fault : found.faults) {
            m_result.faults.push_back({name.ko + ": " + fault.ko, name.en + ": " + fault.en});
        }
        return found.faults.empty();
    }

    /// Each is a plan under the same locks; its loss and distance are against the plan and all
    /// alternatives before it.
    void check_alternatives() {
        std::vector<Given> known{given_by(m_claim.assignments)};
        for (std::size_t i = 0; i < m_claim.alternatives.size(); ++i) {
            const auto& told = m_claim.alternatives[i];
            std::vector<Claim::Site> sites;
            for (const auto& site : told.assignments) {
                sites.push_back({site.firm, site.lots, 0});
            }
            const auto name = fmt::format("대안 {}", i + 1);
            const auto name_en = fmt::format("alternative {}", i + 1);
            const bool stands = take_faults(sites, told.objective, {name, name_en});
            const auto now = given_by(told.assignments);
            int least = distance(now, known.front());
            for (const auto& other : known) {
                least = std::min(least, distance(now, other));
            }
            const auto before = m_result.faults.size();
            expect(name_en + " distance", told.distance, least);
            expect(name_en + " loss", static_cast<double>(told.loss),
                   static_cast<double>(m_claim.objective - told.objective));
            if (stands && m_result.faults.size() == before) {
                m_result.checked.push_back({name, name_en});
            }
            known.push_back(now);
        }
    }

    const Basis& m_basis;
    const Claim& m_claim;
    const PlanCheck& m_plan;
    Verification& m_result;
};

} // namespace

void check_told(const Basis& basis, const PlanCheck& plan, Verification& result) {
    Told{basis, plan, result}.run();
}

} // namespace sandan::allocation
