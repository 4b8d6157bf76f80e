#include "cli/signals.hpp"

#include "cli/command.hpp"
#include "core/scratch.hpp"

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <poll.h>
#include <pthread.h>
#include <string_view>
#include <sys/eventfd.h>
#include <thread>
#include <unistd.h>

namespace sandan::cli {

namespace {

void say(std::string_view text) {
    // Nothing can be done about a standard error that takes no more.
    [[maybe_unused]] const auto written = write(STDERR_FILENO, text.data(), text.size());
}

void fault(int signal) {
    if (signal == SIGBUS) {
        say("sandan: an input file was cut short while it was read\n");
        _exit(static_cast<int>(Exit::input));
    }
    say("sandan: internal error: the program stopped itself\n");
    _exit(static_cast<int>(Exit::internal));
}

/// On a stack of its own: the usual cause is that the other one is full.
void catch_faults() {
    static std::array<char, 1U << 16U> space;
    stack_t stack{};
    stack.ss_sp = space.data();
    stack.ss_size = space.size();
    (void)sigaltstack(&stack, nullptr);

    struct sigaction action {};

    action.sa_handler = fault;
    action.sa_flags = SA_ONSTACK;
    for (const int signal : {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL}) {
        struct sigaction before {};

        // A sanitizer that already watches reports better.
        if (sigaction(signal, nullptr, &before) == 0 && before.sa_handler == SIG_DFL) {
            (void)sigaction(signal, &action, nullptr);
        }
    }
}

/// The eventfd of the GentleEnd, for one signal; else −1.
std::atomic<int>& gentle_end() {
    static std::atomic<int> event{-1};
    return event;
}

void wait_for_cancel(sigset_t ends) {
    for (bool gently = true; gently;) {
        int signal = 0;
        while (sigwait(&ends, &signal) != 0) {
        }
        const int event = gentle_end().exchange(-1);
        gently = event >= 0 && eventfd_write(event, 1) == 0;
    }
    say("sandan: cancelled\n");
    cancel(static_cast<int>(Exit::budget));
}

} // namespace

void take_signals() {
    for (const int signal : {SIGPIPE, SIGXFSZ}) {
        (void)std::signal(signal, SIG_IGN);
    }
    catch_faults();
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGHUP);
    (void)pthread_sigmask(SIG_BLOCK, &ends, nullptr);
    std::thread{wait_for_cancel, ends}.detach();
}

GentleEnd::GentleEnd(int event) : m_event{event} {
    gentle_end() = event;
}

GentleEnd::~GentleEnd() {
    if (gentle_end().exchange(-1) == m_event) {
        return; // no signal came
    }
    // The other thread has it, and may not have written yet; who closes it now could hand the
    // number to another file.
    pollfd written{m_event, POLLIN, 0};
    while (poll(&written, 1, -1) < 0 && errno == EINTR) {
    }
    eventfd_t ignored = 0;
    (void)eventfd_read(m_event, &ignored);
}

} // namespace sandan::cli
