#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sandan::cli {

/// Words of all records of a layer, end to end: millions of short ones, without an object for each.
class IdList {
public:
    void add(std::string_view word) {
        if (m_size++ % together == 0) {
            m_chunks.emplace_back();
            m_chunks.back().ends.reserve(together);
        }
        auto& [text, ends] = m_chunks.back();
        text += word;
        ends.push_back(static_cast<std::uint32_t>(text.size()));
    }

    [[nodiscard]] std::string_view operator[](std::size_t i) const {
        const auto& [text, ends] = m_chunks[i / together];
        const auto k = i % together;
        const auto from = k == 0 ? 0 : ends[k - 1];
        return std::string_view{text}.substr(from, ends[k] - from);
    }

private:
    static constexpr std::size_t together = 1024;

    struct Chunk {
        std::string text;
        std::vector<std::uint32_t> ends; ///< Of each word.
    };

    std::vector<Chunk> m_chunks;
    std::size_t m_size = 0;
};

} // namespace sandan::cli
