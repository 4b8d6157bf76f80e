#include "rules/planned_building.hpp"

#include <sandan/geom/overlay.hpp>
#include <sandan/geom/rectangle.hpp>

#include "rules/support.hpp"
#include "rules/zone_limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace sandan::rules {

using model::Firm;

namespace {

/// The lot area that the planned buildings need under the site's coverage and floor-area limits.
struct Built {
    std::optional<double> planned;
    std::optional<double> LotFacts::*limit = nullptr;
    std::optional<double> LotFacts::*served = nullptr; ///< With infrastructure.
    const char* rule = "";                             ///< That has the limit's values.
    Text what;
};

} // namespace

Outcome missed(const Text& what, double measured, double wanted, const char* unit) {
    const auto value = number_text(measured, wanted);
    const auto bound = number_text(wanted, measured);
    const bool too_much = measured > wanted;
    auto evidence = told({fmt::format("{} {} {} (희망 {} {} {})", what.ko, value, unit, bound, unit,
                                      too_much ? "이하" : "이상"),
                          fmt::format("{} {} {} ({} {} {} wanted)", what.en, value, unit,
                                      too_much ? "at most" : "at least", bound, unit)});
    evidence.measured = measured;
    evidence.threshold = wanted;
    evidence.unit = unit;
    return breach(std::move(evidence));
}

Outcome built_fits(const Context& context, const Firm& firm, const Site& site) {
    const std::array built{Built{firm.footprint_m2,
                                 &LotFacts::bcr_percent,
                                 &LotFacts::bcr_served_percent,
                                 "ZO-01",
                                 {"건폐율을 고려한 부지", "site under the coverage limit"}},
                           Built{firm.floor_area_m2,
                                 &LotFacts::far_percent,
                                 nullptr,
                                 "ZO-02",
                                 {"용적률을 고려한 부지", "site under the floor-area limit"}}};
    std::vector<std::string> missing;
    for (const auto& part : built) {
        if (!part.planned) {
            continue;
        }
        const auto& limit = site.facts.*part.limit;
        if (!limit || *limit <= 0) {
            const auto& fields = site.facts.limits_missing;
            missing.insert(missing.end(), fields.begin(), fields.end());
            if (fields.empty()) {
                missing.push_back(missing_limit(context.project, part.rule));
            }
            continue;
        }
        const double needed = *part.planned / (*limit / 100);
        if (reaches(site.area_m2, needed)) {
            continue;
        }
        const auto most = part.served == nullptr ? std::nullopt : site.facts.*part.served;
        if (!most || !reaches(site.area_m2, *part.planned / (*most / 100))) {
            return missed(part.what, site.area_m2, needed, "m²");
        }
        missing.emplace_back("complex.infrastructure");
    }
    std::sort(missing.begin(), missing.end());
    missing.erase(std::unique(missing.begin(), missing.end()), missing.end());
    return missing.empty() ? pass() : unknown(std::move(missing));
}

Outcome rectangle_fits(const Context& context, const Firm& firm, const Site& site) {
    if (!firm.building_aspect) {
        return pass();
    }
    std::vector<std::string> missing;
    if (!firm.footprint_m2) {
        missing.emplace_back("firms.footprint_m2");
    }
    if (!firm.setback_m) {
        missing.emplace_back("firms.setback_m");
    }
    const auto* const lots = context.project.layer("lots");
    if (lots == nullptr || site.lots.empty()) {
        missing.emplace_back("layer lots");
    }
    if (!missing.empty()) {
        return unknown(std::move(missing));
    }
    std::vector<geom::MultiPolygon> parts;
    for (const auto lot : site.lots) {
        parts.push_back(lots->features[lot].shape.polygons);
    }
    auto ground = geom::dissolve(parts);
    if (*firm.setback_m > 0) {
        ground = geom::buffer({.polygons = std::move(ground), .lines = {}, .points = {}},
                              -*firm.setback_m);
    }
    const double most =
        geom::largest_rectangle(ground, *firm.building_aspect, *firm.footprint_m2 * 1.0001).area();
    if (reaches(most, *firm.footprint_m2)) {
        return pass();
    }
    const auto ratio = number_text(*firm.building_aspect, 1);
    auto outcome = missed({fmt::format("이격거리 안에 드는 {}:1 직사각형 건축면적", ratio),
                           fmt::format("footprint of a {}:1 rectangle within the setbacks", ratio)},
                          most, *firm.footprint_m2, "m²");
    constexpr double accuracy = 1.01; // of largest_rectangle(): nearer than that nothing is refused
    outcome.evidence.advisory = most * accuracy >= *firm.footprint_m2;
    return outcome;
}

} // namespace sandan::rules
