#pragma once
// A vector register of 16 bytes, which every x86-64 and ARM64 processor has: the compiler's vector
// extension, and what it lacks. Lanes are computed as single numbers are, bit by bit.

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace sandan {

using Doubles [[gnu::vector_size(16)]] = double;
using Flags [[gnu::vector_size(16)]] = std::int64_t; ///< All bits of a lane, or none.
using Shorts [[gnu::vector_size(16)]] = std::int16_t;

/// From memory of any alignment.
template <typename Vector>
[[nodiscard]] Vector loaded(const auto* numbers) {
    Vector result;
    std::memcpy(&result, numbers, sizeof result);
    return result;
}

[[nodiscard]] inline bool any(const Flags& flags) {
    return (flags[0] | flags[1]) != 0;
}

[[nodiscard]] inline Doubles absolute(const Doubles& v) {
    return std::bit_cast<Doubles>(std::bit_cast<Flags>(v) &
                                  std::numeric_limits<std::int64_t>::max());
}

[[nodiscard]] inline bool any(const Shorts& flags) {
    return any(std::bit_cast<Flags>(flags));
}

/// Calls `take(lane)` for the lanes that are set, ascending.
template <typename Take>
void for_each_set(const Shorts& flags, const Take& take) {
    constexpr unsigned lane_bits = 16;
    constexpr std::size_t half_lanes = 4;
    const auto halves = std::bit_cast<std::array<std::uint64_t, 2>>(flags);
    for (std::size_t half = 0; half < halves.size(); ++half) {
        for (auto left = halves[half] & 0x0001'0001'0001'0001U; left != 0; left &= left - 1) {
            take(half * half_lanes + static_cast<unsigned>(std::countr_zero(left)) / lane_bits);
        }
    }
}

/// `a` where the flag is set, else `b`; of ?: the compiler makes jumps.
[[nodiscard]] inline Doubles chosen(const Flags& flags, const Doubles& a, const Doubles& b) {
    return std::bit_cast<Doubles>((flags & std::bit_cast<Flags>(a)) |
                                  (~flags & std::bit_cast<Flags>(b)));
}

/// a < b ? a : b, of each lane.
[[nodiscard]] inline Doubles lower(const Doubles& a, const Doubles& b) {
#ifdef __SSE2__
    return _mm_min_pd(a, b); // one instruction instead of four
#else
    return chosen(a < b, a, b);
#endif
}

/// a > b ? a : b, of each lane.
[[nodiscard]] inline Doubles higher(const Doubles& a, const Doubles& b) {
#ifdef __SSE2__
    return _mm_max_pd(a, b);
#else
    return chosen(a > b, a, b);
#endif
}

} // namespace sandan
