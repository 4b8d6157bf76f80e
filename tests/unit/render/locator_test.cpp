#include "render/layout.hpp"
#include "sample_map.hpp"

#include <catch2/catch.hpp>

#include <variant>

using namespace sandan;

namespace {

geom::MultiPolygon square(double x, double y, double side) {
    return {test::turned_rectangle(x, y, side, side, 0)};
}

/// Two complexes of one lot each, 9 km apart.
render::MapSpec two_places() {
    auto spec = test::sample_map(1, 1, 0);
    auto& features = spec.layers.front().features;
    features.front().shape.polygons = square(0, 0, 100);
    features.push_back(features.front());
    features.back().shape.polygons = square(9000, 9000, 100);
    spec.places = {square(0, 0, 100), square(9000, 9000, 100)};
    spec.parts = {{"first", {{199990, 349990}, {200110, 350110}}},
                  {"second", {{208990, 358990}, {209110, 359110}}}};
    return spec;
}

/// The key map's frame and what is drawn after it, or nothing.
std::vector<render::PathItem> key_map(const render::Sheet& sheet) {
    std::vector<render::PathItem> items;
    bool inside = false;
    for (const auto& item : sheet.page) {
        const auto* const path = std::get_if<render::PathItem>(&item);
        const auto* const text = std::get_if<render::TextItem>(&item);
        if (text != nullptr && text->text == "위치도") {
            inside = true;
        } else if (inside && text != nullptr) {
            break; // the title
        } else if (inside && path != nullptr && items.size() < 4) {
            items.push_back(*path);
        }
    }
    return items;
}

geom::Box box_of(const render::PathItem& item) {
    geom::Box box;
    for (const auto& p : item.lines.front()) {
        box.extend(p);
    }
    return box;
}

} // namespace

TEST_CASE("several windows come with a key map that shows where each lies", "[render]") {
    const render::Typesetter type;
    const auto sheet = render::lay_out(two_places(), type);
    REQUIRE(sheet.windows.size() == 2);
    const auto items = key_map(sheet);
    REQUIRE(items.size() == 4); // two outlines, two windows
    for (int i = 0; i < 2; ++i) {
        const auto place = box_of(items[static_cast<std::size_t>(i)]);
        const auto window = box_of(items[static_cast<std::size_t>(i + 2)]);
        const bool holds = window.min.x <= place.min.x && place.max.x <= window.max.x &&
                           window.min.y <= place.min.y && place.max.y <= window.max.y;
        CHECK(holds);
    }
    CHECK(box_of(items[1]).min.x > box_of(items[0]).max.x); // the second lies in the east
    CHECK(box_of(items[1]).max.y < box_of(items[0]).min.y); // and north
    for (const auto& label : sheet.labels) {
        const bool apart = label.box.centre.x < box_of(items[0]).min.x - 20 || label.window != 0 ||
                           label.box.centre.y < box_of(items[1]).min.y - 20;
        CHECK(apart);
    }
}

TEST_CASE("one window that shows all needs no key map", "[render]") {
    const render::Typesetter type;
    auto spec = test::sample_map(4, 4, 0);
    spec.places = {square(0, 0, 50)};
    CHECK(key_map(render::lay_out(spec, type)).empty());
}
