#pragma once
// Colours on a terminal. The words stay: colour only helps the eye to find them.

#include <string>
#include <string_view>

namespace sandan::cli {

/// What the environment says of colours, progress and terminals.
struct Environment {
    bool no_colour = false;    ///< NO_COLOR, with any value (no-color.org)
    bool force_colour = false; ///< CLICOLOR_FORCE, unless 0
    bool dumb = false;         ///< TERM=dumb
    bool ci = false;           ///< CI, unless false: a log, whatever it looks like
};

[[nodiscard]] Environment environment();

/// `when`: auto, always or never; an explicit word beats the environment.
[[nodiscard]] bool want_colours(std::string_view when, bool terminal, const Environment& says);

/// Words of results (FAIL, WARN, UNKNOWN, WAIVED, PASS, infeasible, …) in their colours, headings
/// that hold one in bold. `text` is printable: it holds no escapes of its own. JSON stays as it is.
[[nodiscard]] std::string painted(const std::string& text);

} // namespace sandan::cli
