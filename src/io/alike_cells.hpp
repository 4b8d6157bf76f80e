#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
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
            std::uint64_t different = 0;
            for (std::size_t i = 0; i < m_words.size(); ++i) {
                different |= m_words[i] ^ other.m_words[i];
            }
            return different == 0;
        }

        /// The cell, with 0 for each digit if digits stand for each other.
        [[nodiscard]] std::string_view cell(std::size_t width) const noexcept;

    private:
        friend class AlikeCells;
        std::array<std::uint64_t, widest / sizeof(std::uint64_t)> m_words{};
    };

    struct Counted {
        Look look;
        std::size_t more = 0;
    };

    /// `width`: of the column, not more than `widest`. `enough`: so many of a look are seen first.
    AlikeCells(std::size_t width, std::size_t enough);

    /// Of the cell that starts at `at` in `bytes` and ends in them.
    [[nodiscard]] Look look_of(std::string_view bytes, std::size_t at, bool digits_alike) const;

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

    [[nodiscard]] static std::size_t slot_of(const Look& look) noexcept;

    std::size_t m_width;
    std::size_t m_enough;
    Look m_mask; ///< Of the bytes of the cell.
    std::vector<Slot> m_slots;
};

} // namespace sandan::io
