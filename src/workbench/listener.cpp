#include "workbench/listener.hpp"

#include <sandan/core/error.hpp>

#include <fmt/format.h>

#include <cerrno>
#include <netinet/in.h>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace sandan::workbench {

namespace {

constexpr int waiting = 32; ///< Connections the kernel keeps until they are taken.

/// Binds, listens and learns the port. \returns false with errno.
bool open_on(int descriptor, std::uint16_t& port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* const as_any = reinterpret_cast<sockaddr*>(&address); // NOLINT: as the call wants it
    socklen_t size = sizeof address;
    const int again = 1; // a port whose last connections are still fading
    if (setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &again, sizeof again) != 0 ||
        bind(descriptor, as_any, size) != 0 || listen(descriptor, waiting) != 0 ||
        getsockname(descriptor, as_any, &size) != 0) {
        return false;
    }
    port = ntohs(address.sin_port);
    return true;
}

} // namespace

Listener::Listener(std::uint16_t port)
    : m_descriptor{socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)}, m_port{port} {
    if (m_descriptor < 0 || !open_on(m_descriptor, m_port)) {
        const auto why = std::generic_category().message(errno);
        if (m_descriptor >= 0) {
            close(m_descriptor);
        }
        throw Error{
            ErrorKind::usage,
            Text{
                fmt::format("--port {}: 127.0.0.1에서 받을 수 없습니다 ({}); 빼면 빈 포트를 씁니다",
                            port, why),
                fmt::format("--port {}: cannot listen on 127.0.0.1 ({}); leave it out for a "
                            "free one",
                            port, why)}};
    }
}

Listener::~Listener() {
    if (m_descriptor >= 0) {
        close(m_descriptor);
    }
}

Listener::Listener(Listener&& other) noexcept
    : m_descriptor{other.release()}, m_port{other.m_port} {}

int Listener::release() noexcept {
    return std::exchange(m_descriptor, -1);
}

} // namespace sandan::workbench
