#include "new_complex.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace gis_data {

namespace {

/// What follows from the use of a lot: five independent attributes are kept apart (zoning, use,
/// management zone, industry, phase), and each has its own column.
struct UseTraits {
    std::string_view use;
    std::string_view management;
    std::string_view zoning; ///< Planned 용도지역
    long price_krw_m2;       ///< 0: not for sale
};

constexpr std::array<UseTraits, 10> traits{{{"IND", "MI", "UQA320", 248'000},
                                            {"MIX", "MC", "UQA330", 312'000},
                                            {"SUP", "MS", "UQA330", 468'000},
                                            {"RES", "MS", "UQA122", 402'000},
                                            {"ROAD", "MP", "UQA320", 0},
                                            {"PARK", "MP", "UQA320", 0},
                                            {"UTIL", "MP", "UQA320", 0},
                                            {"WATER", "MP", "UQA430", 0},
                                            {"GREEN", "MG", "UQA430", 0},
                                            {"BUF", "MG", "UQA430", 0}}};

const UseTraits& traits_of(std::string_view use) {
    return *std::find_if(traits.begin(), traits.end(),
                         [use](const UseTraits& t) { return t.use == use; });
}

std::string_view site_name(std::string_view id) {
    if (id == "general") {
        return "일반";
    }
    if (id == "smart") {
        return "스마트융복합";
    }
    return id == "film" ? "영화" : "자원순환";
}

/// 유치업종 배치계획: the blocks of the programme take all its industries, the others a few.
std::string industry(const Site& site, const Lot& lot) {
    static constexpr std::array<std::string_view, 5> programme_blocks{"G-B12", "G-B18", "G-B19",
                                                                      "G-B24", "G-B25"};
    if (lot.use == "MIX") {
        return "C26;J58-J63;M70";
    }
    if (lot.use != "IND") {
        return "";
    }
    if (site.id == "smart") {
        return "C26-C31;C33;J58-J63;M70";
    }
    if (site.id == "film") {
        return "J59";
    }
    if (site.id == "recycling") {
        return "E38;C20;C24";
    }
    const bool programme = std::find(programme_blocks.begin(), programme_blocks.end(), lot.block) !=
                           programme_blocks.end();
    if (programme) {
        return "C13;C20;C22-C31";
    }
    return lot.phase == 1 ? "C13;C20;C22;C23" : "C25;C28-C31;C33";
}

std::string flag(bool value) {
    return value ? "1" : "0";
}

std::vector<std::string> lot_values(const Site& site, const Lot& lot) {
    const UseTraits& use = traits_of(lot.use);
    const bool paid = use.price_krw_m2 > 0;
    const long price =
        use.price_krw_m2 + 1'000 * static_cast<long>(area_m2(lot.ring) < 5'000 ? 9 : 0);
    const bool industrial = lot.use == "IND";
    return {lot.id,
            site.id,
            lot.use,
            lot.block,
            std::string{use.zoning},
            std::string{use.management},
            industry(site, lot),
            std::to_string(lot.phase),
            lot.phase == 1 ? "2026" : "2028",
            !paid ? "free" : (lot.lease ? "lease" : "sale"),
            paid ? std::to_string(price) : "",
            std::to_string(lot.plan_m2),
            lot.use == "MIX" ? "60" : "",
            flag(lot.negative),
            flag(lot.lease),
            industrial ? lot.block : "",
            industrial ? std::to_string(lot.parent_m2) : "",
            "500",
            "1",
            "1",
            "1",
            "1",
            "1"};
}

Layer lots_layer(const std::vector<Site>& sites) {
    Layer layer = make_layer(
        Kind::polygon,
        {{"LOT_ID", 'C', 12},    {"CPLX", 'C', 12},    {"USE_CD", 'C', 6},    {"BLOCK", 'C', 8},
         {"UQ_CODE", 'C', 6},    {"MNG_CD", 'C', 4},   {"INDUSTRY", 'C', 30}, {"PHASE", 'N', 2},
         {"AVAIL_YR", 'N', 4},   {"TENURE", 'C', 6},   {"PRICE", 'N', 9},     {"PLAN_M2", 'N', 10},
         {"IND_SHARE", 'N', 3},  {"NEGATIVE", 'N', 1}, {"LEASE", 'N', 1},     {"PARENT", 'C', 8},
         {"PARENT_M2", 'N', 10}, {"SCALE", 'N', 5},    {"WATER", 'N', 1},     {"SEWER", 'N', 1},
         {"POWER", 'N', 1},      {"GAS", 'N', 1},      {"TELECOM", 'N', 1}});
    for (const Site& site : sites) {
        for (const Lot& lot : site.lots) {
            layer.add({lot.ring}, lot_values(site, lot));
        }
    }
    return layer;
}

Layer boundary_layer(const std::vector<Site>& sites) {
    Layer layer =
        make_layer(Kind::polygon, {{"CPLX", 'C', 12}, {"NAME", 'C', 60}, {"AREA_M2", 'N', 10}});
    for (const Site& site : sites) {
        layer.add({site.boundary},
                  {site.id, std::string{site_name(site.id)}, fixed(area_m2(site.boundary), 0)});
    }
    return layer;
}

void add_road_layers(Folder& folder, const std::vector<Site>& sites) {
    Layer roads = make_layer(
        Kind::polygon,
        {{"ROAD_ID", 'C', 12}, {"CPLX", 'C', 12}, {"CLASS", 'C', 12}, {"WIDTH_M", 'N', 6, 1}});
    Layer lines = roads;
    lines.kind = Kind::line;
    for (const Site& site : sites) {
        for (const Lot& lot : site.lots) {
            if (lot.use == "ROAD") {
                const std::vector<std::string> values{lot.id, site.id, lot.road_class,
                                                      fixed(lot.depth_m, 1)};
                roads.add({lot.ring}, values);
                lines.add({lot.centre}, values);
            }
        }
    }
    folder.layers["roads"] = std::move(roads);
    folder.layers["road_lines"] = std::move(lines);
}

void add_green_and_parking(Folder& folder, const std::vector<Site>& sites) {
    Layer belts = make_layer(Kind::polygon, {{"BELT_ID", 'C', 12},
                                             {"CPLX", 'C', 12},
                                             {"WIDTH_M", 'N', 6, 1},
                                             {"HOUSING", 'N', 1},
                                             {"PURPOSE", 'C', 20}});
    Layer parking = make_layer(Kind::polygon, {{"PARK_ID", 'C', 12},
                                               {"CPLX", 'C', 12},
                                               {"SPACES", 'N', 5},
                                               {"ECO", 'N', 5},
                                               {"COMPACT", 'N', 5}});
    for (const Site& site : sites) {
        for (const Lot& lot : site.lots) {
            if (lot.use == "BUF") {
                belts.add({lot.ring}, {lot.id, site.id, fixed(lot.depth_m, 1), "0", "공해차단"});
            }
            if (lot.use == "PARK") {
                const long spaces = lot.plan_m2 / 30;
                parking.add({lot.ring}, {lot.id, site.id, std::to_string(spaces),
                                         std::to_string(spaces * 8 / 100 + 1),
                                         std::to_string(spaces * 6 / 100 + 1)});
            }
        }
    }
    folder.layers["belts"] = std::move(belts);
    folder.layers["parking"] = std::move(parking);
}

Layer management_layer(const std::vector<Site>& sites) {
    Layer layer =
        make_layer(Kind::polygon, {{"ZONE_ID", 'C', 12}, {"MNG_CD", 'C', 4}, {"CPLX", 'C', 12}});
    for (const Site& site : sites) {
        int number = 0;
        for (const Cell& cell : site.cells) {
            layer.add({cell.ring}, {fmt::format("{}-M{:03}", site.prefix, ++number),
                                    std::string{traits_of(cell.use).management}, site.id});
        }
    }
    return layer;
}

} // namespace

void add_planned_layers(Folder& folder, const std::vector<Site>& sites) {
    folder.layers["boundary"] = boundary_layer(sites);
    folder.layers["lots"] = lots_layer(sites);
    folder.layers["management"] = management_layer(sites);
    add_road_layers(folder, sites);
    add_green_and_parking(folder, sites);
}

} // namespace gis_data
