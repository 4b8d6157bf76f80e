#include "io/dbf_cells.hpp"

#include "io/column_habits.hpp"
#include "io/tell.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sandan::io {

namespace {

using Form = CellHabits::Form;

constexpr Form with_nul = 1;
constexpr Form misplaced = 2; ///< A number not at the right, a text not at the left.
constexpr Form with_exponent = 4;
constexpr unsigned decimals_at = 3; ///< Above these, digits behind the point, up to 30.
constexpr std::size_t most_decimals = 30;

Form form_of_any_number(std::string_view cell) {
    unsigned form = cell.back() == ' ' ? misplaced : 0U;
    if (cell.find_first_of("eE") != std::string_view::npos) {
        form |= with_exponent;
    }
    const auto point = cell.find('.');
    if (point != std::string_view::npos) {
        const auto end = std::min(cell.find_first_not_of("0123456789", point + 1), cell.size());
        form |= CellHabits::form_of_number(end - point - 1);
    }
    return static_cast<Form>(form);
}

Text difference(Form form, Form usual) {
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

bool has_habits(const DbfColumn& column, std::size_t rows) {
    return rows >= least_rows_of_habit && column.width != 0 && column.type != 'D';
}

} // namespace

CellHabits::CellHabits(const DbfColumn& column, std::size_t rows)
    : m_column{column},
      m_rows{rows},
      m_most_odd{has_habits(column, rows) ? most_odd_ones(rows) : 0} {}

Form CellHabits::form_of_number(std::size_t decimals) noexcept {
    return static_cast<Form>(std::min(decimals, most_decimals) << decimals_at);
}

Form CellHabits::form_of(const DbfColumn& column, std::string_view cell) {
    if (cell.find_first_not_of(' ') == std::string_view::npos) {
        return empty;
    }
    const auto nul = cell.find('\0') == std::string_view::npos ? 0U : with_nul;
    const auto other = column.numeric()      ? form_of_any_number(cell)
                       : cell.front() == ' ' ? misplaced
                                             : plain_text;
    return static_cast<Form>(nul | other);
}

void CellHabits::tell_odd_ones(std::vector<model::ReadFinding>& findings) const {
    const auto filled = m_rows - m_counts[empty];
    const auto most = std::max_element(m_counts.begin(), m_counts.begin() + empty);
    const auto usual = static_cast<Form>(most - m_counts.begin());
    if (m_most_odd == 0 || *most == filled || filled - *most > m_most_odd ||
        filled < least_rows_of_habit) {
        return;
    }
    auto odd = m_places; // so few that all their places are kept
    std::erase_if(odd, [&](const Place& p) { return p.form == usual || p.form == empty; });
    std::sort(odd.begin(), odd.end(), [](const Place& a, const Place& b) { return a.row < b.row; });
    for (const auto& [row, form] : odd) {
        const auto what = difference(form, usual);
        tell(findings, "DBF-CELL",
             {fmt::format("{}: 다른 칸처럼 쓰인 칸, {}", m_column.name, what.ko),
              fmt::format("a cell of {} written as all others; this one has {}", m_column.name,
                          what.en)},
             {"적힌 대로 읽음", "read as it stands"}, static_cast<std::int64_t>(row));
    }
}

void tell_of_odd_cells(const DbfTable& table, std::size_t rows,
                       std::vector<model::ReadFinding>& findings) {
    for (const auto& column : table.columns) {
        if (!has_habits(column, rows)) {
            continue;
        }
        CellHabits habits{column, rows};
        for (std::size_t i = 0; i < rows; ++i) {
            const auto row = table.row(i);
            habits.see(i, CellHabits::form_of(column, row.substr(column.at, column.width)),
                       row.front() == '*');
        }
        habits.tell_odd_ones(findings);
    }
}

} // namespace sandan::io
