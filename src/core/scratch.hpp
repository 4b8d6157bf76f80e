#pragma once
// Folders of our own for what is not finished. A run that was killed cannot clean up: the next one
// does, for it finds the folder without the lock that a living run holds on it.

#include <functional>
#include <string>

namespace sandan {

/// A folder `.sandan-part-XXXXXX` (rights 0700) that vanishes with the object.
class ScratchFolder {
public:
    /// Removes what killed runs left in `parent`, then makes the folder there.
    /// \throws Error{output} naming `purpose`.
    ScratchFolder(const std::string& parent, const std::string& purpose);
    ~ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    [[nodiscard]] const std::string& path() const noexcept { return m_path; }

    /// Path of `name` in the folder.
    [[nodiscard]] std::string file(const std::string& name) const { return m_path + "/" + name; }

private:
    std::string m_path;
    int m_lock = -1;
};

/// True for the path of a ScratchFolder: this run's own, which it has locked already.
[[nodiscard]] bool is_scratch(const std::string& path);

/// Runs `step` to its end even when the program is cancelled meanwhile.
void without_cancelling(const std::function<void()>& step);

/// Ends the process with `status` and takes what is not finished with it; results appear complete
/// or not at all. For a thread that waits for signals.
[[noreturn]] void cancel(int status) noexcept;

} // namespace sandan
