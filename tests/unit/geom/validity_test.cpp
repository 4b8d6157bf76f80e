#include <sandan/core/error.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/geom/validity.hpp>

#include <catch2/catch.hpp>

#include <atomic>
#include <limits>
#include <thread>

using namespace sandan;

namespace {

geom::MultiPolygon ring(geom::Ring points) {
    return {{std::move(points), {}}};
}

const auto bow_tie = ring({{0, 0}, {2, 2}, {2, 0}, {0, 2}, {0, 0}});

} // namespace

TEST_CASE("a valid shape has no defect", "[geom]") {
    CHECK_FALSE(geom::find_defect(ring({{0, 0}, {1, 0}, {1, 1}, {0, 0}})));
    CHECK_FALSE(geom::find_defect({}));
}

TEST_CASE("a defect is named and located", "[geom]") {
    const auto crossing = geom::find_defect(bow_tie);
    REQUIRE(crossing);
    CHECK(crossing->reason == "Self-intersection");
    CHECK(crossing->at == geom::Point{1, 1});

    CHECK(geom::find_defect(ring({{0, 0}, {1, 0}, {0, 0}}))->reason ==
          "Too few points in geometry component");
    CHECK(geom::find_defect(ring({{0, 0}, {1, 0}, {1, 1}, {0, 1}}))->reason ==
          "Ring is not closed");
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK(geom::find_defect(ring({{0, 0}, {nan, 0}, {1, 1}, {0, 0}}))->reason ==
          "Coordinate is not finite");
    const double inf = std::numeric_limits<double>::infinity();
    CHECK(geom::find_defect(ring({{0, 0}, {1, inf}, {1, 1}, {0, 0}}))->reason ==
          "Coordinate is not finite");
}

TEST_CASE("repair keeps the area that was enclosed", "[geom]") {
    const auto triangles = geom::make_valid(bow_tie);
    CHECK(triangles.size() == 2);
    CHECK(geom::area(triangles) == Approx(2));
    CHECK_FALSE(geom::find_defect(triangles));

    // a spike is a line, and lines are no area
    const auto spike =
        geom::make_valid(ring({{0, 0}, {4, 0}, {4, 4}, {9, 4}, {4, 4}, {0, 4}, {0, 0}}));
    CHECK(geom::area(spike) == Approx(16));
    CHECK(spike.size() == 1);

    CHECK(geom::area(geom::make_valid(ring({{0, 0}, {1, 0}, {1, 1}, {0, 1}}))) == Approx(1));
    CHECK(geom::make_valid(ring({{0, 0}, {1, 0}, {0, 0}})).empty());
}

namespace {

/// Two zigzags across each other: 2 × 300 edges, 90,000 crossings.
geom::MultiPolygon zigzags() {
    geom::Ring ring;
    for (int i = 0; i < 300; ++i) {
        ring.push_back({static_cast<double>(i), i % 2 == 0 ? 0.0 : 300.0});
    }
    for (int i = 0; i < 300; ++i) {
        ring.push_back({i % 2 == 0 ? 0.0 : 300.0, 299.5 - i});
    }
    ring.push_back(ring.front());
    return {{ring, {}}};
}

bool is_given_up(const geom::MultiPolygon& shape, double seconds) {
    try {
        (void)geom::make_valid(shape, seconds);
    } catch (const Error& e) {
        return e.kind() == ErrorKind::budget;
    }
    return false;
}

} // namespace

TEST_CASE("a repair that would take hours is given up", "[geom]") {
    CHECK(is_given_up(zigzags(), 0.2));
    CHECK(geom::area(geom::make_valid({{{{0, 0}, {1, 0}, {1, 1}, {0, 0}}, {}}})) == Approx(0.5));
}

TEST_CASE("a repair that is given up ends no repair of another thread", "[geom]") {
    const geom::MultiPolygon bow_tie{{{{0, 0}, {2, 2}, {2, 0}, {0, 2}, {0, 0}}, {}}};
    std::atomic<bool> done{false};
    bool given_up = false;
    std::thread endless{[&] {
        given_up = is_given_up(zigzags(), 0.2);
        done = true;
    }};
    std::size_t wrong = 0;
    while (!done) {
        wrong += geom::area(geom::make_valid(bow_tie)) == Approx(2) ? 0U : 1U;
    }
    endless.join();
    CHECK(given_up);
    CHECK(wrong == 0);
}
