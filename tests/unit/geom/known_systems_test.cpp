// Every answer that is given without PROJ is PROJ's.

#include <sandan/geom/korean_ways.hpp>
#include <sandan/geom/reproject.hpp>

#include "geom/known_systems.hpp"
#include "geom/proj.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <memory>
#include <random>
#include <string>

namespace {

using namespace sandan;

constexpr std::array codes{5186, 5185, 5187, 5188, 5181, 5180, 5183, 5179, 5174, 5173, 5176, 2097};

std::string code(int number) {
    return "EPSG:" + std::to_string(number);
}

/// As PROJ writes it for ESRI.
std::string prj(int number) {
    auto* const context = geom::proj::shared_context();
    const geom::proj::Object crs{proj_create(context, code(number).c_str())};
    const std::array<const char*, 2> one_line{"MULTILINE=NO", nullptr};
    return proj_as_wkt(context, crs.get(), PJ_WKT1_ESRI, one_line.data());
}

void require_same(const std::string& definition) {
    INFO(definition);
    const auto known = geom::known_system(definition);
    REQUIRE(known);
    // A blank in front is no text that is known, and PROJ does not mind it; codes it would.
    const auto asked = definition.starts_with("EPSG")
                           ? "urn:ogc:def:crs:EPSG::" + definition.substr(5)
                           : " " + definition;
    REQUIRE_FALSE(geom::known_system(asked));
    const auto told = geom::describe_crs(asked);
    CHECK(known->name == told.name);
    CHECK(known->epsg == told.epsg);
    CHECK(known->how == told.how);
    CHECK(known->projected == told.projected);
    CHECK(known->web_mercator == told.web_mercator);
    CHECK(known->metres_per_unit == told.metres_per_unit);
    CHECK(known->claimed == told.claimed);
    CHECK(known->foreign_datum == told.foreign_datum);
    CHECK(known->own_shift == told.own_shift);
    CHECK(known->korean == told.korean);
}

} // namespace

TEST_CASE("what is known of Korean systems is what PROJ says of them", "[geom]") {
    for (const int number : codes) {
        require_same(code(number));
        require_same(prj(number));
        CHECK(geom::known_system(prj(number) + "\r\n"));
    }
}

TEST_CASE("a definition that differs in one character is PROJ's to judge", "[geom]") {
    for (const int number : codes) {
        const auto text = prj(number);
        for (std::size_t i = 0; i < text.size(); ++i) {
            auto other = text;
            other[i] = other[i] == '7' ? '8' : '7';
            CHECK_FALSE(geom::known_system(other));
        }
    }
    CHECK_FALSE(geom::known_system(""));
    CHECK_FALSE(geom::known_system("EPSG:51866"));
    CHECK_FALSE(geom::known_system("EPSG:4326"));
}

TEST_CASE("what surely lies in Korea does so for PROJ", "[geom]") {
    std::mt19937 random{3'3'8};
    std::uniform_real_distribution<double> part{-1.2, 1.2};
    for (const int number : codes) {
        const auto centre = geom::moved({127.8, 36}, "EPSG:4326", code(number));
        int inside = 0;
        for (int i = 0; i < 2000; ++i) {
            const geom::Point p{centre.x + 400'000 * part(random),
                                centre.y + 320'000 * part(random)};
            if (!geom::surely_in_korea({p, p}, code(number))) {
                continue;
            }
            ++inside;
            const auto degrees = geom::moved(p, code(number), "EPSG:4326");
            CHECK((degrees.x > 124.3 && degrees.x < 131.7 && degrees.y > 33.3 && degrees.y < 38.7));
        }
        CHECK(inside > 500);
    }
    CHECK_FALSE(geom::surely_in_korea({}, "EPSG:5186"));
    CHECK_FALSE(geom::surely_in_korea({{200'000, 500'000}, {200'000, 500'000}}, "EPSG:32652"));
}
