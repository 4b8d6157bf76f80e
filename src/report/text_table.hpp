#pragma once
// Plain-text layout for people: Hangul and other wide characters take two columns.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sandan::report {

/// Columns a UTF-8 text takes in a terminal (East Asian Wide and Fullwidth count two).
[[nodiscard]] std::size_t display_width(std::string_view text);

[[nodiscard]] std::string pad_right(std::string_view text, std::size_t width);
[[nodiscard]] std::string pad_left(std::string_view text, std::size_t width);

enum class Align { left, right };

/// Rows under a heading, two spaces between columns, no trailing blanks, each line ends in "\n".
class TextTable {
public:
    explicit TextTable(std::vector<Align> columns) : m_align{std::move(columns)} {}

    void add(std::vector<std::string> cells);
    /// A line of dashes over the whole width.
    void rule();

    [[nodiscard]] std::string text(std::size_t indent = 0) const;

private:
    std::vector<Align> m_align;
    std::vector<std::vector<std::string>> m_rows; ///< An empty row is a line.
};

} // namespace sandan::report
