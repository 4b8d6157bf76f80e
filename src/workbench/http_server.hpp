#pragma once
// HTTP for one page on this machine. What is asked for is looked up in a fixed table; no path ever
// reaches a file system.

#include "workbench/listener.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sandan::workbench {

struct Response {
    unsigned status = 200;
    std::string type = "application/json; charset=utf-8";
    std::string body{};
    std::string file_name{}; ///< Not empty: the browser saves it under this (ASCII) name.
};

struct Route {
    std::string_view method; ///< GET, or POST with a JSON body.
    std::string_view path;   ///< After the token: "", "state", …
    /// Given the body. Must not throw.
    std::function<Response(const std::string&)> answer;
};

/// 128 random bits as 32 hexadecimal digits. \throws Error{output} without a source of them.
[[nodiscard]] std::string random_token();

/// True if equal; takes as long whatever differs. Only the length of `secret` may show.
[[nodiscard]] bool same_secret(std::string_view given, std::string_view secret) noexcept;

/// Serves http://127.0.0.1:PORT/TOKEN/PATH. Refused, without a look at the body:
/// a Host other than 127.0.0.1:PORT or localhost:PORT (DNS rebinding), another token (403), a path
/// that is not in the table (404), a method it does not have (405), a request that another site's
/// page caused (403), a POST that is not JSON (415), without length (411) or above 64 KB (413),
/// more than 8 KB of headers (431). 16 connections at most, 10 s for each request. Nothing may be
/// cached, framed, or read by another origin.
class HttpServer {
public:
    HttpServer(Listener listener, std::string token, std::vector<Route> routes);
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    /// Answers, one request after the other and in this thread, until descriptor `stop` is
    /// readable; calls `woken` when `event` is. \throws Error{output} if it cannot start.
    void run(int stop, int event, const std::function<void()>& woken);

private:
    class Daemon;
    std::unique_ptr<Daemon> m_daemon;
};

} // namespace sandan::workbench
