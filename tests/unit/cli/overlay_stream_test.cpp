// `overlay` and `inspect` of a shapefile that streams against the runs that read it as a whole:
// out of a zip it is, and for --machine.
#include "run_cli.hpp"
#include "shapefile_bytes.hpp"
#include "zipped_shapefile.hpp"

#include <catch2/catch.hpp>

using namespace sandan;

namespace {

/// Parcels in two rows of 10 m squares, one of them invalid, one null; ids that CSV must quote.
std::string parcels(const test::TempDir& dir) {
    auto file = test::row_of_squares(3000);
    file.fields = {{.name = "ID"}, {.name = "NO", .type = 'N', .length = 8}};
    for (std::size_t i = 0; i < file.rows.size(); ++i) {
        file.rows[i].push_back(fmt::format("{:8}", i));
    }
    file.rows[5][0] = "=1+1, \"x\"";
    file.rows[6][0] = "";
    file.polygons[1500] = {};
    const double x = 210'000 + 10 * 1700.0;
    file.polygons[1700] = {
        {{x, 365'000}, {x + 10, 365'010}, {x + 10, 365'000}, {x, 365'010}, {x, 365'000}}};
    return file.write(dir, "parcels");
}

/// Zones across the parcels: whole, cut, overlapping each other, and a hair over the next parcel.
std::string zones(const test::TempDir& dir) {
    test::ShapefileBytes file;
    file.fields = {{.name = "CODE"}};
    const auto add = [&](double from, double to, double low, double high, const char* code) {
        const double x = 210'000;
        file.polygons.push_back(
            {{{x + from, low}, {x + from, high}, {x + to, high}, {x + to, low}, {x + from, low}}});
        file.rows.push_back({code});
    };
    add(0, 105, 364'990, 365'020, "UQA320");
    add(105, 4000.3, 364'990, 365'007, "UQA430");
    add(105, 4000, 365'007, 365'020, "UQA320");
    add(3990, 5000, 364'990, 365'020, "UQA, \"special\"");
    add(3000, 3010, 364'990, 365'020, "UQA999");
    add(17'000, 17'500, 364'990, 365'020, "UQA320");
    return file.write(dir, "zones");
}

std::vector<std::string> overlay(const test::TempDir& dir, const std::string& id,
                                 const std::string& out) {
    std::vector<std::string> words{
        "overlay", dir / "parcels.shp", dir / "zones.shp", "--zone-class", "CODE", "-o", dir / out};
    if (!id.empty()) {
        words.insert(words.end(), {"--parcel-id", id});
    }
    return words;
}

} // namespace

TEST_CASE("a streamed overlay is the one of the whole layer, byte for byte", "[cli][overlay]") {
    const test::TempDir dir;
    parcels(dir);
    zones(dir);
    const std::string id = GENERATE("ID", "NO", "");
    auto whole = overlay(dir, id, "whole.csv");
    whole[1] = test::zipped(dir, "parcels");
    const std::string check = GENERATE("none", "sample", "all");
    whole.push_back("--cross-check=" + check);
    const auto first = test::run_cli(whole);
    REQUIRE(first.exit == 1); // a record was rejected
    for (const auto* const threads : {"1", "2", "4"}) {
        auto streamed = overlay(dir, id, "streamed.csv");
        streamed.insert(streamed.end(), {"--threads", threads, "--cross-check=" + check});
        const auto second = test::run_cli(streamed);
        CHECK(second.exit == first.exit);
        CHECK(second.err == test::unzipped(first.err, dir, "parcels"));
        CHECK(test::read_file(dir / "streamed.csv") == test::read_file(dir / "whole.csv"));
    }
    CHECK(test::read_file(dir / "whole.csv").find("UQA, \"\"special\"\"") != std::string::npos);
}

TEST_CASE("on standard output the rows are the same", "[cli][overlay]") {
    const test::TempDir dir;
    const auto lots = parcels(dir);
    const auto over = zones(dir);
    const auto file = test::run_cli(overlay(dir, "ID", "rows.csv"));
    const auto shown =
        test::run_cli({"overlay", lots, over, "--parcel-id", "ID", "--zone-class", "CODE"});
    CHECK(shown.out == test::read_file(dir / "rows.csv"));
    CHECK(shown.exit == file.exit);
}

TEST_CASE("zones under a wrong label are refused while parcels stream", "[cli][overlay]") {
    const test::TempDir dir;
    parcels(dir);
    auto file = test::row_of_squares(400);
    for (auto& rings : file.polygons) {
        for (auto& p : rings.front()) {
            p.y -= 100'000; // EPSG:5181 under the label of 5186
        }
    }
    for (auto& row : file.rows) {
        row = {"UQA320"};
    }
    file.fields = {{.name = "CODE"}};
    (void)file.write(dir, "zones");
    const auto result = test::run_cli(overlay(dir, "ID", "rows.csv"));
    CHECK(result.exit == 3);
    CHECK(result.err.find("CRS-LIE") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(dir / "rows.csv"));
}

TEST_CASE("nothing appears, and nothing is left behind, when the parcels are damaged",
          "[cli][overlay]") {
    const test::TempDir dir;
    const auto lots = parcels(dir);
    zones(dir);
    std::filesystem::resize_file(dir / "parcels.shx", 100);
    const auto files = dir.size();
    const auto result = test::run_cli(overlay(dir, "ID", "rows.csv"));
    CHECK(result.exit == 3);
    CHECK(dir.size() == files);
}

TEST_CASE("a streamed inspection says what that of the whole layer says", "[cli][inspect]") {
    const test::TempDir dir;
    const auto lots = parcels(dir);
    const std::string form = GENERATE("--json", "--quiet");
    const auto streamed = test::run_cli({"inspect", lots, form, "--threads", "2"});
    const auto whole = test::run_cli({"inspect", lots, form, "--machine"});
    CHECK(streamed.exit == whole.exit);
    CHECK(streamed.out == whole.out.substr(0, whole.out.rfind("{\"read\"")));
    CHECK(streamed.out.find("Self-intersection") != std::string::npos);
}
