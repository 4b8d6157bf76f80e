// Coverage and overlay of real cadastres against answers of another program (GEOS through shapely,
// Clipper). Tolerances: pairs above 1 m² exact, pairs above 0.01 m² as far as other programs agree,
// totals to 0.02 % or 0.1 m², areas of classes to 0.1 m² or 1e-7.
#include <sandan/geom/coverage.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>
#include <sandan/io/read.hpp>
#include <sandan/io/session.hpp>
#include <sandan/overlay/overlap.hpp>

#include "shared_data.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

using namespace sandan;

namespace {

constexpr unsigned threads = 2;

model::Layer read(const std::filesystem::path& path, const std::string& layer = {},
                  const std::string& target_crs = {}) {
    static const io::Session session;
    io::ReadOptions options;
    options.layer = layer;
    options.target_crs = target_crs;
    options.repair = io::Repair::force;
    options.need_attributes = false;
    return io::read_layer(path.string(), options);
}

std::vector<geom::MultiPolygon> shapes_of(const model::Layer& layer) {
    std::vector<geom::MultiPolygon> shapes;
    for (const auto& feature : layer.features) {
        shapes.push_back(feature.shape.polygons);
    }
    return shapes;
}

/// Holes of all land joined by GEOS: their outlines, islands and all.
std::vector<double> holes_of(const model::Layer& layer) {
    std::vector<double> areas;
    for (const auto& part : geom::dissolve(shapes_of(layer))) {
        for (const auto& hole : part.holes) {
            areas.push_back(geom::area(geom::Polygon{hole, {}}));
        }
    }
    return areas;
}

/// GEOS moves crossings of borders by up to 1e-6 m: along some metres that opens and closes holes.
bool is_land(double area) {
    constexpr double rounding_m2 = 1e-4;
    return area > rounding_m2;
}

void check_coverage(const model::Layer& layer, const nlohmann::json& expected) {
    const auto report = geom::check_coverage(shapes_of(layer), {}, threads);
    double total = 0;
    long above_cm = 0;
    long above_1 = 0;
    for (const auto& overlap : report.overlaps) {
        total += overlap.area;
        above_cm += overlap.area > 0.01 ? 1 : 0;
        above_1 += overlap.area > 1 ? 1 : 0;
    }
    double gaps = 0;
    long of_land = 0;
    for (const auto& gap : report.gaps) {
        gaps += gap.area;
        of_land += is_land(gap.area) ? 1 : 0;
    }
    const auto holes = holes_of(layer);
    CHECK(report.area ==
          Approx(expected["area_after_make_valid_m2"].get<double>()).epsilon(1e-8).margin(0.001));
    CHECK(report.union_area ==
          Approx(expected["union_area_m2"].get<double>()).epsilon(1e-8).margin(0.001));
    CHECK(above_1 == expected["overlap_pairs_gt_1_m2"].get<long>());
    CHECK(std::abs(above_cm - expected["overlap_pairs_gt_0.01_m2"].get<long>()) <=
          expected["pairs_near_thresholds"].get<long>() / 10);
    CHECK(total == Approx(expected["overlap_total_m2"].get<double>()).epsilon(2e-4).margin(0.001));
    CHECK(holes.size() ==
          expected["union_holes"].get<std::size_t>()); // the reference is GEOS', too
    CHECK(of_land == std::count_if(holes.begin(), holes.end(), is_land));
    // the reference counts a hole with the islands in it, which are no gap
    CHECK(gaps <= expected["union_holes_area_m2"].get<double>() * (1 + 2e-4) + 0.1);
    CHECK(report.closure_error == Approx(0).margin(1e-5));
}

void check_overlay(const model::Layer& parcels, const model::Layer& zones, const std::string& field,
                   const nlohmann::json& expected) {
    const auto table = overlay::overlaps(parcels, {{&zones, field}}, {}, threads);
    std::map<std::string, double> areas;
    std::map<std::size_t, int> classes_above_1;
    for (const auto& row : table.rows) {
        areas[row.zone_class] += row.area_m2;
        const bool zone = row.zone_class != "(none)";
        classes_above_1[row.parcel] += zone && row.area_m2 > 1 ? 1 : 0;
    }
    for (const auto& [name, area] : expected["area_by_class_dissolved_m2"].items()) {
        CAPTURE(name);
        CHECK(areas[name] == Approx(area.get<double>()).epsilon(1e-7).margin(0.1));
    }
    CHECK(areas.size() == expected["area_by_class_dissolved_m2"].size() + 1);
    CHECK(areas["(none)"] ==
          Approx(expected["parcel_area_outside_all_zones_m2"].get<double>()).margin(0.1));
    CHECK(std::count_if(classes_above_1.begin(), classes_above_1.end(), [](const auto& entry) {
              return entry.second > 1;
          }) == expected["parcels_in_more_than_one_class_gt_1.0_m2"].get<long>());
}

} // namespace

TEST_CASE("Gangnam: overlaps and gaps of 235 parcels", "[overlay][real]") {
    if (const auto folder = test::shared_data("kr_gangnam_parcels")) {
        check_coverage(read(*folder / "Parcels.shp"), test::reference_of(*folder)["Parcels"]);
    }
}

TEST_CASE("Jongno: old cadastre in its own and in the working system", "[overlay][real]") {
    const auto folder = test::shared_data("kr_jongno_jijuk");
    if (!folder) {
        return;
    }
    const auto expected = test::reference_of(*folder);
    const auto parcels = read(*folder / "jongno_3ga_jijukdo.shp");
    check_coverage(parcels, expected["jongno_3ga_jijukdo"]);

    const auto moved = read(*folder / "jongno_3ga_jijukdo.shp", {}, "EPSG:5186");
    const auto centroid = geom::centroid(moved.features.at(0).shape.polygons);
    CHECK(centroid.x == Approx(199405.872).margin(0.001));
    CHECK(centroid.y == Approx(552319.094).margin(0.001));

    auto roads = read(*folder / "jongno_3ga_road.shp");
    roads.fields = {"class"};
    for (auto& road : roads.features) {
        road.values = {"road_" + std::to_string(road.fid)};
    }
    check_overlay(parcels, roads, "class", expected["parcels_x_road"]);
}

TEST_CASE("Bubenec: plots in Web Mercator measured in UTM", "[overlay][real]") {
    const auto folder = test::shared_data("cz_bubenec");
    if (!folder) {
        return;
    }
    const auto expected = test::reference_of(*folder);
    const auto plots = read(*folder / "bubenec.gpkg", "plots", "EPSG:32633");
    check_coverage(plots, expected["plots"]);
    auto buildings = read(*folder / "bubenec.gpkg", "buildings", "EPSG:32633");
    buildings.name = "building";
    check_overlay(plots, buildings, "", expected["plots_x_buildings"]);
}

TEST_CASE("Williamsburg: 4,464 parcels by the zoning of the city", "[overlay][real]") {
    const auto folder = test::shared_data("us_williamsburg");
    if (!folder) {
        return;
    }
    const auto expected = test::reference_of(*folder);
    const auto parcels = read(*folder / "parcels.geojson", {}, "EPSG:32618");
    check_coverage(parcels, expected["parcels"]);
    const auto zones = read(*folder / "parcelsZoning.geojson", {}, "EPSG:32618");
    check_overlay(parcels, zones, "A_Zone", expected["parcels_x_zoning_A_Zone"]);
}

TEST_CASE("Land-use plans of two French towns by their restrictions", "[overlay][real]") {
    const auto folder = test::shared_data("fr_plu_A");
    if (!folder) {
        return;
    }
    const auto expected = test::reference_of(*folder);
    const auto town = *folder / "41175_PLU_20140603/Donnees_geographiques";
    const auto zones = read(town / "ZONE_URBA.shp");
    check_coverage(zones, expected["41175"]["ZONE_URBA.shp"]);
    check_overlay(zones, read(town / "PRESCRIPTION_SURF.shp"), "TYPEPSC",
                  expected["41175"]["zones_x_PRESCRIPTION_SURF.shp"]);

    const auto district = *folder / "241800432_PLUi_20200128/Donnees_geographiques";
    const auto plan = read(district / "241800432_ZONE_URBA_20200128.shp");
    check_coverage(plan, expected["241800432"]["241800432_ZONE_URBA_20200128.shp"]);
    check_overlay(plan, read(district / "241800432_PRESCRIPTION_SURF_20200128.shp"), "TYPEPSC",
                  expected["241800432"]["zones_x_241800432_PRESCRIPTION_SURF_20200128.shp"]);
}
