#include "cli/id_list.hpp"

#include <cstdint>
#include <cstring>
#include <span>

namespace sandan::cli {

namespace {

using End = std::uint32_t; ///< Of a word in the text of its chunk.

} // namespace

void IdList::add(std::string_view word) {
    constexpr auto head = together * sizeof(End);
    const auto place = m_size++ % together;
    if (place == 0) {
        if (m_held >= m_most && !m_place.folder.empty()) {
            spill();
        }
        m_chunks.emplace_back().bytes.resize(head);
        m_held += head;
    }
    auto& bytes = m_chunks.back().bytes;
    bytes += word;
    m_held += word.size();
    const auto end = static_cast<End>(bytes.size());
    std::memcpy(bytes.data() + place * sizeof end, &end, sizeof end);
}

void IdList::spill() {
    if (!m_file) {
        m_file = std::make_unique<SpillFile>(m_place);
    }
    for (; m_in_file < m_chunks.size(); ++m_in_file) {
        auto& [bytes, offset, size] = m_chunks[m_in_file];
        offset = m_file->add(std::as_bytes(std::span{bytes}));
        size = bytes.size();
        bytes.clear();
        bytes.shrink_to_fit();
    }
    m_held = 0;
}

void IdList::close() {
    if (m_file) {
        spill();
        m_file->map();
    }
}

std::string_view IdList::bytes_of(const Chunk& chunk) const {
    return chunk.size == 0 ? std::string_view{chunk.bytes} : m_file->at(chunk.offset, chunk.size);
}

std::string_view IdList::operator[](std::size_t i) const {
    const auto bytes = bytes_of(m_chunks[i / together]);
    const auto end_of = [&](std::size_t place) {
        End end = 0;
        std::memcpy(&end, bytes.data() + place * sizeof end, sizeof end);
        return end;
    };
    const auto place = i % together;
    const auto from = place == 0 ? together * sizeof(End) : end_of(place - 1);
    return bytes.substr(from, end_of(place) - from);
}

void IdList::forget() const noexcept {
    if (m_file) {
        m_file->forget();
    }
}

} // namespace sandan::cli
