#include "rules/zone_limits.hpp"

#include "core/number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace sandan::rules {

namespace {

using model::Complex;
using model::Parameter;
using model::Project;

double weighted(std::span<const ZonePart> parts, double ZonePart::*limit) {
    double sum = 0;
    double area = 0;
    for (const auto& part : parts) {
        sum += part.area_m2 * part.*limit;
        area += part.area_m2;
    }
    return sum / area;
}

bool smaller(const ZonePart& a, const ZonePart& b) {
    return a.area_m2 < b.area_m2;
}

const Parameter* limit_of(const Project& project, std::string_view rule, const std::string& code,
                          const Complex* complex, const Date& date) {
    if (complex != nullptr) {
        for (const auto& key :
             {fmt::format("{}@{}", code, complex->kind), fmt::format("{}@complex", code)}) {
            if (const auto* const limit = project.rules.parameter(rule, "max_percent", date, key)) {
                return limit;
            }
        }
    }
    return project.rules.parameter(rule, "max_percent", date, code);
}

/// The complex a lot lies in; null outside every complex.
const Complex* complex_of(const Project& project, std::size_t lot) {
    const auto& lots = *project.layer("lots");
    const auto id = lots.text(lots.features[lot], "complex");
    return id ? project.plan.complex(*id) : nullptr;
}

/// The higher coverage of a complex with its infrastructure (농공단지), else null.
const Parameter* served_limit(const Project& project, const std::string& code,
                              const Complex* complex, const Date& date) {
    return complex == nullptr || complex->infrastructure == std::optional{false}
               ? nullptr
               : project.rules.parameter("ZO-01", "max_percent_served", date,
                                         fmt::format("{}@{}", code, complex->kind));
}

/// Building coverage: the higher one where the plan says that the infrastructure is there.
const Parameter* coverage_of(const Project& project, const std::string& code,
                             const Complex* complex, const Date& date) {
    const auto* const served = served_limit(project, code, complex, date);
    return served != nullptr && complex->infrastructure
               ? served
               : limit_of(project, "ZO-01", code, complex, date);
}

struct CodedArea {
    std::string code;
    double area_m2 = 0;
};

/// True if it decides whether the smallest part lies in a strip of roadside commerce: a commercial
/// part between the two sizes, and no green part that keeps its own limits anyway.
bool strip_decides(const Project& project, const std::vector<CodedArea>& areas,
                   const std::vector<ZonePart>& parts, double small_m2, double strip_m2) {
    const auto smallest = std::min_element(parts.begin(), parts.end(), smaller);
    const auto* const zone =
        project.codes.zoning_code(areas[static_cast<std::size_t>(smallest - parts.begin())].code);
    return parts.size() > 1 && zone->family == "commercial" && smallest->area_m2 > small_m2 &&
           smallest->area_m2 <= strip_m2 &&
           std::none_of(parts.begin(), parts.end(),
                        [](const ZonePart& part) { return part.green; });
}

/// `roadside`: whether the lot's commercial part lies in a strip along a road, if it is told.
LotLimits limits_of(const Project& project, const std::vector<CodedArea>& areas,
                    const Complex* complex, const Date& date,
                    const std::optional<double>& roadside = {}) {
    LotLimits result;
    std::vector<ZonePart> parts;
    for (const auto& [code, area] : areas) {
        const auto* const zone = project.codes.zoning_code(code);
        const auto* const bcr = coverage_of(project, code, complex, date);
        const auto* const far = limit_of(project, "ZO-02", code, complex, date);
        result.zones.push_back(code);
        if (zone == nullptr || zone->umbrella || bcr == nullptr || far == nullptr) {
            result.missing.push_back("limits of zone " + code);
            continue;
        }
        if (parts.empty() || area > parts[0].area_m2) {
            result.bcr = bcr;
            result.far = far;
        }
        const auto* const served = served_limit(project, code, complex, date);
        parts.push_back({area, bcr->value, far->value, zone->family == "green", false,
                         std::max(bcr->value, served == nullptr ? 0 : served->value)});
    }
    const auto* const small = project.rules.parameter("ZO-03", "max_small_part", date);
    const auto* const strip = project.rules.parameter("ZO-03", "max_small_part_strip", date);
    if (parts.size() > 1 && (small == nullptr || strip == nullptr)) {
        result.missing.emplace_back("parameter ZO-03 max_small_part");
    }
    if (result.missing.empty() && small != nullptr && strip != nullptr && !parts.empty() &&
        strip_decides(project, areas, parts, small->value, strip->value)) {
        std::min_element(parts.begin(), parts.end(), smaller)->roadside = roadside.value_or(0) != 0;
        if (!roadside) {
            result.missing.emplace_back("lots.roadside");
        }
    }
    if (result.missing.empty() && !parts.empty()) {
        result.limits = split_zone_limits(parts, small == nullptr ? 0 : small->value,
                                          strip == nullptr ? 0 : strip->value);
        const auto& governing = areas[result.limits->largest].code;
        result.bcr = coverage_of(project, governing, complex, date);
        result.far = limit_of(project, "ZO-02", governing, complex, date);
        result.parts = std::move(parts);
    }
    return result;
}

} // namespace

SplitLimits split_zone_limits(std::span<const ZonePart> parts, double small_m2,
                              double small_roadside_m2) {
    SplitLimits limits;
    const auto largest = std::max_element(parts.begin(), parts.end(), smaller);
    const auto smallest = std::min_element(parts.begin(), parts.end(), smaller);
    limits.largest = static_cast<std::size_t>(largest - parts.begin());
    limits.bcr_percent = weighted(parts, &ZonePart::bcr_percent);
    limits.far_percent = weighted(parts, &ZonePart::far_percent);
    limits.bcr_served_percent = weighted(parts, &ZonePart::bcr_served_percent);
    if (parts.size() == 1) {
        return limits;
    }
    const bool small =
        smallest->area_m2 <= (smallest->roadside ? small_roadside_m2 : small_m2) + 1e-9;
    const bool any_green =
        std::any_of(parts.begin(), parts.end(), [](const ZonePart& part) { return part.green; });
    const bool green_keeps_its_own = any_green && !(smallest->green && small); // §84③
    limits.basis = small && !green_keeps_its_own ? SplitBasis::averaged : SplitBasis::separate;
    return limits;
}

LotLimits land_limits(const Project& project, const std::map<std::string, double>& area_by_zone,
                      const Complex* complex, const Date& date) {
    std::vector<CodedArea> areas;
    areas.reserve(area_by_zone.size());
    for (const auto& [code, area] : area_by_zone) {
        areas.push_back({code, area});
    }
    return limits_of(project, areas, complex, date);
}

std::string missing_limit(const Project& project, std::string_view rule) {
    return project.layers_of("zoning").empty() ? std::string{"layer zoning"}
                                               : fmt::format("parameter {} max_percent", rule);
}

const Parameter* national_limit(const Project& project, std::string_view rule,
                                std::string_view code, const Date& date) {
    const auto* const info = project.rules.rule(rule);
    if (info == nullptr || project.rules.packs.empty()) {
        return nullptr;
    }
    const auto& national = project.rules.packs.front().id;
    const Parameter* found = nullptr;
    for (const auto& row : info->parameters) {
        if (row.jurisdiction == national && row.name == "max_percent" && row.key == code &&
            model::in_force(row, date)) {
            found = &row;
        }
    }
    return found;
}

LotLimits notified_limits(const Project& project, const overlay::OverlapTable& table,
                          std::size_t lot, const Date& date) {
    std::vector<CodedArea> areas;
    double uncovered = 0;
    const auto [first, last] = table.rows_of(lot);
    for (auto row = first; row < last; ++row) {
        const auto& piece = table.rows[row];
        if (piece.sliver) {
            continue;
        }
        if (piece.zone_class == "(none)") {
            uncovered = piece.area_m2;
        } else {
            areas.push_back({piece.zone_class, piece.area_m2});
        }
    }
    if (uncovered > 0 || areas.empty()) {
        LotLimits unknown;
        unknown.missing.push_back(
            fmt::format("layer zoning ({} m² uncovered)", grouped(uncovered, 1)));
        return unknown;
    }
    const auto& lots = *project.layer("lots");
    return limits_of(project, areas, complex_of(project, lot), date,
                     lots.number(lots.features[lot], "roadside"));
}

LotLimits lot_limits(const Project& project, const overlay::OverlapTable& table, std::size_t lot,
                     const Date& date) {
    const auto& lots = *project.layer("lots");
    const auto planned = lots.text(lots.features[lot], "zoning");
    if (planned && !planned->empty()) {
        return limits_of(project, {{*planned, table.parcel_area_m2[lot]}}, complex_of(project, lot),
                         date);
    }
    return notified_limits(project, table, lot, date);
}

} // namespace sandan::rules
