// Reading real files: counts, kinds, invalid records, areas and Korean text against the answers of
// other programs.
#include <sandan/geom/measure.hpp>
#include <sandan/io/read.hpp>

#include "shared_data.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace sandan;

namespace {

model::Layer read(const std::filesystem::path& path, const std::string& layer = {},
                  const std::string& target = {}, const std::string& crs = {}) {
    io::ReadOptions options;
    options.layer = layer;
    options.target_crs = target;
    options.crs = crs;
    options.need_attributes = false;
    return io::read_layer(path.string(), options);
}

/// The policy is the default one: within max(0.1 m², 0.1 %). `share` is how far areas may be off.
void check_reading(const model::Layer& layer, const nlohmann::json& expected, double share) {
    const auto& ledger = layer.ledger;
    CHECK(ledger.declared == expected["feature_count"].get<std::size_t>());
    CHECK(ledger.rejected == 0);
    CHECK(nlohmann::json(layer.provenance.geometry_types) == expected["geometry_types"]);
    std::vector<std::string> invalid;
    for (const auto& repair : layer.repairs) {
        invalid.push_back(std::to_string(repair.fid));
    }
    std::vector<std::string> expected_invalid;
    for (const auto& defect : expected["invalid"]) {
        expected_invalid.push_back(defect["fid"].get<std::string>());
    }
    CHECK(invalid == expected_invalid);
    double area = 0;
    for (const auto& feature : layer.features) {
        area += geom::area(feature.shape.polygons);
    }
    CHECK(area ==
          Approx(expected["area_after_make_valid_m2"].get<double>()).epsilon(share).margin(1e-4));
}

} // namespace

TEST_CASE("Gangnam parcels are read with the system their .prj means", "[io][real]") {
    const auto folder = test::shared_data("kr_gangnam_parcels");
    if (!folder) {
        return;
    }
    const auto layer = read(*folder / "Parcels.shp");
    check_reading(layer, test::reference_of(*folder)["Parcels"], 1e-9);
    CHECK(layer.provenance.crs.epsg == "EPSG:5186");
    CHECK(layer.provenance.encoding == "UTF-8");
    CHECK(layer.provenance.encoding_how == "cpg");
    std::map<std::string, int> uses;
    for (const auto& feature : layer.features) {
        ++uses[layer.text(feature, "A14").value_or("")];
    }
    CHECK(uses == std::map<std::string, int>{{"일반상업지역", 10},
                                             {"제1종일반주거지역", 43},
                                             {"제2종일반주거지역", 1},
                                             {"제3종일반주거지역", 100},
                                             {"준주거지역", 81}});
    // The .prj taken literally would be 362 m off in the old system.
    const auto moved = read(*folder / "Parcels.shp", {}, "EPSG:5174");
    const auto centre = geom::centroid(moved.features[0].shape.polygons);
    CHECK(centre.x == Approx(202541.7447).margin(0.01));
    CHECK(centre.y == Approx(445859.479).margin(0.01));
}

TEST_CASE("Jongno parcels are read without attributes", "[io][real]") {
    if (const auto folder = test::shared_data("kr_jongno_jijuk")) {
        const auto expected = test::reference_of(*folder);
        const auto parcels = read(*folder / "jongno_3ga_jijukdo.shp");
        check_reading(parcels, expected["jongno_3ga_jijukdo"], 1e-9);
        CHECK(parcels.provenance.crs.epsg == "EPSG:5174");
        check_reading(read(*folder / "jongno_3ga_road.shp"), expected["jongno_3ga_road"], 1e-9);
    }
}

TEST_CASE("Williamsburg, Bubenec and the French plans are read as others read them", "[io][real]") {
    if (const auto folder = test::shared_data("us_williamsburg")) {
        const auto expected = test::reference_of(*folder);
        for (const std::string name : {"parcels", "parcelsZoning", "wetlands"}) {
            CAPTURE(name);
            check_reading(read(*folder / (name + ".geojson"), {}, "EPSG:32618"), expected[name],
                          1e-7);
        }
    }
    if (const auto folder = test::shared_data("cz_bubenec")) {
        const auto expected = test::reference_of(*folder);
        for (const std::string name : {"plots", "buildings"}) {
            check_reading(read(*folder / "bubenec.gpkg", name, "EPSG:32633"), expected[name], 1e-7);
        }
    }
    if (const auto folder = test::shared_data("fr_plu_A")) {
        const auto expected = test::reference_of(*folder);
        const auto town = *folder / "41175_PLU_20140603/Donnees_geographiques";
        check_reading(read(town / "ZONE_URBA.shp"), expected["41175"]["ZONE_URBA.shp"], 1e-9);
        const auto district = *folder / "241800432_PLUi_20200128/Donnees_geographiques";
        check_reading(read(district / "241800432_ZONE_URBA_20200128.shp"),
                      expected["241800432"]["241800432_ZONE_URBA_20200128.shp"], 1e-9);
    }
}

TEST_CASE("Korean DBFs are decoded by .cpg, language driver and by their bytes", "[io][real]") {
    if (const auto folder = test::shared_data("kr_ngii_37608089")) {
        const auto contours = read(*folder / "N3L_F0010000.shp", {}, {}, "EPSG:5186");
        CHECK(contours.ledger.delivered == 102);
        CHECK(contours.provenance.encoding == "CP949");
        CHECK(contours.provenance.encoding_how == "sniffed"); // LDID 0x57 lies
        CHECK(contours.column("등고수치").has_value());
    }
    if (const auto folder = test::shared_data("kr_seoul_juso2015")) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator{*folder}) {
            if (entry.path().extension() == ".shp") {
                const auto layer = read(entry.path());
                CHECK(layer.provenance.encoding == "CP949");
                CHECK(layer.provenance.encoding_how == "ldid");
            }
        }
    }
}
