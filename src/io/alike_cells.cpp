#include "io/alike_cells.hpp"

namespace sandan::io {

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
