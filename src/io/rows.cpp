#include "io/rows.hpp"

#include "core/korean.hpp"
#include "io/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace sandan::io {

Rows::Rows(const std::string& path, const std::vector<std::string>& required,
           const std::vector<std::string>& optional)
    : m_table{read_table(path)} {
    check_columns(required, optional);
    check_cells();
}

/// Plans are judged by these tables: a value that was replaced or left empty is none of the user's.
void Rows::check_cells() const {
    constexpr std::array<std::string_view, 6> lossy{"TEXT-BYTES",   "TEXT-CUT",       "NUM-TEXT",
                                                    "NUM-OVERFLOW", "NUM-NOT-FINITE", "NUM-PNU"};
    for (const auto& finding : m_table.findings) {
        if (std::find(lossy.begin(), lossy.end(), finding.code) != lossy.end()) {
            throw Error{
                ErrorKind::input,
                Text{fmt::format("{}:{}: {}: 올바른 값: {}; 표를 고치십시오", m_table.path,
                                 finding.fid + 2, finding.code, finding.expected.ko),
                     fmt::format("{}:{}: {}: expected {}; correct it in the table", m_table.path,
                                 finding.fid + 2, finding.code, finding.expected.en)}};
        }
    }
}

void Rows::tell(model::ReadLog& log) const {
    for (auto finding : m_table.findings) {
        finding.expected = {m_table.path + ": " + finding.expected.ko,
                            m_table.path + ": " + finding.expected.en};
        log.findings.push_back(std::move(finding));
    }
    log.files.insert(log.files.end(), m_table.files.begin(), m_table.files.end());
}

void Rows::check_columns(const std::vector<std::string>& required,
                         const std::vector<std::string>& optional) const {
    auto known = required;
    known.insert(known.end(), optional.begin(), optional.end());
    for (std::size_t i = 0; i < m_table.columns.size(); ++i) {
        const auto& column = m_table.columns[i];
        if (std::find(known.begin(), known.end(), column) == known.end()) {
            const auto near = suggestion(column, known);
            throw Error{ErrorKind::input, Text{fmt::format("{}:1:{}: 알 수 없는 열 '{}'{}",
                                                           m_table.path, i + 1, column, near.ko),
                                               fmt::format("{}:1:{}: unknown column '{}'{}",
                                                           m_table.path, i + 1, column, near.en)}};
        }
    }
    for (const auto& column : required) {
        if (!m_table.column(column)) {
            throw Error{ErrorKind::input,
                        Text{format_ko("{}:1:1: 꼭 있어야 할 열 '{}'이(가) 없습니다; 더하십시오",
                                       m_table.path, column),
                             fmt::format("{}:1:1: no column '{}', which is required; add it",
                                         m_table.path, column)}};
        }
    }
}

bool Rows::next() {
    return m_next++ < m_table.rows.size();
}

std::int64_t Rows::line() const {
    return m_table.lines[m_next - 1];
}

const std::string& Rows::text(std::string_view column) const {
    static const std::string nothing;
    const auto at = m_table.column(column);
    return at ? m_table.rows[m_next - 1][*at] : nothing;
}

const std::string& Rows::need(std::string_view column) const {
    const auto& cell = text(column);
    if (cell.empty()) {
        fail(column, {format_ko("{}이(가) 비어 있습니다; 채우십시오", column),
                      fmt::format("{} is empty; fill it in", column)});
    }
    return cell;
}

std::optional<double> Rows::amount(std::string_view column) const {
    const auto& cell = text(column);
    if (cell.empty()) {
        return std::nullopt;
    }
    const auto value = parse_number(cell);
    if (!value) {
        fail(column,
             {format_ko(
                  "{} '{}'은(는) 수가 아닙니다; 1650.5처럼 자리 구분이나 단위 없이 숫자로 쓰십시오",
                  column, cell),
              fmt::format("{} '{}' is no number, expected digits without separators or "
                          "units, as in 1650.5",
                          column, cell)});
    }
    if (*value < 0) {
        fail(column, {fmt::format("{} 값이 {}입니다; 0 이상이어야 합니다(모르면 비워 두십시오)",
                                  column, cell),
                      fmt::format("{} is {}, expected 0 or more (leave it empty if unknown)",
                                  column, cell)});
    }
    return value;
}

std::optional<int> Rows::whole(std::string_view column, int lowest, int highest) const {
    const auto value = amount(column);
    if (!value) {
        return std::nullopt;
    }
    if (std::trunc(*value) != *value || *value < lowest || *value > highest) {
        fail(column, {fmt::format("{} 값이 {}입니다; {}부터 {}까지의 정수여야 합니다", column,
                                  text(column), lowest, highest),
                      fmt::format("{} is {}, expected a whole number from {} to {}", column,
                                  text(column), lowest, highest)});
    }
    return static_cast<int>(*value);
}

bool Rows::flag(std::string_view column) const {
    const auto& cell = text(column);
    if (!cell.empty() && cell != "0" && cell != "1") {
        fail(column,
             {fmt::format("{} 값이 '{}'입니다; 1(예), 0이나 빈칸(아니요)이어야 합니다", column,
                          cell),
              fmt::format("{} is '{}', expected 1 (yes), 0 or nothing (no)", column, cell)});
    }
    return cell == "1";
}

std::vector<std::string> Rows::list(std::string_view column) const {
    return split_list(text(column));
}

void Rows::fail(std::string_view column, const Text& message) const {
    throw Error{ErrorKind::input, message}.within(
        fmt::format("{}:{}:{}", m_table.path, line(), m_table.column(column).value_or(0) + 1));
}

std::vector<std::string> split_list(std::string_view text) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const auto end = std::min(text.find(';'), text.size());
        auto part = text.substr(0, end);
        part.remove_prefix(std::min(part.find_first_not_of(" \t"), part.size()));
        part = part.substr(0, part.find_last_not_of(" \t") + 1);
        if (!part.empty()) {
            parts.emplace_back(part);
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

std::optional<double> parse_number(std::string_view text) {
    double value = 0;
    const auto* const end = text.data() + text.size();
    const auto [stop, failed] = std::from_chars(text.data(), end, value);
    if (failed != std::errc{} || stop != end || !std::isfinite(value)) {
        return std::nullopt;
    }
    return value;
}

} // namespace sandan::io
