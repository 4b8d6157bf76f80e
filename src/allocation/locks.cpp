#include "allocation/locks.hpp"

#include <sandan/core/error.hpp>

#include "allocation/explain.hpp"
#include "core/korean.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sandan::allocation {

namespace {

std::size_t position_of_firm(const model::Project& project, const std::string& id) {
    for (std::size_t f = 0; f < project.firms.size(); ++f) {
        if (project.firms[f].id == id) {
            return f;
        }
    }
    throw Error{ErrorKind::usage, Text{format_ko("고정: 기업 '{}'이(가) 계획에 없습니다", id),
                                       fmt::format("lock: firm '{}' is not in the plan", id)}};
}

std::vector<std::size_t> positions_of_lots(const model::Layer& layer, const Lock& lock) {
    std::vector<std::size_t> positions;
    for (const auto& id : lock.lots) {
        const auto at = std::find_if(layer.features.begin(), layer.features.end(),
                                     [&](const auto& lot) { return layer.id(lot) == id; });
        if (at == layer.features.end()) {
            throw Error{
                ErrorKind::usage,
                Text{format_ko("기업 '{}'의 고정: 획지 '{}'이(가) 계획에 없습니다", lock.firm, id),
                     fmt::format("lock of firm '{}': lot '{}' is not in the plan", lock.firm, id)}};
        }
        positions.push_back(static_cast<std::size_t>(at - layer.features.begin()));
    }
    std::sort(positions.begin(), positions.end());
    positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
    return positions;
}

std::string names_of(const model::Layer& layer, const std::vector<std::size_t>& lots) {
    std::string names;
    for (const auto lot : lots) {
        names += (names.empty() ? "" : "+") + layer.id(layer.features[lot]);
    }
    return names;
}

} // namespace

Locks::Locks(const model::Project& project, const std::vector<Lock>& locks) {
    if (locks.empty()) {
        return;
    }
    const auto* const layer = project.layer("lots");
    if (layer == nullptr) {
        throw Error{ErrorKind::usage,
                    Text{"고정에는 레이어 'lots'가 필요합니다", "locks need the layer 'lots'"}};
    }
    for (const auto& lock : locks) {
        const auto lots = positions_of_lots(*layer, lock);
        if (lock.forbid && lock.firm == "*") {
            m_forbidden_to_all.insert(lots.begin(), lots.end());
            continue;
        }
        const auto firm = position_of_firm(project, lock.firm);
        if (lock.forbid) {
            m_forbidden[firm].insert(lots.begin(), lots.end());
        } else if (lots.empty() || !m_exact.emplace(firm, lots).second) {
            throw Error{
                ErrorKind::usage,
                Text{fmt::format("기업 '{}'의 고정: 두 번 고정되었거나 획지가 없습니다", lock.firm),
                     fmt::format("lock of firm '{}': locked twice or to no lot", lock.firm)}};
        }
    }
}

bool Locks::permits(std::size_t firm, const std::vector<std::size_t>& lots) const {
    const auto exact = m_exact.find(firm);
    if (exact != m_exact.end() && exact->second != lots) {
        return false;
    }
    const auto forbidden = m_forbidden.find(firm);
    return std::none_of(lots.begin(), lots.end(), [&](auto lot) {
        return m_forbidden_to_all.contains(lot) ||
               (forbidden != m_forbidden.end() && forbidden->second.contains(lot));
    });
}

std::vector<Constraint> Locks::against(const model::Layer& layer, std::size_t firm,
                                       const std::vector<std::size_t>& lots) const {
    std::vector<Constraint> found;
    const auto exact = m_exact.find(firm);
    if (exact != m_exact.end() && exact->second != lots) {
        const auto names = names_of(layer, exact->second);
        found.push_back({Constraint::Kind::lock,
                         "lock " + names,
                         {fmt::format("고정 {}", names), fmt::format("locked to {}", names)}});
    }
    const auto forbidden = m_forbidden.find(firm);
    for (const auto lot : lots) {
        const bool to_it = forbidden != m_forbidden.end() && forbidden->second.contains(lot);
        if (to_it || m_forbidden_to_all.contains(lot)) {
            const auto id = layer.id(layer.features[lot]);
            found.push_back({Constraint::Kind::lock,
                             "forbid " + id,
                             {fmt::format("금지 {}", id), fmt::format("lot {} forbidden", id)}});
        }
    }
    return found;
}

std::vector<Text> Locks::conflicts(const rules::Context& context, const siting::Matrix& matrix,
                                   const Options& options) const {
    std::vector<Text> found;
    std::map<std::size_t, std::string> holder;
    for (const auto& entry : m_exact) {
        const auto f = entry.first;
        const auto& lots = entry.second;
        const auto& firm = context.project.firms[f];
        const auto& layer = *context.project.layer("lots");
        const auto names = names_of(layer, lots);
        for (const auto lot : lots) {
            const auto [at, fresh] = holder.emplace(lot, firm.id);
            if (!fresh) {
                const auto id = layer.id(layer.features[lot]);
                found.push_back({format_ko("획지 {}이(가) {}과(와) {}에 함께 고정되어 있음 (PC-11)",
                                           id, at->second, firm.id),
                                 fmt::format("lot {} is locked to both {} and {} (PC-11)", id,
                                             at->second, firm.id)});
            }
        }
        if (!permits(f, lots)) {
            found.push_back(
                {fmt::format("{}: {}에 고정했으나 그 획지가 금지되어 있음", firm.id, names),
                 fmt::format("{}: locked to {}, which a lock forbids", firm.id, names)});
        }
        const auto site = std::find_if(matrix.sites.begin(), matrix.sites.end(),
                                       [&](const auto& s) { return s.lots == lots; });
        if (site == matrix.sites.end() ||
            static_cast<int>(lots.size()) > lots_allowed(firm, options)) {
            found.push_back(
                {format_ko("{}: 고정한 {}은(는) 후보지가 아님 (연접, 같은 단지·구역·단계, 획지 수)",
                           firm.id, names),
                 fmt::format("{}: the locked {} is no candidate site (contiguous, of one complex, "
                             "zone and phase, not too many lots)",
                             firm.id, names)});
            continue;
        }
        const auto& cell = matrix.at(f, static_cast<std::size_t>(site - matrix.sites.begin()));
        if (!usable(cell)) {
            const auto why = reasons_of(context, cell);
            found.push_back(
                {fmt::format("{}: 고정한 {}에 입지할 수 없음: {}", firm.id, names, why.ko),
                 fmt::format("{}: cannot be sited on the locked {}: {}", firm.id, names, why.en)});
        }
    }
    return found;
}

} // namespace sandan::allocation
