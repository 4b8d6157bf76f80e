// `coverage` and `adjacency` of a shapefile that passes by in blocks, against the same file read as
// a whole: out of a zip it is.
#include "faulty_cadastre.hpp"
#include "other_formats.hpp"
#include "run_cli.hpp"
#include "shapefile_bytes.hpp"
#include "zipped_shapefile.hpp"

#include <catch2/catch.hpp>

using namespace sandan;

namespace {

constexpr std::size_t count = 9000; // the reader takes 2,048 at a time

/// With faults of the coverage; one record null, one rejected, one repaired, one of two parts and a
/// hole, one a sliver, and an id that CSV must quote.
std::string lots(const test::TempDir& dir) {
    test::ShapefileBytes file;
    file.fields = {{.name = "ID"}, {.name = "NO", .type = 'N', .length = 8}};
    for (const auto& lot : test::faulty_cadastre(count, 5)) {
        const auto i = file.rows.size();
        file.polygons.emplace_back();
        if (!lot.empty()) {
            file.polygons.back().push_back(lot[0].outer);
        }
        file.rows.push_back({"P" + std::to_string(i), fmt::format("{:8}", i)});
    }
    const auto corner = [](std::size_t i) {
        return test::lot_ring(i)[0];
    };
    const auto bow_tie = corner(1700);
    file.polygons[1700] = {{bow_tie,
                            {bow_tie.x + 10, bow_tie.y + 10},
                            {bow_tie.x + 10, bow_tie.y},
                            {bow_tie.x, bow_tie.y + 10},
                            bow_tie}};
    auto spike = test::lot_ring(4100);
    spike.insert(spike.begin() + 1, {{spike[0].x, spike[0].y - 1}, {spike[0].x, spike[0].y}});
    file.polygons[4100] = {spike};
    auto hole = test::square(corner(8200).x + 2, corner(8200).y + 2, 3);
    std::reverse(hole.begin(), hole.end());
    file.polygons[8200] = {test::lot_ring(8200), hole,
                           test::square(corner(8200).x - 5000, corner(8200).y, 3)};
    file.polygons[8500] = {test::square(corner(8500).x - 4000, corner(8500).y, 0.3)};
    std::reverse(file.polygons[300][0].begin(), file.polygons[300][0].end());
    file.rows[5][0] = "=1+1, \"x\"";
    file.rows[6][0] = "";
    return file.write(dir, "lots");
}

/// Smaller than the lots, so that some lie beyond.
std::string boundary(const test::TempDir& dir) {
    auto file = test::row_of_squares(1);
    const auto low = test::lot_corner(0, 1);
    const auto high = test::lot_corner(test::lots_in_a_row, count / test::lots_in_a_row);
    file.polygons = {{{low, {low.x, high.y}, high, {high.x, low.y}, low}}};
    return file.write(dir, "boundary");
}

struct Form {
    std::vector<std::string> words; ///< The second one is put in.
    std::string out;                ///< Name of the result; empty for standard output.
    bool bounded = false;
};

} // namespace

TEST_CASE("a layer that passes by is the one that is read as a whole, byte for byte",
          "[cli][coverage][adjacency]") {
    const test::TempDir dir;
    const auto path = lots(dir);
    const auto zip = test::zipped(dir, "lots");
    const auto limits = boundary(dir);
    const auto form =
        GENERATE(Form{{"coverage", ""}, ""}, Form{{"coverage", "", "--json"}, ""},
                 Form{{"coverage", "", "--id", "ID"}, "faults.csv", true},
                 Form{{"coverage", "", "--id", "NO", "--min-area", "0"}, "faults.gpkg"},
                 Form{{"coverage", "", "--id", "ID", "--tolerance", "30"}, ""},
                 Form{{"coverage", "", "--cross-check"}, ""},
                 Form{{"coverage", "", "--cross-check=all"}, "", true},
                 Form{{"adjacency", "", "--id", "ID"}, "pairs.csv"},
                 Form{{"adjacency", "", "--id", "NO", "--tolerance", "0"}, ""},
                 Form{{"adjacency", "", "--cross-check"}, ""},
                 Form{{"adjacency", "", "--id", "ID", "--json"}, ""});
    const auto run = [&](const std::string& layer, const std::string& threads) {
        auto words = form.words;
        words[1] = layer;
        words.insert(words.end(), {"--threads", threads});
        if (form.bounded) {
            words.insert(words.end(), {"--boundary", limits});
        }
        if (!form.out.empty()) {
            words.insert(words.end(), {"-o", dir / form.out});
        }
        auto result = test::run_cli(words);
        if (!form.out.empty()) {
            result.out += test::read_file(dir / form.out);
        }
        return result;
    };
    auto whole = run(zip, "1");
    whole.err = test::unzipped(whole.err, dir, "lots");
    CAPTURE(form.words, whole.err);
    REQUIRE(whole.exit == 1); // a record was rejected
    REQUIRE(whole.out.size() > 300);
    for (const auto* const threads : {"1", "2", "4"}) {
        const auto passing = run(path, threads);
        CAPTURE(threads);
        CHECK(passing.exit == whole.exit);
        CHECK(passing.err == whole.err);
        CHECK((passing.out == whole.out)); // too much to be shown
    }
}

TEST_CASE("the same lots as a GeoPackage give the same rows", "[cli][coverage][adjacency]") {
    const test::TempDir dir;
    const auto path = lots(dir);
    const auto copy = dir / "lots.gpkg";
    if (!test::runs("ogr2ogr -f GPKG -nlt PROMOTE_TO_MULTI '" + copy + "' '" + path + "'")) {
        std::cout << "SKIP: no ogr2ogr (gdal-bin)\n";
        return;
    }
    for (const auto* const command : {"coverage", "adjacency"}) {
        const auto shapefile = test::run_cli({command, path, "--id", "NO"});
        const auto package = test::run_cli({command, copy, "--id", "NO"});
        CHECK(package.exit == shapefile.exit);
        const auto rows = shapefile.out.substr(0, shapefile.out.find("invalid,"));
        CHECK(
            (package.out.substr(0, package.out.find("invalid,")) == rows)); // records count from 1
    }
}

TEST_CASE("what is wrong with a layer or beside it is said as by who reads it as a whole",
          "[cli][coverage][adjacency]") {
    const test::TempDir dir;
    const auto path = lots(dir);
    auto file = test::row_of_squares(40);
    for (auto& rings : file.polygons) {
        for (auto& p : rings.front()) {
            p.y -= 100'000; // EPSG:5181 under the label of 5186
        }
    }
    const auto lies = file.write(dir, "lies");
    const auto beside = test::run_cli({"coverage", path, "--boundary", lies});
    CHECK(beside.exit == 3);
    CHECK(beside.err.find("CRS-LIE") != std::string::npos);

    for (auto& rings : file.polygons) {
        rings.clear();
    }
    const auto empty = file.write(dir, "empty");
    for (const auto* const command : {"coverage", "adjacency"}) {
        CHECK(test::run_cli({command, path, "--id", "NONE"}).exit == 2);
        const auto nothing = test::run_cli({command, empty});
        CHECK(nothing.exit == 3);
        CHECK(nothing.err.find("none of its 40 records is a polygon") != std::string::npos);
    }
    const auto files = dir.size();
    CHECK(test::run_cli({"adjacency", empty, "-o", dir / "pairs.csv"}).exit == 3);
    CHECK(test::run_cli({"adjacency", path, "-o", dir / "none/pairs.csv"}).exit == 4);
    CHECK(dir.size() == files); // nothing is left behind
}
