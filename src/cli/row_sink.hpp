#pragma once

#include <sandan/io/growing_file.hpp>

#include "cli/command.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace sandan::cli {

/// A new file, or one that is replaced: what may grow piece by piece and appear in the end. What
/// else there may be is for io::write_file to judge.
[[nodiscard]] bool may_grow(const std::string& output);

/// Where the rows of a command's one result go: to -o, which appears in the end, or to what is
/// shown in the end.
class RowSink {
public:
    /// Keeps a reference to `common`. \throws Error{usage} as require_text_output; Error{output}.
    explicit RowSink(const Common& common);

    /// \throws Error{output}.
    void add(std::string_view text);
    /// \throws Error{output}; then the old file is untouched.
    void finish();

private:
    const Common& m_common;
    std::unique_ptr<io::GrowingFile> m_file;
    std::string m_text; ///< Of what cannot grow.
};

} // namespace sandan::cli
