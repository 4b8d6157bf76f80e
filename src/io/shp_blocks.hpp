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

class ShpBlocks {
public:
    /// \throws NotPlain; Error{input} as SequentialFile.
    ShpBlocks(const std::string& shp, const std::string& shx, bool hashed);

    /// How many records there are; at least one.
    [[nodiscard]] std::size_t size() const noexcept { return m_size; }

    /// As the header states.
    [[nodiscard]] const geom::Box& box() const noexcept { return m_box; }

    /// Reads up to `most` further records; the number of the first. None are held at the end.
    /// \throws as the constructor.
    std::size_t next(std::size_t most);

    [[nodiscard]] std::size_t held() const noexcept { return m_contents.size(); }

    /// Content of the i-th record held, without its header; valid until next().
    [[nodiscard]] std::string_view content(std::size_t i) const { return m_contents[i]; }

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
    std::vector<std::string_view> m_contents;
};

} // namespace sandan::io
