// Each row of the table of silent CRS traps: data with the trap in it, made by the survey's
// formulas, must be found out against a layer that lies right, and named.
#include <sandan/geom/displacement.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/geom/reproject.hpp>

#include "survey.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <random>

using namespace sandan;
using Catch::Contains;
using geom::Point;

namespace {

constexpr Point jeonju_bessel{127.0679, 35.8500}; // degrees

Point helmert_without_pivot(const Point& bessel);

/// Irregular quadrilaterals around Jeonju, in Bessel degrees: corners as a surveyor has them.
std::vector<std::vector<Point>> parcels(std::size_t count, unsigned seed) {
    std::mt19937 random{seed};
    std::uniform_real_distribution<double> place{-0.01, 0.01};
    std::uniform_real_distribution<double> size{0.0001, 0.0004};
    std::vector<std::vector<Point>> all;
    for (std::size_t i = 0; i < count; ++i) {
        const Point at{jeonju_bessel.x + place(random), jeonju_bessel.y + place(random)};
        all.push_back({at,
                       {at.x + size(random), at.y},
                       {at.x + size(random), at.y + size(random)},
                       {at.x, at.y + size(random)}});
    }
    return all;
}

template <typename ToMetres>
std::vector<geom::Shape> drawn(const std::vector<std::vector<Point>>& degrees, ToMetres to_metres) {
    std::vector<geom::Shape> shapes;
    for (const auto& corners : degrees) {
        geom::Ring ring;
        for (const auto& p : corners) {
            ring.push_back(to_metres(p));
        }
        ring.push_back(ring.front());
        shapes.push_back({.polygons = {{.outer = ring, .holes = {}}}, .lines = {}, .points = {}});
    }
    return shapes;
}

std::vector<const geom::Shape*> pointers(const std::vector<geom::Shape>& shapes) {
    std::vector<const geom::Shape*> all;
    for (const auto& shape : shapes) {
        all.push_back(&shape);
    }
    return all;
}

/// Right, in EPSG:5186.
Point right(const Point& bessel) {
    return test::project(test::epsg_5186, test::bessel_to_grs(bessel));
}

std::optional<geom::Mismatch> found(const std::vector<geom::Shape>& layer,
                                    const std::string& declared) {
    const auto reference = drawn(parcels(60, 1), right);
    const auto at = layer.front().polygons.front().outer.front();
    return geom::find_mismatch(pointers(layer), pointers(reference),
                               geom::usual_displacements(declared, "EPSG:5186", at));
}

/// Coordinates in `truth`, read as if they were `label`, in EPSG:5186.
std::vector<geom::Shape> mislabelled(const test::TransverseMercator& truth, bool bessel,
                                     const std::string& label) {
    const geom::Reprojection as_labelled{label, "EPSG:5186"};
    return drawn(parcels(60, 1), [&](const Point& p) {
        return as_labelled(test::project(truth, bessel ? p : test::bessel_to_grs(p)));
    });
}

} // namespace

TEST_CASE("coordinates under the label of another Korean system are found out", "[geom][crs]") {
    struct Case {
        test::TransverseMercator truth;
        bool bessel;
        std::string code;
        std::string label;
        Point shift; ///< Of the table, m.
    };

    const std::vector<Case> cases{
        {test::epsg_5174, true, "EPSG:5174", "EPSG:2097", {261.06, 0.26}},
        {test::epsg_2097, true, "EPSG:2097", "EPSG:5174", {-261.06, -0.26}},
        {test::epsg_5181, false, "EPSG:5181", "EPSG:5186", {0, 100000}},
        {test::epsg_5186, false, "EPSG:5186", "EPSG:5181", {0, -100000}},
        {test::epsg_5174, true, "EPSG:5174", "EPSG:5186", {72, 100307}}};
    for (const auto& row : cases) {
        CAPTURE(row.code, row.label);
        const auto mismatch = found(mislabelled(row.truth, row.bessel, row.label), row.label);
        REQUIRE(mismatch);
        CHECK(mismatch->displacement.truth == row.code);
        CHECK(mismatch->displacement.shift.x == Approx(row.shift.x).margin(1));
        CHECK(mismatch->displacement.shift.y == Approx(row.shift.y).margin(1));
        CHECK_THAT(mismatch->displacement.cause.en, Contains("declare it as " + row.code));
        CHECK(mismatch->agreement.moved > 0.95);
        CHECK(mismatch->agreement.unmoved < 0.05);
    }
}

TEST_CASE("a datum shift left out, or without its pivot, or Tokyo's, is found out", "[geom][crs]") {
    const auto unshifted =
        drawn(parcels(60, 1), [](const Point& p) { return test::project(test::epsg_5186, p); });
    const auto none = found(unshifted, "EPSG:5186");
    REQUIRE(none);
    CHECK_THAT(none->displacement.cause.en, Contains("without the shift of the Bessel datum"));
    CHECK(std::hypot(none->displacement.shift.x, none->displacement.shift.y) ==
          Approx(382.3).margin(1));

    const auto no_pivot = drawn(parcels(60, 1), [](const Point& p) {
        return test::project(test::epsg_5186, helmert_without_pivot(p));
    });
    const auto lost = found(no_pivot, "EPSG:5186");
    REQUIRE(lost);
    CHECK_THAT(lost->displacement.cause.en, Contains("pivot lost"));
    CHECK(lost->displacement.shift.x == Approx(5.37).margin(0.1));
    CHECK(lost->displacement.shift.y == Approx(-14.26).margin(0.1));

    const geom::Reprojection as_tokyo{"EPSG:4301", "EPSG:5186"};
    const auto tokyo =
        found(drawn(parcels(60, 1), [&](const Point& p) { return as_tokyo(p); }), "EPSG:5186");
    REQUIRE(tokyo);
    CHECK_THAT(tokyo->displacement.cause.en, Contains("GCS_Tokyo"));
    CHECK(std::hypot(tokyo->displacement.shift.x, tokyo->displacement.shift.y) ==
          Approx(1.43).margin(0.1));
}

TEST_CASE("a confusion that happened before the label was right is found out", "[geom][crs]") {
    // read as 2097 though it was 5174, and stored in 5186: 261.06 m west and 0.26 m south
    const auto shifted = [](Point by) {
        return drawn(parcels(60, 1), [by](const Point& p) {
            const auto at = right(p);
            return Point{at.x + by.x, at.y + by.y};
        });
    };
    for (const double sign : {1.0, -1.0}) {
        const auto origin = found(shifted({-261.06 * sign, -0.26 * sign}), "EPSG:5186");
        REQUIRE(origin);
        CHECK_THAT(origin->displacement.cause.en, Contains("EPSG:2097") && Contains("EPSG:5174"));
    }
    const auto tokyo = found(shifted({1.32, -0.53}), "EPSG:5186");
    REQUIRE(tokyo);
    CHECK_THAT(tokyo->displacement.cause.en, Contains("GCS_Tokyo"));
}

TEST_CASE("layers that agree, or have nothing in common, are not accused", "[geom][crs]") {
    CHECK_FALSE(found(drawn(parcels(60, 1), right), "EPSG:5186"));
    CHECK_FALSE(found(drawn(parcels(60, 2), right), "EPSG:5186")); // other parcels
    // half a metre off, as two surveys of one place may be
    CHECK_FALSE(found(drawn(parcels(60, 1),
                            [](const Point& p) {
                                const auto q = right(p);
                                return Point{q.x + 0.4, q.y - 0.3};
                            }),
                      "EPSG:5186"));
    CHECK_FALSE(found(
        drawn(parcels(4, 1), [](const Point& p) { return test::project(test::epsg_5186, p); }),
        "EPSG:5186")); // 16 corners are too few to tell
}

TEST_CASE("a reference that comes bit by bit finds out what a whole one does", "[geom][crs]") {
    const auto reference = drawn(parcels(60, 1), right);
    std::vector<geom::PolygonSet> bits(3);
    for (std::size_t i = 0; i < reference.size(); ++i) {
        bits[i / 20].add(reference[i].polygons);
    }
    geom::Box box;
    for (const auto& shape : reference) {
        const auto own = geom::envelope(shape);
        box.extend(own.min);
        box.extend(own.max);
    }
    const auto search = [&](const std::vector<geom::Shape>& layer) {
        const auto at = layer.front().polygons.front().outer.front();
        geom::MismatchSearch mismatch{pointers(layer),
                                      geom::usual_displacements("EPSG:5186", "EPSG:5186", at), box};
        for (const auto& bit : bits) {
            mismatch.meet(bit);
        }
        return mismatch.result();
    };
    const auto displaced = mislabelled(test::epsg_5174, true, "EPSG:5186");
    const auto bitwise = search(displaced);
    const auto whole = found(displaced, "EPSG:5186");
    REQUIRE(bitwise);
    CHECK(bitwise->displacement.truth == whole->displacement.truth);
    CHECK(bitwise->agreement.moved == Approx(whole->agreement.moved).margin(0.02));
    CHECK_FALSE(search(reference));
}

namespace {

Point helmert_without_pivot(const Point& bessel) {
    using Vector = std::array<double, 3>;
    const double second = test::degree / 3600;
    const double rx = -1.162 * second;
    const double ry = 2.347 * second;
    const double rz = 1.592 * second;
    const double f = 1 / test::bessel_1841.inverse_flattening;
    const double e2 = f * (2 - f);
    const double lat = bessel.y * test::degree;
    const double lon = bessel.x * test::degree;
    const double n = test::bessel_1841.a / std::sqrt(1 - e2 * std::sin(lat) * std::sin(lat));
    const Vector d{n * std::cos(lat) * std::cos(lon), n * std::cos(lat) * std::sin(lon),
                   n * (1 - e2) * std::sin(lat)};
    const double m = 1 + 6.342e-6;
    const Vector to{m * (d[0] - rz * d[1] + ry * d[2]) - 145.907,
                    m * (rz * d[0] + d[1] - rx * d[2]) + 505.034,
                    m * (-ry * d[0] + rx * d[1] + d[2]) + 685.756};
    const double g = 1 / test::grs_1980.inverse_flattening;
    const double g2 = g * (2 - g);
    const double p = std::hypot(to[0], to[1]);
    double phi = std::atan2(to[2], p * (1 - g2));
    for (int i = 0; i < 20; ++i) {
        const double radius = test::grs_1980.a / std::sqrt(1 - g2 * std::sin(phi) * std::sin(phi));
        phi = std::atan2(to[2] + g2 * radius * std::sin(phi), p);
    }
    return {std::atan2(to[1], to[0]) / test::degree, phi / test::degree};
}

} // namespace
