#pragma once
// All commands with their options, as the parser knows them.

#include "cli/command.hpp"
#include "cli/completion.hpp"

#include <span>
#include <string>

namespace sandan::cli {

/// Declares the commands and their options in `common.language`; with the words of a command line,
/// only the options of commands named there: those of all take as long as a small task. `common`
/// and `exit` must outlive the parsing.
void declare_program(CLI::App& app, Common& common, Exit& exit, std::span<const std::string> words);

/// What the same program is in words of a language.
[[nodiscard]] ProgramWords program_words(Language language);

} // namespace sandan::cli
