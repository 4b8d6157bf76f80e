// Results too large for memory, shown or written: through the binary, against each other.
#include "run_cli.hpp"
#include "shapefile_bytes.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <string>

using namespace sandan;

namespace {

/// A row of squares with long names, so that a table of pairs is larger than what is kept at a
/// time.
std::string squares(const test::TempDir& dir) {
    constexpr std::size_t count = 15'000;
    auto file = test::row_of_squares(count);
    file.fields = {{.name = "ID", .type = 'C', .length = 240}};
    for (std::size_t i = 0; i < count; ++i) {
        file.rows[i] = {std::string(230, 'x') + std::to_string(i)};
    }
    return file.write(dir, "squares");
}

} // namespace

TEST_CASE("a large result is the same shown, written, and without a folder for temporary files",
          "[cli]") {
    const test::TempDir dir;
    const test::TempDir temporary;
    const auto path = squares(dir);
    const std::string json = GENERATE("", "--json");
    std::vector<std::string> words{"adjacency", path, "--id", "ID"};
    if (!json.empty()) {
        words.push_back(json);
    }
    const auto shown = test::run_cli(words, {"TMPDIR=" + (temporary / "")});
    CHECK(shown.exit == 0);
    CHECK(shown.out.size() > 6'000'000);
    CHECK(std::filesystem::is_empty(temporary / ""));
    CHECK((test::run_cli(words, {"TMPDIR=" + (temporary / "none")}).out == shown.out));
    words.insert(words.end(), {"-o", temporary / "pairs"});
    CHECK(test::run_cli(words).exit == 0);
    CHECK((test::read_file(temporary / "pairs") == shown.out));
    const auto left = std::filesystem::directory_iterator{temporary / ""};
    CHECK(std::distance(begin(left), end(left)) == 1);
}
