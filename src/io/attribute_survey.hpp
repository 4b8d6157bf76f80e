#pragma once
// What a .dbf is like, row by row in blocks: the findings that reading all of its values at once
// would give, and nothing kept of the values.

#include "io/alike_cells.hpp"
#include "io/column_habits.hpp"
#include "io/dbf_cells.hpp"
#include "io/dbf_table.hpp"
#include "io/text_evidence.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sandan::io {

/// Rows that follow each other.
struct DbfRows {
    std::string_view bytes;
    std::size_t width = 0;
    std::size_t first = 0; ///< Number of the first one.
    std::size_t count = 0;

    [[nodiscard]] std::string_view cell(std::size_t i, const DbfColumn& column) const {
        return bytes.substr(i * width + column.at, column.width);
    }
};

/// A cell without anything to tell of: text from its start on, then blanks. `high`: not all ASCII.
struct PlainText {
    std::string_view text; ///< Empty for a blank cell.
    bool high = false;
};

/// One column; columns may be surveyed on several threads.
class ColumnSurvey {
public:
    ColumnSurvey(const DbfColumn& column, const TextHints& hints, std::size_t rows);

    /// Gathers the texts that are not ASCII.
    void sniff(const DbfRows& rows, TextSurvey& texts) const;

    /// `encoding`: in which the texts are.
    void see(const DbfRows& rows, const std::string& encoding);

    /// After the last rows, before what follows.
    void conclude(const std::string& encoding);

    [[nodiscard]] const TextSurvey& texts() const noexcept { return m_texts; }

    /// As stored or decoded: the first value that is not null.
    [[nodiscard]] const model::Value& first_value() const noexcept { return m_first; }

    /// Of cells that are no values of their type.
    [[nodiscard]] const std::vector<model::ReadFinding>& cell_findings() const noexcept {
        return m_findings;
    }

    void tell_odd_cells(std::vector<model::ReadFinding>& findings) const {
        m_cells.tell_odd_ones(findings);
    }

    void tell_odd_values(const std::string& name, std::vector<model::ReadFinding>& findings) const {
        m_habits.tell_odd_ones(name, findings);
    }

    [[nodiscard]] const std::vector<model::ReadFinding>& parcel_number_findings() const noexcept {
        return m_parcel_numbers;
    }

private:
    [[nodiscard]] bool see_cell(std::string_view cell, std::int64_t fid,
                                const std::string& encoding);
    void see_plain_text(const PlainText& plain, std::int64_t fid, const std::string& encoding);
    [[nodiscard]] std::string_view decoded(std::string_view text, const std::string& encoding);
    void see_any(std::string_view cell, std::int64_t fid, const std::string& encoding);
    void see_text(std::string_view text, std::int64_t fid, const std::string& encoding);
    void see_value(std::string_view decoded, std::int64_t fid);

    const DbfColumn& m_column;
    bool m_pnu; ///< It is named so.
    bool m_number;
    bool m_text;
    CellHabits m_cells;
    ColumnHabits m_habits;
    TextSurvey m_texts;
    TextSurvey m_no_texts;             ///< Of the same encodings.
    std::optional<AlikeCells> m_alike; ///< Not of wide columns, nor of dates and the like.
    model::Value m_first;
    std::vector<model::ReadFinding> m_findings;
    std::vector<model::ReadFinding> m_parcel_numbers;
    std::string m_decoded; ///< Kept for its memory.
};

/// The number as plain digits: blanks, a minus, up to 15 digits around a point, to the end of the
/// cell. The digits behind the point; nothing for any other cell.
[[nodiscard]] std::optional<std::size_t> decimals_of_plain_number(std::string_view cell) noexcept;

/// Nothing if there is something to tell of.
[[nodiscard]] std::optional<PlainText> plain_text(std::string_view cell) noexcept;

} // namespace sandan::io
