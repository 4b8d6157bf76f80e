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
      m_cells{column, rows},
      m_habits{rows},
      m_texts{hints},
      m_no_texts{m_texts} {}

void ColumnSurvey::sniff(const DbfRows& rows, TextSurvey& texts) const {
    std::vector<model::ReadFinding> unused;
    for (std::size_t i = 0; i < rows.count; ++i) {
        const auto fid = static_cast<std::int64_t>(rows.first + i);
        const auto value = read_cell(m_column, rows.cell(i, m_column), fid, unused);
        if (const auto* const text = std::get_if<std::string>(&value);
            text != nullptr && !is_ascii(*text)) {
            texts.add(*text, fid);
        }
    }
}

void ColumnSurvey::see(const DbfRows& rows, const std::string& encoding) {
    const bool number = m_column.numeric() && !names_parcel_number(m_column);
    const bool text = holds_plain_text(m_column);
    for (std::size_t i = 0; i < rows.count; ++i) {
        const auto row = rows.first + i;
        const auto fid = static_cast<std::int64_t>(row);
        const auto cell = rows.cell(i, m_column);
        if (number) {
            const auto decimals = decimals_of_plain_number(cell);
            if (decimals && !std::holds_alternative<std::monostate>(m_first)) {
                m_cells.see(row, CellHabits::form_of_number(*decimals));
                continue;
            }
        } else if (text) {
            if (const auto plain = plain_text(cell)) {
                m_cells.see(row, plain->text.empty() ? CellHabits::empty : CellHabits::plain_text);
                if (plain->text.empty()) {
                    see_missing(fid);
                } else if (only_counted(plain->text)) {
                    continue;
                } else if (plain->high) {
                    see_text(plain->text, fid, encoding);
                } else {
                    see_value(plain->text, fid);
                }
                continue;
            }
        }
        see_any(cell, fid, encoding);
    }
}

void ColumnSurvey::see_any(std::string_view cell, std::int64_t fid, const std::string& encoding) {
    m_cells.see(static_cast<std::size_t>(fid), CellHabits::form_of(m_column, cell));
    auto value = read_cell(m_column, cell, fid, m_findings);
    if (std::holds_alternative<std::monostate>(value)) {
        see_missing(fid);
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

bool ColumnSurvey::only_counted(std::string_view text) {
    constexpr std::size_t longest = 15; // that a string holds without other memory
    if (m_pnu || text.size() > longest) {
        return false;
    }
    std::uint32_t mix = 0;
    for (const char c : text) {
        mix = mix * 31 + static_cast<unsigned char>(c);
    }
    auto& known = m_known[(mix * 0x9E3779B1U) >> 26U];
    if (known.seen != 0 && known.text == text) {
        const bool often = known.seen == ColumnHabits::often_seen;
        ++(often ? known.more : known.seen);
        return often;
    }
    if (known.seen < ColumnHabits::often_seen) {
        known.text = text;
        known.seen = 1;
    }
    return false;
}

void ColumnSurvey::conclude(const std::string& encoding) {
    for (const auto& [text, seen, more] : m_known) {
        if (more == 0) {
            continue;
        }
        if (is_ascii(text)) {
            m_habits.see_again(text, more);
            continue;
        }
        auto again = m_no_texts;
        again.add(text, std::numeric_limits<std::int64_t>::max()); // the first one is known
        m_texts.add(again, more);
        m_habits.see_again(decoded(text, encoding), more);
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
