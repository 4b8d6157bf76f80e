#include "new_complex.hpp"

#include <string_view>

namespace gis_data {

namespace {

constexpr std::string_view head =
    R"text(# SYNTHETIC: made by tools/make_gis_data.sh; real places, invented lines and demands.
[plan]
name = "전주 신규 산업단지 225만㎡ (가상 자료)"
reference_date = 2024-06-26
crs = "EPSG:5186"
jurisdiction = ["kr", "kr-52-jeonju", "kr-52-jeonju-2024"]
synthetic = true
required_layers = ["boundary", "lots", "parcels", "zoning", "management", "special_zone", "roads",
    "belts", "parking", "school_gates", "school_sites", "heritage", "railways", "rivers",
    "power_lines", "agricultural"]

# Four designations: thresholds apply to each, never to the sum.
[[complex]]
id = "general"
name = "전주 신규 일반산업단지"
kind = "일반산업단지"
designated_area_m2 = 1_830_000
developer = "public"

[[complex]]
id = "smart"
name = "스마트융복합산업단지"
kind = "도시첨단산업단지"
designated_area_m2 = 220_000
developer = "public"

[[complex]]
id = "film"
name = "영화산업단지"
kind = "일반산업단지"
designated_area_m2 = 100_000
developer = "public"

[[complex]]
id = "recycling"
name = "자원순환산업단지"
kind = "일반산업단지"
designated_area_m2 = 100_000
developer = "public"

)text";

constexpr std::string_view layers = R"text([layers.boundary]
path = "boundary.shp"
vintage = 2024-05-31
source = "SYNTHETIC"
fields = { complex = "CPLX", name = "NAME" }

[layers.lots]
path = "lots.shp"
vintage = 2024-05-31
source = "SYNTHETIC"
fields = { id = "LOT_ID", complex = "CPLX", use = "USE_CD", block = "BLOCK", zoning = "UQ_CODE", management = "MNG_CD", industry = "INDUSTRY", phase = "PHASE", available_year = "AVAIL_YR", tenure = "TENURE", price_krw_m2 = "PRICE", area_plan_m2 = "PLAN_M2", industrial_share = "IND_SHARE", negative = "NEGATIVE", lease = "LEASE", parent = "PARENT", parent_area_m2 = "PARENT_M2", scale = "SCALE", water = "WATER", sewer = "SEWER", power = "POWER", gas = "GAS", telecom = "TELECOM" }

[layers.parcels]
path = "LSMD_CONT_LDREG_52113_5186.shp" # CP949 without .cpg, as delivered; a copy in EPSG:5174 beside it
vintage = 2024-05-01
source = "SYNTHETIC (form of LSMD_CONT_LDREG)"
fields = { id = "PNU", jibun = "JIBUN" }

[layers.acquisition]
path = "acquisition.csv"
vintage = 2024-05-31
source = "SYNTHETIC"

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

[layers.special_zone]
path = "special_zone.shp"
vintage = 2024-06-20
source = "SYNTHETIC"
fields = { id = "ZONE_ID", name = "NAME", notice_id = "NOTICE_ID", notice_date = "NOTICE_DT", area_m2 = "AREA_M2" }

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

[layers.belts]
path = "belts.shp"
vintage = 2024-05-31
source = "SYNTHETIC"
fields = { id = "BELT_ID", complex = "CPLX", width_m = "WIDTH_M", touches_housing = "HOUSING", purpose = "PURPOSE" }

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

[layers.hazards]
path = "hazards.shp"
vintage = 2024-03-01
source = "SYNTHETIC"
fields = { id = "HAZ_ID", kind = "KIND" }

[layers.population]
path = "population.shp"
vintage = 2024-03-01
source = "SYNTHETIC"
fields = { id = "CELL_ID", persons = "PERSONS" }

# Drawn downstream.
[layers.streams]
path = "streams.shp"
vintage = 2024-03-01
source = "SYNTHETIC"
fields = { id = "STR_ID" }

[layers.intakes]
path = "intakes.shp"
vintage = 2024-03-01
source = "SYNTHETIC"
fields = { id = "INT_ID", kind = "KIND", capacity_m3d = "CAP_M3D" }

[layers.reservoirs]
path = "reservoirs.shp"
vintage = 2024-03-01
source = "SYNTHETIC"
fields = { id = "RES_ID" }

[layers.military]
path = "military.shp"
vintage = 2024-03-01
source = "SYNTHETIC"
fields = { id = "MIL_ID", kind = "KIND" }

# Parcels of known position (DI-10): here the copy in EPSG:5174.
[layers.reference]
path = "LSMD_CONT_LDREG_52113_5174.shp"
vintage = 2024-05-01
source = "SYNTHETIC (form of LSMD_CONT_LDREG)"
fields = { id = "PNU" }

[layers.dem]
path = "dem.tif"

)text";

constexpr std::string_view tables = R"text([firms]
path = "firms.csv"

[links]
path = "value_chain.csv"

[utilities]
path = "utilities.csv"

[assignments]
path = "assignments.csv"

[[admission]]
complex = "general"
ksic_rev = 10
rule = "allow C13 C20 C22-C31 C33 except 20111,20112; deny emits(특정수질유해물질)"
source = "SYNTHETIC"

[[admission]]
complex = "smart"
ksic_rev = 10
rule = "allow C26-C31 C33 J58-J63 M70; deny emits(특정대기유해물질); deny emits(악취)"
source = "SYNTHETIC"

[[admission]]
complex = "film"
ksic_rev = 10
rule = "allow J59 J60 R90 C26"
source = "SYNTHETIC"

[[admission]]
complex = "recycling"
ksic_rev = 10
rule = "allow E38 C20 C24; deny emits(특정수질유해물질)"
source = "SYNTHETIC"

[[fact]]
id = "programme area"
rule = "LB-20"
unit = "m²"
total = 2_250_000
parts = [1_830_000, 220_000, 100_000, 100_000]
source = "newspim 2024-06-03"

# The id of such a fact is the roster's name in firms.csv.
[[fact]]
id = "전주형일자리"
rule = "PC-04"
unit = "개사"
total = 10
source = "전주시 발표 2024-06-26"

[[fact]]
id = "탄소산업협약"
rule = "PC-04"
unit = "개사"
total = 7
source = "전주시 발표 2024-06-26"

# What single firms invest is not public: ten synthetic figures and the stated remainder.
[[fact]]
id = "programme investment"
rule = "PC-05"
unit = "억원"
total = 8_072
parts = [3_600, 820, 410, 520, 460, 260, 430, 150, 200, 100, 1_122]
source = "전주시 발표 2024-06-26 (10개사 SYNTHETIC + 미배분 1,122)"

[[fact]]
id = "programme jobs"
rule = "PC-05"
unit = "명"
total = 2_233
parts = [780, 180, 140, 160, 120, 90, 150, 75, 110, 100, 328]
source = "전주시 발표 2024-06-26 (10개사 SYNTHETIC + 미배분 328)"

# Cost sheets: the id is the complex's, the parts are 용지비, 조성비, 기반시설설치비 and the rest.
[[fact]]
id = "general"
rule = "LB-16"
unit = "억원"
total = 3_296
parts = [1_420, 1_230, 410, 236]
source = "SYNTHETIC"

[[fact]]
id = "smart"
rule = "LB-16"
unit = "억원"
total = 399
parts = [170, 150, 50, 29]
source = "SYNTHETIC"

[[fact]]
id = "film"
rule = "LB-16"
unit = "억원"
total = 178
parts = [75, 68, 22, 13]
source = "SYNTHETIC"

[[fact]]
id = "recycling"
rule = "LB-16"
unit = "억원"
total = 163
parts = [70, 61, 20, 12]
source = "SYNTHETIC"

# Land for sale in the province by kind of complex, and what of it is unsold.
[[fact]]
id = "일반산업단지"
rule = "LB-18"
unit = "m²"
total = 9_800_000
parts = [1_120_000]
source = "SYNTHETIC"

[[fact]]
id = "도시첨단산업단지"
rule = "LB-18"
unit = "m²"
total = 620_000
parts = [93_000]
source = "SYNTHETIC"

# Mean yearly demand; planned, under way and unsold.
[[fact]]
id = "supply"
rule = "LB-19"
unit = "m²"
total = 420_000
parts = [2_250_000, 900_000, 500_000]
source = "SYNTHETIC"

[[fact]]
id = "C23"
rule = "PC-08"
unit = "m²"
total = 260_000
parts = [45_450, 16_100]
source = "SYNTHETIC"

[allocation]
objective = ["jobs", "investment", "fit", "proximity", "compactness"]
max_parcels = 4
gap = 1e-6
time_limit_s = 30
seed = 1
)text";

constexpr std::string_view readme = R"text(# new_complex – SYNTHETIC

The 2.25 km² programme of Jeonju as four designated complexes (1,830,000 + 220,000 + 100,000 +
100,000 m², each boundary exact). Real are the places, the totals and the dates; every line, parcel,
firm demand and capacity is invented by `tools/make_gis_data.sh` (deterministic; `--check` compares
bytes). Every layer says so in its field `SYN`. Only the anchor is named, 효성첨단소재, and its
demand is invented like all others.

EPSG:5186, whole millimetres. The cadastre has the form of LSMD_CONT_LDREG (CP949 without .cpg) and
comes twice: `LSMD_CONT_LDREG_52113_5186.shp` and the same in EPSG:5174. Dong codes, lot numbers,
zones and the special zone are not those of Jeonju.

`sandan check` of this plan gives no FAIL and no WARN.
)text";

} // namespace

void add_plan(Folder& folder) {
    folder.files["plan.toml"] =
        std::string{head} + std::string{layers} + std::string{tables} + new_complex_inputs();
    folder.files["README.md"] = readme;
}

} // namespace gis_data
