#include <sandan/core/error.hpp>
#include <sandan/core/parallel.hpp>
#include <sandan/geom/box_index.hpp>
#include <sandan/geom/common_areas.hpp>
#include <sandan/geom/coverage.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <tuple>
#include <vector>

namespace sandan::geom {

namespace {

void require_equal(double reported, double cut, double tolerance, const std::string& what) {
    if (std::max(reported, cut) > 2 * least_common_area && std::abs(reported - cut) > tolerance) {
        throw Error{
            ErrorKind::geometry,
            Text{fmt::format("ENGINES-DISAGREE: {}: 면 분할은 {:.6f} m², GEOS는 {:.6f} m²입니다",
                             what, reported, cut),
                 fmt::format("ENGINES-DISAGREE: {}: the coverage says {:.6f} m², GEOS {:.6f} m²",
                             what, reported, cut)}};
    }
}

double reported_overlap(const CoverageReport& report, std::size_t a, std::size_t b) {
    const auto pair = std::minmax(a, b);
    const auto found = std::lower_bound(report.overlaps.begin(), report.overlaps.end(), pair,
                                        [](const Overlap& overlap, const auto& wanted) {
                                            return std::tie(overlap.a, overlap.b) <
                                                   std::tie(wanted.first, wanted.second);
                                        });
    const bool there =
        found != report.overlaps.end() && found->a == pair.first && found->b == pair.second;
    return there ? found->area : 0;
}

void check_pairs(const PolygonSet& shapes, const BoxIndex& index, const CoverageReport& report,
                 std::size_t a) {
    if (shapes.empty(a)) {
        return;
    }
    const auto shape = shapes.shape(a);
    const double tolerance = 1e-8 + 1e-9 * area(shape);
    for (const auto b : index.query(shapes.box(a))) {
        if (b != a) {
            require_equal(reported_overlap(report, a, b), intersection_area(shape, shapes.shape(b)),
                          tolerance, fmt::format("overlap of shapes {} and {}", a, b));
        }
    }
}

double area_of_all(const PolygonSet& shapes) {
    std::vector<MultiPolygon> all;
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        if (!shapes.empty(i)) {
            all.push_back(shapes.shape(i));
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

void cross_check(const PolygonSet& shapes, const CoverageReport& report, std::size_t step,
                 unsigned threads) {
    const BoxIndex index{shapes.boxes()};
    parallel_for((shapes.size() + step - 1) / step, threads,
                 [&](std::size_t i) { check_pairs(shapes, index, report, i * step); });
    if (step == 1) {
        const double all = area_of_all(shapes);
        require_equal(report.union_area, all, 1e-6 + 1e-9 * all, "land of all shapes");
    }
}

} // namespace sandan::geom
