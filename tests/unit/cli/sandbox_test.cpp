// What a program that reads files of strangers can no longer do, asked of the kernel itself.

#include "cli/sandbox.hpp"
#include "workbench/listener.hpp"

#include <catch2/catch.hpp>

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <functional>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace sandan;

namespace {

/// Exit status of a process of its own that enters the sandbox and then does `what`.
int inside(cli::Network network, const std::function<int()>& what) {
    const auto child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        _exit(cli::enter_sandbox(network) ? what() : 99);
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int errno_of(int result) {
    return result == -1 ? errno : 0;
}

} // namespace

TEST_CASE("in the sandbox no connection is made and no program started", "[cli][sandbox]") {
    using cli::Network;
    const auto connect = [] {
        return errno_of(socket(AF_INET, SOCK_STREAM, 0));
    };
    CHECK(inside(Network::denied, connect) == EPERM);
    CHECK(inside(Network::allowed, connect) == 0);
    CHECK(inside(Network::denied, [] { return errno_of(socket(AF_UNIX, SOCK_STREAM, 0)); }) ==
          EPERM);
    for (const auto network : {Network::denied, Network::serving, Network::allowed}) {
        CHECK(inside(network, [] {
                  char name[] = "/bin/true";
                  char* const arguments[] = {name, nullptr};
                  return errno_of(execv(name, arguments));
              }) == EPERM);
        CHECK(inside(network, [] { return errno_of(kill(getppid(), 0)); }) == EPERM);
    }
}

TEST_CASE("who serves takes connections on the socket that was there, and makes none",
          "[cli][sandbox]") {
    using cli::Network;
    workbench::Listener listener{0};
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(listener.port());
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    REQUIRE(connect(client, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    const int waiting = listener.release();
    const auto take = [waiting] {
        return errno_of(accept4(waiting, nullptr, nullptr, SOCK_CLOEXEC));
    };
    CHECK(inside(Network::denied, take) == EPERM);
    CHECK(inside(Network::serving, take) == 0);
    CHECK(inside(Network::serving, [] { return errno_of(socket(AF_INET, SOCK_STREAM, 0)); }) ==
          EPERM);
    CHECK(inside(Network::serving, [&] {
              return errno_of(bind(client, reinterpret_cast<sockaddr*>(&address), sizeof address));
          }) == EPERM);
    CHECK(inside(Network::serving, [client] { return errno_of(listen(client, 1)); }) == EPERM);
    CHECK(inside(Network::serving, [&] {
              return errno_of(
                  connect(client, reinterpret_cast<sockaddr*>(&address), sizeof address));
          }) == EPERM);
    close(waiting);
    close(client);
}

TEST_CASE("in the sandbox files are read, threads run, and files are few", "[cli][sandbox]") {
    CHECK(inside(cli::Network::denied, [] {
              const int file = open("/dev/null", O_RDONLY | O_CLOEXEC);
              bool ran = false;
              std::thread{[&ran] {
                  ran = true;
              }}.join();
              rlimit files{};
              (void)getrlimit(RLIMIT_NOFILE, &files);
              return file >= 0 && ran && files.rlim_cur <= 256 ? 0 : 1;
          }) == 0);
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST_CASE("in the sandbox there are no further processes", "[cli][sandbox]") {
    CHECK(inside(cli::Network::denied, [] {
              const auto child = fork();
              if (child == 0) {
                  _exit(0);
              }
              return errno_of(static_cast<int>(child));
          }) == EPERM);
}
#endif
