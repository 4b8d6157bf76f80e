#include <sandan/core/error.hpp>

#include <catch2/catch.hpp>

#include <optional>
#include <string>
#include <type_traits>

using sandan::Error;
using sandan::ErrorKind;
using sandan::Text;

TEST_CASE("an error has its message in both languages, and says the English as what", "[core]") {
    const Error error{ErrorKind::input, Text{"읽을 수 없습니다", "cannot be read"}};
    CHECK(error.kind() == ErrorKind::input);
    CHECK(error.message() == Text{"읽을 수 없습니다", "cannot be read"});
    CHECK(std::string{error.what()} == "cannot be read");
}

TEST_CASE("an error of one text says it in both languages", "[core]") {
    const Error error{ErrorKind::output, "zlib: data error"};
    CHECK(error.message() == Text{"zlib: data error", "zlib: data error"});
}

TEST_CASE("an error told from further out keeps its kind and both languages", "[core]") {
    const Error error{ErrorKind::usage, Text{"키가 없습니다", "no key"}};
    const auto placed = error.within("plan.toml:3:1");
    CHECK(placed.kind() == ErrorKind::usage);
    CHECK(placed.message() == Text{"plan.toml:3:1: 키가 없습니다", "plan.toml:3:1: no key"});
    CHECK(std::string{placed.what()} == "plan.toml:3:1: no key");
    const auto told = placed.within(Text{"레이어 'zones'", "layer 'zones'"});
    CHECK(told.message() == Text{"레이어 'zones': plan.toml:3:1: 키가 없습니다",
                                 "layer 'zones': plan.toml:3:1: no key"});
    CHECK(error.message() == Text{"키가 없습니다", "no key"});
}

TEST_CASE("a copy of an error outlives it with its message", "[core]") {
    STATIC_REQUIRE(std::is_nothrow_copy_constructible_v<Error>);
    std::optional<Error> kept;
    try {
        throw Error{ErrorKind::budget, Text{"시간 초과", "out of time"}}.within("run");
    } catch (const Error& error) {
        kept = error;
    }
    REQUIRE(kept.has_value());
    CHECK(kept->kind() == ErrorKind::budget);
    CHECK(kept->message() == Text{"run: 시간 초과", "run: out of time"});
    CHECK(std::string{kept->what()} == "run: out of time");
}
