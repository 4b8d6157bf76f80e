#pragma once

#include <sandan/io/growing_file.hpp>

#include "cli/command.hpp"
#include "core/spill_file.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sandan::cli {

/// A new file, or one that is replaced: what may grow piece by piece and appear in the end. What
/// else there may be is for io::write_file to judge.
[[nodiscard]] bool may_grow(const std::string& output);

/// For what is too large for memory until the result is written: the folder of -o, where a result
/// of that size must have room, too, else that of temporary files; none where no file can be made.
[[nodiscard]] SpillPlace spill_place(const Common& common);

/// Where the rows of a command's one result go: to -o, which appears in the end, or to what is
/// shown in the end. A few of them are in memory.
class RowSink {
public:
    /// Keeps a reference to `common`. \throws Error{usage} as require_text_output; Error{output}.
    explicit RowSink(const Common& common);

    /// Text that ends with a whole character. \throws Error{output}.
    void add(std::string_view text);
    /// \throws Error{output}; then the old file is untouched.
    void finish();

private:
    struct Piece {
        std::size_t offset = 0;
        std::size_t size = 0;
    };

    void spill();

    const Common& m_common;
    std::unique_ptr<io::GrowingFile> m_file;
    SpillPlace m_place; ///< Of what is shown in the end.
    std::unique_ptr<SpillFile> m_spilled;
    std::vector<Piece> m_pieces; ///< Of that.
    std::string m_text;          ///< Of what cannot grow; after the pieces.
};

} // namespace sandan::cli
