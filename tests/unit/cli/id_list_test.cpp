#include "cli/id_list.hpp"
#include "temp_dir.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <string>

using namespace sandan;

namespace {

constexpr std::size_t count = 10'000; // the last chunk is not full

/// Some are empty, some long.
std::string word(std::size_t i) {
    return i % 7 == 0 ? std::string{} : std::to_string(i) + std::string(i % 41, 'x');
}

std::size_t fill(cli::IdList& list) {
    std::size_t most_held = 0;
    for (std::size_t i = 0; i < count; ++i) {
        list.add(word(i));
        most_held = std::max(most_held, list.held());
    }
    list.close();
    return most_held;
}

void require_all(const cli::IdList& list) {
    for (std::size_t i = 0; i < count; ++i) {
        const auto k = i * 7919 % count; // in no order
        REQUIRE(list[k] == word(k));
        if (i % 1000 == 0) {
            list.forget();
        }
    }
}

} // namespace

TEST_CASE("however many words there are, a few are in memory", "[cli]") {
    const test::TempDir dir;
    constexpr std::size_t most = 50'000;
    constexpr std::size_t chunk = 1024 * 50; // what one is at most, with the ends
    cli::IdList list{{dir / "", "words"}, most};
    CHECK(fill(list) < most + chunk);
    CHECK(list.held() == 0);
    CHECK_FALSE(std::filesystem::is_empty(dir / ""));
    require_all(list);
}

TEST_CASE("words that are few, or may go nowhere, stay in memory", "[cli]") {
    const test::TempDir dir;
    cli::IdList few{{dir / "", "words"}};
    fill(few);
    require_all(few);
    CHECK(std::filesystem::is_empty(dir / ""));
    cli::IdList kept{{}, 1};
    fill(kept);
    require_all(kept);
}
