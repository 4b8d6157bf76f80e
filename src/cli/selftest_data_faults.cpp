#include <sandan/geom/measure.hpp>

#include "cli/selftest_damage.hpp"
#include "cli/selftest_faults.hpp"

#include <algorithm>

namespace sandan::cli {

namespace {

using model::Feature;
using model::Layer;
using model::Project;

/// Rewrites a text field of the first feature that has it.
bool rewrite(Project& project, std::string_view role, std::string_view field,
             const std::function<std::string(std::string)>& change) {
    auto* const feature = damage::first(project, role, damage::given(field));
    if (feature == nullptr) {
        return false;
    }
    auto& layer = *damage::layer(project, role);
    return damage::set(layer, *feature, field, change(*layer.text(*feature, field)));
}

bool old_district_code(Project& project) {
    const auto* const rule = project.rules.rule("DI-06");
    auto* const parcel = damage::first(project, "parcels");
    if (rule == nullptr || parcel == nullptr) {
        return false;
    }
    auto& parcels = *damage::layer(project, "parcels");
    const auto pnu = parcels.id(*parcel);
    for (const auto& row : rule->parameters) {
        const bool now = pnu.starts_with(std::to_string(static_cast<long>(row.value)));
        if (now && row.key.size() == 5 && row.name == "successor") {
            return damage::set(parcels, *parcel, "id", row.key + pnu.substr(5));
        }
    }
    return false;
}

bool duplicate_pnu(Project& project) {
    auto* const parcels = damage::layer(project, "parcels");
    if (parcels == nullptr || parcels->features.size() < 2) {
        return false;
    }
    return damage::set(*parcels, parcels->features[1], "id", parcels->id(parcels->features[0]));
}

bool age_layer(Project& project) {
    auto* const zoning = damage::layer(project, "zoning");
    if (zoning == nullptr || zoning->provenance.vintage.empty()) {
        return false;
    }
    zoning->provenance.vintage = "2001-01-01";
    return true;
}

bool shift_reference(Project& project) {
    auto* const reference = damage::layer(project, "reference");
    if (reference == nullptr) {
        return false;
    }
    for (auto& feature : reference->features) {
        damage::move(feature.shape, 261, 0);
    }
    return true;
}

bool second_zone(Project& project) {
    auto* const zoning = damage::layer(project, "zoning");
    if (zoning == nullptr || zoning->features.empty()) {
        return false;
    }
    auto copy = zoning->features.front();
    copy.shape = damage::rectangle(geom::label_point(copy.shape.polygons), 30, 30);
    copy.fid = static_cast<std::int64_t>(zoning->features.size());
    zoning->features.push_back(std::move(copy));
    return true;
}

bool scale_number(Project& project, std::string_view role, std::string_view field, double factor) {
    auto* const feature = damage::first(project, role, damage::given(field));
    if (feature == nullptr) {
        return false;
    }
    auto& layer = *damage::layer(project, role);
    return damage::set(layer, *feature, field, *layer.number(*feature, field) * factor);
}

bool far_away(Project& project, std::string_view role) {
    auto* const feature = damage::first(project, role);
    if (feature != nullptr) {
        damage::move(feature->shape, 0, -100'000);
    }
    return feature != nullptr;
}

bool move_lot(Project& project, double metres) {
    auto* const lot = damage::first(project, "lots", damage::for_firms(project));
    if (lot != nullptr) {
        damage::move(lot->shape, metres, metres);
    }
    return lot != nullptr;
}

bool off_grid(Project& project) {
    auto* const lot = damage::first(project, "lots", damage::for_firms(project));
    const auto* const lots = damage::layer(project, "lots");
    if (lot == nullptr || !lots->provenance.operation.identity) {
        return false;
    }
    damage::move(lot->shape, 0.0004, 0);
    return true;
}

bool drop_zone(Project& project) {
    auto* const zoning = damage::layer(project, "zoning");
    if (zoning == nullptr || zoning->features.size() < 2) {
        return false;
    }
    const auto largest = std::max_element(
        zoning->features.begin(), zoning->features.end(), [](const Feature& a, const Feature& b) {
            return geom::area(a.shape.polygons) < geom::area(b.shape.polygons);
        });
    zoning->features.erase(largest);
    return true;
}

bool unreadable(Project& project) {
    return rewrite(project, "parcels", "jibun",
                   [](const std::string& text) { return text + "\xEF\xBF\xBD"; });
}

bool no_system(Project& project) {
    auto* const lots = damage::layer(project, "lots");
    if (lots != nullptr) {
        lots->provenance.crs.name.clear();
    }
    return lots != nullptr;
}

bool repaired(Project& project) {
    auto* const lots = damage::layer(project, "lots");
    if (lots == nullptr || lots->features.empty()) {
        return false;
    }
    const double area = geom::area(lots->features.front().shape.polygons);
    lots->repairs.push_back({.fid = lots->features.front().fid,
                             .reason = {"자기 교차", "Self-intersection"},
                             .area_before = area + 50,
                             .area_after = area,
                             .at = {}});
    return true;
}

/// Between what survey noise explains and what another unit of area would be (DI-15).
bool other_ledger_area(Project& project) {
    const auto* const layer = damage::layer(project, "parcels");
    auto* const parcel =
        damage::first(project, "parcels", [](const Layer& parcels, const Feature& known) {
            const auto ledger = parcels.number(known, "ledger_area_m2");
            return ledger && geom::area(known.shape.polygons) > 2000 &&
                   parcels.number(known, "scale").value_or(0) <= 1200;
        });
    return parcel != nullptr &&
           damage::set(*damage::layer(project, "parcels"), *parcel, "ledger_area_m2",
                       *layer->number(*parcel, "ledger_area_m2") * 1.035);
}

bool no_roads(Project& project) {
    auto* const roads = damage::layer(project, "roads");
    if (roads != nullptr) {
        roads->features.clear();
    }
    return damage::set_all(project, "lots", "use", std::string{"UTIL"},
                           damage::where("use", "ROAD")) ||
           roads != nullptr;
}

} // namespace

// NOLINTNEXTLINE(readability-function-size): one table
std::vector<Fault> data_faults() {
    using std::string;
    return {
        {"DI-01",
         "parcels.id",
         {"PNU에 섞인 글자", "a letter in a PNU"},
         [](Project& p) {
             return rewrite(p, "parcels", "id", [](string pnu) {
                 pnu[std::min<std::size_t>(14, pnu.size() - 1)] = 'O';
                 return pnu;
             });
         },
         {"DI"}},
        {"DI-02",
         "parcels.id",
         {"같은 PNU의 두 필지", "two parcels of one PNU"},
         duplicate_pnu,
         {"DI"}},
        {"DI-03",
         "parcels.jibun",
         {"다른 필지의 지번", "the lot number of another parcel"},
         [](Project& p) {
             return rewrite(p, "parcels", "jibun", [](const string&) { return "9998-77답"; });
         },
         {}},
        {"DI-04",
         "parcels.jibun",
         {"28개에 없는 지목", "a land category that is none of the 28"},
         [](Project& p) {
             return rewrite(p, "parcels", "jibun", [](const string& text) {
                 const auto digits = text.find_last_of("0123456789 ");
                 return text.substr(0, digits + 1) + "갑";
             });
         },
         {"DI"}},
        {"DI-06",
         "parcels.id",
         {"바뀌기 전의 시군구 코드", "a district code of before its renaming"},
         old_district_code,
         {"DI"}},
        {"DI-09",
         "layer sensitive",
         {"남쪽으로 100 km 벗어난 지점", "a place 100 km too far south"},
         [](Project& p) { return far_away(p, "sensitive"); },
         {}},
        {"DI-07",
         "parcels.jibun",
         {"읽을 수 없는 글자", "text that cannot be decoded"},
         unreadable,
         {"DI"}},
        {"DI-08",
         "layer lots",
         {"좌표계를 모르는 레이어", "a layer of an unknown system"},
         no_system,
         {}},
        {"DI-11",
         "lots.use",
         {"용도가 비어 있는 획지", "a lot without a use"},
         [](Project& p) { return damage::set_first(p, "lots", "use", string{}); },
         {"DI", "GT", "LB", "PD", "SI", "PC", "ZO"}},
        {"GT-01",
         "layer lots",
         {"스스로 교차해 보정된 획지", "a lot that crossed itself"},
         repaired,
         {}},
        {"GT-11",
         "plan.crs",
         {"웹 메르카토르로 잰 면적", "areas in Web Mercator"},
         [](Project& p) {
             p.plan.crs = "EPSG:3857";
             return true;
         },
         {"DI"}},
        {"DI-10",
         "layer reference",
         {"동쪽으로 261 m 옮겨진 기준 레이어", "a reference 261 m too far east"},
         shift_reference,
         {}},
        {"DI-12",
         "layers.zoning.vintage",
         {"다른 것보다 몇 해 오래된 레이어", "a layer years older than the others"},
         age_layer,
         {}},
        {"DI-13",
         "layer zoning",
         {"한 땅에 겹친 두 용도지역", "two zones on one piece of land"},
         second_zone,
         {"GT", "ZO"}},
        {"DI-14",
         "layer zoning",
         {"표에 없는 용도지역 코드", "a zone with a code of no table"},
         [](Project& p) { return damage::set_first(p, "zoning", "code", string{"UQA998"}); },
         {"ZO", "GT"}},
        {"DI-15",
         "lots.area_plan_m2",
         {"평으로 적은 면적", "an area written in 평"},
         [](Project& p) { return scale_number(p, "lots", "area_plan_m2", 0.3025); },
         {}},
        {"DI-16",
         "buildings.height_m",
         {"모르는 높이를 0으로 적음", "0 for an unknown height"},
         [](Project& p) { return damage::set_first(p, "buildings", "height_m", 0.0); },
         {}},
        {"DI-17",
         "acquisition.taken_area_m2",
         {"필지와 다른 편입면적", "an area taken that is not the parcel's"},
         [](Project& p) { return scale_number(p, "acquisition", "taken_area_m2", 3); },
         {}},
        {"GT-02",
         "layer lots",
         {"이웃 필지를 침범한 획지", "a lot drawn into its neighbour"},
         [](Project& p) { return move_lot(p, 0.5); },
         {"GT", "PD", "ZO", "SI", "PC"}},
        {"GT-03",
         "layer lots",
         {"어느 획지에도 들지 않은 띠", "a strip between lots that belongs to none"},
         [](Project& p) { return move_lot(p, 0.5); },
         {"GT", "PD", "ZO", "SI", "PC"}},
        {"GT-04",
         "layers lots, boundary",
         {"경계 밖의 획지", "a lot outside the boundary"},
         [](Project& p) { return move_lot(p, 9000); },
         {"GT", "DI", "PD", "ZO", "SI", "PC", "LB"}},
        {"GT-05",
         "parcels.ledger_area_m2",
         {"도형과 다른 대장면적", "a ledger area 3.5 % beyond the parcel's"},
         other_ledger_area,
         {"DI"}},
        {"GT-06",
         "lots.parent_area_m2",
         {"합이 원필지와 다른 분할", "children that are not the size of their parent"},
         [](Project& p) { return scale_number(p, "lots", "parent_area_m2", 1.5); },
         {}},
        {"GT-07",
         "complex",
         {"획지가 채우지 못하는 지정면적", "a designated area that the lots do not fill"},
         [](Project& p) {
             if (!p.plan.complexes.empty()) {
                 p.plan.complexes.front().designated_area_m2 += 500;
             }
             return !p.plan.complexes.empty();
         },
         {}},
        {"GT-09", "layer zoning", {"용도지역이 없는 땅", "land in no zone"}, drop_zone, {"ZO"}},
        {"GT-10",
         "layer lots in the plan's system",
         {"밀리미터 격자를 벗어난 획지", "a lot off the millimetre grid"},
         off_grid,
         {}},
        {"GT-12",
         "layer roads",
         {"도로가 없는 획지", "lots without a road"},
         no_roads,
         {"PD", "LB", "ZO", "SI"}},
    };
}

} // namespace sandan::cli
