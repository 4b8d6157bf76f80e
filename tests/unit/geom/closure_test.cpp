#include <sandan/geom/closure.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/geom/width.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace sandan;
using geom::MultiPolygon;
using geom::Point;
using geom::Ring;

namespace {

constexpr Point origin{205'000, 361'000};

/// A polygon around (x, y) pairs relative to Jeonju, turned so that no border runs along an axis.
MultiPolygon land(std::vector<Point> points) {
    const double angle = 0.3;
    Ring ring;
    for (const auto& p : points) {
        ring.push_back({origin.x + p.x * std::cos(angle) - p.y * std::sin(angle),
                        origin.y + p.x * std::sin(angle) + p.y * std::cos(angle)});
    }
    ring.push_back(ring.front());
    return {{std::move(ring), {}}};
}

MultiPolygon box(double x0, double y0, double x1, double y1) {
    return land({{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}});
}

/// A seam of the given width between two lots of 60 × 20 m, open at both ends, with corners every
/// `step` on the upper side (none where 0).
std::vector<MultiPolygon> seam(double width, double step) {
    std::vector<Point> upper;
    for (double x = 0; step > 0 && x < 60 - step / 2; x += step) {
        upper.push_back({x, 20 + width});
    }
    if (step <= 0) {
        upper.push_back({0, 20 + width});
    }
    upper.insert(upper.end(), {{60, 20 + width}, {60, 40}, {0, 40}});
    return {box(0, 0, 60, 20), land(upper)};
}

geom::Closure closure(const std::vector<MultiPolygon>& shapes, double tolerance,
                      const MultiPolygon& boundary = {}, unsigned threads = 1) {
    const geom::PolygonSet set{shapes};
    return geom::check_closure(set, boundary, geom::check_coverage(set, boundary),
                               {.tolerance = tolerance, .rounding = 0.002}, threads);
}

} // namespace

TEST_CASE("an open gap is found at its width and above, whatever the lengths of the edges",
          "[geom]") {
    for (const double width : {0.0005, 0.001, 0.01, 0.3}) {
        for (const double step : {0.0, 30.0, 2.5, 0.2}) {
            CAPTURE(width, step);
            const auto lots = seam(width, step);
            CHECK(closure(lots, width * 0.99).open_gaps.empty());
            for (const double tolerance : {width, width * 1.01, width * 100, 3.0}) {
                CAPTURE(tolerance);
                const auto found = closure(lots, std::max(tolerance, width)).open_gaps;
                REQUIRE(found.size() == 1);
                CHECK(found[0].width == Approx(width).epsilon(1e-3));
                CHECK(found[0].area == Approx(60 * width).epsilon(1e-3));
                CHECK(found[0].neighbours == std::vector<std::size_t>{0, 1});
                CHECK(found[0].contacts[0] == Approx(60).epsilon(0.01));
                CHECK(geom::covers(found[0].shape, found[0].at));
            }
        }
    }
}

TEST_CASE("an open wedge is widest at its mouth", "[geom]") {
    const auto found =
        closure({box(0, 0, 60, 20), land({{0, 20}, {60, 20.4}, {60, 40}, {0, 40}})}, 0.5).open_gaps;
    REQUIRE(found.size() == 1);
    CHECK(found[0].area == Approx(12).epsilon(1e-3));
    // the incircle of a triangle is a little smaller than its short side: exact by its formula
    const double inradius = 12 / ((60 + 0.4 + std::hypot(60, 0.4)) / 2);
    CHECK(found[0].width == Approx(2 * inradius).epsilon(2e-3));
    const auto mouth = land({{60, 20.2}})[0].outer[0];
    CHECK(std::hypot(found[0].at.x - mouth.x, found[0].at.y - mouth.y) < 0.5);
}

TEST_CASE("a slit into one lot is a gap as wide as it is, a notch or a court is none", "[geom]") {
    for (const double width : {0.001, 0.1, 0.4}) {
        CAPTURE(width);
        const std::vector<MultiPolygon> lots{land({{0, 0},
                                                   {60, 0},
                                                   {60, 20},
                                                   {30 + width, 20},
                                                   {30 + width, 5},
                                                   {30, 5},
                                                   {30, 20},
                                                   {0, 20}})};
        CHECK(closure(lots, width * 0.99).open_gaps.empty());
        const auto found = closure(lots, width).open_gaps;
        REQUIRE(found.size() == 1);
        CHECK(found[0].width == Approx(width).epsilon(1e-3));
        CHECK(found[0].area == Approx(15 * width).epsilon(1e-3));
    }
    for (const double depth : {15.0, 7.5, 3.0}) { // between arms 15 m apart, and a notch of 90°
        CAPTURE(depth);
        CHECK(closure({land({{0, 0},
                             {60, 0},
                             {60, 20},
                             {45, 20},
                             {45 - 7.5, 20 - depth},
                             {30, 20},
                             {0, 20}})},
                      0.5)
                  .open_gaps.empty());
        CHECK(closure({land({{0, 0},
                             {60, 0},
                             {60, 20},
                             {45, 20},
                             {45, 20 - depth},
                             {30, 20 - depth},
                             {30, 20},
                             {0, 20}})},
                      0.5)
                  .open_gaps.empty());
    }
}

TEST_CASE("borders that meet at an angle are no gap, nor is a road", "[geom]") {
    CHECK(closure({box(0, 0, 20, 20), land({{20, 0}, {40, 20}, {40, -20}})}, 0.5)
              .open_gaps.empty()); // a notch of 45°
    CHECK(closure({box(0, 0, 60, 20), box(0, 26, 60, 40)}, 0.5).open_gaps.empty());
    CHECK(closure({box(0, 0, 60, 20), box(0, 20, 60, 40)}, 0.5).open_gaps.empty());
}

TEST_CASE("a seam that leads into an enclosed court is told, an enclosed seam is not told twice",
          "[geom]") {
    // C-shaped land closed by a lot that stands 4 mm off along the left arm
    const auto ring =
        land({{0, 0}, {60, 0}, {60, 60}, {0, 60}, {0, 40}, {40, 40}, {40, 20}, {0, 20}});
    const auto plug = land({{0, 20}, {10, 20}, {10, 39.996}, {0, 39.996}});
    const auto court = closure({ring, plug}, 0.01).open_gaps;
    REQUIRE(court.size() == 1);
    CHECK(court[0].width == Approx(0.004).epsilon(1e-3));

    const auto filled = land({{0, 20}, {40, 20}, {40, 39.996}, {0, 40}});
    const std::vector enclosed{ring, filled};
    const geom::PolygonSet set{enclosed};
    const auto report = geom::check_coverage(set, {});
    REQUIRE(report.gaps.size() == 1);
    CHECK(closure(enclosed, 0.01).open_gaps.empty());
}

TEST_CASE("the width of a sliver is that of its largest circle", "[geom]") {
    for (const double height : {1e-4, 0.002, 0.1, 2.0}) {
        CAPTURE(height);
        const auto strip = geom::widest(box(0, 0, 80, height));
        CHECK(strip.width == Approx(height).epsilon(1e-6));
        const auto triangle = land({{0, 0}, {80, 0}, {23, height}});
        const double around =
            80 + std::hypot(23, height) + std::hypot(57, height); // inradius = 2 area / perimeter
        const auto found = geom::widest(triangle);
        CHECK(found.width == Approx(2 * 80 * height / around).epsilon(1e-3));
        CHECK(found.width <= 2 * 80 * height / around + 1e-9);
        const auto apex = triangle[0].outer[2];
        CHECK(std::hypot(found.at.x - apex.x, found.at.y - apex.y) < 2.5 * height);
    }
    // two bulges joined by a thread: the wider one counts
    const auto bulges = land({{0, 0}, {50, 0}, {50, 0.010}, {30, 0.001}, {10, 0.006}});
    CHECK(geom::widest(bulges).width > 0.008);
    CHECK(geom::widest({}).width == 0);
}

TEST_CASE("a corner that the other side of the border has not is a junction", "[geom]") {
    // two lots above one: the middle corner lies on the lower one's edge
    const std::vector lots{box(0, 0, 60, 20), box(0, 20, 25, 40), box(25, 20, 60, 40)};
    const auto found = closure(lots, 0.01);
    REQUIRE(found.junctions.size() == 1);
    CHECK(found.junctions[0].shape == 1);
    CHECK(found.junctions[0].beside == 0);
    CHECK(found.junctions[0].offset < 1e-9);
    CHECK(found.corners.empty());
    CHECK(found.open_gaps.empty());

    const std::vector shared{land({{0, 0}, {60, 0}, {60, 20}, {25, 20}, {0, 20}}), lots[1],
                             lots[2]};
    CHECK(closure(shared, 0.01).junctions.empty());
}

TEST_CASE("one corner that was moved is told apart from a border that was", "[geom]") {
    const auto lower = land({{0, 0}, {60, 0}, {60, 20}, {25, 20.3}, {0, 20}});
    const auto straight = closure({lower, box(0, 20, 60, 40)}, 0.01).corners;
    REQUIRE(straight.size() == 1);
    CHECK(straight[0].shape == 0);
    CHECK(straight[0].beside == 1);
    CHECK(straight[0].offset == Approx(0.3).epsilon(1e-6));
    CHECK(straight[0].area == Approx(60 * 0.3 / 2).epsilon(1e-6));

    const auto bent = land({{0, 40}, {0, 20}, {25, 20.1}, {60, 20}, {60, 40}});
    const auto moved = closure({lower, bent}, 0.01).corners;
    REQUIRE(moved.size() == 1);
    CHECK(moved[0].offset == Approx(0.2).epsilon(1e-4));
    CHECK(moved[0].area == Approx(60 * 0.2 / 2).epsilon(1e-6));

    CHECK(closure({lower, land({{0, 40}, {0, 20}, {25, 20.3}, {60, 20}, {60, 40}})}, 0.01)
              .corners.empty());
    CHECK(closure(seam(0.01, 0), 0.02).corners.empty());
}

TEST_CASE("the boundary is one more shape beside the lots", "[geom]") {
    const std::vector lots{box(0, 0, 60, 20), box(0, 20, 25, 40), box(25, 20, 60, 40)};
    const auto exact = closure(
        lots, 0.01, land({{0, 0}, {60, 0}, {60, 20}, {60, 40}, {25, 40}, {0, 40}, {0, 20}}));
    CHECK(exact.junctions.size() == 1); // that between the lots
    CHECK(exact.corners.empty());

    const auto coarse = closure(lots, 0.01, box(0, 0, 60, 40));
    const auto beyond = std::count_if(coarse.junctions.begin(), coarse.junctions.end(),
                                      [](const auto& j) { return j.beside == 3; });
    CHECK(beyond == 3); // (60,20), (25,40), (0,20)

    const auto off = closure(
        lots, 0.01, land({{0, 0}, {60, 0}, {60, 20}, {60, 40}, {25, 40.5}, {0, 40}, {0, 20}}));
    REQUIRE(off.corners.size() == 1);
    CHECK(off.corners[0].offset == Approx(0.5).epsilon(1e-6));
}

TEST_CASE("closure is the same for any number of threads", "[geom]") {
    const auto lots = seam(0.01, 0.2);
    const auto one = closure(lots, 0.5);
    const auto four = closure(lots, 0.5, {}, 4);
    REQUIRE(one.open_gaps.size() == four.open_gaps.size());
    CHECK(one.open_gaps[0].shape == four.open_gaps[0].shape);
    CHECK(one.junctions.size() == four.junctions.size());
}
