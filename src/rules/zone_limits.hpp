#pragma once
// Building coverage and floor area limits (%) of land, and of a lot lying in several zones.

#include <sandan/core/date.hpp>
#include <sandan/model/project.hpp>
#include <sandan/overlay/overlap.hpp>

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace sandan::rules {

/// A part of a lot in one zone.
struct ZonePart {
    double area_m2 = 0;
    double bcr_percent = 0; ///< 건폐율
    double far_percent = 0; ///< 용적률
    bool green = false;     ///< 녹지지역
    bool roadside = false;  ///< 노선상업지역: its small-part limit is the larger one.
    /// 건폐율 if the complex has its infrastructure, where the plan does not say; never smaller.
    double bcr_served_percent = 0;
};

enum class SplitBasis { single, averaged, separate };

/// 국토계획법 §84, 영 §94. `averaged`: area-weighted limits over all parts. `separate`: each part
/// keeps its own limits, and the percentages given are the parts' building and floor areas summed
/// over the lot, an upper bound for the lot as a whole.
struct SplitLimits {
    SplitBasis basis = SplitBasis::single;
    double bcr_percent = 0;
    double far_percent = 0;
    double bcr_served_percent = 0; ///< As of the parts.
    std::size_t largest = 0;       ///< The part whose zone governs every other restriction.
};

/// Parts without slivers, at least one. `small_m2` (330) and `small_roadside_m2` (660) are the
/// sizes up to which the smallest part is averaged in.
[[nodiscard]] SplitLimits split_zone_limits(std::span<const ZonePart> parts, double small_m2,
                                            double small_roadside_m2);

/// What limits a lot: `missing` names what is not known (then `limits` is empty).
struct LotLimits {
    std::optional<SplitLimits> limits;
    std::vector<std::string> missing;
    std::vector<std::string> zones;        ///< Codes of the parts, slivers left out, byte order.
    std::vector<ZonePart> parts;           ///< Of the zones, with `limits`.
    const model::Parameter* bcr = nullptr; ///< Deciding parameter of the largest part.
    const model::Parameter* far = nullptr;
};

/// Limits of land by the area (m²) it has in each zone, slivers left out, in a complex (null
/// outside every complex). As lot_limits, but never by a planned zone.
[[nodiscard]] LotLimits land_limits(const model::Project& project,
                                    const std::map<std::string, double>& area_by_zone,
                                    const model::Complex* complex, const Date& date);

/// What is missing where a plan gives no limit to build by: the zones, or the limit of their codes.
/// `rule`: ZO-01 or ZO-02.
[[nodiscard]] std::string missing_limit(const model::Project& project, std::string_view rule);

/// The ceiling of national law for a zone: the most general pack's `max_percent`, whatever an
/// ordinance says. `rule`: ZO-01 or ZO-02. Null when it has none.
[[nodiscard]] const model::Parameter* national_limit(const model::Project& project,
                                                     std::string_view rule, std::string_view code,
                                                     const Date& date);

/// Limits of the lot at `lot`: parameters `max_percent` of ZO-01 and ZO-02 by zone code, asked
/// first for `CODE@KIND` and `CODE@complex` when the lot lies in a complex (국토계획법 영 §84④6),
/// then for `CODE`; `max_percent_served` of `CODE@KIND` holds once the complex has its
/// infrastructure (농공단지, §84④; `infrastructure` of the plan's complex). The lot's planned zone
/// (field `zoning`) governs it whole; without one the zones of `table` (lots × zoning) do. An
/// uncovered part or an umbrella code (UQA300, UQA400) makes the limits unknown, and so does a
/// commercial part between the two sizes of a small part when the lot does not say whether it lies
/// in a strip along a road (field `roadside`).
[[nodiscard]] LotLimits lot_limits(const model::Project& project,
                                   const overlay::OverlapTable& table, std::size_t lot,
                                   const Date& date);

/// The same from the overlay alone: what the zones as notified say.
[[nodiscard]] LotLimits notified_limits(const model::Project& project,
                                        const overlay::OverlapTable& table, std::size_t lot,
                                        const Date& date);

} // namespace sandan::rules
