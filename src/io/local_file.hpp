#pragma once
// Which paths may be read at all, and whether what was read stayed what it was.

#include <string>
#include <vector>

namespace sandan::io {

/// \throws Error{usage} for addresses, connection strings, inline documents, virtual file systems,
/// and for anything but a regular file or a folder; Error{input} when nothing is there.
void require_local_path(const std::string& path);

/// The same, and a folder is refused too, as is a virtual data set (XML that names other sources)
/// under whatever name.
void require_local_file(const std::string& path);

/// \throws Error{usage}, naming `called`, when the file at `path` is a virtual data set.
void refuse_disguise(const std::string& path, const std::string& called);

/// \throws Error{input} SRC-CHANGED.
[[noreturn]] void refuse_changed(const std::string& path);

/// Size, times and identity of files, taken before they are read. The kernel changes the time of
/// change with every write, and nobody can set it back; so equal states mean equal bytes.
class FileStates {
public:
    FileStates() = default;

    /// Waits (20 ms at most) until a write in this moment would give a file another time.
    /// A path that is not there counts as a state too.
    explicit FileStates(std::vector<std::string> paths);

    /// \throws Error{input} naming the file that is no longer what it was.
    void require_unchanged() const;

private:
    struct State {
        std::string path;
        std::string state;
    };

    std::vector<State> m_states;
};

} // namespace sandan::io
