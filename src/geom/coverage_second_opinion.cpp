#include <sandan/core/error.hpp>
#include <sandan/core/parallel.hpp>
#include <sandan/geom/box_index.hpp>
#include <sandan/geom/common_areas.hpp>
#include <sandan/geom/coverage.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>

#include "geom/disagreement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sandan::geom {

namespace {

void require_equal(double reported, double cut, double tolerance, const Text& what) {
    if (std::max(reported, cut) > 2 * least_common_area && std::abs(reported - cut) > tolerance) {
        disagree(what, {"면 분할은", "the coverage says"}, reported, cut, " m²");
    }
}

/// A report by the numbers of a layer, of which it names the shapes `numbers`, ascending.
struct Reported {
    const CoverageReport& report;
    std::span<const std::size_t> numbers;

    [[nodiscard]] double overlap(std::size_t a, std::size_t b) const {
        const auto position = [&](std::size_t number) {
            return static_cast<std::size_t>(
                std::lower_bound(numbers.begin(), numbers.end(), number) - numbers.begin());
        };
        const auto first = position(std::min(a, b));
        const auto second = position(std::max(a, b));
        if (second == numbers.size() || numbers[first] != std::min(a, b) ||
            numbers[second] != std::max(a, b)) {
            return 0;
        }
        const auto& all = report.overlaps;
        const auto found = std::lower_bound(all.begin(), all.end(), std::pair{first, second},
                                            [](const Overlap& overlap, const auto& wanted) {
                                                return std::pair{overlap.a, overlap.b} < wanted;
                                            });
        const bool there = found != all.end() && found->a == first && found->b == second;
        return there ? found->area : 0;
    }
};

void check_pairs(const PolygonSet& shapes, std::span<const std::size_t> numbers,
                 const BoxIndex& index, const Reported& reported, std::size_t a) {
    if (shapes.empty(a)) {
        return;
    }
    const auto shape = shapes.shape(a);
    const double tolerance = 1e-8 + 1e-9 * area(shape);
    for (const auto b : index.query(shapes.box(a))) {
        if (b != a) {
            require_equal(reported.overlap(numbers[a], numbers[b]),
                          intersection_area(shape, shapes.shape(b)), tolerance,
                          {fmt::format("도형 {}, {}의 중첩", numbers[a], numbers[b]),
                           fmt::format("overlap of shapes {} and {}", numbers[a], numbers[b])});
        }
    }
}

double area_of_all(const PolygonSet& shapes) {
    Box box;
    for (const auto& one : shapes.boxes()) {
        if (!one.empty()) {
            box.extend(one.min);
            box.extend(one.max);
        }
    }
    const auto origin = middle_of(box);
    std::vector<MultiPolygon> all;
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        if (!shapes.empty(i)) {
            all.push_back(relative_to(origin, shapes.shape(i)));
        }
    }
    return area(dissolve(all));
}

} // namespace

void require_closed(const CoverageReport& report) {
    double rounding = 1e-5 + 1e-12 * report.area;
    for (const auto& overlap : report.overlaps) {
        rounding += 1e-8 + 1e-9 * overlap.area;
    }
    if (!(std::abs(report.closure_error) <= rounding)) {
        throw Error{
            ErrorKind::geometry,
            Text{fmt::format("ENGINES-DISAGREE: 피복: 도형·중복·틈·경계의 합이 맞지 않습니다: "
                             "{:.6f} m²가 남습니다",
                             report.closure_error),
                 fmt::format("ENGINES-DISAGREE: coverage: shapes, overlaps, gaps and "
                             "boundary do not add up: {:.6f} m² are left over",
                             report.closure_error)}};
    }
}

void cross_check(const PolygonSet& shapes, std::span<const std::size_t> numbers,
                 const CoverageReport& report, std::span<const std::size_t> reported,
                 std::size_t step, unsigned threads) {
    const BoxIndex index{shapes.boxes()};
    parallel_for(numbers.size(), threads, [&](std::size_t i) {
        if (numbers[i] % step == 0) {
            check_pairs(shapes, numbers, index, {report, reported}, i);
        }
    });
}

void cross_check(const PolygonSet& shapes, const CoverageReport& report, std::size_t step,
                 unsigned threads) {
    std::vector<std::size_t> numbers(shapes.size());
    std::iota(numbers.begin(), numbers.end(), std::size_t{0});
    cross_check(shapes, numbers, report, numbers, step, threads);
    if (step == 1) {
        const double all = area_of_all(shapes);
        require_equal(report.union_area, all, 1e-6 + 1e-9 * all,
                      {"모든 도형의 땅", "land of all shapes"});
    }
}

} // namespace sandan::geom
