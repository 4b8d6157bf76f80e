#include "io/snapshot.hpp"

#include "io/local_file.hpp"
#include "io/sha256.hpp"
#include "io/tell.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <functional>
#include <optional>
#include <string_view>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace sandan::io {

namespace {

namespace fs = std::filesystem;

class Descriptor {
public:
    explicit Descriptor(int number) : m_number{number} {}

    ~Descriptor() {
        if (m_number >= 0) {
            ::close(m_number);
        }
    }

    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    [[nodiscard]] int number() const noexcept { return m_number; }

    [[nodiscard]] bool close() { return ::close(std::exchange(m_number, -1)) == 0; }

private:
    int m_number;
};

bool same(const timespec& a, const timespec& b) {
    return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

struct stat status_of(const Descriptor& file, const std::string& path) {
    struct stat status {};

    if (fstat(file.number(), &status) != 0 || !S_ISREG(status.st_mode)) {
        refuse_unreadable(path);
    }
    return status;
}

/// One file open for reading.
class Original {
public:
    explicit Original(const std::string& path)
        : m_path{path}, m_file{open_to_read(path)}, m_before{status_of(m_file, path)} {}

    [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(m_before.st_size); }

    /// Hands out all bytes, piece by piece. \throws Error{input} SRC-CHANGED
    InputFile read(bool hashed, const std::function<void(std::string_view)>& take) const {
        std::optional<Sha256> sum;
        if (hashed) {
            sum.emplace();
        }
        std::uint64_t size = 0;
        std::array<char, 1U << 18U>
            block; // all of it in zeros first would take as long as to read a small file
        while (true) {
            const auto got = ::read(m_file.number(), block.data(), block.size());
            if (got < 0 && errno == EINTR) {
                continue;
            }
            if (got < 0) {
                refuse_failed_read(m_path);
            }
            if (got == 0) {
                break;
            }
            const auto count = static_cast<std::size_t>(got);
            if (sum) {
                sum->add(block.data(), count);
            }
            take({block.data(), count});
            size += count;
        }
        if (size != this->size() || !same_state(m_before, status_of(m_file, m_path))) {
            refuse_changed(m_path);
        }
        return {.path = m_path, .bytes = size, .sha256 = sum ? sum->hex() : std::string{}};
    }

private:
    const std::string& m_path;
    Descriptor m_file;
    struct stat m_before;
};

[[noreturn]] void no_room(const std::string& path, const std::string& target) {
    const auto folder = fs::path{target}.parent_path().string();
    throw Error{
        ErrorKind::output,
        Text{fmt::format(
                 "{}: {}에 복사할 수 없습니다; 자리가 있습니까? 다른 폴더는 TMPDIR로 지정합니다",
                 path, folder),
             fmt::format("{}: cannot be copied to {}; is there room? TMPDIR names another folder",
                         path, folder)}};
}

InputFile copy(const std::string& path, const std::string& target, bool hashed) {
    const Original original{path};
    std::error_code unknown;
    const auto room = fs::space(fs::path{target}.parent_path(), unknown).available;
    if (!unknown && original.size() > room) { // told before the folder is full
        no_room(path, target);
    }
    Descriptor made{open(target.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                         S_IRUSR | S_IWUSR)};
    if (made.number() < 0) {
        no_room(path, target);
    }
    auto record = original.read(hashed, [&](std::string_view bytes) {
        while (!bytes.empty()) {
            const auto done = write(made.number(), bytes.data(), bytes.size());
            if (done < 0 && errno != EINTR) {
                no_room(path, target);
            }
            bytes.remove_prefix(done > 0 ? static_cast<std::size_t>(done) : 0);
        }
    });
    if (!made.close()) {
        no_room(path, target);
    }
    return record;
}

} // namespace

int open_to_read(const std::string& path) {
    std::error_code failed;
    const auto target = fs::canonical(path, failed);
    const int number =
        failed ? -1
               : open(target.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (number < 0) {
        refuse_unreadable(path);
    }
    return number;
}

void refuse_unreadable(const std::string& path) {
    throw Error{ErrorKind::input, Text{"열 수 없습니다; 경로와 권한을 확인하십시오",
                                       "cannot be opened; check the path and its rights"}}
        .within(path);
}

void refuse_failed_read(const std::string& path) {
    const auto reason = std::generic_category().message(errno);
    throw Error{
        ErrorKind::input,
        Text{fmt::format("끝까지 읽을 수 없습니다 ({}); 디스크나 연결을 확인하십시오", reason),
             fmt::format("cannot be read to its end ({}); check the disk or the connection",
                         reason)}}
        .within(path);
}

bool same_state(const struct stat& before, const struct stat& after) {
    return before.st_dev == after.st_dev && before.st_ino == after.st_ino &&
           before.st_size == after.st_size && same(before.st_mtim, after.st_mtim) &&
           same(before.st_ctim, after.st_ctim);
}

std::string read_bytes(const std::string& path, std::vector<InputFile>& files) {
    const Original original{path};
    std::string bytes;
    bytes.reserve(original.size());
    files.push_back(original.read(true, [&](std::string_view piece) { bytes += piece; }));
    return bytes;
}

Snapshot::Snapshot(const std::string& path, const std::vector<std::string>& parts, bool hashed)
    : m_folder{std::make_shared<const ScratchFolder>(fs::temp_directory_path().string(), path)} {
    const auto home = fs::path{path}.lexically_normal();
    const auto name = home.has_filename() ? home : home.parent_path(); // "x.gdb/"
    m_place = m_folder->file(name.filename().string());
    for (const auto& part : parts) {
        const auto inner = fs::path{part}.lexically_normal().lexically_relative(name.parent_path());
        const auto target = m_folder->file(inner.generic_string());
        std::error_code failed;
        if (fs::is_directory(part, failed)) {
            fs::create_directory(target, failed);
        } else {
            m_files.push_back(copy(part, target, hashed));
        }
        if (failed) {
            no_room(part, target);
        }
    }
}

} // namespace sandan::io
