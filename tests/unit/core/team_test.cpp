// A team gives what one thread gives, round after round.
#include <sandan/core/team.hpp>

#include <catch2/catch.hpp>

#include <atomic>
#include <stdexcept>
#include <string>
#include <vector>

using sandan::Team;

TEST_CASE("a team does every piece of work once, in every round", "[core]") {
    for (const unsigned threads : {1U, 2U, 4U, 64U}) { // fewer than there are processors, and more
        Team team{threads};
        for (std::size_t round = 0; round < 200; ++round) {
            std::vector<int> done(round % 17);
            team.run(done.size(), [&](std::size_t i) { done[i] += 1 + static_cast<int>(i); });
            for (std::size_t i = 0; i < done.size(); ++i) {
                CHECK(done[i] == 1 + static_cast<int>(i));
            }
        }
    }
}

TEST_CASE("a team tells of the first piece that fails and goes on working", "[core]") {
    for (const unsigned threads : {1U, 2U, 4U}) {
        Team team{threads};
        for (int round = 0; round < 50; ++round) {
            std::string failed;
            try {
                team.run(40, [](std::size_t i) {
                    if (i % 10 == 7) {
                        throw std::runtime_error{std::to_string(i)};
                    }
                });
            } catch (const std::runtime_error& e) {
                failed = e.what();
            }
            CHECK(failed == "7");
            std::atomic<std::size_t> sum = 0;
            team.run(100, [&](std::size_t i) { sum += i; });
            CHECK(sum == 4950);
        }
    }
}

TEST_CASE("a team that was never asked ends", "[core]") {
    const Team team{3};
    SUCCEED();
}
