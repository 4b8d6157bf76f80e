#include "render/layout.hpp"
#include "render/windows.hpp"
#include "sample_map.hpp"

#include <catch2/catch.hpp>

using namespace sandan;
using geom::Box;

namespace {

constexpr double points_per_metre = 72 / 0.0254;

bool holds(const Box& outer, const Box& inner) {
    return outer.min.x <= inner.min.x && inner.max.x <= outer.max.x && outer.min.y <= inner.min.y &&
           inner.max.y <= outer.max.y;
}

bool apart(const Box& a, const Box& b) {
    return a.max.x < b.min.x || b.max.x < a.min.x || a.max.y < b.min.y || b.max.y < a.min.y;
}

const Box frame{{20, 60}, {880, 800}};

} // namespace

TEST_CASE("complexes far apart get windows of their own at one larger scale", "[render]") {
    const std::vector<render::MapPart> parts{{"film", {{5000, 0}, {5300, 300}}},
                                             {"general", {{0, 0}, {1500, 1300}}},
                                             {"smart", {{4000, 3000}, {4500, 3500}}}};
    const Box all{{0, 0}, {5300, 3500}};
    const auto arrangement = render::arrange(frame, all, parts, 6);
    REQUIRE(arrangement.windows.size() == 3);
    CHECK(arrangement.windows.front().name == "general");
    CHECK(arrangement.scale < render::nice_scale(render::tight_scale(all, frame)));
    for (std::size_t i = 0; i < 3; ++i) {
        const auto& window = arrangement.windows[i];
        CHECK(holds(frame, window.frame));
        const double k = points_per_metre / arrangement.scale;
        CHECK((window.extent.max.x - window.extent.min.x) * k <=
              window.frame.max.x - window.frame.min.x);
        CHECK((window.extent.max.y - window.extent.min.y) * k <=
              window.frame.max.y - window.frame.min.y);
        for (std::size_t other = 0; other < i; ++other) {
            CHECK(apart(window.frame, arrangement.windows[other].frame));
        }
    }
}

TEST_CASE("neighbouring complexes, and a single one, share one window", "[render]") {
    const std::vector<render::MapPart> near{{"a", {{0, 0}, {1000, 1000}}},
                                            {"b", {{1000, 0}, {2000, 1000}}}};
    const Box all{{0, 0}, {2000, 1000}};
    CHECK(render::arrange(frame, all, near, 6).windows.size() == 1);
    CHECK(render::arrange(frame, all, {near.front()}, 6).windows.size() == 1);
    CHECK(render::arrange(frame, all, {}, 6).windows.front().extent == all);
}

TEST_CASE("a feature is named in one window only", "[render]") {
    const render::Typesetter type;
    auto spec = test::sample_map(1, 1, 0);
    auto& features = spec.layers.front().features;
    features.front().shape.polygons = {test::turned_rectangle(0, 0, 100, 100, 0)};
    features.push_back(features.front());
    features.back().shape.polygons = {test::turned_rectangle(9000, 9000, 100, 100, 0)};
    const Box first{{199990, 349990}, {200110, 350110}};
    const Box second{{208990, 358990}, {209110, 359110}};
    spec.parts = {{"first", first}, {"second", second}};
    const auto sheet = render::lay_out(spec, type);
    REQUIRE(sheet.windows.size() == 2);
    CHECK(sheet.labels_wanted == 2);
    REQUIRE(sheet.labels.size() == 2);
    CHECK(sheet.labels[0].window != sheet.labels[1].window);
}
