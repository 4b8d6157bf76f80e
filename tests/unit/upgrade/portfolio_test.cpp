#include "upgrade/portfolio.hpp"

#include <catch2/catch.hpp>

#include <random>
#include <set>

using namespace sandan;
using upgrade::Candidate;

namespace {

constexpr std::size_t sites = 8;

/// Assemblies of 1 to 3 of the sites, some of them blocked, and a few roads.
std::vector<Candidate> random_candidates(std::mt19937& random, std::size_t count) {
    const auto draw = [&](int low, int high) {
        return std::uniform_int_distribution<int>{low, high}(random);
    };
    std::vector<Candidate> result;
    for (std::size_t i = 0; i < count; ++i) {
        Candidate candidate;
        candidate.cost_krw = 1'000'000LL * draw(1, 60) + draw(0, 999);
        candidate.worth_m2 = draw(1, 5'000);
        if (draw(1, 5) == 1) {
            candidate.id = "widen:R" + std::to_string(draw(1, 2));
            candidate.strips.emplace_back();
            candidate.pieces = {{static_cast<std::size_t>(draw(0, sites - 1)), 1}};
        } else {
            candidate.id = "redevelop:" + std::to_string(i);
            std::set<std::size_t> taken;
            for (int k = draw(1, 3); k > 0; --k) {
                taken.insert(static_cast<std::size_t>(draw(0, sites - 1)));
            }
            for (const auto site : taken) {
                candidate.pieces.push_back({site, 1});
            }
        }
        if (draw(1, 6) == 1) {
            candidate.constraints = {{"occupied", rules::Outcome::Kind::breach, {}, {}}};
        }
        result.push_back(std::move(candidate));
    }
    return result;
}

/// What a set of candidates is worth; −1 if it is not allowed.
std::int64_t worth_of(const std::vector<Candidate>& candidates, std::uint32_t set,
                      std::int64_t budget) {
    std::set<std::string> taken;
    std::int64_t worth = 0;
    std::int64_t cost = 0;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        if ((set >> i & 1U) == 0) {
            continue;
        }
        const auto& candidate = candidates[i];
        if (!candidate.constraints.empty()) {
            return -1;
        }
        if (!candidate.strips.empty()) {
            if (!taken.insert(candidate.id).second) {
                return -1;
            }
        } else {
            for (const auto& piece : candidate.pieces) {
                if (!taken.insert(std::to_string(piece.site)).second) {
                    return -1;
                }
            }
        }
        worth += candidate.worth_m2;
        cost += candidate.cost_krw;
    }
    return cost <= budget ? worth : -1;
}

} // namespace

TEST_CASE("The portfolio is the best of all sets of candidates, and its bound says so",
          "[upgrade]") {
    std::mt19937 random{2843};
    for (int round = 0; round < 25; ++round) {
        constexpr std::size_t count = 13;
        const auto candidates = random_candidates(random, count);
        for (const std::int64_t budget : {0LL, 30'000'000LL, 90'000'000LL, 10'000'000'000LL}) {
            std::int64_t best = 0;
            for (std::uint32_t set = 0; set < (1U << count); ++set) {
                best = std::max(best, worth_of(candidates, set, budget));
            }
            const auto found = upgrade::choose(candidates, sites, budget, {});
            INFO("round " << round << ", budget " << budget);
            std::uint32_t set = 0;
            std::int64_t cost = 0;
            for (const auto at : found.chosen) {
                set |= 1U << at;
                cost += candidates[at].cost_krw;
            }
            CHECK(worth_of(candidates, set, budget) == best);
            CHECK(found.worth_m2 == best);
            CHECK(found.cost_krw == cost);
            CHECK(found.gap() <= 1e-6);
            CHECK(found.bound_m2 >= static_cast<double>(best));
            CHECK_FALSE(found.stopped);
        }
    }
}
