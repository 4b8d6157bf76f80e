// `adjacency` on files, through the binary.
#include "run_cli.hpp"
#include "shapefile_bytes.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace sandan;
using Catch::Contains;
using test::run_cli;

namespace {

/// Four lots of 10 m in a row, the third 6 mm off the second; above the first two one of 20 m.
test::ShapefileBytes lots() {
    auto file = test::row_of_squares(4);
    const auto box = [](double west, double south, double east, double north) {
        return std::vector<std::vector<geom::Point>>{
            {{west, south}, {west, north}, {east, north}, {east, south}, {west, south}}};
    };
    file.polygons[2] = box(210'020.006, 365'000, 210'030, 365'010);
    file.polygons.push_back(box(210'000, 365'010, 210'020, 365'030));
    file.rows.push_back({"=top"});
    return file;
}

} // namespace

TEST_CASE("adjacency lists pairs in the order of the file, and their border", "[cli]") {
    const test::TempDir dir;
    const auto path = lots().write(dir, "lots");
    const auto named = run_cli({"adjacency", path, "--id", "ID"});
    CAPTURE(named.err);
    CHECK(named.exit == 0);
    CHECK(named.out == "id_a,id_b,length_m\n"
                       "P0,P1,10\n"
                       "P0,'=top,10\n"
                       "P1,P2,10\n"
                       "P1,'=top,10\n"
                       "P2,P3,10\n");
    const auto numbered = run_cli({"adjacency", path, "--tolerance", "1"});
    CHECK(numbered.out == "id_a,id_b,length_m\n0,1,10\n0,4,10\n1,4,10\n2,3,10\n");
    CHECK(run_cli({"adjacency", path, "--min-length", "10"}).out == "id_a,id_b,length_m\n");
    CHECK_THAT(run_cli({"adjacency", path, "--excel"}).out, Catch::StartsWith("\xEF\xBB\xBFid_a,"));
    CHECK(run_cli({"adjacency", path, "--threads", "1"}).out ==
          run_cli({"adjacency", path, "--threads", "4"}).out);
    const auto file = dir / "pairs.csv";
    CHECK(run_cli({"adjacency", path, "--id", "ID", "-o", file}).exit == 0);
    CHECK(test::read_file(file) == named.out);
}

TEST_CASE("adjacency sums up as JSON, and tells what was read", "[cli]") {
    const test::TempDir dir;
    const auto path = lots().write(dir, "lots");
    const auto json =
        nlohmann::json::parse(run_cli({"adjacency", path, "--id", "ID", "--json"}).out);
    CHECK(json["schema"] == "sandan.adjacency/1");
    CHECK(json["declared"] == 5);
    CHECK(json["delivered"] == 5);
    CHECK(json["crs"] == "EPSG:5186");
    CHECK(json["tolerance_m"].get<double>() == Approx(0.01));
    CHECK(json["pairs"] == 5);
    CHECK(json["length_m"].get<double>() == Approx(50));
    CHECK(json["contacts"].size() == 5);
    CHECK(json["contacts"][1]["id_b"] == "=top");
    CHECK_THAT(run_cli({"adjacency", path}).err, Contains("declared 5 = delivered 5"));
}

TEST_CASE("adjacency refuses and reports as the other commands on files do", "[cli]") {
    const test::TempDir dir;
    auto file = lots();
    const auto path = file.write(dir, "lots");
    CHECK(run_cli({"adjacency", path, "--tolerance", "-1"}).exit == 2);
    CHECK(run_cli({"adjacency", path, "-o", path}).exit == 2);
    CHECK(run_cli({"adjacency", dir / "none.shp"}).exit == 3);
    std::swap(file.polygons[1][0][1], file.polygons[1][0][2]); // a bow-tie
    const auto broken = file.write(dir, "broken");
    CHECK(run_cli({"adjacency", broken}).exit == 1);
    CHECK(run_cli({"adjacency", broken, "--fail-on", "never"}).exit == 0);
    const auto lock = dir / "inputs.lock";
    CHECK(run_cli({"adjacency", path, "--lock", lock}).exit == 0);
    CHECK(run_cli({"adjacency", path, "--lock", lock}).exit == 0);
}
