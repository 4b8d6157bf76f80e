#include "desktop/drawing.hpp"
#include "sample_map.hpp"
#include "temp_dir.hpp"

#include <catch2/catch.hpp>
#include <ogrsf_frmts.h>

#include <set>

using namespace sandan;

TEST_CASE("classes whose names differ only in script keep CAD layers of their own", "[desktop]") {
    auto spec = test::sample_map(4, 1, 0);
    auto& lots = spec.layers.front().features;
    REQUIRE(lots.size() == 4);
    lots[0].key = "3–5";
    lots[1].key = "3-5";
    lots[2].key = "획지";
    lots[3].key = "≥ 11";
    const test::TempDir dir;
    const auto path = dir.write("a.dxf", desktop::drawing(spec, "siting").bytes);
    GDALAllRegister();
    const GDALDatasetUniquePtr file{GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR)};
    REQUIRE(file);
    std::set<std::string> layers;
    for (const auto& feature : file->GetLayer(0)) {
        layers.insert(feature->GetFieldAsString("Layer"));
    }
    CHECK(layers == std::set<std::string>{"SD_SITING_3_5", "SD_SITING_3_5_2", "SD_SITING_CLASS",
                                          "SD_SITING_11", "SD_SITING_TEXT"});
}

TEST_CASE("a label that turns the writing stands in a drawing as its codes", "[desktop]") {
    auto spec = test::sample_map(1, 1, 0);
    auto& lot = spec.layers.front().features.front();
    lot.labels = {"A\xE2\x80\xAE"
                  "evil\xE2\x80\xAC"};
    const auto given = desktop::drawing(spec, "siting");
    CHECK(given.coded == 1);
    lot.labels = {"AU+202EevilU+202C"};
    CHECK((given.bytes == desktop::drawing(spec, "siting").bytes));
}
