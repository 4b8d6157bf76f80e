// one_run SOCKET MOST_MB ARGUMENT…: a run of the program behind `many_runs`, which ends as that run
// ended: its output, its exit status, its signal. 99 when it took more memory than MOST_MB.
#include "runs.hpp"

#include <csignal>
#include <sys/wait.h>

int main(int count, char** arguments) {
    if (count < 4) {
        (void)std::fputs("usage: one_run SOCKET MOST_MB ARGUMENT...\n", stderr);
        return 125;
    }
    const int connection = runs::connect_or_listen(arguments[1], false);
    runs::send(connection,
               runs::Request{.client = getpid(), .words = {arguments + 3, arguments + count}});
    runs::Result result;
    if (recv(connection, &result, sizeof result, 0) != sizeof result) {
        runs::fail("recv");
    }
    if (WIFSIGNALED(result.status)) {
        (void)raise(WTERMSIG(result.status));
        return 128;
    }
    constexpr long kb = 1024;
    return result.memory_kb > std::strtol(arguments[2], nullptr, 10) * kb
               ? 99
               : WEXITSTATUS(result.status);
}
