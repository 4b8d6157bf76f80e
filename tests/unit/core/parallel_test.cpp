#include <sandan/core/parallel.hpp>

#include <catch2/catch.hpp>

#include <atomic>
#include <stdexcept>
#include <string>

using namespace sandan;

TEST_CASE("work stops at what throws, and the first in order is told", "[core]") {
    std::size_t calls = 0;
    CHECK_THROWS_WITH(parallel_for(1000, 1,
                                   [&](std::size_t i) {
                                       ++calls;
                                       if (i == 10) {
                                           throw std::runtime_error{"10"};
                                       }
                                   }),
                      "10");
    CHECK(calls == 11);
    for (const unsigned threads : {2U, 4U}) {
        CHECK_THROWS_WITH(parallel_for(1000, threads,
                                       [](std::size_t i) {
                                           if (i % 7 == 6) {
                                               throw std::runtime_error{std::to_string(i)};
                                           }
                                       }),
                          "6");
    }
}

TEST_CASE("every index is worked on once, by any number of threads", "[core]") {
    for (const unsigned threads : {1U, 2U, 4U}) {
        std::vector<std::atomic<int>> seen(1000);
        parallel_for(seen.size(), threads, [&](std::size_t i) { ++seen[i]; });
        CHECK(std::all_of(seen.begin(), seen.end(), [](const auto& n) { return n == 1; }));
    }
}
