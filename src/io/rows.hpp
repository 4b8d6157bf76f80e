#pragma once
// A table read row by row and strictly. Messages carry file:line:column; the column is the number
// of the cell in its row, counted from 1.

#include <sandan/core/error.hpp>
#include <sandan/io/read.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sandan::io {

class Rows {
public:
    /// Reads the table at `path`. \throws Error{input} for a missing required column, for one that
    /// is neither required nor optional, and for a cell that could not be read as it stands.
    Rows(const std::string& path, const std::vector<std::string>& required,
         const std::vector<std::string>& optional = {});

    /// Moves to the next row; false after the last one. Starts before the first.
    bool next();

    [[nodiscard]] std::int64_t line() const;

    /// Adds what reading the table met, each with the table's name, and its files.
    void tell(model::ReadLog& log) const;

    /// The cell of the current row; empty if the table has no such column.
    [[nodiscard]] const std::string& text(std::string_view column) const;
    /// \throws Error{input} if the cell is empty.
    [[nodiscard]] const std::string& need(std::string_view column) const;
    /// Nothing if the cell is empty. \throws Error{input} for what is no number, or below 0.
    [[nodiscard]] std::optional<double> amount(std::string_view column) const;
    [[nodiscard]] std::optional<int> whole(std::string_view column, int lowest, int highest) const;
    /// 1 or 0; an empty cell is 0.
    [[nodiscard]] bool flag(std::string_view column) const;
    /// Texts separated by `;`, without blanks around them.
    [[nodiscard]] std::vector<std::string> list(std::string_view column) const;

    [[noreturn]] void fail(std::string_view column, const Text& message) const;

private:
    void check_columns(const std::vector<std::string>& required,
                       const std::vector<std::string>& optional) const;
    void check_cells() const;

    Table m_table;
    std::size_t m_next = 0;
};

/// The parts of `text` between `;`, trimmed; no part for an empty text.
[[nodiscard]] std::vector<std::string> split_list(std::string_view text);

/// A finite decimal number that fills the whole text; nothing otherwise.
[[nodiscard]] std::optional<double> parse_number(std::string_view text);

} // namespace sandan::io
