#pragma once
// Cells that are written unlike all others of their column, whatever they say: a NUL where the
// others are padded with blanks, another alignment, other decimals (DBF-CELL). Only bytes changed
// afterwards look like that; a writer has one way.

#include <sandan/model/read_finding.hpp>

#include "io/dbf_table.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace sandan::io {

/// One column of a table: sees every cell once, in order, then tells which are odd.
class CellHabits {
public:
    /// How a cell is written, in one byte.
    using Form = std::uint8_t;
    static constexpr Form empty = 0xFF;

    /// `rows`: declared and held.
    CellHabits(const DbfColumn& column, std::size_t rows);

    [[nodiscard]] static Form form_of(const DbfColumn& column, std::string_view cell);
    /// Of a number without exponent that ends at the end of its cell.
    [[nodiscard]] static Form form_of_number(std::size_t decimals) noexcept;
    /// Of a text that starts at the start of its cell and holds no NUL.
    static constexpr Form plain_text = 0;

    /// A deleted row has habits but is not told of.
    void see(std::size_t row, Form form, bool deleted = false) {
        if (m_counts[form]++ < m_most_odd && !deleted) {
            m_places.push_back({row, form});
        }
    }

    /// Of a form that more cells have than can be odd, so many times more.
    void see_again(Form form, std::size_t times) { m_counts[form] += times; }

    void tell_odd_ones(std::vector<model::ReadFinding>& findings) const;

private:
    struct Place {
        std::size_t row;
        Form form;
    };

    const DbfColumn& m_column;
    std::size_t m_rows;
    std::size_t m_most_odd; ///< None where columns have no habits.
    std::array<std::size_t, 256> m_counts{};
    std::vector<Place> m_places; ///< The first ones of each form.
};

/// Tells of the odd cells of all columns. `rows`: declared and held.
void tell_of_odd_cells(const DbfTable& table, std::size_t rows,
                       std::vector<model::ReadFinding>& findings);

} // namespace sandan::io
