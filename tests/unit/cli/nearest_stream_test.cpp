// `nearest` of a shapefile that streams against the runs that read it as a whole: those of another
// format, and those that are told in which system to measure.
#include "many_lots.hpp"
#include "run_cli.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace sandan;

namespace {

/// Points, lines and polygons along the lots, some of them far away.
std::string surroundings(const test::TempDir& dir) {
    std::vector<model::Feature> features;
    const auto add = [&](geom::Shape shape) {
        model::Feature feature;
        feature.shape = std::move(shape);
        feature.values = {"N" + std::to_string(features.size())};
        features.push_back(std::move(feature));
    };
    for (int i = 0; i < 400; ++i) {
        const double x = 210'000 + 237.3 * i;
        const double y = 365'031.7 + 40 * (i % 5);
        if (i % 3 == 0) {
            add({{}, {}, {{x, y}}});
        } else if (i % 3 == 1) {
            add({{}, {{{x, y - 60}, {x + 11.1, y + 5}, {x + 30, y}}}, {}});
        } else {
            add({{{{{x, y}, {x + 7, y}, {x + 3.3, y + 9}, {x, y}}, {}}}, {}, {}});
        }
    }
    auto path = dir / "around.gpkg";
    io::write_geopackage(path, "EPSG:5186",
                         {{.name = "objects",
                           .geometry = "Geometry",
                           .fields = {"NAME"},
                           .numeric = {false},
                           .features = std::move(features)}});
    return path;
}

using Words = std::vector<std::string>;

Words with(Words words, const Words& more) {
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

} // namespace

TEST_CASE("nearest of a streamed layer is that of the whole, byte for byte", "[cli][nearest]") {
    const test::TempDir dir;
    const auto lots = test::many_lots(9000).write(dir, "lots");
    const auto copy = test::as_geopackage(dir, lots);
    const auto to = surroundings(dir);
    const auto further = GENERATE(Words{}, Words{"--within", "50"}, Words{"--within", "0"});
    const auto options = with({"--id", "ID", "--to-id", "NAME"}, further);
    const auto whole = test::run_cli(
        with({"nearest", lots, to, "--area-crs", "EPSG:5186", "-o", dir / "whole.csv"}, options));
    REQUIRE(whole.exit == 1); // a record was rejected
    const auto rows = test::read_file(dir / "whole.csv");
    CHECK(std::count(rows.begin(), rows.end(), '\n') > 50);
    for (const auto* const threads : {"1", "2", "4"}) {
        const auto streamed = test::run_cli(
            with({"nearest", lots, to, "--threads", threads, "-o", dir / "streamed.csv"}, options));
        CHECK(streamed.exit == whole.exit);
        CHECK(streamed.err == whole.err);
        CHECK((test::read_file(dir / "streamed.csv") == rows));
    }
    const auto shown = test::run_cli(with({"nearest", lots, to}, options));
    CHECK((shown.out == rows));
    const auto document =
        test::run_cli(with({"nearest", lots, to, "--json", "--area-crs", "EPSG:5186"}, options));
    const auto streamed = test::run_cli(with({"nearest", lots, to, "--json"}, options));
    CHECK((streamed.out == document.out));
    CHECK(streamed.err == document.err);
    CHECK(nlohmann::json::parse(document.out)["neighbours"].size() > 50);
    const auto checked = test::run_cli(with({"nearest", lots, to, "--cross-check"}, options));
    CHECK((checked.out == rows));
    CHECK(checked.err.find(" of 8999 records computed a second time") != std::string::npos);
    const auto other = test::run_cli(with({"nearest", copy, to}, options));
    CHECK(other.exit == 0);
    CHECK((other.out == rows));
}

TEST_CASE("nearest by numbers, and the ledgers of both layers", "[cli][nearest]") {
    const test::TempDir dir;
    const auto lots = test::many_lots(3000).write(dir, "lots");
    const auto whole = test::run_cli({"nearest", lots, lots, "--area-crs", "EPSG:5186"});
    const auto streamed = test::run_cli({"nearest", lots, lots});
    CHECK(streamed.exit == 1);
    CHECK((streamed.out == whole.out));
    CHECK(streamed.err == whole.err);
    CHECK(streamed.err.find("of 2999 shapes 1 are empty") != std::string::npos);
    CHECK(test::run_cli({"nearest", lots, lots, "--fail-on", "never"}).exit == 0);
}

TEST_CASE("a layer under a wrong label is refused while lots stream", "[cli][nearest]") {
    const test::TempDir dir;
    const auto lots = test::many_lots(3000).write(dir, "lots");
    auto file = test::many_lots(2000);
    for (auto& rings : file.polygons) {
        for (auto& ring : rings) {
            for (auto& p : ring) {
                p.y -= 100'000; // EPSG:5181 under the label of 5186
            }
        }
    }
    const auto result =
        test::run_cli({"nearest", lots, file.write(dir, "to"), "-o", dir / "rows.csv"});
    CHECK(result.exit == 3);
    CHECK(result.err.find("CRS-LIE") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(dir / "rows.csv"));
}

TEST_CASE("nothing is left behind when the lots turn out to be damaged", "[cli][nearest]") {
    const test::TempDir dir;
    const auto lots = test::many_lots(9000).write(dir, "lots");
    const auto to = surroundings(dir);
    auto table = test::read_file(dir / "lots.dbf");
    table[table.size() - 10] = '\xFF'; // text that is none, in the last record
    dir.write("lots.dbf", table);
    const auto files = dir.size();
    const auto whole = test::run_cli({"nearest", lots, to, "--area-crs", "EPSG:5186"});
    const auto streamed = test::run_cli({"nearest", lots, to});
    CHECK(streamed.exit == whole.exit);
    CHECK(streamed.err == whole.err);
    CHECK((streamed.out == whole.out));
    CHECK(dir.size() == files);
}
