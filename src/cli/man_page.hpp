#pragma once
// The manual of the command in roff (man(7)), written from the commands and options themselves.

#include <sandan/core/text.hpp>

#include "cli/completion.hpp"

#include <string>
#include <vector>

namespace sandan::cli {

/// sandan.1: the commands, exit status, environment.
[[nodiscard]] std::string man_page(const std::vector<CommandWords>& commands, Language language);

/// sandan-<command>.1: what one command takes.
[[nodiscard]] std::string man_page(const CommandWords& command, Language language);

} // namespace sandan::cli
