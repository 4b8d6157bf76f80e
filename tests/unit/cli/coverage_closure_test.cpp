// `coverage --tolerance`: how well borders close, through the binary.
#include "run_cli.hpp"
#include "shapefile_bytes.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace sandan;
using Catch::Contains;
using test::run_cli;

namespace {

/// Two lots of 10 m with a gap of 10 mm between them, open at both ends; a third overlaps the
/// second by 1 mm.
test::ShapefileBytes with_a_seam() {
    auto file = test::row_of_squares(3);
    const auto lot = [](double west, double east) {
        return std::vector<std::vector<geom::Point>>{
            {{west, 365'000}, {west, 365'010}, {east, 365'010}, {east, 365'000}, {west, 365'000}}};
    };
    file.polygons[1] = lot(210'010.01, 210'020.001);
    file.polygons[2] = lot(210'020, 210'030);
    return file;
}

/// A boundary from the corner of the first lot to (east, north).
std::string boundary_to(const test::TempDir& dir, double east, double north) {
    auto outline = test::row_of_squares(1);
    outline.polygons = {{{{210'000, 365'000},
                          {210'000, north},
                          {east, north},
                          {east, 365'000},
                          {210'000, 365'000}}}};
    return outline.write(dir, "boundary");
}

} // namespace

TEST_CASE("coverage --tolerance tells open gaps up to it, in mm and with their class", "[cli]") {
    const test::TempDir dir;
    const auto lots = with_a_seam().write(dir, "lots");
    const auto at = [&](const std::string& tolerance) {
        return run_cli({"coverage", lots, "--id", "ID", "--tolerance", tolerance});
    };
    const auto found = at("10");
    CHECK(found.exit == 0);
    CHECK_THAT(found.out,
               Catch::StartsWith("kind,id_a,id_b,area_m2,width_m,x,y,width_mm,class,open\n"));
    CHECK_THAT(found.out, Contains("\ngap,P0,P1,0.1") && Contains(",10,digitising,1\n"));
    CHECK_THAT(found.out, Contains("\noverlap,P1,P2,0.00999") && Contains(",1,rounding,0\n"));
    CHECK_THAT(at("9.9").out, !Contains("\ngap,"));
    CHECK_THAT(at("5000").out, Contains("\ngap,P0,P1,0.1"));
    CHECK(at("0").exit == 2);

    // without it the contract of the CSV stands
    CHECK(run_cli({"coverage", lots, "--id", "ID"}).out == "kind,id_a,id_b,area_m2,width_m,x,y\n");
}

TEST_CASE("coverage --tolerance sums faults up by kind and class", "[cli]") {
    const test::TempDir dir;
    const auto lots = with_a_seam().write(dir, "lots");
    const auto report =
        nlohmann::json::parse(run_cli({"coverage", lots, "--tolerance", "500", "--json"}).out);
    CHECK(report["tolerance_m"] == 0.5);
    const auto& closure = report["closure"];
    CHECK(closure["rounding_below_mm"] == 2.0); // rule GT-03 of the shipped pack
    CHECK(closure["digitising_below_mm"] == 500.0);
    REQUIRE(closure["faults"].size() == 2);
    CHECK(closure["faults"][0]["kind"] == "gap");
    CHECK(closure["faults"][0]["class"] == "digitising");
    CHECK(closure["faults"][0]["max_width_mm"].get<double>() == Approx(10));
    CHECK(closure["faults"][1]["kind"] == "overlap");
    CHECK(closure["faults"][1]["class"] == "rounding");

    // before the limits were in force there is no class
    CHECK(run_cli({"coverage", lots, "--tolerance", "500", "--as-of", "2023-12-31"}).exit == 2);
}

TEST_CASE("coverage --tolerance tells the boundary's mismatches apart", "[cli]") {
    const test::TempDir dir;
    const auto lots = test::row_of_squares(3).write(dir, "lots");
    const auto boundary = boundary_to(dir, 210'029.999, 365'010.3);
    const auto csv =
        run_cli({"coverage", lots, "--id", "ID", "--boundary", boundary, "--tolerance", "10"});
    CHECK_THAT(csv.out, Contains("\nboundary,P0,(boundary),") || Contains("\nboundary,P1,"));
    CHECK_THAT(csv.out, Contains(",300,digitising,0\n"));
    CHECK_THAT(csv.out, Contains("\noutside,P2,(boundary),0.0") && Contains(",1,rounding,0\n"));
    CHECK_THAT(csv.out, Contains("\njunction,P0,(boundary),0,0,210010,365000,0,rounding,0\n"));
}

TEST_CASE("a gap names the lots that face each other where it is widest", "[cli]") {
    const test::TempDir dir;
    // Two rows of two lots, 20 mm apart; P0 and P1 are neighbours without a gap.
    auto file = test::row_of_squares(4);
    file.polygons = {{test::square(210'000, 365'010.02, 10)},
                     {test::square(210'010, 365'010.02, 10)},
                     {test::square(210'000, 365'000, 10)},
                     {test::square(210'010, 365'000, 10)}};
    const auto lots = file.write(dir, "rows");
    const auto found = run_cli({"coverage", lots, "--id", "ID", "--tolerance", "20"}).out;
    CHECK_THAT(found, Contains("\ngap,P0,P2,0.") || Contains("\ngap,P1,P3,0."));
}

TEST_CASE("a gap between lots that ends at the boundary is no mismatch of the boundary", "[cli]") {
    const test::TempDir dir;
    const auto lots = with_a_seam().write(dir, "lots");
    const auto boundary = boundary_to(dir, 210'030, 365'010);
    const auto found =
        run_cli({"coverage", lots, "--id", "ID", "--boundary", boundary, "--tolerance", "10"}).out;
    CHECK_THAT(found, Contains("\ngap,P0,P1,0.1") && !Contains("\nboundary,"));
}
