#include <sandan/siting/exclusion.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>
#include <set>

using namespace sandan;

namespace {

const std::vector<std::string> rules_used{"SI-01", "SI-04", "SI-06", "PC-06"};

/// A firm on `sites` sites, each closed by a random set of rules, in the order of the rule table.
siting::Matrix random_matrix(std::mt19937& random, std::size_t sites) {
    siting::Matrix matrix;
    matrix.sites.resize(sites);
    for (std::size_t s = 0; s < sites; ++s) {
        siting::FirmSite cell;
        cell.site = s;
        for (const auto& rule : rules::rule_table()) {
            if (std::count(rules_used.begin(), rules_used.end(), rule.id) == 1 &&
                random() % 3 == 0) {
                cell.reasons.push_back({std::string{rule.id}, {}, random() % 4 != 0});
            }
        }
        matrix.cells.push_back(std::move(cell));
    }
    return matrix;
}

std::size_t closed_without(const siting::Matrix& matrix, const std::string& left_out) {
    std::size_t closed = 0;
    for (const auto& cell : matrix.cells) {
        closed += std::any_of(cell.reasons.begin(), cell.reasons.end(), [&](const auto& reason) {
            return reason.hard && reason.rule != left_out;
        });
    }
    return closed;
}

} // namespace

TEST_CASE("the waterfall adds up, and says what each rule closes alone and last", "[siting]") {
    std::mt19937 random{7};
    for (int round = 0; round < 200; ++round) {
        const auto matrix = random_matrix(random, 1 + random() % 30);
        const auto waterfall = siting::exclusions(matrix, 0);
        CHECK(waterfall.sites == matrix.sites.size());
        const auto closed = closed_without(matrix, "");
        CHECK(waterfall.open == waterfall.sites - closed);
        std::size_t sum = 0;
        for (const auto& step : waterfall.steps) {
            sum += step.added;
            CHECK(step.only == closed - closed_without(matrix, step.rule)); // opened by its lifting
            const auto alone = std::count_if(
                matrix.cells.begin(), matrix.cells.end(), [&](const siting::FirmSite& cell) {
                    return std::any_of(
                        cell.reasons.begin(), cell.reasons.end(),
                        [&](const auto& r) { return r.hard && r.rule == step.rule; });
                });
            CHECK(step.alone == static_cast<std::size_t>(alone));
            CHECK(step.added <= step.alone);
            CHECK(step.only <= step.alone);
        }
        CHECK(sum == closed);
    }
}
