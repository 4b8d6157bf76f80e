// Coverage of a layer that passes by in blocks: against GEOS, and against the same layer in one
// piece.
#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>

#include "cases.hpp"
#include "faulty_cadastre.hpp"
#include "geom/coverage_sample.hpp"
#include "geom/coverage_survey.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <numeric>
#include <string>
#include <utility>

using namespace sandan;

namespace {

constexpr std::size_t count = 2500;

struct Found {
    geom::CoverageReport report;
    std::vector<std::size_t> numbers; ///< Of the shapes it is about, in the layer.
};

Found in_blocks(const geom::PolygonSet& set, const geom::MultiPolygon& boundary, std::size_t size) {
    geom::CoverageSurvey survey;
    geom::CoverageSurvey::Part part;
    for (std::size_t first = 0; first < set.size(); first += size) {
        geom::CoverageSurvey::see(set, first, std::min(set.size(), first + size), part);
        survey.add(part);
    }
    survey.conclude(boundary);
    Found found;
    geom::PolygonSet chosen;
    for (const auto i : survey.suspicious()) {
        if (survey.is_suspicious(set.box(i))) {
            found.numbers.push_back(i);
            chosen.add(set.shape(i));
        }
    }
    found.report = survey.report(chosen, boundary, 1);
    return found;
}

/// Lots but for the last row, and a strip beyond.
geom::MultiPolygon boundary() {
    const auto low = test::lot_corner(0, 0);
    const auto high = test::lot_corner(test::lots_in_a_row + 1, count / test::lots_in_a_row - 1);
    return {{{low, {high.x, low.y}, high, {low.x, high.y}, low}, {}}};
}

void check_same(const Found& found, const geom::CoverageReport& whole) {
    const auto& report = found.report;
    CHECK(report.area == whole.area);
    CHECK(report.union_area == whole.union_area);
    CHECK(report.boundary_area == whole.boundary_area);
    CHECK(report.closure_error == whole.closure_error);
    REQUIRE(report.overlaps.size() == whole.overlaps.size());
    for (std::size_t i = 0; i < whole.overlaps.size(); ++i) {
        CHECK(found.numbers[report.overlaps[i].a] == whole.overlaps[i].a);
        CHECK(found.numbers[report.overlaps[i].b] == whole.overlaps[i].b);
        CHECK(report.overlaps[i].area == whole.overlaps[i].area);
        CHECK(report.overlaps[i].width == whole.overlaps[i].width);
        CHECK(report.overlaps[i].at == whole.overlaps[i].at);
    }
    REQUIRE(report.gaps.size() == whole.gaps.size());
    for (std::size_t i = 0; i < whole.gaps.size(); ++i) {
        CHECK(report.gaps[i].shape == whole.gaps[i].shape);
        CHECK(report.gaps[i].width == whole.gaps[i].width);
        CHECK(report.gaps[i].contacts == whole.gaps[i].contacts);
        REQUIRE(report.gaps[i].neighbours.size() == whole.gaps[i].neighbours.size());
        for (std::size_t k = 0; k < whole.gaps[i].neighbours.size(); ++k) {
            CHECK(found.numbers[report.gaps[i].neighbours[k]] == whole.gaps[i].neighbours[k]);
        }
    }
    REQUIRE(report.outside.size() == whole.outside.size());
    for (std::size_t i = 0; i < whole.outside.size(); ++i) {
        CHECK(found.numbers[report.outside[i].shape] == whole.outside[i].shape);
        CHECK(report.outside[i].area == whole.outside[i].area);
    }
}

} // namespace

TEST_CASE("blocks change no bit of the report on a faulty layer", "[geom]") {
    const auto lots =
        test::faulty_cadastre(count, GENERATE(range(1U, static_cast<unsigned>(test::cases(4, 7)))));
    const geom::PolygonSet set{lots};
    const auto limits = GENERATE(false, true) ? boundary() : geom::MultiPolygon{};
    const auto whole = geom::check_coverage(set, limits);
    CHECK_NOTHROW(geom::require_closed(whole));
    CHECK_NOTHROW(geom::cross_check(set, whole, 1)); // GEOS knows no blocks
    CHECK(whole.union_area == Approx(geom::area(geom::dissolve(lots))));
    REQUIRE(!whole.overlaps.empty());
    REQUIRE(!whole.gaps.empty());
    for (const std::size_t size : {1U, 13U, 100U, 1024U, 2500U}) {
        CAPTURE(size);
        const auto found = in_blocks(set, limits, size);
        check_same(found, whole);
        CHECK(found.numbers.size() < count / 2);
    }
    check_same(in_blocks(set, limits, 100), geom::check_coverage(set, limits, 4));
}

TEST_CASE("of a faultless layer no shape is wanted again", "[geom]") {
    std::vector<geom::MultiPolygon> lots;
    for (std::size_t i = 0; i < 3 * test::lots_in_a_row; ++i) {
        lots.push_back({{test::lot_ring(i), {}}});
    }
    const auto found = in_blocks(geom::PolygonSet{lots}, geom::dissolve(lots), 50);
    CHECK(found.numbers.empty());
    CHECK(found.report.union_area == Approx(100.0 * 3 * test::lots_in_a_row));
}

TEST_CASE("each shape of a sample is held against all that lie near it", "[geom]") {
    const auto lots = test::faulty_cadastre(1200, 7);
    const geom::PolygonSet set{lots};
    geom::CoverageSurvey survey;
    geom::CoverageSurvey::Part part;
    geom::CoverageSurvey::see(set, 0, set.size(), part);
    survey.add(part);
    survey.conclude({});
    constexpr std::size_t step = 3;
    std::vector<geom::Box> sampled;
    for (std::size_t i = 0; i < set.size(); i += step) {
        sampled.push_back(set.box(i));
    }
    std::vector<std::size_t> reported(set.size());
    std::iota(reported.begin(), reported.end(), std::size_t{0});
    const auto read = [&](std::span<const std::size_t> numbers, const geom::HilbertTree& places) {
        geom::NumberedShapes near;
        for (const auto number : numbers) {
            if (places.any(set.box(number))) {
                near.shapes.add(lots[number]);
                near.numbers.push_back(number);
            }
        }
        return near;
    };
    const auto report = geom::check_coverage(set, {});
    REQUIRE(report.overlaps.size() > 4);
    const std::size_t together = GENERATE(as<std::size_t>{}, 2, 50, 4096);
    const auto check = [&](const geom::CoverageReport& said) {
        geom::cross_check_sample({survey, sampled, step, said, reported}, read, 2, together);
    };
    CHECK_NOTHROW(check(report));
    std::size_t of_sample = 0;
    std::size_t of_others = 0;
    for (std::size_t i = 0; i < report.overlaps.size(); ++i) {
        const auto a = report.overlaps[i].a;
        const auto b = report.overlaps[i].b;
        auto& seen = a % step == 0 || b % step == 0 ? of_sample : of_others;
        if (++seen > 2) {
            continue; // GEOS takes its time
        }
        auto wrong = report;
        wrong.overlaps[i].area += 0.001;
        CAPTURE(together, a, b);
        if (&seen == &of_others) {
            CHECK_NOTHROW(check(wrong));
        } else {
            CHECK_THROWS_WITH(check(wrong),
                              Catch::StartsWith("ENGINES-DISAGREE: overlap of shapes ") &&
                                  Catch::Contains(std::to_string(a)) &&
                                  Catch::Contains(std::to_string(b)));
        }
    }
    CHECK(of_sample > 1);
    CHECK(of_others > 0);
    auto missing = report;
    std::erase_if(missing.overlaps, [](const geom::Overlap& o) { return o.a % step == 0; });
    CHECK_THROWS_WITH(check(missing), Catch::Contains("says 0 m²"));
    // A report that names a few shapes, by their own numbers.
    const auto& one = report.overlaps.front();
    auto few = report;
    few.overlaps = {one};
    few.overlaps[0].a = 0;
    few.overlaps[0].b = 1;
    const std::vector<std::size_t> named{one.a, one.b};
    geom::PolygonSet both;
    both.add(lots[one.a]);
    both.add(lots[one.b]);
    CHECK_NOTHROW(geom::cross_check(both, named, few, named, 1));
    few.overlaps[0].area *= 2;
    CHECK_THROWS_WITH(geom::cross_check(both, named, few, named, 1),
                      Catch::Contains(std::to_string(one.a) + " and " + std::to_string(one.b)));
}
