#include "geom/edge_matches.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <iterator>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace sandan::geom {

namespace {

std::uint64_t bits(double v) {
    return std::bit_cast<std::uint64_t>(v + 0.0); // −0 and 0 are one place
}

std::uint64_t mixed(const Point& p) {
    std::uint64_t h = bits(p.x) * 0x9E3779B97F4A7C15U;
    h = (h ^ (h >> 32U) ^ bits(p.y)) * 0xC2B2AE3D27D4EB4FU;
    return h ^ (h >> 29U);
}

/// The same for an edge and its reverse; never 0.
std::uint64_t key_of(const Point& a, const Point& b) {
    std::uint64_t h = (mixed(a) + mixed(b)) * 0x9E3779B97F4A7C15U;
    h ^= h >> 32U;
    return h == 0 ? 1 : h;
}

/// Open addressing with linear probing; erasing shifts the cluster back, so there are no graves.
/// An edge that waits already is kept aside: a cluster of equal keys would make every step walk it.
class Table {
public:
    Table() : m_keys(1U << 14U), m_edges(m_keys.size()) {}

    /// Takes out one edge that runs the other way, if one waits; else this one waits.
    void match(std::uint64_t key, const LooseEdge& edge) {
        for (auto i = home(key); m_keys[i] != 0; i = next(i)) {
            if (m_keys[i] != key) {
                continue;
            }
            if (m_edges[i].a == edge.b && m_edges[i].b == edge.a) {
                take(i);
                return;
            }
            if (m_edges[i].a == edge.a && m_edges[i].b == edge.b) {
                m_repeats[key].push_back(edge);
                return;
            }
        }
        if (2 * (m_count + 1) > m_keys.size()) {
            grow();
        }
        place(key, edge);
        ++m_count;
    }

    template <typename Take>
    void for_each(const Take& take) const {
        for (std::size_t i = 0; i < m_keys.size(); ++i) {
            if (m_keys[i] != 0) {
                take(m_edges[i]);
            }
        }
        for (const auto& [key, edges] : m_repeats) {
            std::for_each(edges.begin(), edges.end(), take);
        }
    }

private:
    [[nodiscard]] std::size_t home(std::uint64_t key) const noexcept {
        return static_cast<std::size_t>(key >> 20U) & (m_keys.size() - 1);
    }

    [[nodiscard]] std::size_t next(std::size_t i) const noexcept {
        return (i + 1) & (m_keys.size() - 1);
    }

    void place(std::uint64_t key, const LooseEdge& edge) {
        auto i = home(key);
        while (m_keys[i] != 0) {
            i = next(i);
        }
        m_keys[i] = key;
        m_edges[i] = edge;
    }

    /// Takes the edge of the slot; a repeat of it takes its place.
    void take(std::size_t slot) {
        const auto repeats = m_repeats.empty() ? m_repeats.end() : m_repeats.find(m_keys[slot]);
        if (repeats != m_repeats.end()) {
            auto& waiting = repeats->second;
            const auto same = std::find_if(waiting.rbegin(), waiting.rend(), [&](const auto& edge) {
                return edge.a == m_edges[slot].a && edge.b == m_edges[slot].b;
            });
            if (same != waiting.rend()) {
                m_edges[slot] = *same;
                waiting.erase(std::next(same).base());
                return;
            }
        }
        erase(slot);
    }

    void grow() {
        std::vector<std::uint64_t> keys(2 * m_keys.size());
        std::vector<LooseEdge> edges(keys.size());
        keys.swap(m_keys);
        edges.swap(m_edges);
        for (std::size_t i = 0; i < keys.size(); ++i) {
            if (keys[i] != 0) {
                place(keys[i], edges[i]);
            }
        }
    }

    /// True if the entry at `at`, whose home is `origin`, may move to the hole before it.
    [[nodiscard]] static bool may_fill(std::size_t hole, std::size_t at, std::size_t origin) {
        return hole <= at ? origin <= hole || origin > at : origin <= hole && origin > at;
    }

    void erase(std::size_t hole) {
        --m_count;
        for (auto at = next(hole); m_keys[at] != 0; at = next(at)) {
            if (may_fill(hole, at, home(m_keys[at]))) {
                m_keys[hole] = m_keys[at];
                m_edges[hole] = m_edges[at];
                hole = at;
            }
        }
        m_keys[hole] = 0;
    }

    std::vector<std::uint64_t> m_keys; ///< 0: free.
    std::vector<LooseEdge> m_edges;
    std::unordered_map<std::uint64_t, std::vector<LooseEdge>> m_repeats;
    std::size_t m_count = 0;
};

void match(Table& table, const LooseEdge& edge) {
    if (edge.a == edge.b) {
        return;
    }
    table.match(key_of(edge.a, edge.b), edge);
}

void match_all(Table& table, const PolygonSet& set) {
    for (std::size_t shape = 0; shape < set.size(); ++shape) {
        set.for_each_edge(shape, [&](const Point& a, const Point& b) {
            match(table, {a, b, shape});
        });
    }
}

} // namespace

std::vector<bool> wholly_matched(const PolygonSet& set) {
    Table table;
    match_all(table, set);
    std::vector<bool> matched(set.size(), true);
    table.for_each([&](const LooseEdge& edge) { matched[edge.shape] = false; });
    return matched;
}

std::vector<LooseEdge> loose_edges(const PolygonSet& set, const PolygonSet& boundary) {
    Table table;
    match_all(table, set);
    for (std::size_t part = 0; part < boundary.size(); ++part) {
        boundary.for_each_edge(part, [&](const Point& a, const Point& b) {
            match(table, {b, a, set.size()});
        });
    }
    std::vector<LooseEdge> loose;
    table.for_each([&](const LooseEdge& edge) { loose.push_back(edge); });
    std::sort(loose.begin(), loose.end(), [](const LooseEdge& x, const LooseEdge& y) {
        return std::tie(x.shape, x.a.x, x.a.y, x.b.x, x.b.y) <
               std::tie(y.shape, y.a.x, y.a.y, y.b.x, y.b.y);
    });
    return loose;
}

} // namespace sandan::geom
