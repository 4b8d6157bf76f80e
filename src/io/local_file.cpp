#include "io/local_file.hpp"

#include "io/tell.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <fcntl.h>
#include <filesystem>
#include <string_view>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace sandan::io {

namespace {

namespace fs = std::filesystem;

/// "PG:…", "http://…", "/vsicurl/…", inline JSON or XML: never handed to GDAL.
bool is_connection(const std::string& path) {
    if (path.find("://") != std::string::npos || path.starts_with("/vsi") ||
        path.starts_with("<") || path.starts_with("{")) {
        return true;
    }
    const auto colon = path.find(':');
    return colon != std::string::npos && colon > 1 &&
           std::all_of(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(colon),
                       [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; });
}

std::string first_bytes(const std::string& path) {
    std::array<char, 4096> block{};
    const int descriptor = open(path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (descriptor < 0) {
        return {};
    }
    const auto got = read(descriptor, block.data(), block.size());
    close(descriptor);
    return {block.data(), got > 0 ? static_cast<std::size_t>(got) : 0};
}

std::string state_of(const struct stat& s) {
    return fmt::format("{}:{} {} {}.{} {}.{}", s.st_dev, s.st_ino, s.st_size, s.st_mtim.tv_sec,
                       s.st_mtim.tv_nsec, s.st_ctim.tv_sec, s.st_ctim.tv_nsec);
}

std::string state_of(const std::string& path) {
    struct stat status {};

    return stat(path.c_str(), &status) == 0 ? state_of(status) : std::string{"absent"};
}

/// Time stamps come from a clock that ticks every few milliseconds.
void wait_for_next_tick(const std::string& path) {
    using std::chrono::system_clock;
    constexpr std::chrono::milliseconds tick{20};

    struct stat status {};

    if (stat(path.c_str(), &status) != 0) {
        return;
    }
    const auto changed = system_clock::from_time_t(status.st_ctim.tv_sec) +
                         std::chrono::duration_cast<system_clock::duration>(
                             std::chrono::nanoseconds{status.st_ctim.tv_nsec});
    const auto age = system_clock::now() - changed;
    if (age >= system_clock::duration::zero() && age < tick) {
        std::this_thread::sleep_for(tick - age);
    }
}

} // namespace

void require_local_path(const std::string& path) {
    if (is_connection(path)) {
        throw Error{ErrorKind::usage,
                    path + ": only local files are read, no addresses or connections; "
                           "download the data first"};
    }
    std::error_code failed;
    const auto status = fs::status(path, failed);
    if (!fs::exists(status)) {
        throw Error{ErrorKind::input, path + ": there is no such file; check the path"};
    }
    if (!fs::is_regular_file(status) && !fs::is_directory(status)) {
        throw Error{ErrorKind::usage, path + ": is a pipe, socket or device; only regular files "
                                             "are read, save the data to one"};
    }
}

void require_local_file(const std::string& path) {
    require_local_path(path);
    std::error_code failed;
    if (fs::is_directory(path, failed)) {
        throw Error{ErrorKind::usage, path + ": is a folder; name a file"};
    }
    refuse_disguise(path, path);
}

void refuse_disguise(const std::string& path, const std::string& called) {
    const auto bytes = first_bytes(path);
    const std::string_view text{bytes};
    const auto start = text.find_first_not_of("\xEF\xBB\xBF \t\r\n");
    const bool markup = start != std::string_view::npos && text[start] == '<';
    if (markup && text.find("VRT") != std::string_view::npos) {
        throw Error{ErrorKind::usage,
                    called + ": is a virtual data set, which names other sources; give the "
                             "data themselves"};
    }
}

FileStates::FileStates(std::vector<std::string> paths) {
    for (auto& path : paths) {
        wait_for_next_tick(path);
        auto state = state_of(path);
        m_states.push_back({std::move(path), std::move(state)});
    }
}

void refuse_changed(const std::string& path) {
    refuse(path, "SRC-CHANGED",
           "was changed while it was read; let the other program finish, then run again");
}

void FileStates::require_unchanged() const {
    for (const auto& [path, state] : m_states) {
        if (state_of(path) != state) {
            refuse_changed(path);
        }
    }
}

} // namespace sandan::io
