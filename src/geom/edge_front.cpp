#include "geom/edge_front.hpp"

#include <bit>

namespace sandan::geom {

namespace {

std::uint64_t bits(double v) {
    return std::bit_cast<std::uint64_t>(v + 0.0); // −0 and 0 are one place
}

std::uint64_t mixed(const Point& p) {
    std::uint64_t h = bits(p.x) * 0x9E3779B97F4A7C15U;
    h = (h ^ (h >> 32U) ^ bits(p.y)) * 0xC2B2AE3D27D4EB4FU;
    return h ^ (h >> 29U);
}

/// The same for an edge and its reverse: of the middle between its ends.
std::uint32_t key_of(const Point& a, const Point& b) {
    return static_cast<std::uint32_t>(mixed({a.x + b.x, a.y + b.y}) >> 32U);
}

} // namespace

void BlockEdges::prepare() {
    m_slots.assign(std::bit_ceil(2 * m_shapes.size() + 2), Slot{});
    m_open.assign(m_shapes.size(), 0);
}

std::uint32_t BlockEdges::find_or_add(const Point* start, std::uint32_t at) {
    const auto mask = m_slots.size() - 1;
    const auto key = key_of(start[at], start[std::size_t{at} + 1]);
    auto i = key & mask;
    for (; m_slots[i].at != none; i = (i + 1) & mask) {
        const auto& slot = m_slots[i];
        if (slot.key == key && m_open[slot.at] != 0 && meet(start, at, slot.at)) {
            return slot.at;
        }
    }
    m_slots[i] = {key, at};
    m_open[at] = 1;
    return none;
}

} // namespace sandan::geom
