#include "io/alike_cells.hpp"

#include <cstring>

namespace sandan::io {

namespace {

/// Of one vector register.
using Bytes [[gnu::vector_size(16)]] = unsigned char;

/// 0 in place of each digit.
Bytes without_digits(Bytes bytes) {
    const Bytes digit = (bytes - '0') <= 9;
    return (bytes & ~digit) | (static_cast<unsigned char>('0') & digit);
}

} // namespace

std::string_view AlikeCells::Look::cell(std::size_t width) const noexcept {
    return {reinterpret_cast<const char*>(m_words.data()), width};
}

AlikeCells::AlikeCells(std::size_t width, std::size_t enough)
    : m_width{width}, m_enough{enough}, m_slots(std::size_t{1} << slot_bits) {
    std::memset(m_mask.m_words.data(), 0xFF, width);
}

AlikeCells::Look AlikeCells::look_of(std::string_view bytes, std::size_t at,
                                     bool digits_alike) const {
    Look look;
    if (bytes.size() - at < widest) {
        std::memcpy(look.m_words.data(), bytes.data() + at, m_width);
    } else {
        std::memcpy(look.m_words.data(), bytes.data() + at, widest);
    }
    if (digits_alike) {
        for (std::size_t half = 0; half < look.m_words.size(); half += 2) {
            Bytes part;
            std::memcpy(&part, &look.m_words[half], sizeof part);
            part = without_digits(part);
            std::memcpy(&look.m_words[half], &part, sizeof part);
        }
    }
    for (std::size_t i = 0; i < look.m_words.size(); ++i) {
        look.m_words[i] &= m_mask.m_words[i];
    }
    return look;
}

std::size_t AlikeCells::slot_of(const Look& look) noexcept {
    const auto& w = look.m_words;
    const auto mix = (w[0] * 0x9E3779B97F4A7C15U) ^ (w[1] * 0xC2B2AE3D27D4EB4FU) ^
                     (w[2] * 0x165667B19E3779F9U) ^ (w[3] * 0xD6E8FEB86659FD93U);
    return static_cast<std::size_t>((mix ^ (mix >> 32U)) * 0xD6E8FEB86659FD93U >> (64 - slot_bits));
}

void AlikeCells::see(const Look& look) noexcept {
    auto& slot = m_slots[slot_of(look)];
    if (slot.seen == m_enough) {
        return; // of another look, that came often
    }
    if (slot.seen == 0 || slot.look != look) {
        slot = {.look = look, .seen = 0, .more = 0};
    }
    ++slot.seen;
}

std::vector<AlikeCells::Counted> AlikeCells::counted() const {
    std::vector<Counted> all;
    for (const auto& slot : m_slots) {
        if (slot.more != 0) {
            all.push_back({slot.look, slot.more});
        }
    }
    return all;
}

} // namespace sandan::io
