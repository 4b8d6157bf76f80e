#pragma once
// The code tables under gis_data/catalogue/, loaded: knowledge is data, not C++.

#include <sandan/core/finding.hpp>
#include <sandan/core/text.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sandan::model {

/// A row of land_uses.csv: a 용지 of the land-use plan.
struct LandUse {
    std::string code; ///< IND, MIX, SUP, …
    Text name;
    std::string group;                   ///< industrial, mixed, support, residential, public, other
    bool paid = false;                   ///< 유상공급대상
    bool counts_green = false;           ///< Counts as 공공녹지 (LB-04)
    bool counts_road = false;            ///< Counts as 도로 (LB-07)
    bool for_sale_to_firms = false;      ///< A firm may be sited here.
    std::vector<std::string> management; ///< 구역 codes it may lie in (ZO-05)
    std::string colour;                  ///< #rrggbb
    std::string hatch;                   ///< "", "diagonal", "cross", "dots"
};

/// A row of management_zones.csv: a 구역 of the management plan.
struct ManagementZone {
    std::string code; ///< MI, MC, MS, MP, MG
    Text name;
    std::string colour;
};

/// A row of uq.csv: a 용도지역 code (UQAnnn).
struct ZoningCode {
    std::string code;
    Text name;
    std::string
        family; ///< residential, commercial, industrial, green, management, agriculture, nature
    bool umbrella = false; ///< 세분 미지정: limits unknown (ZO-10)
    std::string colour;
};

/// A row of layer_roles.csv.
struct LayerRole {
    std::string role;
    std::string geometry;    ///< polygon, line, point, any, none
    bool unique_ids = false; ///< A repeated id stops the reading; else rules report it (DI-02).
    std::vector<std::string> required; ///< Canonical fields that must be mapped or present.
    std::vector<std::string> optional;
    Text name;
};

/// A row of factory_area_rate.csv: 기준공장면적률 by longest KSIC-11 prefix.
struct FactoryRate {
    std::string prefix;
    double percent = 0;
};

struct Jimok {
    int order = 0;
    std::string name; ///< 공장용지
    std::string mark; ///< 장
};

/// A row of reading.csv: what reading a file may meet.
struct ReadCode {
    std::string code;                    ///< "SHP-DBF-COUNT"
    Severity severity = Severity::error; ///< information: a choice that loses nothing
    Text title;
    Text meaning;
    Text advice; ///< What the reader can do about it.
};

struct Codes {
    std::vector<LandUse> land_uses;
    std::vector<ManagementZone> management_zones;
    std::vector<ZoningCode> zoning;
    std::vector<LayerRole> roles;
    std::vector<FactoryRate> factory_rates;
    std::vector<Jimok> jimok;
    std::vector<ReadCode> reading;

    [[nodiscard]] const LandUse* land_use(std::string_view code) const;
    [[nodiscard]] const ManagementZone* management_zone(std::string_view code) const;
    [[nodiscard]] const ZoningCode* zoning_code(std::string_view code) const;
    [[nodiscard]] const LayerRole* role(std::string_view name) const;
    /// Rate (%) of the longest prefix of a 5-digit code; nothing if the table has none.
    [[nodiscard]] std::optional<double> factory_rate(std::string_view ksic) const;
    [[nodiscard]] const Jimok* jimok_of_mark(std::string_view mark) const;
    [[nodiscard]] const ReadCode* read_code(std::string_view code) const;
};

} // namespace sandan::model
