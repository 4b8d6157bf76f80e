#pragma once
// Runs the built `sandan` as a user does.

#include "places.hpp"
#include "temp_dir.hpp"

#include <cstdlib>
#include <string>
#include <sys/wait.h>
#include <vector>

namespace sandan::test {

struct CliResult {
    int exit = -1; ///< −1 when the program died by a signal.
    std::string out;
    std::string err;
};

/// Runs `sandan ARGUMENTS…` in English (unless LANG or --lang says otherwise); each argument
/// reaches the program unchanged. `environment` is put before it, e.g. {"SANDAN_DATA=/x"}.
[[nodiscard]] inline CliResult run_cli(const std::vector<std::string>& arguments,
                                       const std::vector<std::string>& environment = {}) {
    const TempDir scratch;
    const auto quoted = [](const std::string& word) {
        std::string text = "'";
        for (const char c : word) {
            text += c == '\'' ? std::string{"'\\''"} : std::string{c};
        }
        return text + "'";
    };
    std::string command = "env SANDAN_LANG=en";
    for (const auto& setting : environment) {
        command += " " + quoted(setting);
    }
    command += " " + quoted(SANDAN_CLI);
    for (const auto& argument : arguments) {
        command += " " + quoted(argument);
    }
    command += " >" + quoted(scratch / "out") + " 2>" + quoted(scratch / "err") + " </dev/null";
    const int status = std::system(command.c_str()); // NOLINT(cert-env33-c,concurrency-mt-unsafe)
    return {.exit = WIFEXITED(status) ? WEXITSTATUS(status) : -1,
            .out = read_file(scratch / "out"),
            .err = read_file(scratch / "err")};
}

} // namespace sandan::test
