#pragma once
// Inputs are read from private copies: what is checked, hashed and parsed are the same bytes,
// whatever other programs do to the original meanwhile, and nothing is ever made beside it.

#include <sandan/io/read.hpp>

#include "core/scratch.hpp"

#include <memory>
#include <string>
#include <sys/stat.h>
#include <vector>

namespace sandan::io {

/// A descriptor of the file that `path` leads to. A link is the user's word for it; it is followed
/// once, by name, so that it cannot be turned elsewhere between looking and opening.
/// \throws Error{input}.
[[nodiscard]] int open_to_read(const std::string& path);

/// \throws Error{input}.
[[noreturn]] void refuse_unreadable(const std::string& path);

/// Of a file that could be opened: says why, by errno. \throws Error{input}.
[[noreturn]] void refuse_failed_read(const std::string& path);

/// True if nobody wrote to the file in between, or put another one in its place.
[[nodiscard]] bool same_state(const struct stat& before, const struct stat& after);

/// All bytes of a regular file, taken at one moment; adds its name, size and SHA-256 to `files`.
/// \throws Error{input} when it cannot be read, or changes meanwhile (SRC-CHANGED).
[[nodiscard]] std::string read_bytes(const std::string& path, std::vector<InputFile>& files);

/// Copies of files in a folder that only this user may enter, gone with the last copy of this
/// object.
class Snapshot {
public:
    /// Copies `parts`, which lie beside `path` or, when that is a folder, below it. Without
    /// `hashed` their files() have no SHA-256. \throws Error as read_bytes; Error{output} when
    /// there is no room for the copy.
    Snapshot(const std::string& path, const std::vector<std::string>& parts, bool hashed = true);

    /// Where the copy of `path` lies, under the same name.
    [[nodiscard]] const std::string& place() const noexcept { return m_place; }

    [[nodiscard]] const std::vector<InputFile>& files() const noexcept { return m_files; }

    [[nodiscard]] std::shared_ptr<const ScratchFolder> folder() const { return m_folder; }

private:
    std::shared_ptr<const ScratchFolder> m_folder;
    std::string m_place;
    std::vector<InputFile> m_files;
};

} // namespace sandan::io
