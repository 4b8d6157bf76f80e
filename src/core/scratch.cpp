#include "core/scratch.hpp"

#include <sandan/core/error.hpp>

#include <fmt/format.h>

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <mutex>
#include <set>
#include <string_view>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace sandan {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view head = ".sandan-part-";

/// The folders of this process, so that a cancelled run can remove them.
struct Registry {
    std::mutex guard;
    std::set<std::string> folders;
};

Registry& registry() {
    static Registry kept;
    return kept;
}

/// A descriptor that holds the folder's lock, or −1 when another process holds it.
int lock_folder(const std::string& path) {
    const int descriptor = open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (descriptor >= 0 && flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        close(descriptor);
        return -1;
    }
    return descriptor;
}

void remove_if_abandoned(const std::string& path) {
    struct stat status {};

    if (lstat(path.c_str(), &status) != 0 || !S_ISDIR(status.st_mode) ||
        status.st_uid != geteuid()) {
        return;
    }
    if (const int lock = lock_folder(path); lock >= 0) {
        std::error_code ignored;
        fs::remove_all(path, ignored);
        close(lock);
    }
}

void remove_abandoned(const std::string& parent) {
    std::error_code failed;
    for (fs::directory_iterator entry{parent, failed}, end; !failed && entry != end;
         entry.increment(failed)) {
        const auto name = entry->path().filename().string();
        if (name.starts_with(head)) {
            remove_if_abandoned(entry->path().string());
        }
    }
}

bool still_there(int descriptor) {
    struct stat status {};

    return fstat(descriptor, &status) == 0 && status.st_nlink > 0;
}

} // namespace

ScratchFolder::ScratchFolder(const std::string& parent, const std::string& purpose) {
    remove_abandoned(parent);
    const std::scoped_lock alone{registry().guard};
    // Between making and locking it another run may take the folder for an abandoned one.
    for (int attempt = 0; attempt < 8 && m_lock < 0; ++attempt) {
        m_path = fmt::format("{}/{}XXXXXX", parent, head);
        if (mkdtemp(m_path.data()) == nullptr) {
            break;
        }
        m_lock = lock_folder(m_path);
        if (m_lock >= 0 && !still_there(m_lock)) {
            close(m_lock);
            m_lock = -1;
        }
    }
    if (m_lock < 0) {
        const auto reason = std::generic_category().message(errno);
        throw Error{ErrorKind::output,
                    Text{fmt::format("{}: {}에 쓸 수 없습니다 ({})", purpose, parent, reason),
                         fmt::format("{}: cannot write in {} ({})", purpose, parent, reason)}};
    }
    registry().folders.insert(m_path);
}

ScratchFolder::~ScratchFolder() {
    const std::scoped_lock alone{registry().guard};
    std::error_code ignored;
    fs::remove_all(m_path, ignored);
    close(m_lock);
    registry().folders.erase(m_path);
}

bool is_scratch(const std::string& path) {
    return std::filesystem::path{path}.filename().string().starts_with(head);
}

void without_cancelling(const std::function<void()>& step) {
    const std::scoped_lock alone{registry().guard};
    step();
}

void cancel(int status) noexcept {
    registry().guard.lock(); // for good: nothing is published from here on
    for (const auto& folder : registry().folders) {
        std::error_code ignored;
        fs::remove_all(folder, ignored);
    }
    _exit(status);
}

} // namespace sandan
