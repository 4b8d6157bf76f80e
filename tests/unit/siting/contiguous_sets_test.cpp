#include "siting/contiguous_sets.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>
#include <set>

using namespace sandan;
using siting::Graph;

namespace {

using Sets = std::vector<std::vector<std::size_t>>;

/// Sorted sets, in the order met.
Sets enumerate(const Graph& graph, std::size_t max_size) {
    Sets sets;
    siting::contiguous_sets(graph, max_size, [&](std::span<const std::size_t> nodes) {
        std::vector<std::size_t> set(nodes.begin(), nodes.end());
        std::sort(set.begin(), set.end());
        sets.push_back(set);
        return true;
    });
    return sets;
}

bool is_connected(const Graph& graph, const std::vector<std::size_t>& set) {
    std::set<std::size_t> rest(set.begin(), set.end());
    std::vector<std::size_t> open{*rest.begin()};
    rest.erase(rest.begin());
    while (!open.empty()) {
        const auto node = open.back();
        open.pop_back();
        for (const auto next : graph[node]) {
            if (rest.erase(next) == 1) {
                open.push_back(next);
            }
        }
    }
    return rest.empty();
}

/// Every subset of the nodes, tested one by one.
Sets brute_force(const Graph& graph, std::size_t max_size) {
    Sets sets;
    for (std::size_t bits = 1; bits < (std::size_t{1} << graph.size()); ++bits) {
        std::vector<std::size_t> set;
        for (std::size_t node = 0; node < graph.size(); ++node) {
            if ((bits >> node & 1U) != 0) {
                set.push_back(node);
            }
        }
        if (set.size() <= max_size && is_connected(graph, set)) {
            sets.push_back(set);
        }
    }
    return sets;
}

Graph random_graph(std::size_t nodes, unsigned percent, std::mt19937& random) {
    Graph graph(nodes);
    for (std::size_t a = 0; a < nodes; ++a) {
        for (std::size_t b = a + 1; b < nodes; ++b) {
            if (random() % 100 < percent) {
                graph[a].push_back(b);
                graph[b].push_back(a);
            }
        }
    }
    return graph;
}

Graph grid(std::size_t side) {
    Graph graph(side * side);
    for (std::size_t y = 0; y < side; ++y) {
        for (std::size_t x = 0; x < side; ++x) {
            const auto node = y * side + x;
            if (y > 0) {
                graph[node].push_back(node - side);
            }
            if (x > 0) {
                graph[node].push_back(node - 1);
            }
            if (x + 1 < side) {
                graph[node].push_back(node + 1);
            }
            if (y + 1 < side) {
                graph[node].push_back(node + side);
            }
        }
    }
    return graph;
}

/// Placements of all polyominoes of `size` cells on a square grid, counted by growing shapes.
std::size_t placements(std::size_t side, std::size_t size) {
    using Shape = std::set<std::pair<std::size_t, std::size_t>>;
    std::set<Shape> shapes;
    for (std::size_t y = 0; y < side; ++y) {
        for (std::size_t x = 0; x < side; ++x) {
            shapes.insert(Shape{std::pair{y, x}});
        }
    }
    for (std::size_t step = 1; step < size; ++step) {
        std::set<Shape> larger;
        for (const auto& shape : shapes) {
            for (const auto& [y, x] : shape) {
                for (const auto& [dy, dx] :
                     {std::pair{0, 1}, std::pair{1, 0}, std::pair{0, -1}, std::pair{-1, 0}}) {
                    const auto ny = static_cast<std::size_t>(static_cast<int>(y) + dy);
                    const auto nx = static_cast<std::size_t>(static_cast<int>(x) + dx);
                    if (ny < side && nx < side && !shape.contains({ny, nx})) {
                        auto grown = shape;
                        grown.insert({ny, nx});
                        larger.insert(std::move(grown));
                    }
                }
            }
        }
        shapes = std::move(larger);
    }
    return shapes.size();
}

} // namespace

TEST_CASE("contiguous sets equal the connected ones among all subsets, each met once", "[siting]") {
    std::mt19937 random{7};
    for (int round = 0; round < 60; ++round) {
        const std::size_t nodes = 1 + random() % 10;
        const auto graph = random_graph(nodes, 10 + static_cast<unsigned>(random() % 60), random);
        const auto max_size = 1 + random() % nodes;
        auto sets = enumerate(graph, max_size);
        auto wanted = brute_force(graph, max_size);
        std::sort(sets.begin(), sets.end());
        std::sort(wanted.begin(), wanted.end());
        CHECK(sets == wanted);
    }
}

TEST_CASE("fixed polyominoes with a given cell: n times 1, 2, 6, 19, 63 through the middle",
          "[siting]") {
    // OEIS A001168 counts fixed polyominoes; each of n cells can be the middle one.
    const std::vector<std::size_t> fixed{1, 2, 6, 19, 63};
    const std::size_t side = 9;
    const std::size_t middle = side * side / 2;
    std::vector<std::size_t> met(fixed.size() + 1, 0);
    for (const auto& set : enumerate(grid(side), fixed.size())) {
        met[set.size()] += std::binary_search(set.begin(), set.end(), middle) ? 1U : 0U;
    }
    for (std::size_t size = 1; size <= fixed.size(); ++size) {
        CHECK(met[size] == size * fixed[size - 1]);
    }
}

TEST_CASE("sets on a small grid are as many as the polyomino placements", "[siting]") {
    std::vector<std::size_t> met(6, 0);
    for (const auto& set : enumerate(grid(5), 5)) {
        ++met[set.size()];
    }
    for (std::size_t size = 1; size <= 5; ++size) {
        CHECK(met[size] == placements(5, size));
    }
}

TEST_CASE("enumeration stops when the visitor has enough", "[siting]") {
    std::size_t seen = 0;
    const bool all = siting::contiguous_sets(
        grid(4), 4, [&](std::span<const std::size_t>) { return ++seen < 5; });
    CHECK_FALSE(all);
    CHECK(seen == 5);
    CHECK(enumerate({}, 3).empty());
    CHECK(enumerate(grid(2), 0).empty());
}
