#include "cli/text_spool.hpp"

#include <span>

namespace sandan::cli {

void TextSpool::add(std::string_view text) {
    constexpr std::size_t most = 1U << 22U; // bytes in memory
    m_text += text;
    if (m_text.size() >= most && !m_place.folder.empty()) {
        spill();
    }
}

void TextSpool::spill() {
    if (!m_file) {
        m_file = std::make_unique<SpillFile>(m_place);
    }
    m_pieces.push_back({m_file->add(std::as_bytes(std::span{m_text})), m_text.size()});
    m_text.clear();
}

void TextSpool::for_each(const std::function<void(const std::string&)>& take) const {
    std::string text;
    for (const auto& [offset, size] : m_pieces) {
        text.resize(size);
        m_file->read(offset, std::as_writable_bytes(std::span{text}));
        take(text);
    }
    take(m_text);
}

} // namespace sandan::cli
