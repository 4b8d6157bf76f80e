#pragma once

// What the process gives up before it looks at files that others made.

namespace sandan::cli {

/// serving: connections may be accepted by a socket that listens already; none can be made, and no
/// other socket.
enum class Network { denied, serving, allowed };

/// No other program can be started, no process looked into and, unless allowed, no socket made from
/// here on, in all threads; files are cut off at 4 GB of private memory per process and 256 open
/// ones. \returns false where the kernel has no seccomp.
[[nodiscard]] bool enter_sandbox(Network network);

} // namespace sandan::cli
