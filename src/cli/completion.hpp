#pragma once
// What a shell offers after `sandan `, written from the commands and options themselves.

#include <string>
#include <vector>

namespace CLI { // NOLINT(readability-identifier-naming): the parser names it so
class App;
} // namespace CLI

namespace sandan::cli {

/// An option as a shell needs it.
struct OptionWords {
    std::vector<std::string> names; ///< With their dashes: "-o", "--output".
    std::string about;
    std::vector<std::string> values; ///< The words it takes, when they are few and known.
    bool takes_value = false;
    std::string value; ///< What the help calls it: "FILE", "ko|en"; empty for a flag.
};

/// What is written without dashes.
struct PositionalWords {
    std::string name;
    std::string about;
    bool required = false;
    bool repeated = false;
    std::vector<std::string> values{}; ///< As those of an option.
};

struct CommandWords {
    std::string name;
    std::string about;
    std::vector<OptionWords> options;
    std::vector<PositionalWords> positionals;
};

/// The whole program: what may stand before a command, and the commands.
struct ProgramWords {
    std::vector<OptionWords> options;
    std::vector<CommandWords> commands;
};

/// A program whose commands are declared; they come in that order.
[[nodiscard]] ProgramWords words_of(const CLI::App& app);

[[nodiscard]] std::string bash_completion(const ProgramWords& program);
[[nodiscard]] std::string zsh_completion(const ProgramWords& program);
[[nodiscard]] std::string fish_completion(const ProgramWords& program);

} // namespace sandan::cli
