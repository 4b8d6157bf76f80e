#include <sandan/geom/measure.hpp>

#include "feasibility/parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <unordered_map>

namespace sandan::feasibility {

namespace {

using model::Fact;
using model::Firm;

bool stands_in(const Firm& firm, const std::string& roster) {
    return std::find(firm.rosters.begin(), firm.rosters.end(), roster) != firm.rosters.end();
}

/// Σ over firms that stand in some roster, each once; nothing if none states the amount.
std::optional<double> sum_of_firms(const model::Project& project,
                                   std::optional<double> Firm::*amount) {
    std::optional<double> sum;
    for (const auto& firm : project.firms) {
        if (!firm.rosters.empty() && firm.*amount) {
            sum = sum.value_or(0) + *(firm.*amount);
        }
    }
    return sum;
}

std::optional<double> listed(const model::Project& project, const Fact& fact) {
    if (fact.rule == "PC-04") {
        return static_cast<double>(
            std::count_if(project.firms.begin(), project.firms.end(),
                          [&](const Firm& firm) { return stands_in(firm, fact.id); }));
    }
    if (fact.rule == "PC-05" && fact.parts.size() > 1) { // itemises firms; else a scope of its own
        return sum_of_firms(project, fact.unit == "명" ? &Firm::jobs : &Firm::investment_100m_krw);
    }
    if (fact.parts.empty()) {
        return std::nullopt;
    }
    return std::accumulate(fact.parts.begin(), fact.parts.end(), 0.0);
}

/// Where things lie, by lot id.
class LotPlaces {
public:
    explicit LotPlaces(const rules::Context& context)
        : m_context{context}, m_lots{context.project.layer("lots")} {
        for (std::size_t i = 0; m_lots != nullptr && i < m_lots->features.size(); ++i) {
            m_by_id.emplace(m_lots->id(m_lots->features[i]), i);
        }
    }

    /// Latest year the lots are ready; nothing if one does not say.
    [[nodiscard]] std::optional<int> ready(const std::vector<std::string>& lots) const {
        std::optional<int> latest;
        for (const auto& lot : lots) {
            const auto found = m_by_id.find(lot);
            const auto year =
                found == m_by_id.end()
                    ? std::nullopt
                    : m_lots->number(m_lots->features[found->second], "available_year");
            if (!year) {
                return std::nullopt;
            }
            latest = std::max(latest.value_or(0), static_cast<int>(*year));
        }
        return latest;
    }

    [[nodiscard]] std::optional<double> outside(const std::vector<std::string>& lots) const {
        std::optional<double> sum = 0;
        for (const auto& lot : lots) {
            const auto found = m_by_id.find(lot);
            const auto part = found == m_by_id.end()
                                  ? std::nullopt
                                  : m_context.analysis.lots[found->second].outside_special_zone_m2;
            sum = sum && part ? std::optional{*sum + *part} : std::nullopt;
        }
        return sum;
    }

    [[nodiscard]] double distance(const std::vector<std::string>& a,
                                  const std::vector<std::string>& b) const {
        double nearest = std::numeric_limits<double>::infinity();
        for (const auto& first : a) {
            for (const auto& second : b) {
                const auto one = m_by_id.find(first);
                const auto other = m_by_id.find(second);
                if (one != m_by_id.end() && other != m_by_id.end()) {
                    nearest =
                        std::min(nearest, geom::distance(m_lots->features[one->second].shape,
                                                         m_lots->features[other->second].shape));
                }
            }
        }
        return nearest;
    }

private:
    const rules::Context& m_context;
    const model::Layer* m_lots;
    std::unordered_map<std::string, std::size_t> m_by_id;
};

Commitment commitment_of(const rules::Context& context, const LotPlaces& places,
                         const model::Assignment& assignment, const Firm& firm) {
    Commitment row;
    row.firm = firm.id;
    row.rosters = firm.rosters;
    row.lots = assignment.lots;
    row.needed = firm.year;
    row.ready = places.ready(assignment.lots);
    row.outside_m2 = firm.programme ? places.outside(assignment.lots) : std::nullopt;
    for (const auto& other : context.project.assignments) {
        const auto* const anchor = context.project.firm(other.firm);
        if (firm.anchor || anchor == nullptr || !anchor->anchor) {
            continue;
        }
        const double distance = places.distance(assignment.lots, other.lots);
        if (std::isfinite(distance) && (!row.to_anchor_m || distance < *row.to_anchor_m)) {
            row.to_anchor_m = distance;
            row.anchor = anchor->id;
        }
    }
    return row;
}

} // namespace

void list_promises(Parts& parts) {
    const auto& project = parts.context.project;
    for (const auto& fact : project.plan.facts) {
        if (!fact.rule.starts_with("PC-")) {
            continue;
        }
        Promise row{fact.rule, fact.id,    fact.unit, fact.total, listed(project, fact),
                    {},        fact.source};
        row.remainder = row.listed ? std::optional{row.published - *row.listed} : std::nullopt;
        if (fact.rule == "PC-09" && row.remainder.value_or(0) != 0) {
            parts.study.notes.push_back(fmt::format("{}: {} ≠ {} {} ({})", fact.id,
                                                    fmt::join(fact.parts, " + "), fact.total,
                                                    fact.unit, fact.source));
        }
        parts.study.promises.push_back(std::move(row));
    }
    const LotPlaces places{parts.context};
    for (const auto& assignment : project.assignments) {
        const auto* const firm = project.firm(assignment.firm);
        if (firm != nullptr && !firm->rosters.empty()) {
            parts.study.commitments.push_back(
                commitment_of(parts.context, places, assignment, *firm));
        }
    }
}

} // namespace sandan::feasibility
