#include "workbench/http_server.hpp"

#include <sandan/core/error.hpp>

#include "workbench/answers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <map>
#include <microhttpd.h>
#include <optional>
#include <poll.h>
#include <sys/random.h>
#include <sys/socket.h>

namespace sandan::workbench {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t most_body = 64UL * 1024;
constexpr std::size_t most_headers = 8UL * 1024;
constexpr std::size_t connection_memory = 16UL * 1024; ///< Headers both ways, and reading.
constexpr unsigned most_connections = 16;
constexpr auto most_time = std::chrono::seconds{10};

/// Beside what the page's own policy forbids: to be framed, kept, guessed at or read from outside.
constexpr std::array<std::pair<const char*, const char*>, 7> always{
    {{"Cache-Control", "no-store"},
     {"Content-Security-Policy", "frame-ancestors 'none'"},
     {"X-Content-Type-Options", "nosniff"},
     {"X-Frame-Options", "DENY"},
     {"Referrer-Policy", "no-referrer"},
     {"Cross-Origin-Resource-Policy", "same-origin"},
     {"Cross-Origin-Opener-Policy", "same-origin"}}};

Response refusal(unsigned status, Text text) {
    return {.status = status, .body = error_json(text)};
}

/// A request while it comes in.
struct Exchange {
    const Route* route = nullptr;
    std::string body;
};

struct Connected {
    int descriptor;
    Clock::time_point since; ///< Of the request that is coming in, or the pause before it.
};

struct Headers {
    std::size_t bytes = 0;
    std::size_t hosts = 0;
};

MHD_Result count(void* headers, MHD_ValueKind, const char* name, const char* value) {
    auto& all = *static_cast<Headers*>(headers);
    const std::string_view header{name};
    all.bytes += header.size() + (value == nullptr ? 0 : std::strlen(value)) + 4;
    all.hosts += header.size() == 4 && strcasecmp(name, "host") == 0 ? 1U : 0U;
    return MHD_YES;
}

/// Percent signs stay as they are, so that no path has two spellings.
std::size_t keep(void*, MHD_Connection*, char* text) {
    return std::strlen(text);
}

} // namespace

std::string random_token() {
    std::array<unsigned char, 16> bytes{};
    if (getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
        throw Error{ErrorKind::output, Text{"serve: 이 시스템에서 난수를 얻을 수 없습니다",
                                            "serve: this system gives no random numbers"}};
    }
    std::string token;
    for (const auto byte : bytes) {
        token += fmt::format("{:02x}", byte);
    }
    return token;
}

bool same_secret(std::string_view given, std::string_view secret) noexcept {
    volatile unsigned char differs = given.size() == secret.size() ? 0 : 1;
    for (std::size_t i = 0; i < secret.size(); ++i) {
        const char c = i < given.size() ? given[i] : '\0';
        differs = static_cast<unsigned char>(differs | (c ^ secret[i]));
    }
    return differs == 0;
}

class HttpServer::Daemon {
public:
    Daemon(Listener listener, std::string token, std::vector<Route> routes)
        : m_token{std::move(token)},
          m_routes{std::move(routes)},
          m_hosts{fmt::format("127.0.0.1:{}", listener.port()),
                  fmt::format("localhost:{}", listener.port())},
          m_daemon{MHD_start_daemon(
              MHD_USE_EPOLL, 0, nullptr, nullptr, &Daemon::take, this, MHD_OPTION_LISTEN_SOCKET,
              listener.release(), MHD_OPTION_CONNECTION_LIMIT, most_connections,
              MHD_OPTION_CONNECTION_TIMEOUT, static_cast<unsigned>(most_time.count()),
              MHD_OPTION_CONNECTION_MEMORY_LIMIT, connection_memory, MHD_OPTION_STRICT_FOR_CLIENT,
              1, MHD_OPTION_UNESCAPE_CALLBACK, &keep, nullptr, MHD_OPTION_NOTIFY_COMPLETED,
              &Daemon::completed, this, MHD_OPTION_NOTIFY_CONNECTION, &Daemon::connected, this,
              MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1, MHD_OPTION_END)} {
        if (m_daemon == nullptr) {
            throw Error{ErrorKind::output, Text{"serve: HTTP 서버를 시작할 수 없습니다",
                                                "serve: the HTTP server cannot start"}};
        }
    }

    ~Daemon() { MHD_stop_daemon(m_daemon); }

    Daemon(const Daemon&) = delete;
    Daemon& operator=(const Daemon&) = delete;

    void run(int stop, int event, const std::function<void()>& woken) {
        const auto* const info = MHD_get_daemon_info(m_daemon, MHD_DAEMON_INFO_EPOLL_FD);
        std::array<pollfd, 3> watched{
            {{info->epoll_fd, POLLIN, 0}, {stop, POLLIN, 0}, {event, POLLIN, 0}}};
        while (watched[1].revents == 0) {
            (void)poll(watched.data(), watched.size(), pause());
            if (watched[2].revents != 0) {
                woken();
            }
            MHD_run(m_daemon);
            end_overdue();
        }
    }

private:
    /// Milliseconds until something may be due without anybody writing. Never for ever: after a
    /// full house has left, MHD listens again only when it is run the next time.
    [[nodiscard]] int pause() const {
        MHD_UNSIGNED_LONG_LONG wait = 0;
        constexpr MHD_UNSIGNED_LONG_LONG second = 1000;
        const bool due = MHD_get_timeout(m_daemon, &wait) == MHD_YES;
        return static_cast<int>(due ? std::min(wait, second) : second);
    }

    /// MHD's own time limit begins anew with every byte: who sends one now and then would stay.
    void end_overdue() {
        const auto now = Clock::now();
        for (auto& [connection, one] : m_connected) {
            if (now - one.since > most_time) {
                (void)shutdown(one.descriptor, SHUT_RDWR);
            }
        }
    }

    static void connected(void* self, MHD_Connection* connection, void**,
                          MHD_ConnectionNotificationCode code) {
        auto& all = static_cast<Daemon*>(self)->m_connected;
        if (code == MHD_CONNECTION_NOTIFY_STARTED) {
            const auto* const info =
                MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
            all.insert_or_assign(connection, Connected{info->connect_fd, Clock::now()});
        } else {
            all.erase(connection);
        }
    }

    static void completed(void* self, MHD_Connection* connection, void** exchange,
                          MHD_RequestTerminationCode) {
        auto& all = static_cast<Daemon*>(self)->m_connected;
        if (const auto found = all.find(connection); found != all.end()) {
            found->second.since = Clock::now();
        }
        const std::unique_ptr<Exchange> done{static_cast<Exchange*>(*exchange)};
        *exchange = nullptr;
    }

    /// Called for the headers, for each part of the body, and at its end.
    static MHD_Result take(void* self, MHD_Connection* connection, const char* path,
                           const char* method, const char*, const char* data, std::size_t* size,
                           void** exchange) {
        auto& daemon = *static_cast<Daemon*>(self);
        if (*exchange == nullptr) {
            auto begun = std::make_unique<Exchange>();
            const auto refused = daemon.refuse(connection, path, method, *begun);
            *exchange = begun.release();
            return refused ? send(connection, *refused) : MHD_YES;
        }
        auto& now = *static_cast<Exchange*>(*exchange);
        if (*size > 0) {
            now.body.append(data, *size);
            *size = 0;
            return MHD_YES;
        }
        return send(connection, now.route->answer(now.body));
    }

    static std::string_view header(MHD_Connection* connection, const char* name) {
        const char* const value = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
        return value == nullptr ? std::string_view{} : value;
    }

    [[nodiscard]] std::optional<Response> refuse(MHD_Connection* connection, std::string_view path,
                                                 std::string_view method,
                                                 Exchange& exchange) const {
        Headers headers;
        MHD_get_connection_values(connection, MHD_HEADER_KIND, &count, &headers);
        if (headers.bytes > most_headers) {
            return refusal(431, {"요청 머리글이 너무 큽니다", "the headers are too large"});
        }
        const auto host = header(connection, "Host");
        if (headers.hosts != 1 ||
            std::find(m_hosts.begin(), m_hosts.end(), host) == m_hosts.end()) {
            return refusal(403, {"이 주소로는 접근할 수 없습니다", "this Host is not served"});
        }
        if (!path.starts_with('/') || path.size() < m_token.size() + 2 ||
            path[m_token.size() + 1] != '/' ||
            !same_secret(path.substr(1, m_token.size()), m_token)) {
            return refusal(403, {"주소의 토큰이 맞지 않습니다; 시작할 때 표시된 주소를 여십시오",
                                 "wrong token: open the address that was shown at the start"});
        }
        path.remove_prefix(m_token.size() + 2);
        return refuse_route(connection, path, method, exchange);
    }

    [[nodiscard]] std::optional<Response> refuse_route(MHD_Connection* connection,
                                                       std::string_view path,
                                                       std::string_view method,
                                                       Exchange& exchange) const {
        const auto route = std::find_if(m_routes.begin(), m_routes.end(),
                                        [&](const Route& r) { return r.path == path; });
        const int questions =
            MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, nullptr, nullptr);
        if (route == m_routes.end() || questions > 0) {
            return refusal(404, {"그런 주소가 없습니다", "there is nothing here"});
        }
        if (route->method != method) {
            return refusal(405, {"이 주소는 그 방법을 받지 않습니다", "not by this method"});
        }
        if (is_foreign(connection, method)) {
            return refusal(403, {"다른 곳에서 온 요청입니다", "this request comes from elsewhere"});
        }
        exchange.route = &*route;
        return method == "POST" ? refuse_body(connection) : std::nullopt;
    }

    /// Browsers say from where a request comes, and pages cannot change it. A page of ours that
    /// changes something always has an Origin.
    static bool is_foreign(MHD_Connection* connection, std::string_view method) {
        const auto origin = header(connection, "Origin");
        const auto site = header(connection, "Sec-Fetch-Site");
        const auto own = fmt::format("http://{}", header(connection, "Host"));
        return (!origin.empty() || method != "GET" ? origin != own : false) ||
               (!site.empty() && site != "same-origin" && site != "none");
    }

    static std::optional<Response> refuse_body(MHD_Connection* connection) {
        if (header(connection, "Content-Type") != "application/json") {
            return refusal(415, {"JSON 요청만 받습니다", "expected Content-Type application/json"});
        }
        const auto length = header(connection, "Content-Length");
        std::size_t bytes = 0;
        const auto [end, error] =
            std::from_chars(length.data(), length.data() + length.size(), bytes);
        if (length.empty() || error != std::errc{} || end != length.data() + length.size() ||
            !header(connection, "Transfer-Encoding").empty()) {
            return refusal(411, {"요청의 길이가 필요합니다", "expected Content-Length"});
        }
        return bytes > most_body
                   ? std::optional{refusal(413, {"요청이 너무 큽니다", "the request is too large"})}
                   : std::nullopt;
    }

    static MHD_Result send(MHD_Connection* connection, const Response& response) {
        auto bytes = response.body;
        auto* const message =
            MHD_create_response_from_buffer(bytes.size(), bytes.data(), MHD_RESPMEM_MUST_COPY);
        if (message == nullptr) {
            return MHD_NO;
        }
        const auto add = [message](const char* name, const std::string& value) {
            (void)MHD_add_response_header(message, name, value.c_str());
        };
        for (const auto& [name, value] : always) {
            add(name, value);
        }
        add("Content-Type", response.type);
        if (!response.file_name.empty()) {
            add("Content-Disposition",
                fmt::format("attachment; filename=\"{}\"", response.file_name));
        }
        const auto done = MHD_queue_response(connection, response.status, message);
        MHD_destroy_response(message);
        return done;
    }

    std::string m_token;
    std::vector<Route> m_routes;
    std::array<std::string, 2> m_hosts;
    std::map<MHD_Connection*, Connected> m_connected;
    MHD_Daemon* m_daemon; ///< Last: it calls the others.
};

HttpServer::HttpServer(Listener listener, std::string token, std::vector<Route> routes)
    : m_daemon{std::make_unique<Daemon>(std::move(listener), std::move(token), std::move(routes))} {
}

HttpServer::~HttpServer() = default;

void HttpServer::run(int stop, int event, const std::function<void()>& woken) {
    m_daemon->run(stop, event, woken);
}

} // namespace sandan::workbench
