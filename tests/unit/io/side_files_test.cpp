// What lies beside a shapefile: some of it is needed, the rest must not matter.
#include <sandan/core/error.hpp>
#include <sandan/io/read.hpp>

#include "shapefile_bytes.hpp"

#include <catch2/catch.hpp>

using namespace sandan;

TEST_CASE("W2: an index of another time or another program changes nothing", "[io]") {
    const test::TempDir folder;
    const auto path = test::row_of_squares(5).write(folder, "lots");
    const auto plain = io::read_layer(path, {});
    // The head of a quadtree of one record (S4: GDAL then finds 20 of 73), and bytes of nothing.
    (void)folder.write("lots.qix", std::string{"SQT\x01\x01\0\0\0\x05\0\0\0\x01\0\0\0", 16} +
                                       std::string(60, '\0'));
    for (const auto* const name : {"lots.sbn", "lots.sbx", "lots.idm", "lots.ind", "lots.cdx",
                                   "lots.qpj", "lots.shp.xml", "lots.shz"}) {
        (void)folder.write(name, "<OGRVRTDataSource/>");
    }
    const auto layer = io::read_layer(path, {});
    CHECK(layer.ledger == plain.ledger);
    CHECK(layer.ledger.delivered == 5);
    CHECK(layer.provenance.findings == plain.provenance.findings);
    for (std::size_t i = 0; i < layer.features.size(); ++i) {
        CHECK(layer.features[i].shape == plain.features[i].shape);
        CHECK(layer.features[i].values == plain.features[i].values);
    }
}

TEST_CASE("W3: without index or coordinate system nothing is read", "[io]") {
    const test::TempDir folder;
    const auto path = test::row_of_squares(2).write(folder, "lots");
    SECTION("no .shx") {
        std::filesystem::remove(folder / "lots.shx");
        CHECK_THROWS_WITH(io::read_layer(path, {}), Catch::Contains("SHP-NO-SHX"));
        CHECK_FALSE(std::filesystem::exists(folder / "lots.shx")); // nor is one made
    }
    SECTION("no .prj") {
        std::filesystem::remove(folder / "lots.prj");
        CHECK_THROWS_WITH(io::read_layer(path, {}), Catch::Contains("CRS-NONE"));
    }
}
