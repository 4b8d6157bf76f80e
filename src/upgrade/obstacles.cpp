#include "upgrade/obstacles.hpp"

#include <sandan/core/error.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

namespace sandan::upgrade {

namespace {

using Kind = rules::Outcome::Kind;

/// Register rows that stay on a site; those whose status nobody knows apart. Who is in a building
/// that no row speaks of is not known: not every firm is registered.
Constraint occupied(const rules::Context& context, const SiteRow& site,
                    const std::set<std::string>& leaving) {
    Constraint result{"occupied", Kind::pass, {}, {}};
    if (context.project.layer("register") == nullptr) {
        result.kind = Kind::unknown;
        result.missing = {"layer register"};
        return result;
    }
    std::vector<std::string> stays;
    bool unsure = false;
    for (const auto& firm : site.occupants) {
        if (leaving.contains(firm.id)) {
            continue;
        }
        if (firm.status_known) {
            stays.push_back(firm.id);
        } else {
            unsure = true;
        }
    }
    if (!stays.empty()) {
        result.kind = Kind::breach;
        result.message = {fmt::format("가동 중인 기업 {} 존치", fmt::join(stays, ", ")),
                          fmt::format("firms in operation that stay: {}", fmt::join(stays, ", "))};
    } else if (unsure) {
        result.kind = Kind::unknown;
        result.missing = {"register.status"};
    } else if (!site.buildings.empty() && site.register_rows == 0) {
        result.kind = Kind::unknown;
        result.missing = {"register row of a built site"};
    }
    return result;
}

/// A rule of siting asked for the land, whatever firm comes.
Constraint by_rule(const rules::Context& context, const char* id, const char* rule_id,
                   const std::optional<rules::Site>& land) {
    Constraint result{id, Kind::unknown, {}, {}};
    const auto* const rule = rules::find_rule(rule_id);
    if (!land || rule == nullptr || rule->land == nullptr) {
        result.missing = {"layer lots"};
        return result;
    }
    auto outcome = rule->land(context, *land);
    result.kind = outcome.kind;
    result.message = std::move(outcome.evidence.message);
    result.missing = std::move(outcome.missing);
    return result;
}

/// The worst of `parts`, with what all of that kind say.
Constraint worst(const char* id, const std::vector<const Constraint*>& parts) {
    Constraint result{id, Kind::not_applicable, {}, {}};
    const auto has = [&](Kind kind) {
        return std::any_of(parts.begin(), parts.end(),
                           [&](const auto* part) { return part->kind == kind; });
    };
    for (const auto kind : {Kind::breach, Kind::unknown, Kind::pass}) {
        if (has(kind)) {
            result.kind = kind;
            break;
        }
    }
    std::set<std::string> missing;
    for (const auto* const part : parts) {
        if (part->kind != result.kind) {
            continue;
        }
        if (!part->message.en.empty() &&
            result.message.en.find(part->message.en) == std::string::npos) {
            const auto* const gap = result.message.en.empty() ? "" : "; ";
            result.message.ko += gap + part->message.ko;
            result.message.en += gap + part->message.en;
        }
        missing.insert(part->missing.begin(), part->missing.end());
    }
    result.missing = {missing.begin(), missing.end()};
    return result;
}

std::optional<double> owners_of(const Survey& survey, const SiteRow& site) {
    double sum = 0;
    for (const auto parcel : site.parcels) {
        const auto& own = survey.parcels[parcel].owners;
        if (!own) {
            return std::nullopt;
        }
        sum += *own;
    }
    return sum;
}

/// The site's land as siting sees it; nothing if a parcel is no lot of the plan.
std::optional<rules::Site> land_of(const rules::Context& context, const Survey& survey,
                                   const SiteRow& site,
                                   const std::map<std::string, std::size_t>& lot_of_id) {
    std::vector<std::size_t> lots;
    for (const auto parcel : site.parcels) {
        const auto found = lot_of_id.find(survey.parcels[parcel].id);
        if (found == lot_of_id.end()) {
            return std::nullopt;
        }
        lots.push_back(found->second);
    }
    std::sort(lots.begin(), lots.end());
    lots.erase(std::unique(lots.begin(), lots.end()), lots.end());
    return rules::make_site(context.project, context.analysis.lots, std::move(lots));
}

std::set<std::string> known_rows(const model::Project& project,
                                 const std::vector<std::string>& leaving) {
    std::set<std::string> rows;
    for (const auto* const layer : project.layers_of("register")) {
        for (const auto& row : layer->features) {
            rows.insert(layer->id(row));
        }
    }
    for (const auto& id : leaving) {
        if (!rows.contains(id)) {
            throw Error{
                ErrorKind::usage,
                Text{fmt::format("{}: [upgrade] leaving: 등록 명부에 id가 '{}'인 행이 없습니다",
                                 project.plan.path, id),
                     fmt::format("{}: [upgrade] leaving: no row of the register has the id '{}'",
                                 project.plan.path, id)}};
        }
    }
    return {leaving.begin(), leaving.end()};
}

} // namespace

Obstacles::Obstacles(const rules::Context& context, const Survey& survey,
                     const std::vector<std::string>& leaving)
    : m_context{context}, m_survey{survey} {
    const auto& project = context.project;
    const auto gone = known_rows(project, leaving);
    std::map<std::string, std::size_t> lot_of_id;
    if (const auto* const lots = project.layer("lots")) {
        for (std::size_t i = 0; i < lots->features.size(); ++i) {
            lot_of_id.emplace(lots->id(lots->features[i]), i);
        }
    }
    for (const auto& site : survey.sites) {
        const auto land = land_of(context, survey, site, lot_of_id);
        m_sites.push_back({occupied(context, site, gone),
                           by_rule(context, "heritage", "SI-10", land),
                           by_rule(context, "disposal", "SI-27", land), owners_of(survey, site)});
    }
}

Constraint Obstacles::owners(const std::vector<Piece>& pieces,
                             const model::UpgradeAction& action) const {
    Constraint result{"owners", Kind::not_applicable, {}, {}};
    double sum = 0;
    for (const auto& piece : pieces) {
        const auto& own = m_sites[piece.site].owners;
        if (!own) {
            result.kind = Kind::unknown;
            result.missing = {"parcels.owners"};
            return result;
        }
        sum += *own;
    }
    result.message = {fmt::format("소유자 {:.0f}명(필지별 합)", sum),
                      fmt::format("{:.0f} owners (summed over parcels)", sum)};
    if (action.max_owners) {
        result.kind = sum > *action.max_owners ? Kind::breach : Kind::pass;
        result.message.ko += fmt::format(", 최대 {}명", *action.max_owners);
        result.message.en += fmt::format(", at most {}", *action.max_owners);
    }
    return result;
}

/// ZO-06: mixed land only in zones of its list.
Constraint Obstacles::zoning(const std::vector<Piece>& pieces) const {
    Constraint result{"zoning", Kind::pass, {}, {}};
    std::set<std::string> refused;
    for (const auto& piece : pieces) {
        const auto& zones = m_survey.sites[piece.site].zones;
        if (zones.empty()) {
            result.kind = Kind::unknown;
            result.missing = {"layer zoning"};
            return result;
        }
        for (const auto& code : zones) {
            const auto status = m_context.lookup("ZO-06", "allowed", code).status;
            if (status == model::Lookup::Status::not_in_force) {
                result.kind = Kind::unknown;
                result.missing = {"parameter ZO-06 allowed"};
                return result;
            }
            if (status != model::Lookup::Status::found) {
                refused.insert(code);
            }
        }
    }
    if (!refused.empty()) {
        result.kind = Kind::breach;
        result.message = {
            fmt::format("복합용지를 둘 수 없는 용도지역 {}", fmt::join(refused, ", ")),
            fmt::format("no mixed land in zones {}", fmt::join(refused, ", "))};
    }
    return result;
}

std::vector<Constraint> Obstacles::of_assembly(const std::vector<Piece>& pieces,
                                               const model::UpgradeAction& action) const {
    std::vector<const Constraint*> occupied;
    std::vector<const Constraint*> heritage;
    std::vector<const Constraint*> disposal;
    for (const auto& piece : pieces) {
        occupied.push_back(&m_sites[piece.site].occupied);
        heritage.push_back(&m_sites[piece.site].heritage);
        disposal.push_back(&m_sites[piece.site].disposal);
    }
    std::vector<Constraint> result{worst("occupied", occupied), owners(pieces, action),
                                   worst("heritage", heritage), worst("disposal", disposal)};
    if (action.kind == "mixed") {
        result.push_back(zoning(pieces));
    }
    return result;
}

std::vector<Constraint> Obstacles::of_strips(const std::vector<Piece>& pieces,
                                             const std::vector<double>& cut_m2) const {
    constexpr double touch_m2 = 0.1; // outlines are drawn to the decimetre
    std::vector<const Constraint*> occupied;
    std::vector<const Constraint*> heritage;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (cut_m2[i] > touch_m2) {
            occupied.push_back(&m_sites[pieces[i].site].occupied);
        }
        heritage.push_back(&m_sites[pieces[i].site].heritage);
    }
    auto built = worst("occupied", occupied);
    if (m_survey.buildings == nullptr) {
        built.kind = Kind::unknown;
        built.missing = {"layer buildings"};
    }
    return {std::move(built), worst("heritage", heritage)};
}

} // namespace sandan::upgrade
