#pragma once
// A seeded generator of our own (SplitMix64): the same numbers on every machine and library.

#include <cstdint>

namespace gis_data {

class Random {
public:
    explicit Random(std::uint64_t seed) : m_state{seed} {}

    std::uint64_t next() {
        std::uint64_t z = (m_state += 0x9e3779b97f4a7c15ULL);
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31U);
    }

    /// low ≤ value ≤ high
    std::int64_t between(std::int64_t low, std::int64_t high) {
        return low + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(high - low + 1));
    }

    bool percent(int chance) { return between(1, 100) <= chance; }

private:
    std::uint64_t m_state;
};

} // namespace gis_data
