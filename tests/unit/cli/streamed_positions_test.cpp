// A layer beside is judged by all records of the one that streams, not by the first: as where that
// one is read as a whole.
#include "displaced_zones.hpp"
#include "many_lots.hpp"
#include "run_cli.hpp"

#include <catch2/catch.hpp>

#include <filesystem>

using namespace sandan;
using Words = std::vector<std::string>;

namespace {

struct Form {
    const char* command;
    Words options; ///< Behind the first layer.
};

std::string with_name(std::string text, const std::string& from, const std::string& to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
    return text;
}

} // namespace

TEST_CASE("zones are judged by all lots, whichever of them come first", "[cli][overlay]") {
    const test::TempDir dir;
    const auto zones = test::zones_of_lots().write(dir, "zones");
    const bool turned = GENERATE(false, true);
    const bool lies = GENERATE(false, true);
    // `in_place` of the lots lie where the zones are: those that come first, or last when turned
    const auto in_place = lies ? test::quarter_of_lots : 3 * test::quarter_of_lots;
    const auto seam = turned ? test::lots_of_zones - in_place : in_place;
    const auto lots = test::lots_in_place_before(seam, turned).write(dir, "lots");
    const auto package = test::as_geopackage(dir, lots);
    const std::vector<Form> forms{{"overlay", {zones, "--parcel-id", "ID", "--zone-class", "CODE"}},
                                  {"nearest", {zones, "--id", "ID"}},
                                  {"coverage", {"--id", "ID", "--boundary", zones}}};
    const auto& form = forms.at(GENERATE(0U, 1U, 2U));
    if (form.command == std::string{"coverage"} && !lies) {
        return; // thousands of faults take minutes under a sanitizer
    }
    const auto run = [&](const std::string& layer, const Words& more) {
        Words words{form.command, layer};
        words.insert(words.end(), form.options.begin(), form.options.end());
        words.insert(words.end(), more.begin(), more.end());
        return test::run_cli(words);
    };
    CAPTURE(form.command, turned, lies);
    const auto streamed = run(lots, {"-o", dir / "rows.csv"});
    const auto whole = run(package, {});
    CAPTURE(streamed.err);
    REQUIRE(whole.exit == (lies ? 3 : 0));
    CHECK(streamed.exit == whole.exit);
    CHECK(std::filesystem::exists(dir / "rows.csv") == !lies);
    CHECK((streamed.err.find("CRS-LIE") != std::string::npos) == lies);
    if (lies) { // the words too, numbers and all
        CHECK(streamed.err == with_name(whole.err, package, lots));
    }
}

TEST_CASE("a quarter of the lots alone would tell the contrary", "[cli][overlay]") {
    const test::TempDir dir;
    const auto zones = test::zones_of_lots().write(dir, "zones");
    const bool turned = GENERATE(false, true);
    const auto lots =
        test::lots_in_place_before(test::quarter_of_lots, turned, 0, test::quarter_of_lots)
            .write(dir, "lots");
    const auto result = test::run_cli({"overlay", lots, zones, "--zone-class", "CODE"});
    CHECK(result.exit == (turned ? 3 : 0));
}
