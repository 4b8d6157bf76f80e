// Preloaded into a program, makes it a server of its own runs: its libraries are loaded once, then
// every request on the socket MANY_RUNS is a run of main() in a process of its own. Loading GDAL
// takes longer than reading a small file; damaged files come in thousands. See one_run.cpp.
#include "runs.hpp"

#include <array>
#include <csignal>
#include <cstdlib>
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <vector>

// NOLINTBEGIN(concurrency-mt-unsafe): one thread; and the name is that of the C library.
namespace {

using Main = int (*)(int, char**, char**);

Main the_main = nullptr;

void take_over(const std::string& file, int as) {
    const int from = open(file.c_str(), as == 0 ? O_RDONLY : O_WRONLY);
    if (from < 0 || dup2(from, as) < 0) {
        _exit(125);
    }
    close(from);
}

/// One run, with the client's output as its own, and no longer than a hang may last.
[[noreturn]] void run(const runs::Request& request, char** environment) {
    constexpr unsigned hang_s = 25;
    alarm(hang_s);
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    const auto client = "/proc/" + std::to_string(request.client) + "/fd/";
    take_over("/dev/null", 0);
    take_over(client + "1", 1);
    take_over(client + "2", 2);
    std::vector<std::string> words = request.words;
    std::vector<char*> arguments;
    for (auto& word : words) {
        arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    std::exit(the_main(static_cast<int>(words.size()), arguments.data(), environment));
}

[[noreturn]] void answer(int connection, const char* program, char** environment) {
    auto request = runs::receive(connection);
    request.words.insert(request.words.begin(), program);
    const auto child = fork();
    if (child == 0) {
        close(connection);
        run(request, environment);
    }
    runs::Result result;
    rusage usage{};
    if (child < 0 || wait4(child, &result.status, 0, &usage) != child) {
        _exit(125);
    }
    result.memory_kb = usage.ru_maxrss;
    runs::send(connection, result);
    _exit(0);
}

int serve(int count, char** arguments, char** environment) {
    const char* const socket = std::getenv("MANY_RUNS");
    if (socket == nullptr) {
        return the_main(count, arguments, environment);
    }
    const int listener = runs::listen_at(socket);
    while (true) {
        const int connection = accept(listener, nullptr, nullptr);
        if (connection < 0) {
            return 125;
        }
        if (fork() == 0) {
            close(listener);
            answer(connection, arguments[0], environment);
        }
        close(connection);
        while (waitpid(-1, nullptr, WNOHANG) > 0) {
        }
    }
}

} // namespace

// NOLINTNEXTLINE(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp,readability-identifier-naming)
extern "C" int __libc_start_main(Main main, int count, char** arguments, void (*init)(),
                                 void (*fini)(), void (*loader)(), void* stack) {
    the_main = main;
    using Start = int (*)(Main, int, char**, void (*)(), void (*)(), void (*)(), void*);
    const auto start = reinterpret_cast<Start>(dlsym(RTLD_NEXT, "__libc_start_main"));
    return start(serve, count, arguments, init, fini, loader, stack);
}

// NOLINTEND(concurrency-mt-unsafe)
