#include <sandan/core/error.hpp>
#include <sandan/io/read.hpp>

#include "findings.hpp"
#include "io/gdal_messages.hpp"
#include "temp_dir.hpp"

#include <catch2/catch.hpp>

#include <thread>

using namespace sandan;

TEST_CASE("W5: every warning is counted, its text kept once", "[io][gdal]") {
    const io::GdalMessages messages;
    for (int i = 0; i < 5; ++i) {
        CPLError(CE_Warning, CPLE_AppDefined, "ring of record %d is open", i % 2);
    }
    CPLError(CE_Debug, CPLE_AppDefined, "nobody asked");
    const auto all = messages.all();
    REQUIRE(all.size() == 2);
    CHECK(all[0].text == "ring of record 0 is open");
    CHECK(all[0].count == 3);
    CHECK(all[1].count == 2);
    CHECK_FALSE(all[0].only_once);
    CHECK(messages.failures() == 0);
    CHECK_NOTHROW(messages.require_no_failure("lots.gpkg"));
}

TEST_CASE("W5: a failure ends the reading, with the file and GDAL's reason", "[io][gdal]") {
    const io::GdalMessages messages;
    CPLError(CE_Warning, CPLE_AppDefined, "odd");
    CPLError(CE_Failure, CPLE_FileIO, "page 7 cannot be read");
    CHECK(messages.failures() == 1);
    CHECK_THROWS_WITH(messages.require_no_failure("lots.gpkg"),
                      "lots.gpkg: reading stopped: page 7 cannot be read; have it exported again");
}

// The sentences are those of GDAL 3.6.2, found in its library.
TEST_CASE("W5: a message that GDAL gives only once says that others may be concerned",
          "[io][gdal]") {
    for (const auto* const sentence :
         {"One or several characters couldn't be converted correctly from CP949 to UTF-8.  This "
          "warning will not be emitted anymore",
          "Latitude 361627.000000 is invalid. Valid range is [-90,90]. This warning will not be "
          "issued any more",
          "Value 'x' of field A has been truncated to 3 characters.  This warning will not be "
          "emitted any more for that layer.",
          "Reprojection failed, err = 1, further errors will be suppressed on the transform "
          "object.",
          "No more warnings will be issued for this dataset.",
          "Skipping attribute. No more warnings will be issued."}) {
        const io::GdalMessages messages;
        CPLError(CE_Warning, CPLE_AppDefined, "%s", sentence);
        INFO(sentence);
        REQUIRE(messages.all().size() == 1);
        CHECK(messages.all()[0].only_once);
        std::vector<model::ReadFinding> findings;
        tell_messages(messages, findings);
        REQUIRE(findings.size() == 1);
        CHECK(findings[0].code == "GDAL-MESSAGE");
        CHECK_THAT(findings[0].done.en, Catch::Contains("GDAL does not tell repeats"));
    }
}

TEST_CASE("W5: the private copy is called by the name that the user gave", "[io][gdal]") {
    const io::GdalMessages messages{"/tmp/.sandan-part-x/a.gpkg", "plan/a.gpkg"};
    CPLError(CE_Failure, CPLE_FileIO,
             "/tmp/.sandan-part-x/a.gpkg: see /tmp/.sandan-part-x/a.gpkg-wal");
    CHECK(messages.last_failure() == "plan/a.gpkg: see plan/a.gpkg-wal");
}

TEST_CASE("W5: threads do not hear each other's messages", "[io][gdal]") {
    const io::GdalMessages here;
    std::size_t there = 0;
    std::thread{[&] {
        const io::GdalMessages messages;
        CPLError(CE_Warning, CPLE_AppDefined, "there");
        there = messages.all().size();
    }}.join();
    CHECK(there == 1);
    CHECK(here.all().empty());
}

TEST_CASE("W5: what a driver complains of while reading is a finding of the layer", "[io][gdal]") {
    const test::TempDir folder;
    const auto path =
        folder.write("lots.geojson",
                     R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":
"urn:ogc:def:crs:EPSG::5186"}},"features":[
{"type":"Feature","id":1,"properties":{"a":99999999999999999999999},"geometry":{"type":"Point","coordinates":[210000,350000]}},
{"type":"Feature","id":2,"properties":{"a":2},"geometry":{"type":"Point","coordinates":[210001,350000]}},
{"type":"Feature","id":3,"properties":{"a":3},"geometry":{"type":"Point","coordinates":[210002,350000]}}]})");
    const auto layer = io::read_layer(path, {});
    CHECK(layer.ledger.delivered == 3);
    CHECK(test::tells(layer, "GDAL-MESSAGE", "out of 64bit integer range"));
}
