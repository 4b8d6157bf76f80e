#include "io/dbf_cells.hpp"

#include "io/column_habits.hpp"
#include "io/tell.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace sandan::io {

namespace {

// How a cell is written, in one byte.
constexpr std::uint8_t with_nul = 1;
constexpr std::uint8_t misplaced = 2; ///< A number not at the right, a text not at the left.
constexpr std::uint8_t with_exponent = 4;
constexpr unsigned decimals_at = 3; ///< Above these, digits behind the point, up to 30.
constexpr std::uint8_t empty = 0xFF;

std::uint8_t form_of_number(std::string_view cell) {
    unsigned form = cell.back() == ' ' ? misplaced : 0U;
    if (cell.find_first_of("eE") != std::string_view::npos) {
        form |= with_exponent;
    }
    const auto point = cell.find('.');
    if (point != std::string_view::npos) {
        const auto end = std::min(cell.find_first_not_of("0123456789", point + 1), cell.size());
        form |= static_cast<unsigned>(std::min<std::size_t>(end - point - 1, 30)) << decimals_at;
    }
    return static_cast<std::uint8_t>(form);
}

std::uint8_t form_of(const DbfColumn& column, std::string_view cell) {
    if (cell.find_first_not_of(' ') == std::string_view::npos) {
        return empty;
    }
    const auto nul = cell.find('\0') == std::string_view::npos ? 0U : with_nul;
    const auto other = column.numeric()      ? form_of_number(cell)
                       : cell.front() == ' ' ? misplaced
                                             : 0U;
    return static_cast<std::uint8_t>(nul | other);
}

Text difference(std::uint8_t form, std::uint8_t usual) {
    const auto differs = static_cast<unsigned>(form ^ usual);
    if ((differs & with_nul) != 0) {
        return {"NUL 바이트", "NUL bytes"};
    }
    if ((differs & misplaced) != 0) {
        return {"다른 맞춤", "another alignment"};
    }
    if ((differs & with_exponent) != 0) {
        return {"지수", "an exponent"};
    }
    return {"다른 소수 자릿수", "other decimals"};
}

void look_at_column(const DbfTable& table, std::size_t rows, const DbfColumn& column,
                    std::vector<std::uint8_t>& forms, std::vector<model::ReadFinding>& findings) {
    std::array<std::size_t, 256> counts{};
    for (std::size_t i = 0; i < rows; ++i) {
        forms[i] = form_of(column, table.row(i).substr(column.at, column.width));
        ++counts[forms[i]];
    }
    const auto filled = rows - counts[empty];
    const auto most = std::max_element(counts.begin(), counts.begin() + empty);
    const auto usual = static_cast<std::uint8_t>(most - counts.begin());
    if (*most == filled || filled - *most > most_odd_ones(rows) || filled < least_rows_of_habit) {
        return;
    }
    for (std::size_t i = 0; i < rows; ++i) {
        if (forms[i] == usual || forms[i] == empty || table.row(i).front() == '*') {
            continue;
        }
        const auto what = difference(forms[i], usual);
        tell(findings, "DBF-CELL",
             {fmt::format("{}: 다른 칸처럼 쓰인 칸, {}", column.name, what.ko),
              fmt::format("a cell of {} written as all others; this one has {}", column.name,
                          what.en)},
             {"적힌 대로 읽음", "read as it stands"}, static_cast<std::int64_t>(i));
    }
}

} // namespace

void tell_of_odd_cells(const DbfTable& table, std::size_t rows,
                       std::vector<model::ReadFinding>& findings) {
    if (rows < least_rows_of_habit) {
        return;
    }
    std::vector<std::uint8_t> forms(rows);
    for (const auto& column : table.columns) {
        if (column.width != 0 && column.type != 'D') {
            look_at_column(table, rows, column, forms, findings);
        }
    }
}

} // namespace sandan::io
