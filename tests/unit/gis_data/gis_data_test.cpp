// The synthetic data folders: what their README files promise, measured from the files.
#include <sandan/io/read.hpp>
#include <sandan/model/pnu.hpp>

#include "places.hpp"
#include "run_cli.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

namespace fs = std::filesystem;
using namespace sandan;

namespace {

constexpr std::array folders{"new_complex", "upgrade_district", "faulty"};

fs::path folder(const std::string& name) {
    return fs::path{SANDAN_SOURCE_DIR} / "gis_data" / name;
}

model::Layer read(const fs::path& path, const std::string& target_crs = {}) {
    io::ReadOptions options;
    options.target_crs = target_crs;
    return io::read_layer(path.string(), options);
}

/// Shoelace, relative to the first vertex.
double ring_area(const geom::Ring& ring) {
    double twice = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        twice += (ring[i].x - ring[0].x) * (ring[i + 1].y - ring[0].y) -
                 (ring[i + 1].x - ring[0].x) * (ring[i].y - ring[0].y);
    }
    return std::abs(twice) / 2;
}

double area(const model::Feature& feature) {
    double sum = 0;
    for (const auto& polygon : feature.shape.polygons) {
        sum += ring_area(polygon.outer);
        for (const auto& hole : polygon.holes) {
            sum -= ring_area(hole);
        }
    }
    return sum;
}

/// Areas summed by a text field.
std::map<std::string, double> areas_by(const model::Layer& layer, const std::string& field) {
    std::map<std::string, double> areas;
    for (const auto& feature : layer.features) {
        areas[layer.text(feature, field).value_or("")] += area(feature);
    }
    return areas;
}

double distance(const geom::Point& a, const geom::Point& b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}

using Statement = std::pair<std::string, std::string>;

std::multiset<Statement> faults(const std::string& plan) {
    const auto result = test::run_cli({"check", (folder(plan) / "plan.toml").string(), "--json"});
    const auto report = nlohmann::json::parse(result.out);
    std::multiset<Statement> found;
    for (const auto& finding : report.at("findings")) {
        if (finding["result"] == "FAIL" || finding["result"] == "WARN") {
            found.emplace(finding["rule"], finding["subject"]["id"]);
        }
    }
    return found;
}

std::string text_of(const std::multiset<Statement>& statements,
                    const std::multiset<Statement>& without) {
    std::string text;
    for (const auto& [rule, subject] : statements) {
        if (!without.contains({rule, subject})) {
            text.append(rule).append(" ").append(subject).append("\n");
        }
    }
    return text;
}

} // namespace

TEST_CASE("The four complexes have their areas to 1 m², and their lots cover them exactly",
          "[gis_data]") {
    const std::map<std::string, double> designated{
        {"general", 1'830'000}, {"smart", 220'000}, {"film", 100'000}, {"recycling", 100'000}};
    const auto boundary = areas_by(read(folder("new_complex") / "boundary.shp"), "CPLX");
    const auto lots = read(folder("new_complex") / "lots.shp");
    const auto measured = areas_by(lots, "CPLX");
    REQUIRE(boundary.size() == designated.size());
    for (const auto& [complex, m2] : designated) {
        CHECK(boundary.at(complex) == Approx(m2).margin(0.01));
        CHECK(measured.at(complex) == Approx(m2).margin(0.01));
    }
    CHECK(lots.features.size() >= 250);
    CHECK(lots.features.size() <= 450);
}

TEST_CASE("The aged complex and its district have their published areas to 1 m²", "[gis_data]") {
    const auto upgrade = folder("upgrade_district");
    CHECK(area(read(upgrade / "boundary.shp").features.at(0)) == Approx(1'683'000).margin(0.01));
    const auto districts = areas_by(read(upgrade / "district.shp"), "KIND");
    CHECK(districts.at("재생사업지구") == Approx(1'808'000).margin(0.01));
    const auto parcels = areas_by(read(upgrade / "LSMD_CONT_LDREG_52113_5186.shp"), "CPLX");
    CHECK(parcels.at("jeonju1") == Approx(1'683'000).margin(0.01));
}

TEST_CASE("The folders hold as many parcels and buildings as they promise", "[gis_data]") {
    CHECK(read(folder("new_complex") / "LSMD_CONT_LDREG_52113_5186.shp").ledger.delivered >= 3000);
    const auto upgrade = folder("upgrade_district");
    CHECK(read(upgrade / "LSMD_CONT_LDREG_52113_5186.shp").ledger.delivered >= 500);
    const auto buildings = read(upgrade / "AL_D010_52113.shp");
    REQUIRE(buildings.ledger.delivered >= 800);
    double dated = 0;
    double old = 0;
    for (const auto& building : buildings.features) {
        const auto date = buildings.text(building, "A13").value_or("");
        dated += date.empty() ? 0 : 1;
        old += !date.empty() && date <= "2004-06-26" ? 1 : 0;
    }
    CHECK(dated < static_cast<double>(buildings.features.size())); // some are missing, as in life
    CHECK(old / dated == Approx(0.71).margin(0.005));
}

TEST_CASE("Every synthetic layer and README says so", "[gis_data]") {
    for (const std::string name : folders) {
        CHECK_THAT(test::read_file(folder(name) / "README.md"), Catch::Contains("SYNTHETIC"));
        for (const auto& entry : fs::directory_iterator{folder(name)}) {
            if (entry.path().extension() != ".shp") {
                continue;
            }
            INFO(entry.path());
            const auto layer = read(entry.path());
            CHECK(
                std::all_of(layer.features.begin(), layer.features.end(), [&](const auto& feature) {
                    return layer.text(feature, "SYN") == "SYNTHETIC";
                }));
        }
    }
}

TEST_CASE("The cadastre in EPSG:5174 is the one in 5186 within 5 cm", "[gis_data]") {
    for (const std::string name : {"new_complex", "upgrade_district"}) { // in faulty it is off
        const auto here = read(folder(name) / "LSMD_CONT_LDREG_52113_5186.shp");
        const auto there = read(folder(name) / "LSMD_CONT_LDREG_52113_5174.shp", "EPSG:5186");
        REQUIRE(here.features.size() == there.features.size());
        double worst = 0;
        for (std::size_t i = 0; i < here.features.size(); ++i) {
            const auto& a = here.features[i].shape.polygons.at(0).outer;
            const auto& b = there.features[i].shape.polygons.at(0).outer;
            REQUIRE(a.size() == b.size());
            for (std::size_t k = 0; k < a.size(); ++k) {
                worst = std::max(worst, distance(a[k], b[k]));
            }
        }
        CHECK(worst < 0.05);
    }
}

TEST_CASE("The cadastre comes as national files do: CP949 text, no .cpg, language byte 0",
          "[gis_data]") {
    constexpr std::size_t language_byte = 29;
    for (const std::string epsg : {"5186", "5174"}) {
        const auto stem = folder("new_complex") / ("LSMD_CONT_LDREG_52113_" + epsg);
        CHECK_FALSE(fs::exists(stem.string() + ".cpg"));
        CHECK(test::read_file(stem.string() + ".dbf").at(language_byte) == '\0');
        const auto layer = read(stem.string() + ".shp");
        CHECK(layer.provenance.encoding == "CP949");
        for (const auto& parcel : layer.features) {
            const auto pnu = model::Pnu::parse(layer.text(parcel, "PNU").value_or(""));
            const auto jibun = model::parse_jibun(layer.text(parcel, "JIBUN").value_or(""));
            REQUIRE((pnu && jibun && model::consistent(*pnu, *jibun)));
        }
    }
}

TEST_CASE("The new complex checks clean", "[gis_data]") {
    CHECK_THAT(text_of(faults("new_complex"), {}), Catch::Equals(""));
}

TEST_CASE("The upgrade plan is warned of its funding, and of nothing else", "[gis_data]") {
    CHECK(text_of(faults("upgrade_district"), {}) == "PC-09 upgrade funding\n");
}

TEST_CASE("check finds in the faulty plan exactly the seeded faults", "[gis_data]") {
    std::ifstream file{folder("faulty") / "expected.json"};
    std::multiset<Statement> expected;
    std::set<std::string> rules;
    const auto seeded = nlohmann::json::parse(file);
    for (const auto& finding : seeded.at("findings")) {
        expected.emplace(finding["rule"], finding["subject"]);
        rules.insert(finding["rule"]);
    }
    CHECK(rules.size() >= 30);
    const auto found = faults("faulty");
    CHECK_THAT(text_of(expected, found), Catch::Equals("")); // seeded, not found
    CHECK_THAT(text_of(found, expected), Catch::Equals("")); // found, not seeded
    CHECK(found.size() == expected.size());
}

TEST_CASE("The committed data stay below 15 MB", "[gis_data]") {
    std::uintmax_t bytes = 0;
    for (const auto& entry : fs::recursive_directory_iterator{folder("")}) {
        bytes += entry.is_regular_file() ? entry.file_size() : 0;
    }
    CHECK(bytes < 15'000'000);
}
