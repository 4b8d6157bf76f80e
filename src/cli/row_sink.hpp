#pragma once

#include <sandan/io/growing_file.hpp>

#include "cli/command.hpp"
#include "cli/text_spool.hpp"

#include <nlohmann/json_fwd.hpp>

#include <memory>
#include <string>
#include <string_view>

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
    const Common& m_common;
    std::unique_ptr<io::GrowingFile> m_file;
    TextSpool m_spool; ///< Of what cannot grow.
};

/// A document as JsonRows makes it of `frame`, and of rows of append_json_row() that had to wait
/// for it. \throws Error{output}.
void add_json(RowSink& sink, const nlohmann::ordered_json& frame, const TextSpool& rows);

} // namespace sandan::cli
