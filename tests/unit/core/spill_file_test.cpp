#include <sandan/core/error.hpp>

#include "core/spill_file.hpp"
#include "temp_dir.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <filesystem>
#include <string>
#include <string_view>

using namespace sandan;

namespace {

std::size_t add(SpillFile& file, std::string_view text) {
    return file.add(std::as_bytes(std::span{text}));
}

std::string read(const SpillFile& file, std::size_t offset, std::size_t size) {
    std::string text(size, '\0');
    file.read(offset, std::as_writable_bytes(std::span{text}));
    return text;
}

} // namespace

TEST_CASE("what was spilled comes back, and the file goes with its owner", "[core]") {
    const test::TempDir dir;
    const std::string pages(100'000, 'p');
    {
        SpillFile file{{dir / "", "result"}};
        CHECK(add(file, "first") == 0);
        CHECK(add(file, "") == 5);
        CHECK(add(file, pages) == 5);
        CHECK(add(file, "last") == 100'005);
        CHECK(read(file, 0, 5) == "first");
        CHECK(read(file, 100'003, 6) == "pplast");
        file.map();
        for (int time = 0; time < 2; ++time) {
            CHECK(file.at(3, 4) == "stpp");
            CHECK(file.at(5, pages.size()) == pages);
            CHECK(file.at(100'005, 4) == "last");
            file.forget();
        }
    }
    CHECK(std::filesystem::is_empty(dir / ""));
}

TEST_CASE("nothing spilled is no fault; a folder that is not there is one", "[core]") {
    const test::TempDir dir;
    SpillFile file{{dir / "", "result"}};
    file.map();
    file.forget();
    std::array<std::byte, 1> beyond{};
    CHECK_THROWS_AS(file.read(0, beyond), Error);
    try {
        const SpillFile none{{dir / "none", "result.csv"}};
        FAIL("made a file in no folder");
    } catch (const Error& e) {
        CHECK(e.kind() == ErrorKind::output);
        CHECK_THAT(e.what(), Catch::Contains("result.csv"));
    }
}
