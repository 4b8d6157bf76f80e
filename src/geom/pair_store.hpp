#pragma once

#include "core/spill_file.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace sandan::geom {

/// Two shapes, and how long the edges are that both have.
struct Pair {
    std::uint32_t a = 0; ///< a < b
    std::uint32_t b = 0;
    double length = 0;
};

/// The pairs of a layer, which has more of them than shapes, in groups by a.
class PairStore {
public:
    /// At most `most` pairs are kept in memory, but all of them without a folder to go to.
    explicit PairStore(SpillPlace place = {}, std::size_t most = std::size_t{1} << 19U)
        : m_place{std::move(place)}, m_most{most} {}

    /// A group holds the pairs of `together` shapes that follow each other.
    static constexpr std::size_t together = 1024;

    /// Before pairs among this many shapes come.
    void make_room(std::size_t shapes) { m_groups.resize((shapes + together - 1) / together); }

    /// \throws Error{output} as SpillFile.
    void add(const Pair& pair) {
        m_groups[pair.a / together].held.push_back(pair);
        if (++m_held >= m_most && !m_place.folder.empty()) {
            spill();
        }
    }

    [[nodiscard]] std::size_t groups() const noexcept { return m_groups.size(); }

    /// How many pairs are in memory.
    [[nodiscard]] std::size_t held() const noexcept { return m_held; }

    /// Pairs of a group in the order in which they came. Safe from any thread. \throws as add().
    [[nodiscard]] std::vector<Pair> pairs(std::size_t group) const;

private:
    /// Pairs of a group that follow each other in the file.
    struct Run {
        std::size_t offset = 0; ///< Bytes.
        std::size_t count = 0;
    };

    struct Group {
        std::vector<Run> runs;
        std::vector<Pair> held; ///< After those.
    };

    void spill();

    SpillPlace m_place;
    std::size_t m_most;
    std::size_t m_held = 0;
    std::vector<Group> m_groups;
    std::unique_ptr<SpillFile> m_file;
};

} // namespace sandan::geom
