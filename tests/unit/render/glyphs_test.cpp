// Whatever a rule says must be printable on a map and in the report.

#include <sandan/core/text.hpp>
#include <sandan/io/read.hpp>

#include "places.hpp"
#include "render/typesetter.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <fstream>
#include <string>
#include <vector>

using namespace sandan;

namespace {

void typeset(const render::Typesetter& type, const nlohmann::json& value) {
    if (value.is_string()) {
        CAPTURE(value);
        CHECK_NOTHROW(type.width(value.get<std::string>()));
    }
    for (const auto& part : value.is_structured() ? value : nlohmann::json::array()) {
        typeset(type, part);
    }
}

} // namespace

TEST_CASE("every example of a finding has its glyphs", "[render]") {
    const auto examples = nlohmann::json::parse(
        std::ifstream{std::string{SANDAN_SOURCE_DIR} + "/gis_data/rules/examples.json"});
    CHECK_FALSE(examples.empty());
    typeset(render::Typesetter{}, examples);
}

TEST_CASE("every rule has the glyphs of what the report tells of it", "[render]") {
    const render::Typesetter type;
    const auto book = io::read_rule_book(SANDAN_SOURCE_DIR "/gis_data", {"kr", "kr-52-jeonju"}, {});
    CHECK_FALSE(book.rules.empty());
    for (const auto& rule : book.rules) {
        for (const auto& text : {rule.title.ko, rule.title.en, rule.formula.ko, rule.formula.en,
                                 rule.inputs, rule.source, rule.reason.ko, rule.reason.en}) {
            CAPTURE(rule.id, text);
            CHECK_NOTHROW(type.width(text));
        }
    }
}

TEST_CASE("a line is measured and broken as it is shown, never turned or cut short", "[render]") {
    const render::Typesetter type;
    const std::string turned{"A\xE2\x80\xAE"
                             "evil\xE2\x80\xAC"};
    const std::string parted{"A\xE2\x80\xA8"
                             "B"};
    CHECK(type.width(turned) == type.width("AU+202EevilU+202C"));
    CHECK(type.width(parted) == type.width("AU+2028B"));
    CHECK(type.wrap(turned + " 기업", 10, 1000) ==
          std::vector<std::string>{"AU+202EevilU+202C 기업"});
    std::string broken;
    for (const auto& line : type.wrap(turned, 10, 25)) {
        broken += line;
    }
    CHECK(broken == "AU+202EevilU+202C");
}

TEST_CASE("every character without a glyph is named by its code", "[render]") {
    const render::Typesetter type;
    CHECK_THROWS_WITH(
        type.width("기업 \xF0\x9F\x9A\x80 \xF0\x9F\x9A\x81\xF0\x9F\x9A\x80"), // one of them twice
        Catch::Contains("has no glyph for U+1F680, U+1F681;"));
}
