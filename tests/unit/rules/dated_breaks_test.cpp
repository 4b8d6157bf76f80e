// The days on which the law or its numbers changed (domain facts §0), each on both sides, as the
// shipped packs have them.
#include <sandan/io/read.hpp>

#include "places.hpp"

#include <catch2/catch.hpp>

using namespace sandan;

namespace {

const model::RuleBook& shipped() {
    static const auto book =
        io::read_rule_book(SANDAN_SOURCE_DIR "/gis_data", {"kr", "kr-52-jeonju"}, {});
    return book;
}

Date day(const char* text) {
    return *parse_date(text);
}

const model::Parameter* value(const char* rule, const char* name, const char* on,
                              const char* key = "", double size = 0) {
    return shipped().parameter(rule, name, day(on), key, size);
}

} // namespace

TEST_CASE("Jeonbuk's new codes succeed the old ones from 2024-01-18", "[rules]") {
    for (const auto& [old_code, code] :
         {std::pair{"45", 52}, std::pair{"45111", 52111}, std::pair{"45113", 52113}}) {
        CHECK(value("DI-06", "successor", "2024-01-17", old_code) == nullptr);
        CHECK(value("DI-06", "successor", "2024-01-18", old_code)->value == code);
    }
}

TEST_CASE("KSIC goes from 10 to 11 on 2024-07-01, five days after the programme", "[rules]") {
    CHECK(value("SI-02", "ksic_revision", "2024-06-30")->value == 10);
    CHECK(value("SI-02", "ksic_revision", "2024-07-01")->value == 11);
}

TEST_CASE("the factory-area table is one of KSIC 11 from 2026-02-25", "[rules]") {
    CHECK(value("SI-05", "table_revision", "2026-02-24")->value == 10);
    CHECK(value("SI-05", "table_revision", "2026-02-25")->value == 11);
}

TEST_CASE("the special zone has its area from the day of its notice", "[rules]") {
    CHECK(value("PC-02", "notice_area", "2024-06-19") == nullptr);
    CHECK(value("PC-02", "notice_area", "2024-06-20")->value == 991736);
}

TEST_CASE("the bands of the 2026 guideline, which prints them as an image, are not verified",
          "[rules]") {
    struct Band {
        const char* rule;
        const char* name;
        double size;
        double percent;
    };

    for (const auto& band :
         {Band{"LB-04", "min_share", 999'999, 5}, Band{"LB-04", "min_share", 1'000'000, 7.5},
          Band{"LB-04", "min_share", 3'000'000, 10}, Band{"LB-05", "max_share", 999'999, 7.5},
          Band{"LB-05", "max_share", 1'000'000, 10}, Band{"LB-05", "max_share", 3'000'000, 13},
          Band{"LB-07", "min_share", 999'999, 8}, Band{"LB-07", "min_share", 1'000'000, 10}}) {
        const auto* const before = value(band.rule, band.name, "2026-07-07", "", band.size);
        const auto* const after = value(band.rule, band.name, "2026-07-08", "", band.size);
        CHECK(before->value == band.percent);
        CHECK(after->value == band.percent);
        CHECK_FALSE(after->verified);
        CHECK(before->source != after->source);
    }
}

TEST_CASE("before the first day we claim a value for, nothing is known", "[rules]") {
    CHECK(value("LB-01", "min_share", "2023-12-31", "일반산업단지") == nullptr);
    CHECK(value("LB-01", "min_share", "2024-01-01", "일반산업단지")->value == 50);
}
