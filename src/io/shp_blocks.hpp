#pragma once
// The records of a .shp of type Polygon in the order of the file, block by block, held against its
// .shx entry by entry. A file whose index or header says anything else than its records is not
// plain.

#include <sandan/geom/types.hpp>

#include "io/sequential_file.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sandan::io {

/// Records that follow each other.
struct ShpRecords {
    std::size_t first = 0;                  ///< Number of the first one.
    std::vector<std::string_view> contents; ///< Of each, without its header, in `bytes`.
    std::vector<char> bytes;                ///< Kept for its memory.
};

class ShpBlocks {
public:
    /// \throws NotPlain; Error{input} as SequentialFile.
    ShpBlocks(const std::string& shp, const std::string& shx, bool hashed);

    /// How many records there are; at least one.
    [[nodiscard]] std::size_t size() const noexcept { return m_size; }

    /// As the header states.
    [[nodiscard]] const geom::Box& box() const noexcept { return m_box; }

    /// Reads up to `most` further records, fewer of large ones; none at the end.
    /// \throws as the constructor.
    void next(std::size_t most, ShpRecords& to);

    /// Contents of `count` records from `first` on that were read before, within `bytes`.
    /// \throws NotPlain; Error{input} SRC-CHANGED.
    [[nodiscard]] std::vector<std::string_view> again(std::size_t first, std::size_t count,
                                                      std::string& bytes) const;

    /// \throws Error{input} SRC-CHANGED.
    void require_unchanged() const;

    /// \throws Error{input} SRC-CHANGED.
    [[nodiscard]] model::InputFile finish_shapes() { return m_shp.finish(); }

    [[nodiscard]] model::InputFile finish_index() { return m_shx.finish(); }

private:
    SequentialFile m_shp;
    SequentialFile m_shx;
    std::size_t m_size = 0;
    std::size_t m_read = 0;
    geom::Box m_box;
    std::string_view m_entries; ///< Of the index, that were read and whose records were not.
};

} // namespace sandan::io
