#include <sandan/core/error.hpp>
#include <sandan/io/session.hpp>
#include <sandan/io/write.hpp>

#include "temp_dir.hpp"

#include <catch2/catch.hpp>
#include <ogrsf_frmts.h>

#include <map>
#include <set>

using namespace sandan;

namespace {

geom::Line ring(double x, double y, double side) {
    return {{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}, {x, y}};
}

std::vector<io::DrawingEntity> plan() {
    io::DrawingEntity lot;
    lot.layer = "SD_LANDUSE_IND";
    lot.colour = "#ff0000";
    lot.shape.polygons = {
        {.outer = ring(207000.125, 363000.25, 100), .holes = {ring(207020, 363020, 10)}}};
    io::DrawingEntity line;
    line.layer = "SD_LINKS";
    line.colour = "#000000";
    line.shape.lines = {{{207000, 363000}, {207050, 363080}, {207100, 363000}}};
    io::DrawingEntity text;
    text.layer = "SD_LANDUSE_TEXT";
    text.colour = "#000000";
    text.shape.points = {{207050, 363050}};
    text.text = "산12-3 \"가\" \\P 1 %\n공장용지";
    text.height_m = 4;
    return {lot, line, text};
}

/// `text` as GDAL reads it from a drawing that holds nothing else.
std::string read_back(const std::string& text) {
    auto entity = plan().back();
    entity.text = text;
    const test::TempDir dir;
    const auto path = dir.write("text.dxf", io::dxf({entity}).bytes);
    GDALAllRegister();
    const GDALDatasetUniquePtr drawing{GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR)};
    REQUIRE(drawing);
    for (const auto& feature : drawing->GetLayer(0)) {
        return feature->GetFieldAsString("Text");
    }
    return {};
}

std::string repeated(const std::string& word, int times) {
    std::string text;
    for (int i = 0; i < times; ++i) {
        text += word;
    }
    return text;
}

} // namespace

TEST_CASE("a drawing read back by GDAL has its layers, places and Korean texts", "[io]") {
    const test::TempDir dir;
    const auto bytes = io::dxf(plan()).bytes;
    CHECK(bytes == io::dxf(plan()).bytes);
    const auto path = dir.write("plan.dxf", bytes);
    GDALAllRegister();
    const GDALDatasetUniquePtr drawing{GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR)};
    REQUIRE(drawing);
    std::map<std::string, std::vector<std::string>> seen; // shapes by layer
    std::string text;
    for (const auto& feature : drawing->GetLayer(0)) {
        std::string layer = feature->GetFieldAsString("Layer");
        seen[layer].emplace_back(feature->GetGeometryRef()->getGeometryName());
        if (layer == "SD_LANDUSE_TEXT") {
            text = feature->GetFieldAsString("Text");
        }
        if (layer == "SD_LANDUSE_IND" && seen[layer].size() == 1) {
            OGREnvelope box;
            feature->GetGeometryRef()->getEnvelope(&box);
            CHECK(box.MinX == 207000.125);
            CHECK(box.MaxY == 363100.25);
            CHECK(feature->GetGeometryRef()->toLineString()->get_IsClosed());
        }
    }
    CHECK(seen["SD_LANDUSE_IND"].size() == 2); // the ring and its hole
    CHECK(seen["SD_LINKS"].size() == 1);
    CHECK(text == plan().back().text);
    CHECK(std::all_of(bytes.begin(), bytes.end(),
                      [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
    CHECK(bytes.find("$INSUNITS\n 70\n     6\n") != std::string::npos); // metres
}

TEST_CASE("braces and backslashes of a text are no format of CAD", "[io]") {
    for (const std::string text : {"{{7*7}}", "{\\fArial;x}", "a}b{", "\\{\\\\}", "\\U+fdd0",
                                   "{\\U+fdd0}", "\\P{\\P}", "{한}\n{글}"}) {
        CHECK(read_back(text) == text);
    }
    CHECK(read_back("a\uFDD0b") == "aU+FDD0b");
}

TEST_CASE("a text that CAD would cut through a character ends in dots", "[io]") {
    CHECK(read_back(repeated("이", 35)) == repeated("이", 35)); // 245 bytes as \U+c774
    CHECK(read_back(repeated("이", 36)) == repeated("이", 34) + "…");
    CHECK(read_back(repeated("이", 400)) == repeated("이", 34) + "…");
    CHECK(read_back(repeated("a", 250)) == repeated("a", 250));
    CHECK(read_back(repeated("a", 251)) == repeated("a", 243) + "…");
    CHECK(read_back(repeated("{", 36)) == repeated("{", 34) + "…");
    CHECK(read_back(repeated("\\", 126)) == repeated("\\", 121) + "…");
}

TEST_CASE("characters above U+FFFF, which a drawing cannot hold, are shown as their codes",
          "[io]") {
    CHECK(read_back("a\U0001F600b") == "aU+1F600b");
    CHECK(read_back("\U00020BB7野家") == "U+20BB7野家"); // a rare Hanja
    CHECK(read_back("획\uFFE6지") == "획\uFFE6지");      // the last block below is as it was
}

TEST_CASE("no text of a drawing is a sign of CAD", "[io]") {
    for (const std::string text : {"30%%d", "%%C20", "%%%", "%%065", "%%u줄%%U"}) {
        auto entity = plan().back();
        entity.text = text;
        const auto drawing = io::dxf({entity});
        CHECK(drawing.bytes.find("%%") == std::string::npos);
        CHECK(drawing.signs == 1);
        CHECK(read_back(text).size() == text.size() + 4 * (text.ends_with("%%U") ? 2 : 1));
    }
    CHECK(read_back("30%%d") == "30％％d");
    CHECK(read_back("100%% 50%") == "100%% 50%"); // no sign
}

TEST_CASE("texts that are not written as given are counted", "[io]") {
    auto entities = plan();
    const auto plain = io::dxf(entities);
    CHECK((plain.coded == 0 && plain.signs == 0 && plain.shortened == 0));
    for (const auto& text : {std::string{"\U0001F600"}, std::string{"\U0001F600\U0001F600 %%d"},
                             repeated("이", 36), std::string{"A\u202Eb"}}) {
        entities.push_back(plan().back());
        entities.back().text = text;
    }
    const auto drawing = io::dxf(entities);
    CHECK(drawing.coded == 3);
    CHECK(drawing.signs == 1);
    CHECK(drawing.shortened == 1);
}

TEST_CASE("a layer name that CAD would spoil is refused", "[io]") {
    auto entities = plan();
    entities.front().layer = "획지";
    CHECK_THROWS_AS(io::dxf(entities), Error);
}
