// Yardsticks from outside: a map whose partitions have been counted by others, generalised
// assignment and quadratic assignment with listed optima (both are our model with one lot a firm,
// or one cluster a lot), and thousands of random cases against trying everything.

#include "allocation/local_search.hpp"
#include "allocation/random.hpp"
#include "allocation/solve.hpp"
#include "cases.hpp"
#include "places.hpp"
#include "siting/contiguous_sets.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

using namespace sandan;
using allocation::Problem;
using allocation::Random;

namespace {

std::filesystem::path yardsticks() {
    const char* const shared = std::getenv("SANDAN_SHARED");
    const auto root = shared != nullptr
                          ? std::filesystem::path{shared}
                          : std::filesystem::path{SANDAN_SOURCE_DIR}.parent_path() / "shared";
    return root / "bench/alloc";
}

bool skipped(const std::string& file) {
    if (std::filesystem::exists(yardsticks() / file)) {
        return false;
    }
    std::cout << "SKIP: no " << file << " at SANDAN_SHARED\n";
    return true;
}

constexpr std::uint32_t precincts = 25;

siting::Graph florida() {
    siting::Graph graph(precincts);
    std::ifstream file{yardsticks() / "fl25.txt"};
    std::string line;
    while (std::getline(file, line)) {
        std::istringstream words{line};
        std::size_t a = 0;
        std::size_t b = 0;
        if (words >> a >> b) {
            graph[a].push_back(b);
            graph[b].push_back(a);
        }
    }
    for (auto& list : graph) {
        std::sort(list.begin(), list.end());
    }
    return graph;
}

/// Customers are firms, facilities are places with a capacity row each; a customer's only lot is
/// its own. Worth = customers × `whole` − cost.
Problem generalised_assignment(const nlohmann::json& data, std::int64_t whole) {
    Problem problem;
    problem.firms = data.at("numcustomers");
    problem.lots = problem.firms;
    problem.places = data.at("numfacilities");
    problem.capacity = data.at("cap").get<std::vector<std::int64_t>>();
    for (std::uint32_t f = 0; f < problem.firms; ++f) {
        for (std::uint16_t p = 0; p < problem.places; ++p) {
            problem.uses.push_back({{p, data["req"][p][f].get<std::int64_t>()}});
            const auto set = problem.add_set(std::array{f}, p, 0);
            problem.columns.push_back({f, set, whole - data["cost"][p][f].get<std::int64_t>()});
        }
    }
    return problem;
}

struct Quadratic {
    std::size_t size = 0;
    std::vector<std::int64_t> flow;
    std::vector<std::int64_t> distance;
    std::int64_t optimum = 0;

    explicit Quadratic(const std::string& name) {
        std::ifstream file{yardsticks() / "qap" / (name + ".txt")};
        file >> size;
        for (auto* const matrix : {&flow, &distance}) {
            matrix->resize(size * size);
            for (auto& cell : *matrix) {
                file >> cell;
            }
        }
        std::ifstream solution{yardsticks() / "qap" / (name + ".solution.txt")};
        std::size_t same = 0;
        solution >> same >> optimum;
        REQUIRE(same == size);
        if (*std::max_element(distance.begin(), distance.end()) > 100) {
            flow.swap(distance); // nearness is in hundredths
        }
    }

    [[nodiscard]] std::int64_t farthest() const {
        return *std::max_element(distance.begin(), distance.end());
    }

    /// What the flows would be worth at no distance.
    [[nodiscard]] std::int64_t everything() const {
        std::int64_t sum = 0;
        for (std::size_t f = 0; f < size; ++f) {
            for (std::size_t g = f + 1; g < size; ++g) {
                sum += farthest() * (flow[f * size + g] + flow[g * size + f]);
            }
        }
        return sum;
    }

    /// A value of each placement that sets the temperature of the search.
    [[nodiscard]] std::int64_t share() const {
        return everything() / static_cast<std::int64_t>(size);
    }

    /// Facilities are firms, locations are lots and clusters; nearness = farthest − distance.
    [[nodiscard]] Problem problem() const {
        Problem problem;
        problem.firms = problem.lots = problem.clusters = size;
        problem.uses.resize(size);
        for (std::uint32_t l = 0; l < size; ++l) {
            problem.add_set(std::array{l}, 0, l);
        }
        for (std::uint32_t f = 0; f < size; ++f) {
            for (std::uint32_t l = 0; l < size; ++l) {
                problem.columns.push_back({f, l, share()});
            }
            for (std::uint32_t g = f + 1; g < size; ++g) {
                if (const auto gain = flow[f * size + g] + flow[g * size + f]; gain > 0) {
                    problem.links.push_back({f, g, gain});
                }
            }
        }
        for (const auto d : distance) {
            problem.proximity.push_back(static_cast<std::uint8_t>(farthest() - d));
        }
        return problem;
    }

    /// What a plan that is worth so much costs as a quadratic assignment.
    [[nodiscard]] double cost(double worth) const {
        const auto all = everything() + static_cast<std::int64_t>(size) * share();
        return static_cast<double>(all) - worth;
    }
};

/// Up to 8 firms, 12 lots in a row or a ring, contiguous sites, two capacities.
Problem random_case(Random& random) {
    Problem problem;
    problem.firms = 1 + random.below(8);
    problem.lots = 1 + random.below(12);
    problem.places = 2;
    for (int row = 0; row < 2; ++row) {
        problem.capacity.push_back(static_cast<std::int64_t>(random.below(50)));
    }
    for (std::uint32_t f = 0; f < problem.firms; ++f) {
        const auto demand = static_cast<std::int64_t>(random.below(15));
        problem.uses.push_back({{0, demand}});
        problem.uses.push_back({{1, demand}});
        for (auto columns = random.below(8); columns > 0; --columns) {
            const auto first = random.below(problem.lots);
            const auto count = std::min(problem.lots, 1 + random.below(4));
            std::vector<std::uint32_t> lots;
            for (std::size_t i = 0; i < count; ++i) {
                lots.push_back(static_cast<std::uint32_t>((first + i) % problem.lots));
            }
            std::sort(lots.begin(), lots.end());
            const auto set = problem.add_set(lots, static_cast<std::uint16_t>(random.below(2)), 0);
            problem.columns.push_back({f, set, 1 + static_cast<std::int64_t>(random.below(100))});
        }
    }
    return problem;
}

/// The greatest worth by trying every column of every firm, but not where even the best of all the
/// firms to come could not help.
class EveryPlan {
public:
    explicit EveryPlan(const Problem& problem)
        : m_problem{problem}, m_rest(problem.firms + 1, 0), m_left{problem.capacity} {
        std::vector<std::int64_t> best(problem.firms, 0);
        for (const auto& column : problem.columns) {
            best[column.firm] = std::max(best[column.firm], column.value);
        }
        for (auto f = problem.firms; f-- > 0;) {
            m_rest[f] = m_rest[f + 1] + best[f];
        }
    }

    std::int64_t best() {
        next(0, 0, 0);
        return m_best;
    }

private:
    void next(std::uint32_t firm, std::uint32_t taken, std::int64_t worth) {
        m_best = std::max(m_best, worth);
        if (firm == m_problem.firms || worth + m_rest[firm] <= m_best) {
            return;
        }
        for (const auto& column : m_problem.columns) {
            std::uint32_t lots = 0;
            for (const auto lot : m_problem.lots_of(column)) {
                lots |= 1U << lot;
            }
            const auto& use = m_problem.uses_of(column).front();
            if (column.firm == firm && (lots & taken) == 0 && use.amount <= m_left[use.row]) {
                m_left[use.row] -= use.amount;
                next(firm + 1, taken | lots, worth + column.value);
                m_left[use.row] += use.amount;
            }
        }
        next(firm + 1, taken, worth);
    }

    const Problem& m_problem;
    std::vector<std::int64_t> m_rest; ///< Best of all firms from one on.
    std::vector<std::int64_t> m_left;
    std::int64_t m_best = 0;
};

} // namespace

TEST_CASE("25 Florida precincts have 117,688 partitions into three contiguous parts",
          "[allocation]") {
    if (skipped("fl25.txt")) {
        return;
    }
    const auto graph = florida();
    constexpr std::uint32_t all = (1U << precincts) - 1;
    std::vector<bool> contiguous(all + 1U, false);
    siting::contiguous_sets(graph, precincts, [&](std::span<const std::size_t> nodes) {
        std::uint32_t mask = 0;
        for (const auto node : nodes) {
            mask |= 1U << node;
        }
        contiguous[mask] = true;
        return true;
    });
    // Of three contiguous parts of a contiguous whole at least two leave a contiguous rest: pairs
    // of such parts find each partition once, or three times when all three are of that kind.
    std::vector<std::uint32_t> ends;
    for (std::uint32_t part = 1; part < all; ++part) {
        if (contiguous[part] && contiguous[all & ~part]) {
            ends.push_back(part);
        }
    }
    std::size_t chains = 0;
    std::size_t rings = 0;
    for (const auto a : ends) {
        for (const auto b : ends) {
            const auto rest = all & ~(a | b);
            if (b > a && (a & b) == 0 && rest != 0 && contiguous[rest]) {
                ++(contiguous[all & ~rest] ? rings : chains);
            }
        }
    }
    CHECK(rings % 3 == 0);
    CHECK(chains + rings / 3 == 117'688);
}

TEST_CASE("generalised assignment is solved to the listed optimum", "[allocation]") {
    for (const auto& [name, cost] : {std::pair{"gapa_0", 1698}, std::pair{"gapa_2", 1360},
                                     std::pair{"gapb_0", 1843}, std::pair{"gapc_0", 1931}}) {
        CAPTURE(name);
        const auto file = std::string{"gap/"} + name + ".json";
        if (skipped(file)) {
            continue;
        }
        std::ifstream data{yardsticks() / file};
        constexpr std::int64_t whole = 1000;
        const auto problem = generalised_assignment(nlohmann::json::parse(data), whole);
        const auto solved = allocation::solve(problem, {.gap = 0, .time_limit_s = 1e6});
        const auto everything = whole * static_cast<std::int64_t>(problem.firms);
        CHECK(allocation::is_feasible(problem, solved.choice));
        CHECK(everything - solved.worth == cost);
        CHECK(solved.bound == Approx(static_cast<double>(solved.worth)));
    }
}

TEST_CASE("quadratic assignment: the listed optimum is found, and the bound is one",
          "[allocation]") {
    for (const std::string name : {"chr12a", "esc16a", "had12", "nug12"}) {
        CAPTURE(name);
        if (skipped("qap/" + name + ".txt")) {
            continue;
        }
        const Quadratic data{name};
        const auto problem = data.problem();
        const auto relaxation = allocation::relax(problem, {.cut_rounds = 0});
        CHECK(data.cost(relaxation.bound) <= static_cast<double>(data.optimum) + 1e-6);
        const auto lists = allocation::short_lists(problem, relaxation, data.size);
        const auto start = allocation::round_up(problem, relaxation);
        auto best = start;
        for (std::uint64_t seed = 1; seed <= 30; ++seed) {
            const auto found =
                allocation::anneal(problem, lists, start, {.moves = 50'000, .seed = seed});
            if (allocation::worth(problem, found.choice) > allocation::worth(problem, best)) {
                best = found.choice;
            }
        }
        CHECK(allocation::is_feasible(problem, best));
        CHECK(data.cost(static_cast<double>(allocation::worth(problem, best))) ==
              static_cast<double>(data.optimum));
    }
}

TEST_CASE("random cases of up to 8 firms and 12 lots: what trying everything finds",
          "[allocation]") {
    Random random{81};
    for (int round = 0; round < test::cases(2'000, 10'000); ++round) {
        CAPTURE(round);
        const auto problem = random_case(random);
        const auto solved = allocation::solve(problem, {.gap = 0, .time_limit_s = 1e6});
        REQUIRE(allocation::is_feasible(problem, solved.choice));
        REQUIRE(solved.worth == EveryPlan{problem}.best());
        REQUIRE(solved.bound == Approx(static_cast<double>(solved.worth)));
    }
}
