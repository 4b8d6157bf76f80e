#include <sandan/geom/measure.hpp>
#include <sandan/geom/polygonise.hpp>

#include <catch2/catch.hpp>

#include <numeric>

using namespace sandan::geom;

namespace {

double total(const Faces& faces) {
    return std::accumulate(faces.polygons.begin(), faces.polygons.end(), 0.0,
                           [](double sum, const Polygon& face) { return sum + area(face); });
}

} // namespace

TEST_CASE("line work that meets encloses its areas, drawn twice or not", "[geom]") {
    // two plots of 10 × 10 with one common line, which is there twice
    const Faces faces = polygonise(
        {{{0, 0}, {20, 0}, {20, 10}, {0, 10}, {0, 0}}, {{10, 0}, {10, 10}}, {{10, 10}, {10, 0}}},
        0.01);
    REQUIRE(faces.polygons.size() == 2);
    CHECK(total(faces) == Approx(200));
    CHECK(faces.open.empty());
    CHECK(faces.closed_gaps == 0);
}

TEST_CASE("gaps within the tolerance are closed, end to end and end to line", "[geom]") {
    const std::vector<Line> gaps{{{0, 0}, {20, 0}, {20, 10}},
                                 {{20.004, 10.003}, {0, 10}, {0.003, 0.002}},
                                 {{10, 0.004}, {10, 9.996}}};
    const Faces closed = polygonise(gaps, 0.01);
    CHECK(closed.polygons.size() == 2);
    CHECK(total(closed) == Approx(200).margin(0.2));
    CHECK(closed.closed_gaps == 4);

    const Faces open = polygonise(gaps, 0.001);
    CHECK(open.polygons.empty());
    CHECK(open.open.size() == 3);
}

TEST_CASE("what encloses nothing is told with its loose end and the gap there", "[geom]") {
    const Faces faces = polygonise({{{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0}},
                                    {{10, 5}, {17, 5}},
                                    {{30, 0}, {40, 0}, {40, 10}, {30, 10}, {30, 0.5}}},
                                   0.01);
    CHECK(faces.polygons.size() == 1);
    REQUIRE(faces.open.size() == 2);
    CHECK((faces.open[0].at == Point{30, 0} || faces.open[0].at == Point{30, 0.5}));
    CHECK(faces.open[0].gap == Approx(0.5));
    CHECK(faces.open[1].at == Point{17, 5});
    CHECK(faces.open[1].line.size() == 2);
}

TEST_CASE("a plot within a plot is a hole in it and a plot", "[geom]") {
    const Faces faces = polygonise(
        {{{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0}}, {{4, 4}, {6, 4}, {6, 6}, {4, 6}, {4, 4}}},
        0.01);
    REQUIRE(faces.polygons.size() == 2);
    CHECK(area(faces.polygons[0]) == Approx(96));
    CHECK(area(faces.polygons[1]) == Approx(4));
    CHECK(polygonise({}, 0.01).polygons.empty());
    CHECK(polygonise({{{1, 1}, {1, 1}}}, 0.01).open.empty());
}
