#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sandan::model {

/// A share of a firm's floor area in one industry; shares of a firm sum to 1.
struct Industry {
    std::string ksic; ///< 5-digit code without the section letter.
    double share = 1;
};

/// A firm looking for land, as in firms.csv (one column per member, same names and units;
/// `industries` is written `23995` or `23995:0.6;30399:0.4`, lists are separated by `;`).
/// An empty cell is nothing, never 0.
struct Firm {
    std::string id;
    std::string name;
    int ksic_rev = 0; ///< 9, 10 or 11; 0 unknown
    std::vector<Industry> industries;
    std::optional<double> area_min_m2;
    std::optional<double> area_max_m2;
    std::optional<double> floor_area_m2;   ///< Planned 공장건축면적
    std::optional<double> footprint_m2;    ///< Planned 건축면적
    std::optional<double> building_aspect; ///< Long to short side of the building, ≥ 1.
    std::optional<double> setback_m;       ///< The building keeps from every border of its site.
    std::optional<double> jobs;
    std::optional<double> investment_100m_krw; ///< 억원
    std::optional<double> water_m3d;
    std::optional<double> power_kw;
    std::optional<double> wastewater_m3d;
    std::optional<int> year; ///< Land needed by the end of this year.
    std::optional<double> max_price_krw_m2;
    std::optional<double> min_frontage_m;
    std::optional<int> max_lots;
    std::vector<std::string> emits;   ///< Emission attributes; see `emits_known`.
    bool emits_known = false;         ///< `none` in the cell means known to emit nothing.
    bool hazards_known = false;       ///< The same of `hazards`, handling nothing.
    std::vector<std::string> hazards; ///< "hazmat", "hp_gas", …; see `hazards_known`.
    std::vector<std::string> rosters; ///< Programme rosters the firm stands in.
    bool programme = false;           ///< Must lie in the special zone (PC-01).
    bool anchor = false;
    bool mandatory = false;
    bool synthetic = false;
    std::int64_t line = 0; ///< In the CSV, for messages.
};

/// A value-chain link: a pair that gains from being near (SI-29). links csv: from,to,weight,kind.
struct Link {
    std::string from;
    std::string to;
    double weight = 1;
    std::string kind;
    std::int64_t line = 0;
};

/// Utility capacity of a complex up to a phase year. csv:
/// complex,year,water_m3d,power_kw,wastewater_m3d,source.
struct Capacity {
    std::string complex;
    int year = 0;
    std::optional<double> water_m3d;
    std::optional<double> power_kw;
    std::optional<double> wastewater_m3d;
    std::string source;
    std::int64_t line = 0;
};

/// A firm and the lots it is given. csv: firm_id,parcels (lot ids joined by `;`).
struct Assignment {
    std::string firm;
    std::vector<std::string> lots;
    std::int64_t line = 0;
};

} // namespace sandan::model
