#pragma once

#include <cstdint>

namespace sandan::workbench {

/// A socket that takes connections from this machine only (127.0.0.1). Made before the right to
/// make sockets is given up.
class Listener {
public:
    /// `port` 0: one that is free. \throws Error{usage} if it cannot be had.
    explicit Listener(std::uint16_t port);
    ~Listener();
    Listener(Listener&& other) noexcept;
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;
    Listener& operator=(Listener&&) = delete;

    [[nodiscard]] std::uint16_t port() const noexcept { return m_port; }

    /// Hands the descriptor over to who closes it.
    [[nodiscard]] int release() noexcept;

private:
    int m_descriptor = -1;
    std::uint16_t m_port = 0;
};

} // namespace sandan::workbench
