#include "siting/wishes.hpp"

#include "core/number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

namespace sandan::siting {

namespace {

using Kind = Change::Kind;

bool is_own_term(const Reason& reason) {
    const auto& evidence = reason.outcome.evidence;
    return (reason.rule == "SI-05" || reason.rule == "SI-06" || reason.rule == "PC-06") &&
           evidence.measured && evidence.threshold;
}

/// What a breach lacks or has too much, against its threshold.
Change change_by(Kind kind, const char* unit, double measured, double threshold, Text text) {
    const double off = std::abs(measured - threshold);
    return {.kind = kind,
            .amount = off,
            .unit = unit,
            .share = threshold > 0 ? off / threshold : 1,
            .text = std::move(text)};
}

Change wait(model::Firm& firm, double from, double until) {
    const auto year = static_cast<int>(until);
    firm.year = year;
    return {.kind = Kind::wait,
            .amount = until - from,
            .unit = "years",
            .share = (until - from) / 10, // a year counts as a tenth of a wish
            .text = {fmt::format("{}년까지 대기", year), fmt::format("wait until {}", year)}};
}

/// The factory is planned with as much floor as the standard rate asks of the site.
Change build_more(model::Firm& firm, double planned, double required) {
    const double floor = std::ceil(required);
    firm.floor_area_m2 = floor;
    const auto more = grouped(floor - planned);
    return change_by(Kind::floor_area, "m²", floor, planned,
                     {fmt::format("공장건축면적 {} m² 확대", more),
                      fmt::format("plan {} m² more factory floor", more)});
}

/// A smaller building of the same shape.
Change shrink(model::Firm& firm, double fits) {
    const double before = *firm.footprint_m2;
    firm.footprint_m2 = std::floor(fits);
    const auto less = grouped(before - *firm.footprint_m2);
    return change_by(
        Kind::footprint, "m²", *firm.footprint_m2, before,
        {fmt::format("건축면적 {} m² 축소", less), fmt::format("plan {} m² less footprint", less)});
}

/// The site is too small for what is to be built on it: `share` of the plans fits.
std::optional<Change> build_less(model::Firm& firm, const rules::Site& site, double needed) {
    const double share = site.area_m2 / needed;
    const auto needs = [&](const std::optional<double>& built, const std::optional<double>& limit) {
        return built && limit && *limit > 0 && *built / (*limit / 100) == needed;
    };
    const bool ground = needs(firm.footprint_m2, site.facts.bcr_percent);
    if (!ground && !needs(firm.floor_area_m2, site.facts.far_percent)) {
        return std::nullopt;
    }
    auto& planned = ground ? firm.footprint_m2 : firm.floor_area_m2;
    const double before = *planned;
    planned = std::floor(before * share);
    const auto less = grouped(before - *planned);
    return change_by(ground ? Kind::footprint : Kind::floor_area, "m²", *planned, before,
                     ground ? Text{fmt::format("건축면적 {} m² 축소", less),
                                   fmt::format("plan {} m² less footprint", less)}
                            : Text{fmt::format("연면적 {} m² 축소", less),
                                   fmt::format("plan {} m² less floor", less)});
}

std::optional<Change> other_area(model::Firm& firm, const rules::Site& site, double measured,
                                 double threshold) {
    const auto by = grouped(std::ceil(std::abs(measured - threshold)));
    if (measured > threshold) {
        firm.area_max_m2 = measured;
        return change_by(
            Kind::area, "m²", measured, threshold,
            {fmt::format("희망면적 {} m² 확대", by), fmt::format("ask for {} m² more", by)});
    }
    if (firm.area_min_m2 == threshold) {
        firm.area_min_m2 = measured;
        return change_by(
            Kind::area, "m²", measured, threshold,
            {fmt::format("희망면적 {} m² 축소", by), fmt::format("ask for {} m² less", by)});
    }
    return firm.building_aspect && firm.footprint_m2 == threshold
               ? std::optional{shrink(firm, measured)}
               : build_less(firm, site, threshold);
}

std::optional<Change> other_terms(model::Firm& firm, const rules::Site& site,
                                  const rules::Evidence& evidence) {
    const double measured = *evidence.measured;
    const double threshold = *evidence.threshold;
    if (evidence.unit == "m²") {
        return other_area(firm, site, measured, threshold);
    }
    if (evidence.unit == "lots") {
        firm.max_lots = static_cast<int>(measured);
        return change_by(Kind::lots, "lots", measured, threshold,
                         {fmt::format("획지 {}개 허용", grouped(measured)),
                          fmt::format("allow {} lots", grouped(measured))});
    }
    if (evidence.unit == "m") {
        firm.min_frontage_m = measured;
        return change_by(Kind::frontage, "m", measured, threshold,
                         {fmt::format("접도 길이 {} m 수용", grouped(measured, 1)),
                          fmt::format("accept a frontage of {} m", grouped(measured, 1))});
    }
    firm.max_price_krw_m2 = measured;
    const auto price = grouped(std::ceil(measured));
    const double total = (measured - threshold) * site.area_m2;
    auto change = change_by(
        Kind::price, "KRW", measured, threshold,
        {fmt::format("희망가격 {} 원/m²로 상향 (+{} 원)", price, grouped(std::ceil(total))),
         fmt::format("raise the price limit to {} KRW/m² (+{} KRW)", price,
                     grouped(std::ceil(total)))});
    change.amount = total;
    return change;
}

std::optional<Change> bend(model::Firm& firm, const rules::Site& site, const Reason& reason) {
    const auto& evidence = reason.outcome.evidence;
    if (reason.rule == "PC-06") {
        return wait(firm, *evidence.threshold, *evidence.measured);
    }
    return reason.rule == "SI-05"
               ? std::optional{build_more(firm, *evidence.measured, *evidence.threshold)}
               : other_terms(firm, site, evidence);
}

const Reason* first_hard(const FirmSite& cell) {
    const auto found = std::find_if(cell.reasons.begin(), cell.reasons.end(),
                                    [](const Reason& reason) { return reason.hard; });
    return found == cell.reasons.end() ? nullptr : &*found;
}

} // namespace

std::optional<Relaxation> bent_wishes(const PairRules& rules, const model::Firm& wishes,
                                      const rules::Site& site, const FirmSite& cell) {
    const bool all_own =
        std::all_of(cell.reasons.begin(), cell.reasons.end(),
                    [](const Reason& reason) { return !reason.hard || is_own_term(reason); });
    if (!all_own) {
        return std::nullopt;
    }
    auto firm = wishes;
    Relaxation bent;
    const auto land = rules.of_land(site); // no wish changes it
    auto now = cell;
    while (const auto* const reason = first_hard(now)) {
        const auto change =
            is_own_term(*reason) ? bend(firm, site, *reason) : std::optional<Change>{};
        const bool again =
            change && std::any_of(bent.changes.begin(), bent.changes.end(),
                                  [&](const Change& done) { return done.kind == change->kind; });
        if (!change || again) {
            return std::nullopt;
        }
        bent.changes.push_back(*change);
        now = rules.judge(firm, site, land);
    }
    return now.verdict == Verdict::unknown ? std::nullopt : std::optional{bent};
}

} // namespace sandan::siting
