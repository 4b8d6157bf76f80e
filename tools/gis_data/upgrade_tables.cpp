#include "upgrade_district.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace gis_data {

namespace {

constexpr std::size_t registered_firms = 132;

/// Firms stand on the built industrial parcels, spread evenly; about one in five has stopped.
std::string factory_register(const std::vector<AgedParcel>& parcels) {
    static constexpr std::array<std::string_view, 10> industries{
        "17124", "20501", "22249", "25913", "29299", "10799", "28119", "13213", "23999", "30399"};
    std::vector<const AgedParcel*> built;
    for (const AgedParcel& parcel : parcels) {
        if (parcel.inside && parcel.lot.use == "IND" && !parcel.freed) {
            built.push_back(&parcel);
        }
    }
    Random random{132};
    std::string csv = "id,firm,pnu,ksic,status,registered,floor_area_m2,leased,jobs,syn\n";
    for (std::size_t i = 0; i < registered_firms; ++i) {
        const AgedParcel& parcel = *built[i * built.size() / registered_firms];
        const std::int64_t draw = random.between(1, 100);
        const std::string_view status = draw <= 81 ? "가동" : (draw <= 90 ? "휴업" : "폐업");
        const std::int64_t floor = parcel.lot.plan_m2 * random.between(35, 70) / 100;
        const std::string jobs = i % 17 == 16 ? "" : fmt::format("{}", 1 + floor / 90);
        csv += fmt::format("R{:03},입주기업 {:03},{},{},{},{:04}-{:02}-15,{},{},{},SYNTHETIC\n",
                           i + 1, i + 1, parcel.pnu, industries[i % industries.size()], status,
                           random.between(1970, 2022), random.between(1, 12), floor,
                           random.percent(34) ? 1 : 0, jobs);
    }
    return csv;
}

struct Mover {
    std::string_view ksic;
    int area_m2;
    int jobs;
    int invest;
    std::string_view emits;
    int lots;
};

constexpr std::array<Mover, 12> movers{{{"22249", 2'600, 18, 30, "none", 1},
                                        {"25913", 3'000, 24, 42, "none", 1},
                                        {"28119", 5'200, 41, 95, "none", 2},
                                        {"29299", 2'900, 26, 38, "none", 1},
                                        {"30399", 5'600, 48, 88, "none", 2},
                                        {"31312", 2'500, 32, 60, "none", 1},
                                        {"13994", 3'100, 21, 35, "none", 1},
                                        {"20499", 6'000, 30, 70, "특정수질유해물질", 2},
                                        {"23995", 8'700, 66, 260, "none", 3},
                                        {"33309", 2'400, 14, 20, "none", 1},
                                        {"26299", 2'700, 36, 75, "", 1},
                                        {"28202", 30'000, 120, 410, "none", 4}}};

std::string firms() {
    std::string csv = "firm_id,name,ksic_rev,ksic,area_min_m2,area_max_m2,floor_area_m2,"
                      "footprint_m2,jobs,investment_100m_krw,water_m3d,power_kw,wastewater_m3d,"
                      "year,max_price_krw_m2,min_frontage_m,max_lots,emits,hazards,rosters,"
                      "programme,anchor,mandatory,synthetic\n";
    int number = 0;
    for (const Mover& mover : movers) {
        const double area = mover.area_m2;
        ++number;
        csv += fmt::format("U{:02},이전수요 {:02},10,{},{:.0f},{:.0f},{:.0f},{:.0f},{},{},{:.1f},"
                           "{:.0f},{:.1f},2028,{},10,{},{},none,,0,0,0,1\n",
                           number, number, mover.ksic, area * 0.85, area * 1.35, area * 0.6,
                           area * 0.45, mover.jobs, mover.invest, area * 7.11 / 1000, area * 0.06,
                           area * 0.005, number == 10 ? 300'000 : 450'000, mover.lots, mover.emits);
    }
    return csv;
}

constexpr std::string_view plan =
    R"text(# SYNTHETIC: made by tools/make_gis_data.sh; real places and totals, invented lines and firms.
[plan]
name = "전주 제1일반산업단지 재생 (가상 자료)"
reference_date = 2024-06-26
crs = "EPSG:5186"
jurisdiction = ["kr", "kr-52-jeonju"]
synthetic = true
required_layers = ["boundary", "lots", "parcels", "zoning", "management", "roads", "buildings",
    "register", "district"]

[[complex]]
id = "jeonju1"
name = "전주 제1일반산업단지"
kind = "일반산업단지"
designated_area_m2 = 1_683_000
started = 1967-07-01   # SYNTHETIC; only the year of completion is published
completed = 1969-12-31
developer = "public"
recognition = "노후거점산업단지 경쟁력강화사업지구 후보 2024-04-30"

[layers.boundary]
path = "boundary.shp"
vintage = 2024-05-31
source = "SYNTHETIC"
fields = { complex = "CPLX", name = "NAME" }

[layers.district]
path = "district.shp"
vintage = 2024-05-31
source = "SYNTHETIC"
fields = { id = "DIST_ID", kind = "KIND", name = "NAME", notice_date = "NOTICE_DT" }

# One file is both: the existing parcels, and the lots of the plan (those inside the complex).
[layers.parcels]
path = "LSMD_CONT_LDREG_52113_5186.shp"
vintage = 2024-05-01
source = "SYNTHETIC (form of LSMD_CONT_LDREG)"
fields = { id = "PNU", jibun = "JIBUN", ledger_area_m2 = "LEDGER_M2", scale = "SCALE", owners = "OWNERS" }

[layers.lots]
path = "LSMD_CONT_LDREG_52113_5186.shp"
where = "CPLX = 'jeonju1'"
vintage = 2024-05-01
source = "SYNTHETIC"
fields = { id = "PNU", complex = "CPLX", use = "USE_CD", block = "BLOCK", management = "MNG_CD", tenure = "TENURE", phase = "PHASE", available_year = "AVAIL_YR", price_krw_m2 = "PRICE", area_plan_m2 = "LEDGER_M2", scale = "SCALE", water = "SERVED", sewer = "SERVED", power = "SERVED", gas = "SERVED", telecom = "SERVED" }

[layers.zoning]
path = "LSMD_CONT_UQ111_52113.shp"
vintage = 2024-04-30
source = "SYNTHETIC (form of LSMD_CONT_UQ111)"
fields = { code = "UQ_CODE", name = "ALIAS", notice_date = "NTFDATE" }

[layers.management]
path = "management.shp"
vintage = 2024-05-31
source = "SYNTHETIC"
fields = { code = "MNG_CD", complex = "CPLX" }

[layers.buildings]
path = "AL_D010_52113.shp"
vintage = 2024-05-01
source = "SYNTHETIC (form of AL_D010)"
fields = { id = "A1", pnu = "A2", use_name = "A9", building_area_m2 = "A12", approval_date = "A13", floor_area_m2 = "A14", site_area_m2 = "A15", height_m = "A16", bcr_percent = "A17", far_percent = "A18", floors = "A26" }

[layers.register]
path = "register.csv"
vintage = 2024-05-31
source = "SYNTHETIC"

[layers.roads]
path = "roads.shp"
vintage = 2024-05-31
source = "SYNTHETIC"
fields = { id = "ROAD_ID", complex = "CPLX", class = "CLASS", width_m = "WIDTH_M" }

[layers.road_lines]
path = "road_lines.shp"
vintage = 2024-05-31
source = "SYNTHETIC"
fields = { id = "ROAD_ID", class = "CLASS", width_m = "WIDTH_M" }

[layers.parking]
path = "parking.shp"
vintage = 2024-05-31
source = "SYNTHETIC"
fields = { id = "PARK_ID", complex = "CPLX", spaces = "SPACES", eco_spaces = "ECO", compact_spaces = "COMPACT" }

[layers.school_gates]
path = "school_gates.shp"
vintage = 2024-03-01
source = "SYNTHETIC"
fields = { id = "GATE_ID", name = "NAME" }

[layers.school_sites]
path = "school_sites.shp"
vintage = 2024-03-01
source = "SYNTHETIC"
fields = { id = "SCH_ID", name = "NAME" }

[layers.sensitive]
path = "sensitive.shp"
vintage = 2024-03-01
source = "SYNTHETIC"
fields = { id = "SITE_ID", kind = "KIND" }

[layers.heritage]
path = "heritage.shp"
vintage = 2024-03-01
source = "SYNTHETIC"
fields = { id = "HER_ID", name = "NAME", distance_m = "DIST_M" }

[layers.railways]
path = "railways.shp"
vintage = 2024-03-01
source = "SYNTHETIC"
fields = { id = "RAIL_ID", name = "NAME" }

[layers.rivers]
path = "rivers.shp"
vintage = 2024-03-01
source = "SYNTHETIC"
fields = { id = "RIV_ID", name = "NAME", kind = "KIND" }

[layers.power_lines]
path = "power_lines.shp"
vintage = 2024-03-01
source = "SYNTHETIC"
fields = { id = "LINE_ID", kv = "KV", name = "NAME" }

[layers.agricultural]
path = "agricultural.shp"
vintage = 2024-03-01
source = "SYNTHETIC"
fields = { id = "AGR_ID", kind = "KIND", released = "RELEASED" }

[layers.dem]
path = "dem.tif"

[firms]
path = "firms.csv"

[utilities]
path = "utilities.csv"

[[admission]]
complex = "jeonju1"
ksic_rev = 10
rule = "allow C10-C33 except 20111,20112; deny emits(특정수질유해물질)"
source = "SYNTHETIC"

# The published parts sum to 2,853: the contradiction is kept, rule PC-09 warns of it.
[[fact]]
id = "upgrade funding"
rule = "PC-09"
unit = "억원"
total = 2_843
parts = [1_519, 354, 980]
source = "breaknews 23362 (2024-04-30)"

[allocation]
objective = ["jobs", "investment", "fit", "compactness"]
max_parcels = 4
gap = 1e-6
time_limit_s = 30
seed = 1

# The published budget; costs, weights and outcomes are SYNTHETIC inputs of the candidates.
[upgrade]
budget_100m_krw = 2_843
budget_source = "breaknews 23362 (2024-04-30), parts sum to 2,853"
portfolio_gap = 0.02 # costs and worths are SYNTHETIC: nearer to the bound would tell no more
leaving = ["R003", "R017", "R058", "R101"]

[[upgrade.action]]
kind = "redevelop"
max_sites = 3
min_area_m2 = 8_000
max_owners = 6
cost_krw_m2 = 1_450_000
cost_source = "SYNTHETIC"
weights = { old = 3, idle = 2, floor_use = -1 }
weights_source = "SYNTHETIC"
floor_percent = 180
green_percent = 5
jobs_1000m2 = 9
firms_ha = 6
outcome_source = "SYNTHETIC"

[[upgrade.action]]
kind = "mixed"
max_sites = 2
min_area_m2 = 5_000
max_owners = 4
cost_krw_m2 = 1_900_000
cost_source = "SYNTHETIC"
weights = { old = 2, closed = 2, idle = 1 }
weights_source = "SYNTHETIC"
floor_percent = 250
green_percent = 5
parking_percent = 3
jobs_1000m2 = 14
firms_ha = 10
outcome_source = "SYNTHETIC"

[[upgrade.action]]
kind = "merge"
max_sites = 3
cost_krw_m2 = 700_000
cost_source = "SYNTHETIC"
weights = { small = 1, old = 1 }
weights_source = "SYNTHETIC"
floor_percent = 120
jobs_1000m2 = 8
firms_ha = 5
outcome_source = "SYNTHETIC"

[[upgrade.action]]
kind = "widen"
target_width_m = 12
cost_krw_m2 = 1_100_000
cost_source = "SYNTHETIC"
weights = { old = 1 }
weights_source = "SYNTHETIC"
)text";

constexpr std::string_view readme = R"text(# upgrade_district – SYNTHETIC

전주 제1일반산업단지 (1,683,000 m², 준공 1969) and its 재생사업지구 (1,808,000 m², 125,000 m² of it
outside the complex), both areas exact. Real are the place, the totals, the year and the published
funding; every line, parcel, building, firm and date of approval is invented by
`tools/make_gis_data.sh` (deterministic; `--check` compares bytes). Every layer says so in its field
`SYN`.

EPSG:5186, whole millimetres. The parcels (form of LSMD_CONT_LDREG with the plan's columns after it,
CP949 without .cpg, a copy in EPSG:5174) serve as lots too; parcels with `TENURE` = `sale` are free for
the dozen firms of `firms.csv`, `kept` ones are in use. Buildings have the form of AL_D010: 71 in 100
are 20 years old or more, and approval dates, areas, heights and floors are missing here and there as
in real files – missing, never 0.

Documented warning: PC-09, the published funding 1,519 + 354 + 980 = 2,853 is not 2,843 (억원).
)text";

} // namespace

void add_upgrade_tables(Folder& folder, const std::vector<AgedParcel>& parcels) {
    folder.files["register.csv"] = factory_register(parcels);
    folder.files["firms.csv"] = firms();
    folder.files["utilities.csv"] = "complex,year,water_m3d,power_kw,wastewater_m3d,source\n"
                                    "jeonju1,2028,420,4200,300,가상 공급계획(SYNTHETIC)\n";
    folder.files["plan.toml"] = plan;
    folder.files["README.md"] = readme;
}

} // namespace gis_data
