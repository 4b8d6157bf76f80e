#include "io/attribute_survey.hpp"

#include "io/cp949.hpp"
#include "io/encoding.hpp"

#include <limits>

namespace sandan::io {

namespace {

constexpr std::size_t exact_digits = 15; ///< That a double holds.

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool holds_plain_text(const DbfColumn& column) {
    constexpr std::string_view others = "NFDL";
    return column.type != '\0' && others.find(column.type) == std::string_view::npos;
}

/// Two-byte characters by their table, without memory of their own; empty if one is none.
void decode_cp949(std::string_view text, std::string& decoded) {
    decoded.clear();
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (static_cast<unsigned char>(text[i]) < 0x80) {
            decoded += text[i];
            continue;
        }
        const auto utf8 = i + 1 < text.size()
                              ? cp949_character(static_cast<unsigned char>(text[i]),
                                                static_cast<unsigned char>(text[i + 1]))
                              : std::string_view{};
        if (utf8.empty()) {
            decoded.clear();
            return;
        }
        decoded += utf8;
        ++i;
    }
}

} // namespace

std::optional<std::size_t> decimals_of_plain_number(std::string_view cell) noexcept {
    const auto* at = cell.data();
    const auto* const end = at + cell.size();
    while (at != end && *at == ' ') {
        ++at;
    }
    if (at != end && *at == '-') {
        ++at;
    }
    const auto* const digits = at;
    while (at != end && is_digit(*at)) {
        ++at;
    }
    auto count = static_cast<std::size_t>(at - digits);
    std::size_t decimals = 0;
    if (at != end && *at == '.') {
        const auto* const point = at++;
        while (at != end && is_digit(*at)) {
            ++at;
        }
        decimals = static_cast<std::size_t>(at - point) - 1;
        count += decimals;
    }
    const bool plain = at == end && count != 0 && count <= exact_digits;
    return plain ? std::optional{decimals} : std::nullopt;
}

std::optional<PlainText> plain_text(std::string_view cell) noexcept {
    constexpr std::string_view long_gap{"    "};
    auto size = cell.size();
    while (size != 0 && cell[size - 1] == ' ') {
        --size;
    }
    if (size == 0) {
        return PlainText{};
    }
    if (cell.front() == ' ' || cell.front() == '*') {
        return std::nullopt;
    }
    unsigned all = 0;
    unsigned odd = 0;
    unsigned blanks = 0;
    for (std::size_t i = 0; i < size; ++i) { // without branches, for vector registers
        const auto c = static_cast<unsigned char>(cell[i]);
        all |= c;
        odd |= c < 0x20 ? 1U : 0U;
        odd |= c == 0x7F ? 1U : 0U;
        blanks |= c == ' ' ? 1U : 0U;
    }
    const auto text = cell.substr(0, size);
    if (odd != 0 || (blanks != 0 && text.find(long_gap) != std::string_view::npos)) {
        return std::nullopt;
    }
    return PlainText{.text = text, .high = (all & 0x80U) != 0};
}

ColumnSurvey::ColumnSurvey(const DbfColumn& column, const TextHints& hints, std::size_t rows)
    : m_column{column},
      m_pnu{column.name == "PNU"},
      m_number{column.numeric() && !names_parcel_number(column)},
      m_text{holds_plain_text(column)},
      m_cells{column, rows},
      m_habits{rows},
      m_texts{hints},
      m_no_texts{m_texts} {
    if ((m_number || m_text) && column.width <= AlikeCells::widest) {
        m_alike.emplace(column.width, ColumnHabits::often_seen);
    }
}

void ColumnSurvey::sniff(const DbfRows& rows, TextSurvey& texts) const {
    constexpr std::size_t enough = 64;
    std::vector<model::ReadFinding> unused;
    std::size_t found = 0;
    for (std::size_t i = 0; i < rows.count && found < enough; ++i) {
        const auto cell = rows.cell(i, m_column);
        if (is_ascii(cell)) {
            continue;
        }
        const auto fid = static_cast<std::int64_t>(rows.first + i);
        const auto value = read_cell(m_column, cell, fid, unused);
        if (const auto* const text = std::get_if<std::string>(&value); text != nullptr) {
            texts.add(*text, fid);
            ++found;
        }
    }
}

void ColumnSurvey::see(const DbfRows& rows, const std::string& encoding) {
    const bool digits_told = m_text && !m_texts.digits_stand_alone();
    for (std::size_t i = 0; i < rows.count; ++i) {
        const auto fid = static_cast<std::int64_t>(rows.first + i);
        const auto cell = rows.cell(i, m_column);
        if (!m_alike) {
            (void)see_cell(cell, fid, encoding);
            continue;
        }
        const auto at = i * rows.width + m_column.at;
        const auto look =
            m_alike->look_of(rows.bytes, at, m_number || (!digits_told && m_habits.only_shapes()));
        if (!m_alike->count(look) && see_cell(cell, fid, encoding)) {
            m_alike->see(look);
        }
    }
}

/// True if what was seen will be the same of all cells that look like it.
bool ColumnSurvey::see_cell(std::string_view cell, std::int64_t fid, const std::string& encoding) {
    if (m_number) {
        const auto decimals = decimals_of_plain_number(cell);
        if (decimals && !std::holds_alternative<std::monostate>(m_first)) {
            m_cells.see(static_cast<std::size_t>(fid), CellHabits::form_of_number(*decimals));
            return true;
        }
    } else if (m_text) {
        if (const auto plain = plain_text(cell)) {
            see_plain_text(*plain, fid, encoding);
            return !m_pnu || is_pnu(plain->text);
        }
    }
    see_any(cell, fid, encoding);
    return false;
}

void ColumnSurvey::see_plain_text(const PlainText& plain, std::int64_t fid,
                                  const std::string& encoding) {
    m_cells.see(static_cast<std::size_t>(fid),
                plain.text.empty() ? CellHabits::empty : CellHabits::plain_text);
    if (plain.text.empty()) {
        m_habits.see_missing(fid);
    } else if (plain.high) {
        see_text(plain.text, fid, encoding);
    } else {
        see_value(plain.text, fid);
    }
}

void ColumnSurvey::see_any(std::string_view cell, std::int64_t fid, const std::string& encoding) {
    m_cells.see(static_cast<std::size_t>(fid), CellHabits::form_of(m_column, cell));
    auto value = read_cell(m_column, cell, fid, m_findings);
    if (std::holds_alternative<std::monostate>(value)) {
        m_habits.see_missing(fid);
    } else if (const auto* const text = std::get_if<std::string>(&value)) {
        if (is_ascii(*text)) {
            see_value(*text, fid);
        } else {
            see_text(*text, fid, encoding);
        }
    } else {
        if (m_pnu) {
            tell_odd_parcel_number(fid, m_parcel_numbers);
        }
        if (std::holds_alternative<std::monostate>(m_first)) {
            m_first = std::move(value);
        }
    }
}

void ColumnSurvey::see_text(std::string_view text, std::int64_t fid, const std::string& encoding) {
    m_texts.add(text, fid);
    see_value(decoded(text, encoding), fid);
}

std::string_view ColumnSurvey::decoded(std::string_view text, const std::string& encoding) {
    m_decoded.clear();
    if (encoding == "CP949") {
        decode_cp949(text, m_decoded);
    }
    if (m_decoded.empty()) {
        m_decoded = decode_marked(text, encoding).text;
    }
    return m_decoded;
}

void ColumnSurvey::conclude(const std::string& encoding) {
    if (!m_alike) {
        return;
    }
    for (const auto& [look, more] : m_alike->counted()) {
        const auto cell = look.cell(m_column.width);
        if (m_number) {
            m_cells.see_again(CellHabits::form_of_number(*decimals_of_plain_number(cell)), more);
            continue;
        }
        const auto plain = *plain_text(cell);
        m_cells.see_again(plain.text.empty() ? CellHabits::empty : CellHabits::plain_text, more);
        if (plain.text.empty()) {
            m_habits.see_missing_again(more);
        } else if (plain.high) {
            auto again = m_no_texts;
            again.add(plain.text, std::numeric_limits<std::int64_t>::max()); // the first is known
            m_texts.add(again, more);
            m_habits.see_again(decoded(plain.text, encoding), more);
        } else {
            m_habits.see_again(plain.text, more);
        }
    }
}

void ColumnSurvey::see_value(std::string_view decoded, std::int64_t fid) {
    m_habits.see(decoded, fid);
    if (m_pnu && !is_pnu(decoded)) {
        tell_odd_parcel_number(fid, m_parcel_numbers);
    }
    if (std::holds_alternative<std::monostate>(m_first)) {
        m_first = std::string{decoded};
    }
}

} // namespace sandan::io
