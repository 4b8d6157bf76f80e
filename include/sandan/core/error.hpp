#pragma once

#include <sandan/core/text.hpp>

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

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
    /// `message` is told in both languages; what() is the English.
    Error(ErrorKind kind, Text message)
        : std::runtime_error{message.en},
          m_kind{kind},
          m_message{std::make_shared<const Text>(std::move(message))} {}

    /// For what is no words of ours: the same in both languages.
    Error(ErrorKind kind, const std::string& message) : Error{kind, Text{message, message}} {}

    [[nodiscard]] ErrorKind kind() const noexcept { return m_kind; }

    [[nodiscard]] const Text& message() const noexcept { return *m_message; }

    /// The same error, told from one level further out: "plan.toml:3:1: <message>".
    [[nodiscard]] Error within(std::string_view context) const {
        const std::string place{context};
        return within(Text{place, place});
    }

    /// A context of words: {"레이어 'zones'", "layer 'zones'"}.
    [[nodiscard]] Error within(const Text& context) const {
        return {m_kind, Text{context.ko + ": " + m_message->ko, context.en + ": " + m_message->en}};
    }

private:
    ErrorKind m_kind;
    std::shared_ptr<const Text> m_message; ///< Shared: copying an exception may not throw.
};

} // namespace sandan
