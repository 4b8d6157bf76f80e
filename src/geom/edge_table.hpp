#pragma once
// Which directed edges run along each other in opposite directions?
//
// Erase on match: every edge looks for its reverse in a hash table and takes it out, else goes in
// itself. The table holds only the front between shapes seen and shapes to come, so it stays in the
// cache when neighbours follow each other in the file (any order is right, only slower). O(n) time.
// Coordinates are compared exactly.

#include <sandan/geom/types.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <unordered_map>
#include <vector>

namespace sandan::geom {

/// A directed edge of a shape: two points that follow each other in a ring, which must outlive it.
struct EdgeInRing {
    const Point* at = nullptr;
    std::uint32_t shape = 0;
    bool backward = false; ///< From at[1] to at[0].
    bool repeated = false; ///< More of its kind are kept aside.

    [[nodiscard]] const Point& from() const noexcept { return at[backward ? 1 : 0]; }

    [[nodiscard]] const Point& to() const noexcept { return at[backward ? 0 : 1]; }
};

/// A directed edge that needs no ring.
struct EdgeByItself {
    Point a;
    Point b;
    std::uint32_t shape = 0;
    bool repeated = false; ///< More of its kind are kept aside.

    [[nodiscard]] const Point& from() const noexcept { return a; }

    [[nodiscard]] const Point& to() const noexcept { return b; }
};

/// The edges that none in the opposite direction has met yet.
/// Open addressing with linear probing; erasing shifts the cluster back, so there are no graves.
/// An edge that waits already is kept aside: a cluster of equal keys would make every step walk it.
template <typename Edge>
class EdgeTable {
public:
    /// Room for `slots` / 2 edges, a power of two: it grows by itself.
    explicit EdgeTable(std::size_t slots = 1U << 8U) : m_slots(slots) {}

    /// Takes all edges away and keeps the memory.
    void clear() {
        std::fill(m_slots.begin(), m_slots.end(), Slot{});
        m_repeats.clear();
        m_count = 0;
    }

    /// An edge of some length. Calls `met(edge, other)` with the one that it meets, or keeps it.
    template <typename Met>
    void add(const Edge& edge, const Met& met) {
        match(key_of(mixed(edge.from()), mixed(edge.to())), edge, met);
    }

    /// All edges of a closed ring, those of no length left out.
    template <typename Met>
    void add_ring(std::span<const Point> ring, std::uint32_t shape, bool backward, const Met& met) {
        if (ring.empty()) {
            return;
        }
        auto last = mixed(ring[0]);
        for (std::size_t i = 1; i < ring.size(); ++i) {
            const auto mix = mixed(ring[i]);
            if (mix != last || ring[i] != ring[i - 1]) {
                match(key_of(last, mix), Edge{&ring[i - 1], shape, backward}, met);
            }
            last = mix;
        }
    }

    /// Calls `take(edge)` for every edge that waits still, in no order that means anything.
    template <typename Take>
    void for_each(const Take& take) const {
        for (const auto& slot : m_slots) {
            if (slot.key != 0) {
                take(slot.edge);
            }
        }
        for (const auto& [key, edges] : m_repeats) {
            std::for_each(edges.begin(), edges.end(), take);
        }
    }

private:
    struct Slot {
        std::uint64_t key = 0; ///< 0: free.
        Edge edge;
    };

    static std::uint64_t bits(double v) {
        return std::bit_cast<std::uint64_t>(v + 0.0); // −0 and 0 are one place
    }

    static std::uint64_t mixed(const Point& p) {
        std::uint64_t h = bits(p.x) * 0x9E3779B97F4A7C15U;
        h = (h ^ (h >> 32U) ^ bits(p.y)) * 0xC2B2AE3D27D4EB4FU;
        return h ^ (h >> 29U);
    }

    /// The same for an edge and its reverse; never 0.
    static std::uint64_t key_of(std::uint64_t a, std::uint64_t b) {
        std::uint64_t h = (a + b) * 0x9E3779B97F4A7C15U;
        h ^= h >> 32U;
        return h == 0 ? 1 : h;
    }

    [[nodiscard]] std::size_t home(std::uint64_t key) const noexcept {
        return static_cast<std::size_t>(key >> 20U) & (m_slots.size() - 1);
    }

    [[nodiscard]] std::size_t next(std::size_t i) const noexcept {
        return (i + 1) & (m_slots.size() - 1);
    }

    template <typename Met>
    void match(std::uint64_t key, const Edge& edge, const Met& met) {
        auto i = home(key);
        for (; m_slots[i].key != 0; i = next(i)) {
            if (m_slots[i].key != key) {
                continue;
            }
            const auto& waiting = m_slots[i].edge;
            if (waiting.from() == edge.to() && waiting.to() == edge.from()) {
                const auto other = waiting;
                take(i);
                met(edge, other);
                return;
            }
            if (waiting.from() == edge.from() && waiting.to() == edge.to()) {
                m_repeats[key].push_back(edge);
                m_slots[i].edge.repeated = true;
                return;
            }
        }
        m_slots[i] = {key, edge};
        if (2 * ++m_count > m_slots.size()) {
            grow();
        }
    }

    /// Takes the edge of the slot; a repeat of it takes its place.
    void take(std::size_t slot) {
        auto& here = m_slots[slot].edge;
        if (here.repeated) {
            auto& waiting = m_repeats[m_slots[slot].key];
            const auto same = std::find_if(waiting.rbegin(), waiting.rend(), [&](const auto& edge) {
                return edge.from() == here.from() && edge.to() == here.to();
            });
            if (same != waiting.rend()) {
                here = *same;
                here.repeated = true; // there may be more
                waiting.erase(std::next(same).base());
                return;
            }
        }
        erase(slot);
    }

    void grow() {
        std::vector<Slot> slots(2 * m_slots.size());
        slots.swap(m_slots);
        for (const auto& slot : slots) {
            if (slot.key != 0) {
                auto i = home(slot.key);
                while (m_slots[i].key != 0) {
                    i = next(i);
                }
                m_slots[i] = slot;
            }
        }
    }

    /// True if the entry at `at`, whose home is `origin`, may move to the hole before it.
    [[nodiscard]] static bool may_fill(std::size_t hole, std::size_t at, std::size_t origin) {
        return hole <= at ? origin <= hole || origin > at : origin <= hole && origin > at;
    }

    void erase(std::size_t hole) {
        --m_count;
        for (auto at = next(hole); m_slots[at].key != 0; at = next(at)) {
            if (may_fill(hole, at, home(m_slots[at].key))) {
                m_slots[hole] = m_slots[at];
                hole = at;
            }
        }
        m_slots[hole].key = 0;
    }

    std::vector<Slot> m_slots;
    std::unordered_map<std::uint64_t, std::vector<Edge>> m_repeats;
    std::size_t m_count = 0;
};

} // namespace sandan::geom
