#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace sandan {

/// Why a run could not go on. A rule that a lot breaks is no Error: that is a Finding.
/// The process's exit status follows from the kind (cli/command.hpp).
enum class ErrorKind {
    usage,    ///< The command line or the plan file asks for something impossible.
    input,    ///< An input is missing, unreadable, unsafe or contradictory.
    output,   ///< A result cannot be written; nothing was published.
    budget,   ///< A time or memory limit was reached without a result.
    geometry, ///< GEOS or PROJ gave up on valid input: a defect of ours.
    solver,   ///< The optimiser failed (an infeasible plan is a result, not an Error).
};

class Error : public std::runtime_error {
public:
    Error(ErrorKind kind, const std::string& message) : std::runtime_error{message}, m_kind{kind} {}

    [[nodiscard]] ErrorKind kind() const noexcept { return m_kind; }

    /// The same error, told from one level further out: "layer 'zones': <message>".
    [[nodiscard]] Error within(std::string_view context) const {
        return {m_kind, std::string{context} + ": " + what()};
    }

private:
    ErrorKind m_kind;
};

} // namespace sandan
