#include <sandan/core/error.hpp>
#include <sandan/render/document.hpp>
#include <sandan/render/scene.hpp>

#include "sample_map.hpp"

#include <catch2/catch.hpp>
#include <fmt/core.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>

using namespace sandan;
using render::Format;

namespace {

unsigned big_endian(const std::string& bytes, std::size_t at) {
    unsigned value = 0;
    for (std::size_t i = at; i < at + 4; ++i) {
        value = value << 8U | static_cast<unsigned char>(bytes[i]);
    }
    return value;
}

/// What pdftotext reads; empty when it is not installed.
std::string text_of(const std::string& pdf) {
    const auto path = std::filesystem::temp_directory_path() / "sandan_draw_test.pdf";
    std::ofstream{path, std::ios::binary} << pdf;
    const auto command = "pdftotext -raw " + path.string() + " - 2>/dev/null";

    struct Close {
        void operator()(std::FILE* pipe) const { pclose(pipe); }
    };

    const std::unique_ptr<std::FILE, Close> pipe{popen(command.c_str(), "r")};
    std::string text;
    for (int c = std::fgetc(pipe.get()); c != EOF; c = std::fgetc(pipe.get())) {
        text += static_cast<char>(c);
    }
    std::filesystem::remove(path);
    return text;
}

} // namespace

TEST_CASE("drawing twice gives the same bytes in every format", "[render]") {
    const auto spec = test::sample_map(8, 6, 0.3);
    for (const auto format : {Format::png, Format::pdf, Format::svg}) {
        const auto first = render::draw(spec, format);
        const auto second = render::draw(spec, format);
        CHECK((first.bytes == second.bytes)); // a failure need not print them
        CHECK(first.bytes.size() > 1000);
        CHECK(first.labels_placed == second.labels_placed);
    }
}

TEST_CASE("a PNG is A3 or A4 at the wanted resolution", "[render]") {
    auto spec = test::sample_map(10, 4, 0);
    auto png = render::draw(spec, Format::png).bytes;
    CHECK(png.substr(1, 3) == "PNG");
    CHECK(big_endian(png, 16) == 3307); // 420 mm at 200 dpi
    CHECK(big_endian(png, 20) == 2339); // 297 mm
    spec.paper = "A4";
    spec.dpi = 100;
    png = render::draw(spec, Format::png).bytes;
    CHECK(big_endian(png, 16) == 1169);
    CHECK(big_endian(png, 20) == 827);
}

TEST_CASE("a PDF is A3, names its font and keeps its text", "[render]") {
    auto spec = test::sample_map(10, 4, 0);
    const auto pdf = render::draw(spec, Format::pdf).bytes;
    CHECK_THAT(pdf, Catch::Contains("1190.55"));
    CHECK_THAT(pdf, Catch::Contains("841.88"));
    CHECK_THAT(pdf, Catch::Contains("NanumGothic"));
    CHECK_THAT(pdf, Catch::Contains("CreationDate (20240626"));
    const auto text = text_of(pdf);
    if (text.empty()) {
        WARN("pdftotext is not installed: text in the PDF not checked");
        return;
    }
    CHECK_THAT(text, Catch::Contains("전주 신규 일반산업단지 토지이용계획도"));
    CHECK_THAT(text, Catch::Contains("산업시설용지 7"));
    CHECK_THAT(text, Catch::Contains("1,012,345 m² (55.3 %)"));
    CHECK_THAT(text, Catch::Contains("SYNTHETIC"));
}

TEST_CASE("a character the font lacks stops the drawing instead of a box", "[render]") {
    auto spec = test::sample_map(1, 1, 0);
    spec.title = "plan \xF0\x9F\x9A\x80"; // U+1F680
    CHECK_THROWS_WITH(render::draw(spec, Format::png), Catch::Contains("no glyph"));
    spec.title = "plan";
    spec.layers.front().features.front().style.fill = "purple";
    CHECK_THROWS_WITH(render::draw(spec, Format::png), Catch::Contains("#rrggbb"));
}

TEST_CASE("a character that turns the writing or ends a line is drawn as its code", "[render]") {
    const std::string turned{"A\xE2\x80\xAE"
                             "evil\xE2\x80\xAC"};
    const std::string parted{"A\xE2\x80\xA8"
                             "B"};
    auto given = test::sample_map(2, 1, 0);
    auto spelt = given;
    given.title = turned;
    given.legend.front().label = parted;
    given.notes = {turned + " " + parted};
    given.layers.front().features.front().labels = {turned};
    spelt.title = "AU+202EevilU+202C";
    spelt.legend.front().label = "AU+2028B";
    spelt.notes = {"AU+202EevilU+202C AU+2028B"};
    spelt.layers.front().features.front().labels = {"AU+202EevilU+202C"};
    for (const auto format : {Format::png, Format::pdf, Format::svg}) {
        CHECK((render::draw(given, format).bytes == render::draw(spelt, format).bytes));
    }
    render::Document document;
    document.title = turned;
    document.blocks = {render::Heading{1, turned}, render::Paragraph{parted}};
    render::Document plain;
    plain.title = spelt.title;
    plain.blocks = {render::Heading{1, spelt.title}, render::Paragraph{"AU+2028B"}};
    CHECK((render::draw(document) == render::draw(plain)));
}

TEST_CASE("Korean, Hanja, units and signs used in plans have glyphs", "[render]") {
    auto spec = test::sample_map(1, 1, 0);
    spec.notes = {
        "㎡ m² m³/d % ± × ÷ ≤ ≥ → ← · … – — ° “ ” ‘ ’ § ※ ㈜ ① ② ③ 曉星尖端素材 Ⅰ Ⅱ α β ℃"};
    CHECK_NOTHROW(render::draw(spec, Format::svg));
}
