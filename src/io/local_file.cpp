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
        throw Error{
            ErrorKind::usage,
            Text{
                "이 컴퓨터의 파일만 읽으며 주소나 접속은 읽지 않습니다; 먼저 자료를 내려받으십시오",
                "only local files are read, no addresses or connections; download the data first"}}
            .within(path);
    }
    std::error_code failed;
    const auto status = fs::status(path, failed);
    if (!fs::exists(status)) {
        throw Error{ErrorKind::input, Text{"그런 파일이 없습니다; 경로를 확인하십시오",
                                           "there is no such file; check the path"}}
            .within(path);
    }
    if (!fs::is_regular_file(status) && !fs::is_directory(status)) {
        throw Error{
            ErrorKind::usage,
            Text{"파이프, 소켓이나 장치입니다; 보통 파일만 읽으니 자료를 파일로 저장하십시오",
                 "is a pipe, socket or device; only regular files are read, save the data to one"}}
            .within(path);
    }
}

void require_local_file(const std::string& path) {
    require_local_path(path);
    std::error_code failed;
    if (fs::is_directory(path, failed)) {
        throw Error{ErrorKind::usage,
                    Text{"폴더입니다; 파일을 지정하십시오", "is a folder; name a file"}}
            .within(path);
    }
    refuse_disguise(path, path);
}

void refuse_disguise(const std::string& path, const std::string& called) {
    const auto bytes = first_bytes(path);
    const std::string_view text{bytes};
    const auto start = text.find_first_not_of("\xEF\xBB\xBF \t\r\n");
    const bool markup = start != std::string_view::npos && text[start] == '<';
    if (markup && text.find("VRT") != std::string_view::npos) {
        throw Error{
            ErrorKind::usage,
            Text{"다른 원본을 가리키는 가상 데이터셋입니다; 자료 자체를 주십시오",
                 "is a virtual data set, which names other sources; give the data themselves"}}
            .within(called);
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
           Text{"읽는 동안 바뀌었습니다; 다른 프로그램이 끝난 뒤에 다시 실행하십시오",
                "was changed while it was read; let the other program finish, then run again"});
}

void FileStates::require_unchanged() const {
    for (const auto& [path, state] : m_states) {
        if (state_of(path) != state) {
            refuse_changed(path);
        }
    }
}

} // namespace sandan::io
