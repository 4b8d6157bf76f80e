#include "run_cli.hpp"
#include "temp_dir.hpp"

#include <catch2/catch.hpp>

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

    const auto format = run_cli({"map", plan, "--theme", "landuse", "-o", dir / "map.bmp"});
    CHECK(format.exit == 2);
    CHECK_THAT(format.err, Catch::Contains(".png, .pdf, .svg or .html"));

    CHECK(run_cli({"map", plan, "--theme", "landuse"}).exit == 2);
    CHECK(run_cli({"map", plan, "--theme", "landuse", "--paper", "A0", "-o", dir / "m.png"}).exit ==
          2);
    const auto complex =
        run_cli({"map", plan, "--theme", "landuse", "--complex", "x", "-o", dir / "m.png"});
    CHECK(complex.exit == 2);
    CHECK_THAT(complex.err, Catch::Contains("expected c"));
    const auto firm =
        run_cli({"map", plan, "--theme", "siting", "--firm", "F9", "-o", dir / "m.png"});
    CHECK(firm.exit == 2);
    CHECK_THAT(firm.err, Catch::Contains("F9"));
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
