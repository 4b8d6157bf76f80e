#include <sandan/geom/types.hpp>

#include "render/labels.hpp"
#include "render/layout.hpp"
#include "sample_map.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

using namespace sandan;
using render::Rectangle;

namespace {

constexpr double points_per_metre = 72 / 0.0254;

/// Where a point of the plan lies on the page; written anew here, to check the layout's own.
geom::Point on_page(const render::Sheet& sheet, const geom::Box& extent, const geom::Point& p) {
    const auto& frame = sheet.windows.front().frame;
    const double x = (frame.min.x + frame.max.x) / 2;
    const double y = (frame.min.y + frame.max.y) / 2;
    const double k = points_per_metre / sheet.scale;
    return {x + (p.x - (extent.min.x + extent.max.x) / 2) * k,
            y - (p.y - (extent.min.y + extent.max.y) / 2) * k};
}

std::vector<geom::Point> outline(const Rectangle& box) {
    std::vector<geom::Point> points;
    constexpr int steps = 12; // points along each side
    for (int i = -steps; i <= steps; ++i) {
        const double t = static_cast<double>(i) / steps;
        for (const auto& [u, v] : {std::pair{t, 1.0}, {t, -1.0}, {1.0, t}, {-1.0, t}}) {
            const double dx = u * box.half_width;
            const double dy = v * box.half_height;
            points.push_back({box.centre.x + dx * std::cos(box.angle) - dy * std::sin(box.angle),
                              box.centre.y + dx * std::sin(box.angle) + dy * std::cos(box.angle)});
        }
    }
    return points;
}

/// A convex polygon covers a point that lies on one side of all its edges.
bool convex_covers(const std::vector<geom::Point>& ring, const geom::Point& p) {
    int left = 0;
    int right = 0;
    for (std::size_t i = 1; i < ring.size(); ++i) {
        const double side = (ring[i].x - ring[i - 1].x) * (p.y - ring[i - 1].y) -
                            (ring[i].y - ring[i - 1].y) * (p.x - ring[i - 1].x);
        (side > 0 ? left : right) += std::abs(side) > 1e-9 ? 1 : 0;
    }
    return left == 0 || right == 0;
}

bool rectangle_covers(const Rectangle& box, const geom::Point& p) {
    const double x = p.x - box.centre.x;
    const double y = p.y - box.centre.y;
    return std::abs(x * std::cos(box.angle) + y * std::sin(box.angle)) < box.half_width - 1e-9 &&
           std::abs(y * std::cos(box.angle) - x * std::sin(box.angle)) < box.half_height - 1e-9;
}

geom::Box extent_of(const render::MapSpec& spec) {
    geom::Box extent;
    for (const auto& feature : spec.layers.front().features) {
        for (const auto& p : feature.shape.polygons.front().outer) {
            extent.extend(p);
        }
    }
    return extent;
}

} // namespace

TEST_CASE("every label lies inside its lot, at any turn of the lots", "[render]") {
    const render::Typesetter type;
    for (const double angle : {0.0, 0.35, 1.2, 2.5}) {
        const auto spec = test::sample_map(16, 16, angle);
        const auto extent = extent_of(spec);
        const auto sheet = render::lay_out(spec, type);
        CHECK(sheet.labels_wanted == 256);
        CHECK(sheet.labels.size() > 230);
        for (const auto& label : sheet.labels) {
            std::vector<geom::Point> ring;
            const auto& lot = spec.layers[label.layer].features[label.feature];
            for (const auto& p : lot.shape.polygons.front().outer) {
                ring.push_back(on_page(sheet, extent, p));
            }
            const auto points = outline(label.box);
            REQUIRE(std::all_of(points.begin(), points.end(),
                                [&](const auto& p) { return convex_covers(ring, p); }));
        }
    }
}

TEST_CASE("labels of overlapping features never overlap", "[render]") {
    const render::Typesetter type;
    auto spec = test::sample_map(12, 12, 0.35);
    spec.layers.push_back(spec.layers.front());
    const auto sheet = render::lay_out(spec, type);
    CHECK(sheet.labels.size() > 144);
    for (std::size_t i = 0; i < sheet.labels.size(); ++i) {
        for (std::size_t k = i + 1; k < sheet.labels.size(); ++k) {
            const auto& box = sheet.labels[i].box;
            const auto points = outline(sheet.labels[k].box);
            REQUIRE(std::none_of(points.begin(), points.end(),
                                 [&](const auto& p) { return rectangle_covers(box, p); }));
        }
    }
}

TEST_CASE("a label of higher priority takes the place", "[render]") {
    const render::Typesetter type;
    auto spec = test::sample_map(1, 1, 0);
    auto& features = spec.layers.front().features;
    features.front().mark.clear();
    features.front().labels = {"first"};
    features.push_back(features.front());
    features.back().labels = {"second"};
    features.back().label_priority = 1;
    features.front().shape.polygons = {test::turned_rectangle(0, 0, 30, 12, 0)};
    features.back().shape = features.front().shape;
    const auto sheet = render::lay_out(spec, type);
    REQUIRE_FALSE(sheet.labels.empty());
    CHECK(sheet.labels.front().text == "second");
}

TEST_CASE("the long text gives way to the short one in a narrow lot", "[render]") {
    const render::Typesetter type;
    auto spec = test::sample_map(2, 1, 0);
    auto& features = spec.layers.front().features;
    features[0].shape.polygons = {test::turned_rectangle(0, 0, 400, 300, 0)};
    features[1].shape.polygons = {test::turned_rectangle(420, 0, 4, 300, 0)};
    for (auto& feature : features) {
        feature.labels = {"산업시설용지\n123,456 m²", "A1"};
        feature.mark.clear();
    }
    const auto sheet = render::lay_out(spec, type);
    REQUIRE(sheet.labels.size() == 2);
    CHECK(sheet.labels[0].text == "산업시설용지\n123,456 m²");
    CHECK(sheet.labels[1].text == "A1");
}

TEST_CASE("a rectangle is inside a ring only if it keeps clear of holes too", "[render]") {
    const geom::Line outer{{0, 0}, {100, 0}, {100, 100}, {0, 100}, {0, 0}};
    const geom::Line hole{{40, 40}, {60, 40}, {60, 60}, {40, 60}, {40, 40}};
    const Rectangle middle{{50, 50}, 5, 5, 0};
    CHECK(render::inside(middle, {outer}));
    CHECK_FALSE(render::inside(middle, {outer, hole}));
    CHECK_FALSE(render::inside({{50, 50}, 30, 30, 0}, {outer, hole}));
    CHECK(render::inside({{20, 50}, 15, 15, 0}, {outer, hole}));
    CHECK_FALSE(render::inside({{200, 50}, 5, 5, 0}, {outer, hole}));
    CHECK_FALSE(render::inside({{95, 50}, 10, 1, 0}, {outer}));
    CHECK(render::inside({{95, 50}, 10, 1, std::numbers::pi / 2}, {outer}));
}

TEST_CASE("the long axis of a turned rectangle is its longer side", "[render]") {
    for (const double turn : {-1.5, -0.7, 0.0, 0.3, 1.2}) {
        const auto shape = test::turned_rectangle(0, 0, 90, 20, turn);
        CHECK(render::long_axis(shape.outer) == Approx(turn).margin(1e-9));
    }
    const auto tall = test::turned_rectangle(0, 0, 20, 90, 0);
    CHECK(render::long_axis(tall.outer) == Approx(-std::numbers::pi / 2));
}

namespace {

/// One lot of 300 × 300 m to give the sheet its scale, and a feature drawn over it.
render::MapSpec ground() {
    auto spec = test::sample_map(1, 1, 0);
    auto& lot = spec.layers.front().features.front();
    lot.shape.polygons = {test::turned_rectangle(0, 0, 300, 300, 0)};
    lot.labels.clear();
    lot.mark.clear();
    return spec;
}

} // namespace

TEST_CASE("a mark that stands over others keeps its number", "[render]") {
    const render::Typesetter type;
    auto spec = ground();
    render::MapFeature sign;
    sign.mark = "cross";
    sign.may_overrun = true;
    constexpr int signs = 40;
    for (int i = 0; i < signs; ++i) { // all in one place
        sign.labels = {std::to_string(i + 1)};
        sign.shape.polygons = {test::turned_rectangle(150, 150, 3, 3, 0)};
        spec.layers.front().features.push_back(sign);
    }
    const auto sheet = render::lay_out(spec, type);
    REQUIRE(sheet.labels.size() == signs);
    for (const auto& label : sheet.labels) {
        CHECK_FALSE(label.text.empty());
    }
}

TEST_CASE("no label hides a point that has a label", "[render]") {
    const render::Typesetter type;
    auto spec = ground();
    const auto extent = extent_of(spec);
    auto& features = spec.layers.front().features;
    render::MapFeature school;
    school.labels = {"가상중학교"};
    school.may_overrun = true;
    school.shape.polygons = {test::turned_rectangle(140, 140, 20, 20, 0)};
    render::MapFeature gate;
    gate.labels = {"가상중학교 정문"};
    gate.may_overrun = true;
    gate.shape.points = {{200150, 350150}};
    features.push_back(school);
    features.push_back(gate);
    const auto sheet = render::lay_out(spec, type);
    REQUIRE(sheet.labels.size() == 2);
    const auto at = on_page(sheet, extent, gate.shape.points.front());
    for (const auto& label : sheet.labels) {
        CHECK_FALSE(rectangle_covers(label.box, at));
    }
}

TEST_CASE("text that may leave its shape has a rim", "[render]") {
    const render::Typesetter type;
    auto spec = ground();
    auto& lot = spec.layers.front().features.front();
    lot.labels = {"준공업지역"};
    lot.style.hatch.clear();
    lot.may_overrun = true;
    const auto sheet = render::lay_out(spec, type);
    REQUIRE(sheet.labels.size() == 1);
    const auto& items = sheet.windows.front().items;
    CHECK(std::any_of(items.begin(), items.end(), [&](const auto& item) {
        const auto* const text = std::get_if<render::TextItem>(&item);
        return text != nullptr && text->text == "준공업지역" && text->halo == lot.style.fill;
    }));
}

namespace {

render::MapFeature sign(const geom::Polygon& shape, const std::string& numbers) {
    render::MapFeature feature;
    feature.shape.polygons = {shape};
    feature.labels = {numbers};
    feature.mark = "cross";
    feature.may_overrun = true;
    feature.label_priority = 3;
    return feature;
}

/// Do the segments a–b and c–d cross?
bool cross(const geom::Point& a, const geom::Point& b, const geom::Point& c, const geom::Point& d) {
    const auto side = [](const geom::Point& p, const geom::Point& q, const geom::Point& r) {
        return (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
    };
    return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

std::vector<geom::Point> corners(const Rectangle& box) {
    std::vector<geom::Point> points;
    for (const auto& [u, v] : {std::pair{-1, -1}, {1, -1}, {1, 1}, {-1, 1}, {-1, -1}}) {
        const double dx = u * box.half_width;
        const double dy = v * box.half_height;
        points.push_back({box.centre.x + dx * std::cos(box.angle) - dy * std::sin(box.angle),
                          box.centre.y + dx * std::sin(box.angle) + dy * std::cos(box.angle)});
    }
    return points;
}

} // namespace

TEST_CASE("signs of merged and single lots stand on no outline and on no other sign", "[render]") {
    const render::Typesetter type;
    auto spec = ground();
    const auto extent = extent_of(spec);
    auto& features = spec.layers.front().features;
    std::vector<geom::Polygon> shapes;
    for (int i = 0; i < 6; ++i) { // a row of lots, and sites of two lots each over them
        shapes.push_back(test::turned_rectangle(20.0 + 30 * i, 100, 30, 40, 0));
    }
    for (int i = 0; i < 5; ++i) {
        shapes.push_back(test::turned_rectangle(20.0 + 30 * i, 100, 60, 40, 0));
    }
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        features.push_back(sign(shapes[i], std::to_string(i) + ",41,93,96,99,100,102"));
    }
    const auto sheet = render::lay_out(spec, type);
    REQUIRE(sheet.labels.size() == shapes.size());
    for (const auto& label : sheet.labels) {
        const auto box = corners(label.box);
        for (const auto& shape : shapes) {
            for (std::size_t i = 1; i < shape.outer.size(); ++i) {
                const auto a = on_page(sheet, extent, shape.outer[i - 1]);
                const auto b = on_page(sheet, extent, shape.outer[i]);
                for (std::size_t k = 1; k < box.size(); ++k) {
                    REQUIRE_FALSE(cross(a, b, box[k - 1], box[k]));
                }
            }
        }
        for (const auto& other : sheet.labels) {
            const auto points = outline(other.box);
            REQUIRE(std::none_of(points.begin(), points.end(), [&](const auto& p) {
                return &other != &label && rectangle_covers(label.box, p);
            }));
        }
    }
}

TEST_CASE("a mark stands before a line of numbers and above a block of them", "[render]") {
    const render::Typesetter type;
    auto spec = ground();
    auto& features = spec.layers.front().features;
    features.push_back(sign(test::turned_rectangle(20, 20, 120, 6, 0), "17"));
    features.push_back(sign(test::turned_rectangle(20, 100, 80, 80, 0), "18,19\n20"));
    const auto sheet = render::lay_out(spec, type);
    REQUIRE(sheet.labels.size() == 2);
    for (const auto& label : sheet.labels) {
        CAPTURE(label.text);
        CHECK(label.box.angle == Approx(0).margin(1e-9));
        CHECK((label.box.half_width > label.box.half_height) == (label.text == "17"));
    }
}
