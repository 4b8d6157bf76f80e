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

std::vector<Fault> data_faults() {
    using std::string;
    return {
        {"DI-01",
         "a letter in a PNU",
         [](Project& p) {
             return rewrite(p, "parcels", "id", [](string pnu) {
                 pnu[std::min<std::size_t>(14, pnu.size() - 1)] = 'O';
                 return pnu;
             });
         },
         {"DI"}},
        {"DI-02", "two parcels of one PNU", duplicate_pnu, {"DI"}},
        {"DI-03",
         "the lot number of another parcel",
         [](Project& p) {
             return rewrite(p, "parcels", "jibun", [](const string&) { return "9998-77답"; });
         },
         {}},
        {"DI-04",
         "a land category that is none of the 28",
         [](Project& p) {
             return rewrite(p, "parcels", "jibun", [](const string& text) {
                 const auto digits = text.find_last_of("0123456789 ");
                 return text.substr(0, digits + 1) + "갑";
             });
         },
         {"DI"}},
        {"DI-06", "a district code of before its renaming", old_district_code, {"DI"}},
        {"DI-09",
         "a place 100 km too far south",
         [](Project& p) { return far_away(p, "sensitive"); },
         {}},
        {"DI-10", "a reference 261 m too far east", shift_reference, {}},
        {"DI-12", "a layer years older than the others", age_layer, {}},
        {"DI-13", "two zones on one piece of land", second_zone, {"GT", "ZO"}},
        {"DI-14",
         "a zone with a code of no table",
         [](Project& p) { return damage::set_first(p, "zoning", "code", string{"UQA998"}); },
         {"ZO", "GT"}},
        {"DI-15",
         "an area written in 평",
         [](Project& p) { return scale_number(p, "lots", "area_plan_m2", 0.3025); },
         {}},
        {"DI-16",
         "0 for an unknown height",
         [](Project& p) { return damage::set_first(p, "buildings", "height_m", 0.0); },
         {}},
        {"DI-17",
         "an area taken that is not the parcel's",
         [](Project& p) { return scale_number(p, "acquisition", "taken_area_m2", 3); },
         {}},
        {"GT-02",
         "a lot drawn into its neighbour",
         [](Project& p) { return move_lot(p, 0.5); },
         {"GT", "PD", "ZO", "SI", "PC"}},
        {"GT-03",
         "a strip between lots that belongs to none",
         [](Project& p) { return move_lot(p, 0.5); },
         {"GT", "PD", "ZO", "SI", "PC"}},
        {"GT-04",
         "a lot outside the boundary",
         [](Project& p) { return move_lot(p, 9000); },
         {"GT", "PD", "ZO", "SI", "PC", "LB"}},
        {"GT-05",
         "a ledger area twice the parcel's",
         [](Project& p) { return scale_number(p, "parcels", "ledger_area_m2", 2); },
         {"DI"}},
        {"GT-06",
         "children that are not the size of their parent",
         [](Project& p) { return scale_number(p, "lots", "parent_area_m2", 1.5); },
         {}},
        {"GT-07",
         "a designated area that the lots do not fill",
         [](Project& p) {
             if (!p.plan.complexes.empty()) {
                 p.plan.complexes.front().designated_area_m2 += 500;
             }
             return !p.plan.complexes.empty();
         },
         {}},
        {"GT-09", "land in no zone", drop_zone, {"ZO"}},
        {"GT-10", "a lot off the millimetre grid", off_grid, {}},
        {"GT-12", "lots without a road", no_roads, {"PD", "LB", "ZO", "SI"}},
    };
}

} // namespace sandan::cli
