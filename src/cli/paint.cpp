#include "cli/paint.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace sandan::cli {

namespace {

std::string_view variable(const char* name) {
    const char* const value = std::getenv(name); // NOLINT(concurrency-mt-unsafe): never set by us
    return value == nullptr ? std::string_view{} : std::string_view{value};
}

/// Select graphic rendition, ECMA-48.
struct Colour {
    std::string_view word;
    std::string_view code;
};

constexpr std::string_view red = "31";
constexpr std::string_view yellow = "33";
constexpr std::string_view green = "32";
constexpr std::string_view blue = "34";
constexpr std::string_view grey = "90";

constexpr std::array colours{Colour{"FAIL", red},       Colour{"WARN", yellow},
                             Colour{"UNKNOWN", grey},   Colour{"WAIVED", blue},
                             Colour{"PASS", green},     Colour{"infeasible", red},
                             Colour{"feasible", green}, Colour{"conditional", yellow}};

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || static_cast<unsigned char>(c) >= 0x80;
}

std::string_view code_of(std::string_view word) {
    const auto* const found = std::find_if(
        colours.begin(), colours.end(), [&](const Colour& colour) { return colour.word == word; });
    return found == colours.end() ? std::string_view{} : found->code;
}

/// "위반 (FAIL) 63" at the margin: a heading.
std::string_view code_of_heading(std::string_view line) {
    const auto open = line.find('(');
    const auto close = line.find(')', open);
    if (line.empty() || line.front() == ' ' || close == std::string_view::npos) {
        return {};
    }
    return code_of(line.substr(open + 1, close - open - 1));
}

void paint_words(std::string& result, std::string_view line) {
    for (std::size_t at = 0; at < line.size();) {
        std::size_t end = at;
        while (end < line.size() && is_letter(line[end])) {
            ++end;
        }
        const auto word = line.substr(at, end - at);
        const auto code = code_of(word);
        if (code.empty()) {
            result += word;
        } else {
            result.append("\x1b[").append(code).append("m").append(word).append("\x1b[0m");
        }
        if (end < line.size()) {
            result += line[end++];
        }
        at = end;
    }
}

} // namespace

Environment environment() {
    const auto force = variable("CLICOLOR_FORCE");
    const auto ci = variable("CI");
    return {.no_colour = !variable("NO_COLOR").empty(),
            .force_colour = !force.empty() && force != "0",
            .dumb = variable("TERM") == "dumb",
            .ci = !ci.empty() && ci != "false"};
}

bool want_colours(std::string_view when, bool terminal, const Environment& says) {
    if (when != "auto") {
        return when == "always";
    }
    return !says.no_colour && (says.force_colour || (terminal && !says.dumb));
}

std::string painted(const std::string& text) {
    if (text.starts_with('{') || text.starts_with('[')) {
        return text;
    }
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        const auto line = std::string_view{text}.substr(at, end - at);
        if (const auto code = code_of_heading(line); !code.empty()) {
            result.append("\x1b[1;").append(code).append("m").append(line).append("\x1b[0m");
        } else {
            paint_words(result, line);
        }
        result += end < text.size() ? "\n" : "";
        at = end + 1;
    }
    return result;
}

} // namespace sandan::cli
