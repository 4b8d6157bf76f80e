#include "io/dbf_table.hpp"

#include <sandan/core/date.hpp>

#include "io/byte_order.hpp"
#include "io/tell.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace sandan::io {

namespace {

constexpr std::size_t table_header = 32;
constexpr std::size_t column_header = 32;
constexpr char header_end = '\r';
constexpr double largest_exact = 9007199254740992.0; ///< 2^53

/// Blanks within a text: its padding was written over rather than that somebody wrote them.
constexpr std::string_view long_gap = "    ";

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Without its padding. A NUL before a value is none.
std::string_view trimmed(std::string_view text) {
    const auto blank = [](char c) {
        return c == ' ' || c == '\0';
    };
    while (!text.empty() && blank(text.back())) {
        text.remove_suffix(1);
    }
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    return text;
}

/// Escape sequences and line breaks do not come through.
std::string without_control(std::string_view text, char instead) {
    std::string clean{text};
    std::replace_if(clean.begin(), clean.end(), is_control, instead);
    return clean;
}

/// What is in a cell, fit to be shown.
std::string shown(std::string_view text) {
    std::string clean;
    for (const char c : text.substr(0, 24)) {
        clean += is_control(c) || static_cast<unsigned char>(c) >= 0x80 ? '?' : c;
    }
    return clean;
}

constexpr char unread_type = '\0'; ///< Of a column whose cells hold no text.

/// A shapefile has texts, numbers, dates and truth values; what a database knows besides (memos,
/// binary numbers) is kept elsewhere or is no text.
void check_type(DbfTable& table, DbfColumn& column) {
    constexpr std::string_view known = "CNFDL";
    const bool wide =
        (column.type == 'D' && column.width != 8) || (column.type == 'L' && column.width != 1);
    if (known.find(column.type) != std::string_view::npos && !wide) {
        return;
    }
    constexpr std::string_view elsewhere = "MGPIBO@+YTV"; // memos, binary numbers and times
    const bool no_text = elsewhere.find(column.type) != std::string_view::npos;
    tell(table.findings, "DBF-FIELD-TYPE",
         {fmt::format("{}: 종류 C, N, F, D(8), L(1)", column.name),
          fmt::format("type C, N, F, D (8 wide) or L (1 wide) of {}", column.name)},
         no_text ? Text{"빈 값으로 읽음", "read as empty"} : Text{"문자로 읽음", "read as text"});
    column.type = no_text ? unread_type : 'C';
}

DbfColumn column_at(DbfTable& table, std::size_t at) {
    const auto stored = table.bytes.substr(at, 11);
    auto name = stored.substr(0, std::min(stored.find('\0'), stored.size()));
    const auto place = table.columns.size() + 1;
    DbfColumn column{.name = without_control(name, '_'),
                     .type = table.bytes[at + 11],
                     .width = byte_at(table.bytes, at + 16)};
    const bool taken = std::any_of(table.columns.begin(), table.columns.end(),
                                   [&](const auto& other) { return other.name == column.name; });
    const bool endless = name.size() == stored.size();
    if (column.name != name || column.name.empty() || taken || endless) {
        if (column.name.empty() || taken) {
            column.name += fmt::format("_{}", place);
        }
        tell(table.findings, "DBF-FIELD-NAME",
             {fmt::format("{}째 필드에 고유하고 NUL로 끝나는 이름", place),
              fmt::format("a name of its own, ended by a NUL, for field {}", place)},
             {column.name, column.name});
    }
    check_type(table, column);
    return column;
}

bool read_columns(DbfTable& table, std::string& why) {
    table.width = 1;
    auto at = table_header;
    for (; at < table.header && table.bytes[at] != header_end; at += column_header) {
        if (at + column_header > table.header) {
            why = "its header ends within a field";
            return false;
        }
        auto column = column_at(table, at);
        column.at = table.width;
        table.width += column.width;
        table.columns.push_back(std::move(column));
    }
    constexpr std::size_t link_of_foxpro = 263; // to a database, behind the end mark
    const auto slack = table.header - std::min(at + 1, table.header);
    if (slack > 1 && slack != link_of_foxpro) {
        why = fmt::format("its header is {} bytes longer than its fields", slack);
        return false;
    }
    if (const auto stated = little_endian_16(table.bytes, 10); stated != table.width) {
        why =
            fmt::format("its fields are {} bytes wide together, but a row {}", table.width, stated);
        return false;
    }
    return true;
}

enum class NumberKind { empty, integer, real, overflow, none };

/// Digits from `at` on, which it is moved behind.
std::size_t digits_from(std::string_view text, std::size_t& at) {
    const auto from = at;
    while (at < text.size() && is_digit(text[at])) {
        ++at;
    }
    return at - from;
}

std::size_t sign_at(std::string_view text, std::size_t at) {
    return at < text.size() && (text[at] == '+' || text[at] == '-') ? 1 : 0;
}

/// True for [e[+-]digits] from `at` to the end.
bool ends_with_exponent(std::string_view text, std::size_t at) {
    if (at == text.size()) {
        return true;
    }
    if (text[at] != 'e' && text[at] != 'E') {
        return false;
    }
    at += 1 + sign_at(text, at + 1);
    return digits_from(text, at) != 0 && at == text.size();
}

/// [+-]digits[.digits][e[+-]digits]; a field full of asterisks is a number that did not fit.
NumberKind kind_of_number(std::string_view text) {
    if (text.empty()) {
        return NumberKind::empty;
    }
    if (text.find_first_not_of('*') == std::string_view::npos) {
        return NumberKind::overflow;
    }
    auto at = sign_at(text, 0);
    auto digits = digits_from(text, at);
    if (at == text.size()) {
        return digits == 0 ? NumberKind::none : NumberKind::integer;
    }
    if (text[at] == '.') {
        ++at;
        digits += digits_from(text, at);
    }
    return digits != 0 && ends_with_exponent(text, at) ? NumberKind::real : NumberKind::none;
}

/// One cell on its way to a value.
struct Cell {
    const DbfColumn& column;
    std::int64_t fid;
    std::string_view raw;
    std::vector<model::ReadFinding>& findings;

    void tell_odd(std::string_view code, const char* ko, const char* en, const Text& done) const {
        tell(findings, code,
             {fmt::format("{}: {}, '{}'", shown(column.name), ko, shown(raw)),
              fmt::format("{} in {}, found '{}'", en, shown(column.name), shown(raw))},
             done, fid);
    }
};

bool is_parcel_number(const std::string& name) {
    return name == "PNU" || name == "pnu" || name == "PNUCD";
}

model::Value number_value(const Cell& cell) {
    const Text empty{"빈 값으로 읽음", "read as empty"};
    const auto text = trimmed(cell.raw);
    const auto kind = kind_of_number(text);
    if (kind == NumberKind::empty) {
        return {};
    }
    if (kind == NumberKind::overflow) {
        cell.tell_odd("NUM-OVERFLOW", "칸에 맞는 수", "a number that fits", empty);
        return {};
    }
    if (kind == NumberKind::none) {
        cell.tell_odd("NUM-TEXT", "수", "a number", empty);
        return {};
    }
    const bool parcel = is_parcel_number(cell.column.name);
    if (parcel && kind == NumberKind::real) {
        cell.tell_odd("NUM-PNU", "온전한 자릿수", "all digits of a parcel number",
                      {"적힌 대로 둠", "kept as written"});
    }
    const auto unsigned_text = text.substr(text.front() == '+' ? 1 : 0);
    double value = 0;
    const auto [stop, failed] =
        std::from_chars(unsigned_text.data(), unsigned_text.data() + unsigned_text.size(), value);
    if (failed != std::errc{} || !std::isfinite(value)) {
        cell.tell_odd("NUM-NOT-FINITE", "유한한 수", "a finite number", empty);
        return {};
    }
    const bool inexact = kind == NumberKind::integer && std::abs(value) > largest_exact;
    return parcel || inexact ? model::Value{std::string{unsigned_text}} : model::Value{value};
}

model::Value date_value(const Cell& cell) {
    const auto text = trimmed(cell.raw);
    if (text.find_first_not_of("0/-") == std::string_view::npos) {
        return {};
    }
    const bool digits = text.size() == 8 && std::all_of(text.begin(), text.end(), is_digit);
    const auto date =
        digits ? fmt::format("{}-{}-{}", text.substr(0, 4), text.substr(4, 2), text.substr(6, 2))
               : std::string{};
    if (!parse_date(date)) {
        cell.tell_odd("DBF-DATE", "날짜 YYYYMMDD", "a date YYYYMMDD",
                      {"빈 값으로 읽음", "read as empty"});
        return {};
    }
    return date;
}

model::Value text_value(const Cell& cell) {
    const auto text = trimmed(cell.raw);
    if (text.empty() || (cell.column.type == 'L' && text == "?")) {
        return {};
    }
    if (text.size() == cell.column.width && text.size() > 1 &&
        text.find_first_not_of('*') == std::string_view::npos) {
        cell.tell_odd("NUM-OVERFLOW", "글", "text", {"적힌 대로 둠", "kept as written"});
    }
    if (cell.column.type == 'L' && text.find_first_not_of("YyNnTtFf") != std::string_view::npos) {
        cell.tell_odd("DBF-FIELD-TYPE", "Y, N, T 또는 F", "Y, N, T or F",
                      {"적힌 대로 둠", "kept as written"});
    }
    if (text.find(long_gap) != std::string_view::npos) {
        cell.tell_odd("TEXT-GAP", "이어진 글", "text without a long gap",
                      {"적힌 대로 둠", "kept as written"});
    }
    if (std::none_of(text.begin(), text.end(), is_control)) {
        return std::string{text};
    }
    cell.tell_odd("TEXT-CONTROL", "제어 문자 없는 글", "text without control bytes",
                  {"제어 문자를 빈칸으로 바꿈", "control bytes became blanks"});
    return without_control(text, ' ');
}

} // namespace

std::optional<DbfTable> open_dbf(std::string_view bytes, std::string& why) {
    return open_dbf_header(bytes, bytes.size(), why);
}

std::optional<DbfTable> open_dbf_header(std::string_view bytes, std::size_t size,
                                        std::string& why) {
    DbfTable table;
    table.bytes = bytes;
    why = "it has not the header of one";
    if (bytes.size() < table_header + 1) {
        return std::nullopt;
    }
    const auto version = byte_at(bytes, 0) & 0x07U;
    table.header = little_endian_16(bytes, 8);
    if (version == 1 || version > 5 || table.header < table_header + 1 ||
        table.header > bytes.size()) {
        return std::nullopt;
    }
    if (!read_columns(table, why)) {
        return std::nullopt;
    }
    table.declared = little_endian(bytes, 4);
    table.held = (size - table.header) / table.width;
    table.ldid = static_cast<unsigned char>(bytes[29]);
    const auto rows = table.header + table.width * std::min(table.declared, table.held);
    table.trailing = size - rows > 1 ? size - rows - 1 : 0;
    return table;
}

bool is_live_row(const DbfTable& table, std::size_t row,
                 std::vector<model::ReadFinding>& findings) {
    const char flag = table.row(row).front();
    const auto fid = static_cast<std::int64_t>(row);
    if (flag == '*') {
        tell(findings, "SHP-DELETED", {"살아 있는 행", "a row that is not deleted"},
             {"삭제 표시된 레코드를 거부함", "record rejected: it is marked as deleted"}, fid);
        return false;
    }
    if (flag != ' ') {
        tell(findings, "DBF-ROW-FLAG", {"빈칸 또는 * 표시", "a blank or * as row flag"},
             {"살아 있는 행으로 읽음", "read as a live row"}, fid);
    }
    return true;
}

void tell_trailing_bytes(const DbfTable& table, std::vector<model::ReadFinding>& findings) {
    if (table.trailing != 0) {
        tell(findings, "DBF-TRAILING",
             {"마지막 행에서 끝나는 dbf",
              fmt::format("a .dbf that ends with its last row; {} bytes follow", table.trailing)},
             {"무시함", "ignored"});
    }
}

model::Value read_cell(const DbfColumn& column, std::string_view cell, std::int64_t fid,
                       std::vector<model::ReadFinding>& findings) {
    const Cell one{column, fid, cell, findings};
    if (column.numeric()) {
        return number_value(one);
    }
    if (column.type == unread_type) {
        return {};
    }
    return column.type == 'D' ? date_value(one) : text_value(one);
}

std::vector<model::Value> read_row(const DbfTable& table, std::size_t row,
                                   std::vector<model::ReadFinding>& findings) {
    const auto bytes = table.row(row);
    std::vector<model::Value> values;
    values.reserve(table.columns.size());
    for (const auto& column : table.columns) {
        values.push_back(read_cell(column, bytes.substr(column.at, column.width),
                                   static_cast<std::int64_t>(row), findings));
    }
    return values;
}

bool names_parcel_number(const DbfColumn& column) {
    return is_parcel_number(column.name);
}

} // namespace sandan::io
