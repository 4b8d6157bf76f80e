#include <sandan/siting/relaxation.hpp>

#include "core/number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace sandan::siting {

namespace {

void append(Text& text, const Text& more) {
    text.ko += (text.ko.empty() ? "" : "; ") + more.ko;
    text.en += (text.en.empty() ? "" : "; ") + more.en;
}

Text wish(const rules::Evidence& evidence) {
    const double measured = *evidence.measured;
    const double off = std::abs(measured - *evidence.threshold);
    if (evidence.unit == "m²") {
        const bool less = measured < *evidence.threshold;
        const auto by = grouped(std::ceil(off));
        return {fmt::format("희망면적 {} m² {}", by, less ? "축소" : "확대"),
                fmt::format("ask for {} m² {}", by, less ? "less" : "more")};
    }
    if (evidence.unit == "lots") {
        return {fmt::format("획지 {}개 허용", grouped(measured)),
                fmt::format("allow {} lots", grouped(measured))};
    }
    if (evidence.unit == "m") {
        return {fmt::format("접도 길이 {} m 수용", grouped(measured, 1)),
                fmt::format("accept a frontage of {} m", grouped(measured, 1))};
    }
    return {fmt::format("희망가격 {} 원/m²로 상향", grouped(std::ceil(measured))),
            fmt::format("raise the price limit to {} KRW/m²", grouped(std::ceil(measured)))};
}

Text wait(const rules::Evidence& evidence) {
    const auto year = static_cast<int>(*evidence.measured);
    return {fmt::format("{}년까지 대기", year), fmt::format("wait until {}", year)};
}

} // namespace

Relaxations::Relaxations(const rules::Context& context, const Matrix& matrix)
    : m_context{context}, m_matrix{matrix} {
    for (std::size_t i = 0; i < matrix.sites.size(); ++i) {
        m_site_of_id.emplace(matrix.sites[i].id, i);
    }
    m_neighbours.resize(context.analysis.lots.size());
    for (const auto& contact : context.analysis.contacts) {
        m_neighbours[contact.a].push_back(contact.b);
        m_neighbours[contact.b].push_back(contact.a);
    }
}

Text Relaxations::cheapest(const FirmSite& cell) const {
    Text all;
    if (cell.verdict != Verdict::infeasible) {
        return all;
    }
    for (const auto& reason : cell.reasons) {
        if (!reason.hard) {
            continue;
        }
        const auto step = remedy(cell, reason);
        if (step.en.empty()) {
            return {};
        }
        append(all, step);
    }
    return all;
}

Text Relaxations::remedy(const FirmSite& cell, const Reason& reason) const {
    const auto& evidence = reason.outcome.evidence;
    if (!evidence.measured || !evidence.threshold) {
        return {};
    }
    if (reason.rule == "SI-06") {
        return for_wish(cell, evidence);
    }
    if (reason.rule == "PC-06") {
        return wait(evidence);
    }
    return {};
}

Text Relaxations::for_wish(const FirmSite& cell, const rules::Evidence& evidence) const {
    const bool too_small = evidence.unit == "m²" && *evidence.measured < *evidence.threshold;
    auto merged = too_small ? merge(cell) : Text{};
    return merged.en.empty() ? wish(evidence) : merged;
}

/// The smallest neighbouring lot with which the firm could have the site.
Text Relaxations::merge(const FirmSite& cell) const {
    const auto& site = m_matrix.sites[cell.site];
    const auto& lots = *m_context.project.layer("lots");
    const auto& facts = m_context.analysis.lots;
    std::vector<std::string> ids;
    std::vector<std::size_t> around;
    for (const auto lot : site.lots) {
        ids.push_back(lots.id(lots.features[lot]));
        around.insert(around.end(), m_neighbours[lot].begin(), m_neighbours[lot].end());
    }
    std::sort(around.begin(), around.end(), [&](std::size_t a, std::size_t b) {
        return std::pair{facts[a].area_m2, a} < std::pair{facts[b].area_m2, b};
    });
    for (const auto lot : around) {
        auto wider = ids;
        const auto added = lots.id(lots.features[lot]);
        wider.insert(std::upper_bound(wider.begin(), wider.end(), added), added);
        std::sort(wider.begin(), wider.end());
        const auto found = m_site_of_id.find(fmt::format("{}", fmt::join(wider, "+")));
        if (found != m_site_of_id.end() &&
            m_matrix.at(cell.firm, found->second).verdict != Verdict::infeasible) {
            const auto area = grouped(facts[lot].area_m2);
            return {fmt::format("획지 {} 합필 (+{} m²)", added, area),
                    fmt::format("merge with lot {} (+{} m²)", added, area)};
        }
    }
    return {};
}

} // namespace sandan::siting
