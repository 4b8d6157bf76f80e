#pragma once
// Between many_runs (server) and one_run (client): one request and one answer per connection.

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <vector>

namespace runs {

struct Request {
    int client = 0;                 ///< Process whose output the run writes to.
    std::vector<std::string> words; ///< Of the command line.
};

struct Result {
    int status = 0; ///< As wait() gives it.
    long memory_kb = 0;
};

[[noreturn]] inline void fail(const char* what) {
    std::perror(what);
    _exit(125);
}

inline int connect_or_listen(const char* path, bool listening) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path, sizeof address.sun_path - 1);
    const int file = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    const auto* const place = reinterpret_cast<const sockaddr*>(&address);
    const bool fine = listening ? bind(file, place, sizeof address) == 0 && listen(file, 64) == 0
                                : connect(file, place, sizeof address) == 0;
    if (file < 0 || !fine) {
        fail(path);
    }
    return file;
}

inline int listen_at(const char* path) {
    return connect_or_listen(path, true);
}

/// The first word is the client's process id.
inline void send(int connection, const Request& request) {
    auto bytes = std::to_string(request.client) + '\0';
    for (const auto& word : request.words) {
        bytes += word + '\0';
    }
    if (::send(connection, bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
        fail("send");
    }
}

inline Request receive(int connection) {
    std::string bytes(65'536, '\0');
    const auto got = recv(connection, bytes.data(), bytes.size(), 0);
    if (got <= 0) {
        fail("recv");
    }
    bytes.resize(static_cast<std::size_t>(got));
    Request request;
    std::vector<std::string> words;
    for (std::size_t at = 0; at < bytes.size(); at += words.back().size() + 1) {
        words.emplace_back(bytes.c_str() + at);
    }
    request.client = static_cast<int>(std::strtol(words.front().c_str(), nullptr, 10));
    request.words.assign(words.begin() + 1, words.end());
    return request;
}

inline void send(int connection, const Result& result) {
    if (::send(connection, &result, sizeof result, 0) != sizeof result) {
        fail("send");
    }
}

} // namespace runs
