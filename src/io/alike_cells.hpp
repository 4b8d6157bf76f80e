#pragma once

#include "core/lanes.hpp"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace sandan::io {

/// Cells of one column that look alike: those of which enough were looked at are only counted.
/// Digits may stand for each other. For cells of up to `widest` bytes.
class AlikeCells {
public:
    static constexpr std::size_t widest = 32;

    /// A cell as it looks, behind it zeros.
    class Look {
    public:
        bool operator==(const Look& other) const noexcept { // a call of memcmp takes longer
            return !any((m_halves[0] ^ other.m_halves[0]) | (m_halves[1] ^ other.m_halves[1]));
        }

        /// The cell, with 0 for each digit if digits stand for each other.
        [[nodiscard]] std::string_view cell(std::size_t width) const noexcept {
            return {reinterpret_cast<const char*>(m_halves.data()), width};
        }

    private:
        friend class AlikeCells;
        std::array<Flags, 2> m_halves{};
    };

    struct Counted {
        Look look;
        std::size_t more = 0;
    };

    /// `width`: of the column, not more than `widest`. `enough`: so many of a look are seen first.
    AlikeCells(std::size_t width, std::size_t enough)
        : m_width{width}, m_enough{enough}, m_slots(std::size_t{1} << slot_bits) {
        std::memset(&m_mask.m_halves, 0xFF, width);
    }

    /// Of the cell that starts at `at` in `bytes` and ends in them.
    [[nodiscard]] Look look_of(std::string_view bytes, std::size_t at, bool digits_alike) const {
        Look look;
        if (bytes.size() - at < widest) {
            std::memcpy(&look.m_halves, bytes.data() + at, m_width);
        } else {
            std::memcpy(&look.m_halves, bytes.data() + at, widest);
        }
        for (std::size_t i = 0; i < look.m_halves.size(); ++i) {
            auto& half = look.m_halves[i];
            half = (digits_alike ? without_digits(half) : half) & m_mask.m_halves[i];
        }
        return look;
    }

    /// True, and counted, if enough like it were seen.
    [[nodiscard]] bool count(const Look& look) noexcept {
        auto& slot = m_slots[slot_of(look)];
        const bool known = slot.seen == m_enough && slot.look == look;
        slot.more += known ? 1U : 0U;
        return known;
    }

    /// One more of this look was looked at.
    void see(const Look& look) noexcept;

    /// What count() counted.
    [[nodiscard]] std::vector<Counted> counted() const;

private:
    struct Slot {
        Look look;
        std::size_t seen = 0;
        std::size_t more = 0;
    };

    static constexpr unsigned slot_bits = 10;

    /// 0 in place of each digit.
    static Flags without_digits(const Flags& half) noexcept {
        using Bytes [[gnu::vector_size(16)]] = unsigned char;
        const auto bytes = std::bit_cast<Bytes>(half);
        const Bytes digit = (bytes - '0') <= 9;
        return std::bit_cast<Flags>((bytes & ~digit) | (static_cast<unsigned char>('0') & digit));
    }

    [[nodiscard]] static std::size_t slot_of(const Look& look) noexcept {
        const auto w = std::bit_cast<std::array<std::uint64_t, 4>>(look.m_halves);
        const auto mix = (w[0] * 0x9E3779B97F4A7C15U) ^ (w[1] * 0xC2B2AE3D27D4EB4FU) ^
                         (w[2] * 0x165667B19E3779F9U) ^ (w[3] * 0xD6E8FEB86659FD93U);
        return static_cast<std::size_t>((mix ^ (mix >> 32U)) * 0xD6E8FEB86659FD93U >>
                                        (64 - slot_bits));
    }

    std::size_t m_width;
    std::size_t m_enough;
    Look m_mask; ///< Of the bytes of the cell.
    std::vector<Slot> m_slots;
};

} // namespace sandan::io
