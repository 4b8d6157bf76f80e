#include "geom/pair_store.hpp"

#include <algorithm>
#include <span>
#include <type_traits>

namespace sandan::geom {

void PairStore::spill() {
    static_assert(std::is_trivially_copyable_v<Pair>);
    if (!m_file) {
        m_file = std::make_unique<SpillFile>(m_place);
    }
    for (auto& [runs, held] : m_groups) {
        if (!held.empty()) {
            runs.push_back({m_file->add(std::as_bytes(std::span{held})), held.size()});
            held = std::vector<Pair>{}; // and its memory
        }
    }
    m_held = 0;
}

std::vector<Pair> PairStore::pairs(std::size_t group) const {
    const auto& [runs, held] = m_groups[group];
    std::size_t count = held.size();
    for (const auto& run : runs) {
        count += run.count;
    }
    std::vector<Pair> all(count);
    std::span<Pair> left{all};
    for (const auto& run : runs) {
        m_file->read(run.offset, std::as_writable_bytes(left.first(run.count)));
        left = left.subspan(run.count);
    }
    std::copy(held.begin(), held.end(), left.begin());
    return all;
}

} // namespace sandan::geom
