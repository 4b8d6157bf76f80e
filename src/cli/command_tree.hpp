#pragma once
// All commands with their options, as the parser knows them.

#include "cli/command.hpp"
#include "cli/completion.hpp"

namespace sandan::cli {

/// Declares the commands and all options in `common.language`. `common` and `exit` must outlive the
/// parsing.
void declare_program(CLI::App& app, Common& common, Exit& exit);

/// What the same program is in words of a language.
[[nodiscard]] ProgramWords program_words(Language language);

} // namespace sandan::cli
