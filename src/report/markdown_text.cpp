#include "report/markdown_text.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace sandan::report {

namespace {

bool ends_line(char c) {
    return c == '\n' || c == '\r';
}

std::string escaped(const std::string& text, std::string_view marks) {
    std::string result;
    for (const char c : text) {
        result += marks.find(c) != std::string_view::npos ? "\\" : "";
        result += ends_line(c) ? ' ' : c;
    }
    return result;
}

} // namespace

std::string plain(const std::string& text) {
    return escaped(text, "\\`*_<[~&");
}

std::string cell(const std::string& text) {
    return escaped(text, "\\`*_<[~&|");
}

std::string code(const std::string& text) {
    auto line = text;
    std::replace_if(line.begin(), line.end(), ends_line, ' ');
    std::size_t longest = 0;
    std::size_t run = 0;
    for (const char c : line) {
        run = c == '`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    const std::string fence(longest + 1, '`');
    const bool at_edge = !line.empty() && (line.front() == '`' || line.back() == '`');
    return at_edge ? fence + " " + line + " " + fence : fence + line + fence;
}

} // namespace sandan::report
