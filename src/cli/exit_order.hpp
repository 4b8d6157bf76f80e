#pragma once
// Exit statuses of errors, and which of several is told.

#include <sandan/core/error.hpp>

#include "cli/command.hpp"

#include <algorithm>
#include <array>

namespace sandan::cli {

/// Of several ends the one that comes last here is told: a defect of ours before all, then what no
/// other part can do without (room for results), then what this machine cannot do, then what is
/// wrong with one input, then with the words.
inline constexpr std::array by_gravity{Exit::clean,  Exit::findings, Exit::usage,   Exit::input,
                                       Exit::budget, Exit::output,   Exit::internal};

/// Position in by_gravity.
[[nodiscard]] constexpr std::size_t gravity_of(Exit exit) {
    return static_cast<std::size_t>(std::find(by_gravity.begin(), by_gravity.end(), exit) -
                                    by_gravity.begin());
}

[[nodiscard]] constexpr Exit graver(Exit a, Exit b) {
    return gravity_of(a) < gravity_of(b) ? b : a;
}

/// How a run ends that an error of this kind ended.
[[nodiscard]] constexpr Exit exit_for(ErrorKind kind) {
    switch (kind) {
    case ErrorKind::usage:
        return Exit::usage;
    case ErrorKind::input:
        return Exit::input;
    case ErrorKind::output:
        return Exit::output;
    case ErrorKind::budget:
        return Exit::budget;
    case ErrorKind::geometry:
    case ErrorKind::solver:
        break;
    }
    return Exit::internal;
}

} // namespace sandan::cli
