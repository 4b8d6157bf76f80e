// Which of several exit statuses is told.
#include "cli/exit_order.hpp"

#include <catch2/catch.hpp>

#include <vector>

using namespace sandan;
using cli::Exit;

TEST_CASE("of two ends the graver is told, whichever came first", "[cli]") {
    // as `sandan batch --help` says it: 70, 4, 5, 3, 2; then 1, then 0
    const std::vector<int> documented{70, 4, 5, 3, 2, 1, 0};
    for (std::size_t i = 0; i < documented.size(); ++i) {
        for (std::size_t j = i; j < documented.size(); ++j) {
            const auto a = static_cast<Exit>(documented[i]);
            const auto b = static_cast<Exit>(documented[j]);
            CHECK(cli::graver(a, b) == a);
            CHECK(cli::graver(b, a) == a);
        }
        CHECK(cli::by_gravity.at(cli::gravity_of(static_cast<Exit>(documented[i]))) ==
              static_cast<Exit>(documented[i]));
    }
}

TEST_CASE("every kind of error has its documented exit status", "[cli]") {
    CHECK(cli::exit_for(ErrorKind::usage) == static_cast<Exit>(2));
    CHECK(cli::exit_for(ErrorKind::input) == static_cast<Exit>(3));
    CHECK(cli::exit_for(ErrorKind::output) == static_cast<Exit>(4));
    CHECK(cli::exit_for(ErrorKind::budget) == static_cast<Exit>(5));
    CHECK(cli::exit_for(ErrorKind::geometry) == static_cast<Exit>(70));
    CHECK(cli::exit_for(ErrorKind::solver) == static_cast<Exit>(70));
}
