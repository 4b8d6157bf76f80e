// `zonal` of a shapefile that streams against the runs that read it as a whole: those of another
// format, and those that are told in which system to measure.
#include "many_lots.hpp"
#include "run_cli.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <numeric>
#include <random>

using namespace sandan;

namespace {

/// Heights in cells of 8 m, one in eleven missing, under all but the last lots.
std::string heights(const test::TempDir& dir, std::size_t lots) {
    const auto columns = std::min(lots, test::lots_in_row) * 10 / 8 - 100;
    const auto rows = (lots / test::lots_in_row + 1) * 30 / 8;
    auto text = fmt::format("ncols {}\nnrows {}\nxllcorner 209999\nyllcorner 364995\n"
                            "cellsize 8\nNODATA_value -9999\n",
                            columns, rows);
    for (std::size_t i = 0; i < columns * rows; ++i) {
        text += i % 11 == 0 ? std::string{"-9999"} : fmt::format("{}.{}", i * 7 % 251, i % 10);
        text += i % columns == columns - 1 ? '\n' : ' ';
    }
    dir.write("dem.prj", test::ShapefileBytes::korea_2000());
    return dir.write("dem.asc", text);
}

} // namespace

TEST_CASE("zonal of a streamed layer is that of the whole, byte for byte", "[cli][zonal]") {
    const test::TempDir dir;
    const auto lots = test::many_lots(9000).write(dir, "lots");
    const auto copy = test::as_geopackage(dir, lots);
    const auto dem = heights(dir, 9000);
    const auto whole = test::run_cli(
        {"zonal", lots, dem, "--id", "ID", "--area-crs", "EPSG:5186", "-o", dir / "whole.csv"});
    REQUIRE(whole.exit == 1); // a record was rejected
    CHECK(whole.err.find("of 8999 shapes") != std::string::npos);
    const auto rows = test::read_file(dir / "whole.csv");
    for (const auto* const threads : {"1", "2", "4"}) {
        const auto streamed = test::run_cli(
            {"zonal", lots, dem, "--id", "ID", "--threads", threads, "-o", dir / "streamed.csv"});
        CHECK(streamed.exit == whole.exit);
        CHECK(streamed.err == whole.err);
        CHECK((test::read_file(dir / "streamed.csv") == rows));
    }
    CHECK((test::run_cli({"zonal", lots, dem, "--id", "ID"}).out == rows));
    const auto document =
        test::run_cli({"zonal", lots, dem, "--id", "ID", "--json", "--area-crs", "EPSG:5186"});
    const auto streamed_document = test::run_cli({"zonal", lots, dem, "--id", "ID", "--json"});
    CHECK((streamed_document.out == document.out));
    CHECK(streamed_document.err == document.err);
    CHECK(nlohmann::json::parse(document.out)["zones"].size() == 8999);
    const auto checked = test::run_cli({"zonal", lots, dem, "--id", "ID", "--cross-check"});
    CHECK((checked.out == rows));
    CHECK(checked.err.find(" of 8999 records computed a second time") != std::string::npos);
    const auto other = test::run_cli({"zonal", copy, dem, "--id", "ID"});
    CHECK(other.exit == 0);
    CHECK((other.out == rows));
}

TEST_CASE("a raster without a system, and one in another, are told of in their place",
          "[cli][zonal]") {
    const test::TempDir dir;
    const auto lots = test::many_lots(3000).write(dir, "lots");
    const auto dem = heights(dir, 3000);
    SECTION("none") {
        std::filesystem::remove(dir / "dem.prj");
    }
    SECTION("another") {
        auto west = test::ShapefileBytes::korea_2000();
        west.replace(west.find("127.0"), 5, "125.0");
        dir.write("dem.prj", west);
    }
    const auto whole = test::run_cli({"zonal", lots, dem, "--area-crs", "EPSG:5186"});
    const auto streamed = test::run_cli({"zonal", lots, dem});
    CHECK(streamed.exit == whole.exit);
    CHECK(streamed.err == whole.err);
    CHECK((streamed.out == whole.out));
    CHECK(streamed.err.find("dem.asc: ") != std::string::npos);
}

TEST_CASE("lots in no order of place have the statistics they have in order", "[cli][zonal]") {
    const test::TempDir dir;
    constexpr std::size_t count = 30'000; // in too many pieces to read the raster for each of them
    const auto file = test::many_lots(count);
    const auto dem = heights(dir, count);
    const auto in_order =
        test::run_cli({"zonal", file.write(dir, "lots"), dem, "--id", "ID", "--fail-on", "never"});
    auto mixed = file;
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::shuffle(order.begin(), order.end(), std::mt19937{91});
    for (std::size_t i = 0; i < count; ++i) {
        mixed.polygons[i] = file.polygons[order[i]];
        mixed.rows[i] = file.rows[order[i]];
    }
    const auto shuffled = test::run_cli(
        {"zonal", mixed.write(dir, "mixed"), dem, "--id", "ID", "--fail-on", "never"});
    const auto lines = [](const std::string& text) {
        std::vector<std::string> all;
        for (std::size_t at = 0; at < text.size();) {
            const auto end = text.find('\n', at);
            all.push_back(text.substr(at, end - at));
            at = end + 1;
        }
        std::sort(all.begin(), all.end());
        return all;
    };
    CHECK(shuffled.exit == 0);
    auto expected = lines(in_order.out);
    auto found = lines(shuffled.out);
    REQUIRE(found.size() == expected.size());
    std::size_t different = 0;
    for (std::size_t i = 0; i < found.size(); ++i) {
        different += found[i] == expected[i] ? 0U : 1U;
    }
    CHECK(different <= 1); // the lot without an id is called by its number
}
