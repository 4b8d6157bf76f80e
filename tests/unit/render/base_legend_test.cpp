// Rows of the legend that explain the ground under a theme.

#include "render/layout.hpp"
#include "sample_map.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>

using namespace sandan;

namespace {

render::Style fill(const char* colour) {
    render::Style style;
    style.fill = colour;
    return style;
}

render::LegendEntry row(const std::string& label, const char* colour) {
    render::LegendEntry entry;
    entry.label = label;
    entry.style = fill(colour);
    entry.base = true;
    return entry;
}

void draw(render::MapSpec& spec, const geom::Polygon& shape, const char* colour) {
    render::MapFeature feature;
    feature.shape.polygons = {shape};
    feature.style = fill(colour);
    spec.layers.front().features.push_back(std::move(feature));
}

/// Where each text of the page begins.
std::map<std::string, geom::Point> texts(const render::Sheet& sheet) {
    std::map<std::string, geom::Point> result;
    for (const auto& item : sheet.page) {
        if (const auto* const text = std::get_if<render::TextItem>(&item)) {
            result.emplace(text->text, text->at);
        }
    }
    return result;
}

/// A sheet of an extent of 100 × 100 m.
render::MapSpec ground() {
    auto spec = test::sample_map(3, 3, 0);
    spec.legend.clear();
    spec.extent = {{200000, 350000}, {200100, 350100}};
    return spec;
}

} // namespace

TEST_CASE("a legend explains what of the ground the sheet shows, and no more", "[render]") {
    const render::Typesetter type;
    auto spec = ground();
    draw(spec, test::turned_rectangle(10, 10, 5, 5, 0), "#111111");
    draw(spec, test::turned_rectangle(9000, 10, 5, 5, 0), "#222222");
    // passes a corner of the sheet that the box around it holds
    const geom::Line river{{190000, 340500}, {210000, 360500}, {210000, 360501}, {190000, 340500}};
    draw(spec, {.outer = river, .holes = {}}, "#333333");
    spec.legend = {row("seen", "#111111"), row("far", "#222222"), row("river", "#333333"),
                   row("nowhere", "#444444")};
    const auto found = texts(render::lay_out(spec, type));
    CHECK(found.contains("seen"));
    CHECK_FALSE(found.contains("far"));
    CHECK_FALSE(found.contains("river"));
    CHECK_FALSE(found.contains("nowhere"));
}

TEST_CASE("a full legend leaves out rows of the theme, none of the ground", "[render]") {
    const render::Typesetter type;
    auto spec = ground();
    draw(spec, test::turned_rectangle(10, 10, 5, 5, 0), "#111111");
    for (int i = 0; i < 500; ++i) {
        auto entry = row("finding " + std::to_string(i), "#555555");
        entry.base = false;
        spec.legend.push_back(entry);
    }
    spec.legend.push_back(row("roads", "#111111"));
    const auto found = texts(render::lay_out(spec, type));
    CHECK(found.contains("finding 0"));
    CHECK_FALSE(found.contains("finding 499"));
    CHECK(found.contains("roads"));
}

TEST_CASE("short rows of the ground stand side by side", "[render]") {
    const render::Typesetter type;
    auto spec = ground();
    for (const auto* const colour : {"#111111", "#222222", "#333333"}) {
        draw(spec, test::turned_rectangle(10, 10, 5, 5, 0), colour);
    }
    spec.legend = {row("도로", "#111111"), row("녹지", "#222222"), row("하천", "#333333")};
    const auto found = texts(render::lay_out(spec, type));
    REQUIRE(found.contains("하천"));
    CHECK(found.at("도로").y == Approx(found.at("녹지").y));
    CHECK(found.at("도로").x < found.at("녹지").x);
    spec.legend.back().label = "도로와 녹지와 하천이 아닌 아주 긴 이름의 땅으로 한 줄을 다 차지함";
    const auto longer = texts(render::lay_out(spec, type));
    CHECK(longer.at("도로").y < longer.at("녹지").y);
}

TEST_CASE("a row of the theme that no window shows anything of is left out if it says so",
          "[render]") {
    const render::Typesetter type;
    auto spec = ground();
    draw(spec, test::turned_rectangle(10, 10, 5, 5, 0), "#111111");
    draw(spec, test::turned_rectangle(9000, 10, 5, 5, 0), "#222222");
    spec.layers.front().features.back().key = "far";
    draw(spec, test::turned_rectangle(20, 10, 5, 5, 0), "#222222"); // looks alike
    spec.legend = {row("seen", "#111111"), row("of any key", "#222222"), row("far", "#222222"),
                   row("always", "#444444")};
    spec.legend[2].key = "far";
    for (auto& entry : spec.legend) {
        entry.base = false;
        entry.if_seen = entry.label != "always";
    }
    const auto found = texts(render::lay_out(spec, type));
    CHECK(found.contains("seen"));
    CHECK(found.contains("of any key"));
    CHECK_FALSE(found.contains("far"));
    CHECK(found.contains("always"));
}

TEST_CASE("the mark of what stands outside all windows is not boxed", "[render]") {
    const render::Typesetter type;
    auto spec = ground();
    const auto boxes = [&](const geom::Shape& place) {
        auto entry = row("finding", "#123456");
        entry.base = false;
        entry.place = place;
        spec.legend = {entry};
        const auto sheet = render::lay_out(spec, type);
        return std::count_if(sheet.page.begin(), sheet.page.end(), [](const auto& item) {
            const auto* const path = std::get_if<render::PathItem>(&item);
            return path != nullptr && path->style.fill == "#123456";
        });
    };
    geom::Shape inside;
    inside.polygons = {test::turned_rectangle(10, 10, 5, 5, 0)};
    geom::Shape outside;
    outside.points = {{209000, 350010}};
    CHECK(boxes({}) == 1);
    CHECK(boxes(inside) == 1);
    CHECK(boxes(outside) == 0);
}
