#include <sandan/geom/coverage.hpp>
#include <sandan/geom/measure.hpp>

#include "geom/edge_matches.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <random>
#include <tuple>

using namespace sandan;
using geom::MultiPolygon;

namespace {

constexpr std::size_t side = 12;

MultiPolygon cell(std::size_t column, std::size_t row) {
    const double x = 205000 + 10 * static_cast<double>(column);
    const double y = 361000 + 10 * static_cast<double>(row);
    return {{{{x, y}, {x + 10, y}, {x + 10, y + 10}, {x, y + 10}, {x, y}}, {}}};
}

std::vector<MultiPolygon> grid() {
    std::vector<MultiPolygon> cells;
    for (std::size_t row = 0; row < side; ++row) {
        for (std::size_t column = 0; column < side; ++column) {
            cells.push_back(cell(column, row));
        }
    }
    return cells;
}

} // namespace

TEST_CASE("in a faultless grid only the outer cells have an edge left over, in any order",
          "[geom]") {
    auto cells = grid();
    std::mt19937 random{3};
    for (int round = 0; round < 20; ++round) {
        std::shuffle(cells.begin(), cells.end(), random);
        std::vector<bool> matched(cells.size(), true);
        for (const auto& edge : geom::loose_edges(geom::PolygonSet{cells}, geom::PolygonSet{})) {
            matched[edge.shape] = false;
        }
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const auto& corner = cells[i][0].outer[0];
            const bool inner = corner.x > 205000 && corner.x < 205000 + 10 * (side - 1) &&
                               corner.y > 361000 && corner.y < 361000 + 10 * (side - 1);
            CHECK(matched[i] == inner);
        }
    }
}

TEST_CASE("of edges drawn many times, as many are left as one direction has more", "[geom]") {
    std::mt19937 random{5};
    for (int round = 0; round < 20; ++round) {
        std::vector<MultiPolygon> cells;
        for (const auto& one : grid()) {
            cells.insert(cells.end(), random() % 4, one);
        }
        std::shuffle(cells.begin(), cells.end(), random);
        const geom::PolygonSet set{cells};
        using Edge = std::tuple<double, double, double, double>;
        std::map<Edge, int> drawn;
        for (std::size_t i = 0; i < set.size(); ++i) {
            set.for_each_edge(i, [&](const geom::Point& a, const geom::Point& b) {
                ++drawn[{a.x, a.y, b.x, b.y}];
            });
        }
        std::map<Edge, int> left;
        for (const auto& [edge, count] : drawn) {
            const auto& [ax, ay, bx, by] = edge;
            const auto back = drawn.find({bx, by, ax, ay});
            if (const int more = count - (back == drawn.end() ? 0 : back->second); more > 0) {
                left[edge] = more;
            }
        }
        std::map<Edge, int> found;
        for (const auto& edge : geom::loose_edges(set, geom::PolygonSet{})) {
            ++found[{edge.a.x, edge.a.y, edge.b.x, edge.b.y}];
            CHECK(set.box(edge.shape).min.x <= edge.a.x); // it is an edge of that shape
            CHECK(set.box(edge.shape).max.y >= edge.b.y);
        }
        CHECK(found == left);
    }
}

TEST_CASE("a layer laid twice over the same land is not taken for a partition", "[geom]") {
    auto cells = grid();
    const auto once = cells;
    cells.insert(cells.end(), once.begin(), once.end());
    const auto report = geom::check_coverage(cells, {});
    CHECK(report.overlaps.size() == once.size());
    CHECK(report.union_area == Approx(100.0 * side * side));
    CHECK(report.gaps.empty());

    // the same land divided otherwise: inside, both layers match within themselves
    auto stacked = grid();
    for (std::size_t row = 0; row < side; ++row) {
        for (std::size_t column = 0; column < side; column += 2) {
            auto wide = cell(column, row);
            wide[0].outer[1].x += 10;
            wide[0].outer[2].x += 10;
            stacked.push_back(wide);
        }
    }
    const auto both = geom::check_coverage(stacked, {});
    double overlapping = 0;
    for (const auto& overlap : both.overlaps) {
        overlapping += overlap.area;
    }
    CHECK(overlapping == Approx(100.0 * side * side));
    CHECK(both.union_area == Approx(100.0 * side * side));
}

TEST_CASE("a missing, a shifted and a doubled cell inside are found where they are", "[geom]") {
    auto cells = grid();
    cells[5 * side + 5] = {};                      // a gap
    for (auto& p : cells[3 * side + 3][0].outer) { // a shift by 1 m to the east
        p.x += 1;
    }
    cells.push_back(cells[8 * side + 8]); // a double
    const auto report = geom::check_coverage(cells, {});
    REQUIRE(report.gaps.size() == 2);
    CHECK(report.gaps[0].area == Approx(10)); // left behind by the shift
    CHECK(report.gaps[1].area == Approx(100));
    REQUIRE(report.overlaps.size() == 2);
    CHECK(report.overlaps[0].area == Approx(10));
    CHECK(report.overlaps[1].area == Approx(100));
    CHECK(report.overlaps[1].b == cells.size() - 1);
    CHECK(report.closure_error == Approx(0).margin(1e-6));
    CHECK(report.area == Approx(report.union_area + 110));
}
