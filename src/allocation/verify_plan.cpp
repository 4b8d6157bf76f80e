#include "allocation/verify_plan.hpp"

#include "allocation/clusters.hpp"
#include "allocation/demand.hpp"
#include "core/korean.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace sandan::allocation {

std::vector<std::string> required_firms(const Basis& basis) {
    const auto& locks = basis.claim.locks;
    std::vector<std::string> ids;
    for (const auto& firm : basis.context.project.firms) {
        const bool locked = std::any_of(locks.begin(), locks.end(), [&](const Lock& lock) {
            return !lock.forbid && lock.firm == firm.id;
        });
        if (firm.mandatory || locked) {
            ids.push_back(firm.id);
        }
    }
    return ids;
}

bool PlanCheck::has(const std::string& firm) const {
    return std::any_of(m_sites.begin(), m_sites.end(),
                       [&](const auto& entry) { return entry.first->id == firm; });
}

std::vector<std::size_t> PlanCheck::positions(const Claim::Site& given) {
    const auto& layer = *m_basis.context.project.layer("lots");
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
    if (lots.empty()) {
        fault({given.firm + ": 배정된 획지가 없음", given.firm + ": placed on no lot"});
    }
    std::sort(lots.begin(), lots.end());
    return lots;
}

void PlanCheck::sites() {
    section({"기업·획지의 존재, 한 번씩만 배정 (PC-11)",
             "firms and lots exist and are given once (PC-11)"},
            [&] { resolve(); });
    section(
        {"분양 대상 획지, 같은 단지·구역·단계", "lots on offer, of one complex, zone and phase"},
        [&] {
            for (const auto& [firm, site] : m_sites) {
                check_kind(*firm, site);
            }
        });
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

void PlanCheck::resolve() {
    std::set<std::string> firms;
    std::map<std::size_t, std::string> holder;
    for (const auto& given : m_assignments) {
        const auto* const firm = m_basis.context.project.firm(given.firm);
        if (firm == nullptr || !firms.insert(given.firm).second) {
            fault({fmt::format("{}: 계획에 없거나 두 번 배정된 기업", given.firm),
                   fmt::format("{}: firm not in the plan or placed twice", given.firm)});
            continue;
        }
        const auto lots = positions(given);
        for (const auto lot : lots) {
            const auto [at, fresh] = holder.emplace(lot, given.firm);
            if (!fresh) {
                fault({format_ko("획지 중복 배정: {}과(와) {}", at->second, given.firm),
                       fmt::format("a lot is given to both {} and {}", at->second, given.firm)});
            }
        }
        if (!lots.empty()) {
            m_sites.emplace_back(firm, rules::make_site(m_basis.context.project,
                                                        m_basis.context.analysis.lots, lots));
            m_values.push_back(given.value);
        }
    }
}

void PlanCheck::check_kind(const model::Firm& firm, const rules::Site& site) {
    const auto& project = m_basis.context.project;
    const auto& layer = *project.layer("lots");
    for (const auto lot : site.lots) {
        const auto& feature = layer.features[lot];
        const auto same = [&](const char* field) {
            return layer.text(feature, field).value_or("") ==
                   layer.text(layer.features[site.lots.front()], field).value_or("");
        };
        if (!rules::is_on_offer(project, layer, feature)) {
            const auto id = layer.id(feature);
            fault({format_ko("{}: 획지 {}은(는) 분양 대상이 아님", firm.id, id),
                   fmt::format("{}: lot {} is not on offer", firm.id, id)});
        }
        if (!same("complex") || !same("management") || !same("phase")) {
            fault(
                {format_ko("{}: {}이(가) 여러 단지·구역·단계에 걸침", firm.id, site.id),
                 fmt::format("{}: {} is of several complexes, zones or phases", firm.id, site.id)});
            return;
        }
    }
}

void PlanCheck::check_contiguity(const model::Firm& firm, const rules::Site& site) {
    const auto* const border = m_basis.context.parameter("PD-10", "min_contact");
    std::set<std::size_t> reached{site.lots.front()};
    for (bool grew = true; grew;) {
        grew = false;
        for (const auto& contact : m_basis.context.analysis.contacts) {
            const bool inside = std::binary_search(site.lots.begin(), site.lots.end(), contact.a) &&
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

void PlanCheck::check_rules(const model::Firm& firm, const rules::Site& site) {
    if (static_cast<int>(site.lots.size()) >
        std::min(lots_allowed(firm, m_basis.options), m_basis.claim.max_parcels)) {
        fault({fmt::format("{}: 획지 {}개는 허용보다 많음", firm.id, site.lots.size()),
               fmt::format("{}: {} lots are more than allowed", firm.id, site.lots.size())});
    }
    constexpr double noise = 1e-6; // of adding up areas; the rules above judge to their own
    if (!(site.area_m2 >= firm.area_min_m2.value_or(0) * (1 - noise) &&
          site.area_m2 <= firm.area_max_m2.value_or(1e300) * (1 + noise))) {
        fault({fmt::format("{}: 면적 {:.1f}㎡가 희망 범위 밖", firm.id, site.area_m2),
               fmt::format("{}: {:.1f} m² is outside its window", firm.id, site.area_m2)});
    }
    const auto judged = siting::judge(m_basis.context, firm, site);
    if (judged.verdict != siting::Verdict::feasible &&
        judged.verdict != siting::Verdict::conditional) {
        std::string rules;
        for (const auto& reason : judged.reasons) {
            rules += " " + reason.rule;
        }
        fault({fmt::format("{}: {}에 입지할 수 없음 ({}):{}", firm.id, site.id,
                           siting::to_string(judged.verdict), rules),
               fmt::format("{}: {} is {}:{}", firm.id, site.id, siting::to_string(judged.verdict),
                           rules)});
    }
    m_scores.push_back(judged.score);
}

void PlanCheck::capacities() {
    section({"기반시설 용량", "utility capacities"}, [&] {
        for (const auto& row : capacity_rows(m_basis.context.project)) {
            std::int64_t used = 0;
            for (const auto& [firm, site] : m_sites) {
                used += draws_on(row, site, start_year(*firm, site)) ? demand_of(*firm, row.utility)
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

void PlanCheck::objective(const Basis& basis, std::int64_t claimed, bool with_values) {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < m_sites.size(); ++i) {
        const auto& [firm, site] = m_sites[i];
        const auto points = points_of(*firm, m_scores[i], compactness_of(basis.context, site.lots),
                                      basis.weights, basis.totals);
        sum += points;
        if (with_values && points != m_values[i]) {
            fault({format_ko("{}: 점수 {}이(가) 아니라 {}", firm->id, m_values[i], points),
                   fmt::format("{}: claims {} points, gets {}", firm->id, m_values[i], points)});
        }
    }
    sum += basis.claim.quadratic ? link_sum(basis) : 0;
    if (sum == claimed) {
        m_result.checked.push_back({"목적함수 값", "objective"});
    } else {
        fault({format_ko("목적함수 값이 {}이(가) 아니라 {}", claimed, sum),
               fmt::format("claims objective {}, recomputed {}", claimed, sum)});
    }
}

std::int64_t PlanCheck::link_sum(const Basis& basis) const {
    std::int64_t sum = 0;
    const auto find = [&](const std::string& id) {
        return std::find_if(m_sites.begin(), m_sites.end(),
                            [&](const auto& entry) { return entry.first->id == id; });
    };
    for (const auto& link : basis.context.project.links) {
        const auto a = find(link.from);
        const auto b = find(link.to);
        if (link.from != link.to && a != m_sites.end() && b != m_sites.end()) {
            sum += link_points(link, basis.weights, basis.totals) *
                   nearness_of(basis.context, a->second, b->second);
        }
    }
    return sum;
}

void PlanCheck::locks() {
    if (m_basis.claim.locks.empty()) {
        return;
    }
    section({"고정·금지 조건", "locks"}, [&] {
        for (const auto& lock : m_basis.claim.locks) {
            const std::set<std::string> named(lock.lots.begin(), lock.lots.end());
            for (const auto& given : m_assignments) {
                const std::set<std::string> lots(given.lots.begin(), given.lots.end());
                const bool meets = std::any_of(lots.begin(), lots.end(),
                                               [&](const auto& id) { return named.contains(id); });
                const bool about = lock.firm == given.firm || lock.firm == "*";
                if (about && (lock.forbid ? meets : lots != named)) {
                    fault({given.firm + ": 고정·금지 조건에 어긋남",
                           given.firm + ": a lock is not kept"});
                }
            }
        }
    });
}

} // namespace sandan::allocation
