#include <sandan/core/error.hpp>

#include "render/layout.hpp"
#include "sample_map.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace sandan;

TEST_CASE("the scale bar is as long on paper as the scale says", "[render]") {
    const render::Typesetter type;
    for (const int size : {2, 5, 12, 20}) {
        const auto sheet = render::lay_out(test::sample_map(size, size, 0.2), type);
        const double paper_m = sheet.scale_bar.length_pt / 72 * 0.0254;
        CHECK(paper_m * sheet.scale == Approx(sheet.scale_bar.metres).epsilon(1e-12));
    }
}

TEST_CASE("scales and lengths are round numbers on the safe side", "[render]") {
    CHECK(render::nice_scale(4001) == 5000);
    CHECK(render::nice_scale(5000) == 5000);
    CHECK(render::nice_scale(1000) == 1000);
    CHECK(render::nice_scale(8100) == 10000);
    CHECK(render::nice_scale(620) == 750);
    CHECK(render::nice_length(199) == 100);
    CHECK(render::nice_length(200) == 200);
    CHECK(render::nice_length(999) == 500);
}

TEST_CASE("everything drawn lies inside the map frame", "[render]") {
    const render::Typesetter type;
    for (const auto& [columns, rows] : {std::pair{30, 4}, {4, 30}, {1, 1}}) {
        const auto sheet = render::lay_out(test::sample_map(columns, rows, 0), type);
        if (columns != rows) {
            CHECK((sheet.width > sheet.height) == (columns > rows));
        }
        geom::Box drawn;
        for (const auto& item : sheet.windows.front().items) {
            if (const auto* const path = std::get_if<render::PathItem>(&item)) {
                for (const auto& line : path->lines) {
                    std::for_each(line.begin(), line.end(),
                                  [&](const auto& p) { drawn.extend(p); });
                }
            }
        }
        CHECK(drawn.min.x >= sheet.windows.front().frame.min.x);
        CHECK(drawn.min.y >= sheet.windows.front().frame.min.y);
        CHECK(drawn.max.x <= sheet.windows.front().frame.max.x);
        CHECK(drawn.max.y <= sheet.windows.front().frame.max.y);
    }
}

TEST_CASE("a legend too long for the sheet says how much it leaves out", "[render]") {
    const render::Typesetter type;
    auto spec = test::sample_map(20, 10, 0);
    const auto entry = spec.legend.front();
    spec.legend.assign(60, entry);
    const auto texts = [&] {
        std::vector<std::string> result;
        for (const auto& item : render::lay_out(spec, type).page) {
            if (const auto* const text = std::get_if<render::TextItem>(&item)) {
                result.push_back(text->text);
            }
        }
        return result;
    };
    const auto count = [&](const auto& all, const std::string& text) {
        return std::count(all.begin(), all.end(), text);
    };
    CHECK(count(texts(), entry.label) == 60);
    spec.legend.assign(1000, entry);
    const auto crowded = texts();
    const auto shown = count(crowded, entry.label);
    CHECK(shown > 100);
    const auto rest = [](std::ptrdiff_t missing) {
        return "… 외 " + std::to_string(missing) + "건";
    };
    const auto begins = [](const auto& all, const std::string& start) {
        return std::count_if(all.begin(), all.end(),
                             [&](const auto& text) { return text.starts_with(start); });
    };
    CHECK(begins(crowded, rest(1000 - shown)) == 1);
    auto boundary = entry;
    boundary.label = "단지 경계";
    boundary.base = true;
    spec.legend.insert(spec.legend.end(), 4, boundary);
    const auto bounded = texts();
    CHECK(count(bounded, boundary.label) == 4);
    CHECK(begins(bounded, rest(1000 - count(bounded, entry.label))) == 1);
}

TEST_CASE("a map of nothing and an unknown paper are errors", "[render]") {
    const render::Typesetter type;
    CHECK_THROWS_AS(render::lay_out({}, type), Error);
    auto spec = test::sample_map(1, 1, 0);
    spec.paper = "A5";
    CHECK_THROWS_WITH(render::lay_out(spec, type), Catch::Contains("A3 or A4"));
}
