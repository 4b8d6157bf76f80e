#pragma once

#include "core/spill_file.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sandan::cli {

/// Words of all records of a layer, end to end: millions of short ones, without an object for each.
class IdList {
public:
    /// About `most` bytes of them are in memory until the list is closed, but all of them without a
    /// folder to go to.
    explicit IdList(SpillPlace place = {}, std::size_t most = std::size_t{1} << 22U)
        : m_place{std::move(place)}, m_most{most} {}

    /// \throws Error{output} as SpillFile.
    void add(std::string_view word);

    /// After the last word. \throws as add().
    void close();

    /// After close(), safe from any thread; valid until forget().
    [[nodiscard]] std::string_view operator[](std::size_t i) const;

    /// Bytes that are in memory.
    [[nodiscard]] std::size_t held() const noexcept { return m_held; }

    /// As SpillFile::forget.
    void forget() const noexcept;

private:
    static constexpr std::size_t together = 1024;

    /// Words that follow each other: 4 bytes for the end of each, then their text.
    struct Chunk {
        std::string bytes; ///< Empty once they are in the file.
        std::size_t offset = 0;
        std::size_t size = 0;
    };

    [[nodiscard]] std::string_view bytes_of(const Chunk& chunk) const;
    void spill();

    SpillPlace m_place;
    std::size_t m_most;
    std::vector<Chunk> m_chunks;
    std::size_t m_in_file = 0; ///< Chunks.
    std::size_t m_size = 0;    ///< Words.
    std::size_t m_held = 0;
    std::unique_ptr<SpillFile> m_file;
};

} // namespace sandan::cli
