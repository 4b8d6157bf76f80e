#pragma once

#include <cstddef>
#include <cstdint>

namespace sandan::allocation {

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers on every machine, unlike the standard
/// distributions.
class Random {
public:
    explicit Random(std::uint64_t seed) : m_state{seed} {}

    std::uint64_t next() {
        m_state += 0x9e3779b97f4a7c15U;
        std::uint64_t z = m_state;
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
        return z ^ (z >> 31U);
    }

    /// In [0, 1).
    double uniform() { return static_cast<double>(next() >> 11U) * 0x1p-53; }

    /// In [0, n).
    std::size_t below(std::size_t n) {
        return static_cast<std::size_t>(uniform() * static_cast<double>(n));
    }

private:
    std::uint64_t m_state;
};

} // namespace sandan::allocation
