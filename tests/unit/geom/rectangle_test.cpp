#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>
#include <sandan/geom/rectangle.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

using namespace sandan::geom;

namespace {

constexpr double pi = std::numbers::pi;

MultiPolygon polygon(Ring outer, std::vector<Ring> holes = {}) {
    outer.push_back(outer.front());
    for (auto& hole : holes) {
        hole.push_back(hole.front());
    }
    return {{std::move(outer), std::move(holes)}};
}

MultiPolygon turned(MultiPolygon shape, double angle) {
    const auto turn = [&](Ring& ring) {
        for (auto& p : ring) {
            p = {1e6 + p.x * std::cos(angle) - p.y * std::sin(angle),
                 5e5 + p.x * std::sin(angle) + p.y * std::cos(angle)};
        }
    };
    for (auto& part : shape) {
        turn(part.outer);
        std::for_each(part.holes.begin(), part.holes.end(), turn);
    }
    return shape;
}

MultiPolygon block(double width, double height) {
    return polygon({{0, 0}, {width, 0}, {width, height}, {0, height}});
}

MultiPolygon rectangle_at(const Point& centre, double length, double width, double angle) {
    const auto corners = InscribedRectangle{length, width, angle, centre}.corners();
    return polygon({corners[0], corners[1], corners[2], corners[3]});
}

/// The greatest length over a grid of centres and angles, by GEOS and bisection.
double brute_force(const MultiPolygon& shape, double aspect) {
    const Cutter cutter{shape};
    const auto box = envelope(shape);
    constexpr int grid = 24;
    constexpr int angles = 45;
    double best = 0;
    for (int k = 0; k < angles; ++k) {
        for (int i = 1; i < grid; ++i) {
            for (int j = 1; j < grid; ++j) {
                const Point c{box.min.x + (box.max.x - box.min.x) * i / grid,
                              box.min.y + (box.max.y - box.min.y) * j / grid};
                const auto fits = [&](double length) {
                    return cutter.covers(rectangle_at(c, length, length / aspect, pi * k / angles));
                };
                if (!fits(best * 1.001 + 0.01)) {
                    continue;
                }
                double low = best;
                double high = std::hypot(box.max.x - box.min.x, box.max.y - box.min.y);
                while (high - low > 1e-3) {
                    const double middle = (low + high) / 2;
                    (fits(middle) ? low : high) = middle;
                }
                best = low;
            }
        }
    }
    return best;
}

void check_fits(const MultiPolygon& shape, const InscribedRectangle& found) {
    const double shrunk = 1 - 1e-6;
    CHECK(Cutter{shape}.covers(
        rectangle_at(found.centre, found.length * shrunk, found.width * shrunk, found.angle)));
}

/// A star-shaped polygon about {0, 0}: concave, but simple.
Ring star(std::mt19937& random, int corners, double least, double most) {
    std::uniform_real_distribution<double> radius{least, most};
    Ring ring;
    for (int i = 0; i < corners; ++i) {
        const double r = radius(random);
        ring.push_back({r * std::cos(2 * pi * i / corners), r * std::sin(2 * pi * i / corners)});
    }
    return ring;
}

} // namespace

TEST_CASE("the largest rectangle of a rectangular lot, however it lies", "[geom]") {
    for (const double angle : {0.0, 0.3, 1.0, 1.5707, 2.9}) {
        CAPTURE(angle);
        const auto lot = turned(block(80, 50), angle);
        const auto own = largest_rectangle(lot, 1.6);
        CHECK(own.area() == Approx(4000).epsilon(0.01));
        check_fits(lot, own);
        const auto square = largest_rectangle(lot, 1);
        CHECK(square.area() == Approx(2500).epsilon(0.01));
        check_fits(lot, square);
    }
}

TEST_CASE("a long building stands across a square lot", "[geom]") {
    // Sides L and L/r at 45°: L + L/r = √2 of the side; along the side: L = 1.
    for (const double aspect : {1.0, 2.0, 2.5, 4.0, 10.0}) {
        CAPTURE(aspect);
        const double length = 100 * std::max(1.0, std::sqrt(2) * aspect / (aspect + 1));
        const auto found = largest_rectangle(turned(block(100, 100), 0.2), aspect);
        CHECK(found.area() == Approx(length * length / aspect).epsilon(0.01));
        CHECK(found.length == Approx(found.width * aspect));
    }
}

TEST_CASE("the diagonal of the largest rectangle in a disc is its diameter", "[geom]") {
    Ring disc;
    for (int i = 0; i < 360; ++i) {
        disc.push_back({50 * std::cos(pi * i / 180), 50 * std::sin(pi * i / 180)});
    }
    const auto found = largest_rectangle(polygon(disc), 3);
    CHECK(std::hypot(found.length, found.width) == Approx(100).epsilon(0.005));
}

TEST_CASE("holes are left free, and the better of two parts is taken", "[geom]") {
    const auto yard = polygon({{0, 0}, {100, 0}, {100, 100}, {0, 100}},
                              {{{40, 40}, {60, 40}, {60, 60}, {40, 60}}});
    const auto beside = largest_rectangle(yard, 2.5);
    CHECK(beside.area() == Approx(100.0 * 40).epsilon(0.01));
    check_fits(yard, beside);
    auto two = block(10, 10);
    const auto far = turned(block(30, 20), 0.7);
    two.push_back(far.front());
    CHECK(largest_rectangle(two, 1.5).area() == Approx(600).epsilon(0.01));
}

TEST_CASE("on odd shapes nothing that trying finds is larger by a hundredth", "[geom]") {
    std::mt19937 random{7};
    for (int round = 0; round < 6; ++round) {
        for (const double aspect : {1.0, 2.0}) {
            CAPTURE(round, aspect);
            const auto lot = turned(polygon(star(random, 7 + round, 40, 90)), 0.1 * round);
            const auto found = largest_rectangle(lot, aspect);
            check_fits(lot, found);
            const double tried = brute_force(lot, aspect);
            CHECK(found.area() >= 0.99 * tried * tried / aspect);
            CHECK(found.area() <= area(lot));
        }
    }
}

TEST_CASE("a search for enough ends there, and one for too much gives the most", "[geom]") {
    const auto lot = turned(block(80, 50), 0.4);
    CHECK(largest_rectangle(lot, 1.6, 3000).area() >= 3000);
    CHECK(largest_rectangle(lot, 1.6, 5000).area() == Approx(4000).epsilon(0.01));
}

TEST_CASE("what holds no rectangle gives none", "[geom]") {
    CHECK(largest_rectangle({}, 2).area() == 0);
    CHECK(largest_rectangle(block(10, 10), 0.5).area() == 0);
    CHECK(largest_rectangle(block(10, 10), std::nan("")).area() == 0);
    CHECK(largest_rectangle(polygon({{0, 0}, {10, 0}, {20, 0}}), 2).area() == 0);
}
