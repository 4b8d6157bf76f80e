#include <sandan/core/parallel.hpp>

#include "core/piece_budget.hpp"

#include <catch2/catch.hpp>

using namespace sandan;

TEST_CASE("20 pieces for each shape and a million more, then an Error of the budget", "[core]") {
    PieceBudget budget{100'000, "overlay"};
    CHECK_NOTHROW(budget.spend(3'000'000));
    try {
        budget.spend(1);
        FAIL("no error");
    } catch (const Error& e) {
        CHECK(e.kind() == ErrorKind::budget);
        CHECK_THAT(e.what(), Catch::StartsWith("overlay: more than 20 pieces for each shape"));
    }
}

TEST_CASE("shapes that come later bring their own pieces, from any thread", "[core]") {
    PieceBudget budget{0, "overlay"};
    parallel_for(100'000, 4, [&](std::size_t) {
        budget.allow(1);
        budget.spend(30);
    });
    CHECK_THROWS_AS(budget.spend(1), Error);
}
