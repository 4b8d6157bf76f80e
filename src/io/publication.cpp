#include "io/publication.hpp"

#include <sandan/core/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <set>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <tuple>
#include <unistd.h>
#include <utility>

namespace sandan::io {

namespace {

namespace fs = std::filesystem;

struct Words {
    const char* ko; ///< No std::string: errno is still to be read.
    const char* en;
};

[[noreturn]] void fail(const std::string& path, const Words& what) {
    const auto reason = std::generic_category().message(errno);
    throw Error{ErrorKind::output, Text{fmt::format("{}: {} ({})", path, what.ko, reason),
                                        fmt::format("{}: {} ({})", path, what.en, reason)}};
}

/// An open file whose closing is looked at.
class Descriptor {
public:
    Descriptor(const std::string& path, int flags, const std::string& target)
        : m_target{target}, m_number{open(path.c_str(), flags | O_CLOEXEC, 0666)} {
        if (m_number < 0) {
            fail(target, {"쓸 수 없습니다", "cannot write"});
        }
    }

    ~Descriptor() {
        if (m_number >= 0) {
            ::close(m_number);
        }
    }

    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    void write(const std::string& bytes) const {
        std::size_t done = 0;
        while (done < bytes.size()) {
            const auto count = ::write(m_number, bytes.data() + done, bytes.size() - done);
            if (count < 0 && errno != EINTR) {
                fail(m_target, {"쓸 수 없습니다", "cannot write"});
            }
            done += count > 0 ? static_cast<std::size_t>(count) : 0;
        }
    }

    /// Some file systems cannot sync a folder, and say so by EINVAL.
    void sync() const {
        if (fsync(m_number) != 0 && errno != EINVAL) {
            fail(m_target, {"디스크에 저장할 수 없습니다", "cannot be saved to the disk"});
        }
    }

    /// Rights of a file that is replaced stay what they were.
    void take_rights_of(const std::string& path) const {
        struct stat status {};

        if (lstat(path.c_str(), &status) == 0 && fchmod(m_number, status.st_mode & 0777U) != 0) {
            fail(m_target, {"권한을 정할 수 없습니다", "cannot set its rights"});
        }
    }

    void close() {
        if (::close(std::exchange(m_number, -1)) != 0) {
            fail(m_target, {"쓸 수 없습니다", "cannot write"});
        }
    }

private:
    const std::string& m_target;
    int m_number;
};

std::string folder_of(const std::string& target) {
    const auto folder = fs::path{target}.parent_path().string();
    return folder.empty() ? "." : folder;
}

} // namespace

Target target_kind(const std::string& path) {
    struct stat linked {};

    struct stat itself {};

    if (lstat(path.c_str(), &itself) != 0) {
        return Target::file; // new
    }
    if (stat(path.c_str(), &linked) == 0 && !S_ISREG(linked.st_mode)) {
        if (S_ISDIR(linked.st_mode)) {
            throw Error{ErrorKind::output,
                        Text{"폴더입니다; 파일을 지정하십시오", "is a folder; name a file"}}
                .within(path);
        }
        return Target::stream;
    }
    if (S_ISLNK(itself.st_mode)) {
        throw Error{ErrorKind::output, Text{"심볼릭 링크입니다; 파일 자체를 지정하십시오",
                                            "is a symbolic link; name the file itself"}}
            .within(path);
    }
    return Target::file;
}

void write_through(const std::string& path, const std::string& bytes) {
    Descriptor stream{path, O_WRONLY | O_NOCTTY, path};
    stream.write(bytes);
    stream.close();
}

const ScratchFolder& Publication::scratch_of(const std::string& folder, const std::string& target) {
    for (const auto& [place, scratch] : m_scratch) {
        if (place == folder) {
            return scratch;
        }
    }
    return m_scratch
        .emplace_back(std::piecewise_construct, std::forward_as_tuple(folder),
                      std::forward_as_tuple(folder, target))
        .second;
}

Publication::Item& Publication::stage(const std::string& target) {
    const auto folder = folder_of(target);
    const auto& scratch = scratch_of(folder, target);
    const auto number = m_items.size();
    return m_items.emplace_back(Item{.target = target,
                                     .folder = folder,
                                     .fresh = scratch.file(fmt::format("new-{}", number)),
                                     .old = scratch.file(fmt::format("old-{}", number))});
}

void Publication::add(const std::string& target, const std::string& bytes) {
    const auto& item = stage(target);
    Descriptor file{item.fresh, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, item.target};
    file.write(bytes);
    file.close();
}

std::string Publication::reserve(const std::string& target) {
    return stage(target).fresh;
}

/// On the disk, with the rights it is to have.
void Publication::finish(const Item& item) {
    Descriptor file{item.fresh, O_RDWR | O_NOFOLLOW, item.target};
    file.take_rights_of(item.target);
    file.sync();
    file.close();
}

/// A second name for what stands there now. Where links are unknown, nothing can be restored.
void Publication::keep_old(Item& item) {
    if (target_kind(item.target) == Target::stream) {
        throw Error{ErrorKind::output, Text{"이제 파일이 아닙니다; 다른 것을 지정하십시오",
                                            "is no longer a file; name another"}}
            .within(item.target);
    }
    item.had_old = link(item.target.c_str(), item.old.c_str()) == 0;
}

void Publication::place(Item& item) {
    if (rename(item.fresh.c_str(), item.target.c_str()) != 0) {
        fail(item.target, {"바꿀 수 없습니다", "cannot replace"});
    }
    item.placed = true;
}

void Publication::restore(Item& item) noexcept {
    if (item.had_old) {
        // Onto itself when it was never replaced: then both names stay, and that is right too.
        if (rename(item.old.c_str(), item.target.c_str()) != 0) {
            (void)unlink(item.target.c_str());
            [[maybe_unused]] const int back = link(item.old.c_str(), item.target.c_str());
        }
    } else if (item.placed) {
        (void)unlink(item.target.c_str());
    }
    item.placed = false;
}

void Publication::sync_folders() const {
    for (const auto& entry : m_scratch) {
        const auto& folder = entry.first;
        const auto target = std::find_if(m_items.begin(), m_items.end(),
                                         [&](const Item& item) { return item.folder == folder; });
        Descriptor opened{folder, O_RDONLY | O_DIRECTORY, target->target};
        opened.sync();
    }
}

void Publication::place_all() {
    if (m_items.size() > 1 && m_items.back().had_old &&
        unlink(m_items.back().target.c_str()) != 0) {
        fail(m_items.back().target, {"바꿀 수 없습니다", "cannot replace"});
    }
    for (auto& item : m_items) {
        place(item);
    }
    sync_folders();
}

FolderLock::FolderLock(const std::string& folder)
    : m_number{open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)} {
    while (m_number >= 0 && flock(m_number, LOCK_EX) != 0 && errno == EINTR) {
    }
}

FolderLock::~FolderLock() {
    if (m_number >= 0) {
        ::close(m_number);
    }
}

/// In the order of their names, so that two runs never wait for each other.
std::vector<FolderLock> Publication::lock_folders() const {
    std::set<std::string> folders;
    for (const auto& entry : m_scratch) {
        auto folder = fs::absolute(entry.first).lexically_normal().string();
        if (!is_scratch(folder)) { // a lock on one of its own would wait for itself
            folders.insert(std::move(folder));
        }
    }
    return {folders.begin(), folders.end()};
}

void Publication::commit() {
    const auto alone = lock_folders();
    for (auto& item : m_items) {
        finish(item);
        keep_old(item);
    }
    without_cancelling([this] {
        try {
            place_all();
        } catch (...) {
            for (auto& item : m_items) {
                restore(item);
            }
            throw;
        }
    });
}

} // namespace sandan::io
