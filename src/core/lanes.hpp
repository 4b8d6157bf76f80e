#pragma once
// A vector register of 16 bytes, which every x86-64 and ARM64 processor has: the compiler's vector
// extension, and what it lacks. Lanes are computed as single numbers are, bit by bit.

#include <bit>
#include <cstdint>
#include <cstring>
#include <limits>

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

/// `a` where the flag is set, else `b`; of ?: the compiler makes jumps.
[[nodiscard]] inline Doubles chosen(const Flags& flags, const Doubles& a, const Doubles& b) {
    return std::bit_cast<Doubles>((flags & std::bit_cast<Flags>(a)) |
                                  (~flags & std::bit_cast<Flags>(b)));
}

} // namespace sandan
