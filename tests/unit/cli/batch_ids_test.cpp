// Ids that several sources of a merged table share, against sets of all of them.
#include <sandan/core/error.hpp>

#include "cli/batch_ids.hpp"
#include "temp_dir.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

using namespace sandan;

TEST_CASE("shared ids are those that sets of them have in common", "[cli]") {
    const test::TempDir dir;
    std::mt19937 random{5};
    std::vector<std::vector<std::string>> tables(4);
    std::map<std::string, std::set<std::size_t>> sources; // by id
    std::vector<std::string> order;
    for (std::size_t source = 0; source < tables.size(); ++source) {
        for (std::size_t part = 0; part < 3; ++part) {
            std::string text = "parcel_id,fid,zone_class\n";
            for (std::size_t i = 0; i < 400; ++i) {
                const auto number = std::to_string(random() % 20'000);
                const auto id = number.ends_with('7')   ? "\"a, \"\"" + number + "\"\"\""
                                : number.ends_with('3') ? "\"line\n" + number + "\""
                                                        : "P" + number;
                for (auto rows = 1 + random() % 3; rows > 0; --rows) {
                    text += id + ",1,\"UQA\n320\"\n";
                }
                sources[id].insert(source);
                order.push_back(id);
            }
            tables[source].push_back(
                dir.write("part-" + std::to_string(10 * source + part) + ".csv", text));
        }
    }
    const auto is_shared = [&](const std::string& id) {
        return sources[id].size() > 1;
    };
    std::size_t expected = 0;
    for (const auto& [id, where] : sources) {
        expected += where.size() > 1 ? 1U : 0U;
    }
    REQUIRE(expected > 100);
    for (const std::size_t at_a_time : {1U, 7U, 1000U, 16'000'000U}) {
        CAPTURE(at_a_time);
        const auto found = cli::shared_ids(tables, at_a_time == 1 ? 20 : order.size(), at_a_time);
        CHECK(found.count == expected);
        CHECK(found.first == *std::find_if(order.begin(), order.end(), is_shared));
    }
    CHECK(cli::shared_ids({tables[0]}, 1200).count == 0); // twice in one source is another matter
}

TEST_CASE("a table that is not there is no table without ids", "[cli]") {
    const test::TempDir dir;
    CHECK_THROWS_AS(cli::shared_ids({{dir / "none.csv"}}, 1), Error);
}
