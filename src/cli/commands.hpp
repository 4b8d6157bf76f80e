#pragma once

#include "cli/command.hpp"

#include <array>

namespace sandan::cli {

/// To add a command: write cmd_<name>.cpp, give it a declaration and a row here.
inline constexpr std::array<Command, 0> commands{};

} // namespace sandan::cli
