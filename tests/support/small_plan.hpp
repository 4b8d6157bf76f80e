#pragma once
// A small sound plan in a folder of its own, for tests that then spoil one thing.

#include "temp_dir.hpp"

#include <stdexcept>
#include <string>
#include <string_view>

namespace sandan::test {

/// Replaces the only occurrence of `from`.
inline std::string replaced(std::string text, std::string_view from, std::string_view to) {
    const auto at = text.find(from);
    if (at == std::string::npos || text.find(from, at + 1) != std::string::npos) {
        throw std::runtime_error{"not there once: " + std::string{from}};
    }
    return text.replace(at, from.size(), to);
}

inline constexpr std::string_view small_plan_toml = R"([plan]
name = "작은 계획"
reference_date = 2024-06-26
crs = "EPSG:5186"
jurisdiction = ["kr", "kr-52-jeonju"]

[[complex]]
id = "general"
name = "일반"
kind = "일반산업단지"
designated_area_m2 = 20_000

[layers.lots]
path = "lots.geojson"
vintage = 2024-05-31
fields = { id = "LOT", complex = "CPLX", use = "USE_CD" }

[firms]
path = "firms.csv"

[links]
path = "links.csv"

[utilities]
path = "utilities.csv"

[assignments]
path = "assignments.csv"

[waivers]
path = "waivers.toml"

[[admission]]
complex = "general"
ksic_rev = 10
rule = "allow C13 C20-C31"

[[fact]]
id = "area"
rule = "LB-20"
unit = "m²"
total = 20_000
parts = [10_000, 10_000]
source = "notice"

[allocation]
objective = ["jobs", "fit"]
max_parcels = 3
)";

inline constexpr std::string_view small_lots_geojson = R"({
"type": "FeatureCollection",
"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::5186"}},
"features": [
{"type": "Feature", "properties": {"LOT": "A-1", "CPLX": "general", "USE_CD": "IND"},
 "geometry": {"type": "Polygon", "coordinates": [[[205000, 363000], [205100, 363000], [205100, 363100], [205000, 363100], [205000, 363000]]]}},
{"type": "Feature", "properties": {"LOT": "A-2", "CPLX": "general", "USE_CD": "IND"},
 "geometry": {"type": "Polygon", "coordinates": [[[205100, 363000], [205200, 363000], [205200, 363100], [205100, 363100], [205100, 363000]]]}}
]}
)";

inline constexpr std::string_view small_firms_csv =
    "firm_id,name,ksic_rev,ksic,area_min_m2,area_max_m2,jobs,year,emits,rosters,anchor\n"
    "F1,첫째,10,23995,5000,10000,120,2026,none,a;b,1\n"
    "F2,둘째,10,C23995:0.6;30399:0.4,,,80,,,,\n";

class SmallPlan {
public:
    SmallPlan() {
        folder.write("plan.toml", small_plan_toml);
        folder.write("lots.geojson", small_lots_geojson);
        folder.write("firms.csv", small_firms_csv);
        folder.write("links.csv", "from,to,weight,kind\nF1,F2,2,fibre\n");
        folder.write("utilities.csv", "complex,year,water_m3d,power_kw,wastewater_m3d,source\n"
                                      "general,2026,100,2000,,notice\n");
        folder.write("assignments.csv", "firm_id,parcels\nF1,A-1\n");
        folder.write("waivers.toml", "[[waiver]]\nrule = \"PD-01\"\nsubject = \"A-2\"\n"
                                     "reason = \"r\"\napprover = \"a\"\ndocument = \"d\"\n"
                                     "until = 2025-01-01\n");
    }

    [[nodiscard]] std::string path() const { return folder / "plan.toml"; }

    void change_plan(std::string_view from, std::string_view to) const {
        folder.write("plan.toml", replaced(std::string{small_plan_toml}, from, to));
    }

    void change_lots(std::string_view from, std::string_view to) const {
        folder.write("lots.geojson", replaced(std::string{small_lots_geojson}, from, to));
    }

    void change_firms(std::string_view from, std::string_view to) const {
        folder.write("firms.csv", replaced(std::string{small_firms_csv}, from, to));
    }

    TempDir folder;
};

} // namespace sandan::test
