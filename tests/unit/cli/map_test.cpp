#include "run_cli.hpp"
#include "temp_dir.hpp"

#include <catch2/catch.hpp>
#include <ogrsf_frmts.h>

#include <map>
#include <set>
#include <string>

using namespace sandan::test;

namespace {

/// Two lots and their boundary; enough for the themes that need no firms.
std::string write_plan(const TempDir& dir) {
    const std::string head =
        R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::5186"}},"features":[)";
    const auto square = [](int x, int width, const std::string& properties) {
        const auto at = [](int px, int py) {
            return "[" + std::to_string(205000 + px) + "," + std::to_string(364000 + py) + "]";
        };
        return R"({"type":"Feature","properties":{)" + properties +
               R"(},"geometry":{"type":"Polygon","coordinates":[[)" + at(x, 0) + "," +
               at(x + width, 0) + "," + at(x + width, 100) + "," + at(x, 100) + "," + at(x, 0) +
               "]]}}";
    };
    dir.write("lots.geojson",
              head + square(0, 100, R"("id":"A-1","complex":"c","use":"IND")") + "," +
                  square(100, 50, R"("id":"A-2","complex":"c","use":"GREEN")") + "]}");
    dir.write("boundary.geojson",
              head + square(0, 150, R"("complex":"c","name":"시험단지")") + "]}");
    return dir.write("plan.toml", R"([plan]
name = "시험 계획"
reference_date = 2024-06-26
crs = "EPSG:5186"
jurisdiction = ["kr"]
[[complex]]
id = "c"
name = "시험단지"
kind = "일반산업단지"
designated_area_m2 = 15000
[layers.lots]
path = "lots.geojson"
[layers.boundary]
path = "boundary.geojson"
)");
}

/// The same with two firms.
std::string write_plan_with_firms(const TempDir& dir) {
    const auto plan = read_file(write_plan(dir));
    dir.write("firms.csv", "firm_id,name,ksic\nF01,가,23995\nF02,나,30399\n");
    return dir.write("with_firms.toml", plan + "[firms]\npath = \"firms.csv\"\n");
}

} // namespace

TEST_CASE("map draws the format that the file name asks for", "[cli][map]") {
    const TempDir dir;
    const auto plan = write_plan(dir);
    for (const auto& [extension, magic] : {std::pair<std::string, std::string>{"png", "\x89PNG"},
                                           {"pdf", "%PDF"},
                                           {"svg", "<?xml"}}) {
        const auto output = dir / ("map." + extension);
        const auto done = run_cli({"map", plan, "--theme", "landuse", "-o", output});
        CHECK(done.exit == 0);
        CHECK(done.out.empty());
        CHECK_THAT(done.err, Catch::Contains("1:") && Catch::Contains("labels 2 of 2"));
        CHECK(read_file(output).starts_with(magic));
    }
}

TEST_CASE("map writes a drawing for CAD with a layer of ASCII name for each class", "[cli][map]") {
    const TempDir dir;
    const auto plan = write_plan(dir);
    const auto path = dir / "map.dxf";
    CHECK(run_cli({"map", plan, "--theme", "landuse", "-o", path}).exit == 0);
    GDALAllRegister();
    const GDALDatasetUniquePtr drawing{GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR)};
    REQUIRE(drawing);
    std::map<std::string, int> layers;
    std::set<std::string> texts;
    for (const auto& feature : drawing->GetLayer(0)) {
        ++layers[feature->GetFieldAsString("Layer")];
        texts.insert(feature->GetFieldAsString("Text"));
    }
    CHECK(layers["SD_LANDUSE_IND"] == 1);
    CHECK(layers["SD_LANDUSE_GREEN"] == 1);
    CHECK(layers["SD_LANDUSE_BOUNDARIES"] == 1);
    CHECK(layers["SD_LANDUSE_TEXT"] == 2);
    CHECK(std::any_of(texts.begin(), texts.end(), [](const std::string& text) {
        return text.starts_with("A-1\n") && text.ends_with("10,000 m²");
    }));
    const auto again = run_cli({"inspect", path, "--crs", "EPSG:5186"}); // metres, for us, too
    CHECK(again.err.find("DXF-UNIT") == std::string::npos);
}

TEST_CASE("map writes one page for a browser that loads nothing", "[cli][map]") {
    const TempDir dir;
    const auto plan = write_plan(dir);
    const auto done = run_cli({"map", plan, "--theme", "landuse", "-o", dir / "map.html"});
    CHECK(done.exit == 0);
    const auto page = read_file(dir / "map.html");
    CHECK(page.starts_with("<!DOCTYPE html>"));
    CHECK(page.size() < 600'000);
    for (const auto* word : {"src=\"", "<link", "@import", "url(", "시험 계획"}) {
        INFO(word);
        CHECK(page.find(word) == std::string::npos);
    }
}

TEST_CASE("map gives the same bytes for any number of threads", "[cli][map]") {
    const TempDir dir;
    const auto plan = write_plan(dir);
    for (const auto* threads : {"1", "2"}) {
        CHECK(run_cli({"map", plan, "--theme", "findings", "--threads", threads, "-o",
                       dir / (std::string{threads} + ".pdf")})
                  .exit == 0);
    }
    CHECK((read_file(dir / "1.pdf") == read_file(dir / "2.pdf")));
}

TEST_CASE("map names the words it knows and leaves no file behind", "[cli][map]") {
    const TempDir dir;
    const auto plan = write_plan(dir);
    const auto before = dir.size();

    const auto theme = run_cli({"map", plan, "--theme", "colours", "-o", dir / "map.png"});
    CHECK(theme.exit == 2);
    CHECK_THAT(theme.err, Catch::Contains("landuse, zoning, siting, allocation, findings"));
    const auto near = run_cli({"map", plan, "--theme", "landus", "-o", dir / "map.png"});
    CHECK_THAT(near.err, Catch::Contains("did you mean landuse?"));

    const auto format = run_cli({"map", plan, "--theme", "landuse", "-o", dir / "map.bmp"});
    CHECK(format.exit == 2);
    CHECK_THAT(format.err, Catch::Contains(".png, .pdf, .svg, .dxf or .html"));

    CHECK(run_cli({"map", plan, "--theme", "landuse"}).exit == 2);
    CHECK(run_cli({"map", plan, "--theme", "landuse", "--paper", "A0", "-o", dir / "m.png"}).exit ==
          2);
    const auto complex =
        run_cli({"map", plan, "--theme", "landuse", "--complex", "x", "-o", dir / "m.png"});
    CHECK(complex.exit == 2);
    CHECK_THAT(complex.err, Catch::Contains("expected c"));
    CHECK(dir.size() == before);
}

TEST_CASE("map refuses themes about firms for a plan without firms", "[cli][map]") {
    const TempDir dir;
    const auto plan = write_plan(dir);
    const auto before = dir.size();
    for (const std::string theme : {"siting", "allocation"}) {
        for (const auto* const file : {"m.png", "m.html", "m.dxf"}) {
            const auto done = run_cli({"map", plan, "--theme", theme, "-o", dir / file});
            CHECK(done.exit == 2);
            CHECK_THAT(done.err, Catch::Contains("--theme " + theme + " needs firms") &&
                                     Catch::Contains("[firms]"));
        }
    }
    CHECK(dir.size() == before);
}

TEST_CASE("map names the nearest firm or complex when an id is not in the plan", "[cli][map]") {
    const TempDir dir;
    const auto plan = write_plan_with_firms(dir);
    const auto before = dir.size();
    const auto firm =
        run_cli({"map", plan, "--theme", "siting", "--firm", "F0", "-o", dir / "m.png"});
    CHECK(firm.exit == 2);
    CHECK_THAT(firm.err, Catch::Contains("--firm F0: no such id in the plan, expected F01, F02, "
                                         "did you mean F01?"));
    const auto complex =
        run_cli({"map", plan, "--theme", "siting", "--complex", "cc", "-o", dir / "m.png"});
    CHECK(complex.exit == 2);
    CHECK_THAT(complex.err,
               Catch::Contains("--complex cc: ") && Catch::Contains("expected c, did you mean c?"));
    CHECK(dir.size() == before);
}

TEST_CASE("map without its Korean font is an error, not a sheet of boxes", "[cli][map]") {
    const TempDir dir;
    const auto plan = write_plan(dir);
    const auto fonts = dir.write("fonts.conf", "<?xml version=\"1.0\"?><fontconfig></fontconfig>");
    const auto before = dir.size();
    const auto done = run_cli({"map", plan, "--theme", "landuse", "-o", dir / "map.png"},
                              {"FONTCONFIG_FILE=" + fonts});
    CHECK(done.exit == 4);
    CHECK_THAT(done.err, Catch::Contains("NanumGothic") && Catch::Contains("fonts-nanum"));
    CHECK(dir.size() == before);
}
