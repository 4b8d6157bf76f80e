// Faces between borders, against cells that are counted.
#include <sandan/geom/measure.hpp>
#include <sandan/geom/validity.hpp>

#include "geom/arrangement.hpp"
#include "random_cells.hpp"
#include "random_shapes.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <random>

using namespace sandan;

namespace {

std::map<std::pair<int, int>, double> areas_by_cover(const geom::Arrangement& land) {
    std::map<std::pair<int, int>, double> areas;
    for (const auto& face : land.faces()) {
        if (face.cover != geom::Cover{}) {
            areas[{face.cover.shapes, face.cover.limits}] += face.area;
        }
    }
    return areas;
}

geom::Arrangement land_of(const std::vector<geom::MultiPolygon>& shapes,
                          const geom::MultiPolygon& limits) {
    const geom::PolygonSet set{shapes};
    const geom::PolygonSet boundary{std::vector<geom::MultiPolygon>{limits}};
    return {geom::loose_edges(set, geom::PolygonSet{}),
            geom::loose_edges(boundary, geom::PolygonSet{})};
}

} // namespace

TEST_CASE("land by how often it is covered is what counting cells gives", "[geom]") {
    std::mt19937 random{61};
    constexpr std::size_t side = 6;
    for (int round = 0; round < 500; ++round) {
        std::vector<test::Cells> cells;
        std::vector<geom::MultiPolygon> shapes;
        for (int k = 0; k < 5; ++k) {
            cells.push_back(test::random_cells(side, 0.4, random));
            shapes.push_back(test::to_shape(cells.back()));
        }
        const auto limits = test::random_cells(side, 0.7, random);
        std::map<std::pair<int, int>, double> expected;
        for (std::size_t i = 0; i < side * side; ++i) {
            int times = 0;
            for (const auto& shape : cells) {
                times += shape.in[i] ? 1 : 0;
            }
            if (const int inside = limits.in[i] ? 1 : 0; times + inside > 0) {
                expected[{times, inside}] += 100;
            }
        }
        const auto found = areas_by_cover(land_of(shapes, test::to_shape(limits)));
        CAPTURE(round);
        for (const auto& [cover, area] : expected) {
            REQUIRE(found.count(cover) == 1);
            REQUIRE(found.at(cover) == Approx(area).margin(1e-6));
        }
        for (const auto& [cover, area] : found) {
            REQUIRE((expected.count(cover) == 1 || area < 1e-6));
        }
    }
}

TEST_CASE("faces are valid polygons of the area they tell, which no other overlaps", "[geom]") {
    std::mt19937 random{62};
    for (int round = 0; round < 1000; ++round) {
        std::vector<geom::MultiPolygon> shapes;
        for (int k = 0; k < 4; ++k) {
            shapes.push_back(test::random_shape(random, round));
        }
        const auto land = land_of(shapes, {});
        double sum = 0;
        for (std::size_t i = 0; i < land.faces().size(); ++i) {
            const geom::MultiPolygon face{land.polygon(i)};
            const auto& told = land.faces()[i];
            CAPTURE(round, i);
            REQUIRE(geom::area(face) == Approx(told.area).margin(1e-8));
            sum += told.area * told.cover.shapes;
            if (told.area <= 1e-6) {
                continue;
            }
            REQUIRE_FALSE(geom::find_defect(face));
            auto inside = geom::label_point(face);
            inside = {inside.x + 7e-5, inside.y + 3e-5}; // borders run over the middles of boxes
            if (geom::covers(face, inside)) {
                int times = 0;
                for (const auto& shape : shapes) {
                    times += geom::covers(shape, inside) ? 1 : 0;
                }
                REQUIRE(times == told.cover.shapes);
            }
        }
        double areas = 0;
        for (const auto& shape : shapes) {
            areas += geom::area(shape);
        }
        REQUIRE(sum == Approx(areas).margin(1e-6));
    }
}
