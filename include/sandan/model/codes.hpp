#pragma once
// The code tables under gis_data/catalogue/, loaded: knowledge is data, not C++.

#include <sandan/core/finding.hpp>
#include <sandan/core/text.hpp>
#include <sandan/model/pnu.hpp>

#include <map>
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

/// A row of products.csv: a public data set, known by the name of its file and its fields.
struct Product {
    std::string name;               ///< "AL_D010"
    std::string role;               ///< Empty when it is no layer of a plan.
    std::vector<std::string> files; ///< How file or layer names begin, each ending in `*`.
    std::vector<std::string> signs; ///< Fields it must have; with `!` in front: must not.
    bool signs_suffice = false;     ///< Known by its fields under any file name.
    std::string value_field;        ///< Whose first value must be a `value_kind`; may be empty.
    std::string value_kind;         ///< pnu, zone (a code), zone_number (a number with one in it)
    std::map<std::string, std::string> fields; ///< canonical → source
    Text title;
    bool verified = false;
};

struct Codes {
    std::vector<LandUse> land_uses;
    std::vector<ManagementZone> management_zones;
    std::vector<ZoningCode> zoning;
    std::vector<LayerRole> roles;
    std::vector<FactoryRate> factory_rates;
    std::vector<Jimok> jimok;
    std::vector<ReadCode> reading;
    std::vector<Product> products;            ///< The first that fits is meant.
    std::vector<RegionChange> region_changes; ///< Ascending by day.

    [[nodiscard]] const LandUse* land_use(std::string_view code) const;
    [[nodiscard]] const ManagementZone* management_zone(std::string_view code) const;
    [[nodiscard]] const ZoningCode* zoning_code(std::string_view code) const;
    [[nodiscard]] const LayerRole* role(std::string_view name) const;
    /// Rate (%) of the longest prefix of a 5-digit code; nothing if the table has none.
    [[nodiscard]] std::optional<double> factory_rate(std::string_view ksic) const;
    [[nodiscard]] const Jimok* jimok_of_mark(std::string_view mark) const;
    [[nodiscard]] const ReadCode* read_code(std::string_view code) const;
};

/// True for the code of a 용도지역·지구: `U`, two letters, three letters or digits (UQA320,
/// UQA01X).
[[nodiscard]] bool is_zone_code(std::string_view text);

/// The zone code that a drawing number (도면번호, MNUM) carries from its 21st character on, as in
/// 15000001111020000000UQA01X0000001; empty if there is none.
[[nodiscard]] std::string zone_code_in(std::string_view number);

} // namespace sandan::model
