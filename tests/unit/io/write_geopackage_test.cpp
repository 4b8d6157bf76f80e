#include <sandan/core/error.hpp>
#include <sandan/io/read.hpp>
#include <sandan/io/session.hpp>
#include <sandan/io/write.hpp>

#include "temp_dir.hpp"

#include <catch2/catch.hpp>

using namespace sandan;

namespace {

io::OutputLayer lots() {
    io::OutputLayer layer{.name = "lots",
                          .geometry = "MultiPolygon",
                          .fields = {"id", "area_m2", "fid"},
                          .numeric = {false, true, true},
                          .features = {}};
    for (const double x : {0.0, 10.0}) {
        model::Feature feature;
        feature.shape.polygons = {
            {.outer = {{x, 0}, {x + 10, 0}, {x + 10, 10}, {x, 10}, {x, 0}}, .holes = {}}};
        feature.values = {"필지" + std::to_string(static_cast<int>(x)), 100.0,
                          x == 0 ? model::Value{7.0} : model::Value{}};
        layer.features.push_back(feature);
    }
    return layer;
}

} // namespace

TEST_CASE("a GeoPackage comes back as it was written, the same bytes each time", "[io]") {
    const test::TempDir dir;
    io::write_geopackage(dir / "a.gpkg", "EPSG:5186", {lots()});
    io::write_geopackage(dir / "b.gpkg", "EPSG:5186", {lots()});
    CHECK(io::sha256_of_file(dir / "a.gpkg") == io::sha256_of_file(dir / "b.gpkg"));
    CHECK(dir.size() == 2); // no journal, no half file

    const auto layer = io::read_layer(dir / "a.gpkg", {});
    CHECK(layer.provenance.crs.epsg == "EPSG:5186");
    CHECK(layer.fields == lots().fields);
    REQUIRE(layer.features.size() == 2);
    CHECK(layer.features[0].shape == lots().features[0].shape);
    CHECK(layer.text(layer.features[1], "id") == "필지10");
    CHECK(layer.number(layer.features[0], "fid") == 7);
    CHECK_FALSE(layer.number(layer.features[1], "fid"));
}

TEST_CASE("an output that cannot be written leaves nothing and harms nothing", "[io]") {
    const test::TempDir dir;
    const auto kind = [](const auto& call) {
        try {
            call();
        } catch (const Error& e) {
            return e.kind();
        }
        return ErrorKind::solver;
    };
    CHECK(kind([&] { io::write_geopackage(dir / "no/a.gpkg", "EPSG:5186", {lots()}); }) ==
          ErrorKind::output);
    CHECK(kind([&] { io::write_file(dir / "no/a.csv", "x"); }) == ErrorKind::output);
    CHECK(dir.size() == 0);

    const auto old = dir.write("old.gpkg", "old");
    auto twice = lots();
    twice.fields[1] = "id"; // two columns of one name
    CHECK(kind([&] { io::write_geopackage(old, "EPSG:5186", {twice}); }) == ErrorKind::output);
    CHECK(test::read_file(old) == "old");
    CHECK(dir.size() == 1);
}

TEST_CASE("SHA-256 is that of FIPS 180-4", "[io]") {
    const std::string abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    CHECK(io::sha256_of_text("abc") == abc);
    const test::TempDir dir;
    CHECK(io::sha256_of_file(dir.write("abc", "abc")) == abc);
    CHECK_THROWS_AS(io::sha256_of_file(dir / "nothing"), Error);
}
