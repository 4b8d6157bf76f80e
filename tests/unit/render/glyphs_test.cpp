// Whatever a rule says must be printable on a map and in the report.

#include <sandan/core/text.hpp>
#include <sandan/io/read.hpp>

#include "places.hpp"
#include "render/typesetter.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <fstream>

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
