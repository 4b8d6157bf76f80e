// The shared benchmark instances against their proven optima. The answer is checked again here,
// from the JSON alone.

#include <sandan/allocation/instance.hpp>
#include <sandan/core/error.hpp>

#include "places.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>

using namespace sandan;
using Json = nlohmann::json;

namespace {

std::filesystem::path instances() {
    const char* const shared = std::getenv("SANDAN_SHARED");
    const auto root = shared != nullptr
                          ? std::filesystem::path{shared}
                          : std::filesystem::path{SANDAN_SOURCE_DIR}.parent_path() / "shared";
    return root / "bench/alloc/instances";
}

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

/// Proven optimum of `name` from best_known.csv, linear or with links.
double best_known(const std::string& name, const std::string& scope) {
    std::ifstream file{instances() / "best_known.csv"};
    std::string line;
    while (std::getline(file, line)) {
        if (line.starts_with(name + "," + scope)) {
            const auto max = line.find(",max,");
            return std::stod(line.substr(max + 5));
        }
    }
    FAIL("not in best_known.csv: " << name);
    return 0;
}

bool connected(const Json& instance, const std::set<int>& lots) {
    std::set<int> reached{*lots.begin()};
    for (bool grew = true; grew;) {
        grew = false;
        for (const auto& edge : instance["edges"]) {
            const int a = edge[0];
            const int b = edge[1];
            if (lots.count(a) != 0 && lots.count(b) != 0 && reached.count(a) != reached.count(b)) {
                reached.insert({a, b});
                grew = true;
            }
        }
    }
    return reached == lots;
}

void check_site(const Json& instance, const Json& firm, const std::set<int>& lots) {
    double area = 0;
    std::set<int> districts;
    for (const int p : lots) {
        const auto& lot = instance["parcels"][static_cast<std::size_t>(p)];
        area += lot["area"].get<double>();
        districts.insert(lot["district"].get<int>());
        CHECK(lot["available"] == 1);
        CHECK(lot["year"].get<int>() <= firm["year"].get<int>() + firm["max_delay"].get<int>());
        CHECK(lot["dist_receptor"].get<double>() >= firm["sep"].get<double>());
    }
    CHECK(area >= firm["area_min"].get<double>());
    CHECK(area <= firm["area_max"].get<double>());
    CHECK(lots.size() <= firm["max_parcels"].get<std::size_t>());
    CHECK(districts.size() == 1);
    CHECK(connected(instance, lots));
}

void check_answer(const Json& instance, const Json& answer) {
    std::set<int> taken;
    double sum = 0;
    std::map<int, double> power;
    for (const auto& assignment : answer["assignments"]) {
        const auto& firm = instance["firms"][assignment["firm"].get<std::size_t>()];
        const auto lots = assignment["parcels"].get<std::set<int>>();
        REQUIRE_FALSE(lots.empty());
        for (const int p : lots) {
            CHECK(taken.insert(p).second);
        }
        check_site(instance, firm, lots);
        const auto first = static_cast<std::size_t>(*lots.begin());
        power[instance["parcels"][first]["district"]] += firm["power"].get<double>();
        sum += assignment["value"].get<double>();
    }
    for (const auto& [district, used] : power) {
        const auto& limits = instance["districts"][static_cast<std::size_t>(district)];
        CHECK(used <= limits["power"].get<double>() + 1e-6);
    }
    if (answer["kind"] == "linear") {
        CHECK(sum == answer["objective"].get<double>());
    }
}

Json solve(const std::string& name, bool links) {
    allocation::Options options;
    options.max_parcels = 8;
    options.links = links;
    options.time_limit_s = 1e6;
    const auto text = bytes_of(instances() / (name + ".json"));
    const auto result = allocation::solve_instance(text, "", options);
    const auto answer = Json::parse(result.certificate);
    check_answer(Json::parse(text), answer);
    return answer;
}

bool skipped() {
    if (std::filesystem::exists(instances() / "best_known.csv")) {
        return false;
    }
    std::cout << "SKIP: no shared benchmark instances at SANDAN_SHARED\n";
    return true;
}

} // namespace

TEST_CASE("small benchmark instances are solved to the known optimum", "[allocation]") {
    if (skipped()) {
        return;
    }
    for (const std::string name : {"S1", "S2", "S3"}) {
        CAPTURE(name);
        const auto answer = solve(name, false);
        CHECK(answer["objective"].get<double>() == best_known(name, "linear"));
        CHECK(answer["bound"] == answer["objective"]);
        CHECK(answer["deterministic"] == true);
        CHECK(answer["status"] == (name == "S3" ? "optimal_in_pool" : "optimal"));
    }
}

TEST_CASE("with links, small benchmark instances are solved to the known optimum", "[allocation]") {
    if (skipped()) {
        return;
    }
    for (const std::string name : {"S1", "S2"}) {
        CAPTURE(name);
        const auto answer = solve(name, true);
        CHECK(answer["kind"] == "quadratic");
        CHECK(answer["objective"].get<double>() == Approx(best_known(name, "quadratic")));
        CHECK(answer["bound"].get<double>() == Approx(best_known(name, "quadratic")));
    }
}

TEST_CASE("an instance that contradicts itself is refused", "[allocation]") {
    CHECK_THROWS_AS(allocation::solve_instance("{", "", {}), Error);
    CHECK_THROWS_AS(allocation::solve_instance(R"({"parcels":[]})", "", {}), Error);
    const auto with_edge = [](const char* edge) {
        return std::string{R"({"parcels":[],"firms":[],"districts":[],"blocks":[],"links":[],)"} +
               R"("edges":[)" + edge + "]}";
    };
    CHECK_THROWS_WITH(allocation::solve_instance(with_edge("[0,1,5,0]"), "", {}),
                      Catch::Contains("edge"));
    const auto empty = allocation::solve_instance(with_edge(""), "", {});
    CHECK(Json::parse(empty.certificate)["objective"] == 0);
    CHECK(empty.status == allocation::Status::optimal);
}
