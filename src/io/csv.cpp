#include "io/csv.hpp"

#include <sandan/core/error.hpp>
#include <sandan/io/write.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace sandan::io {

namespace {

std::string trimmed(std::string_view cell) {
    const auto first = cell.find_first_not_of(" \t");
    if (first == std::string_view::npos) {
        return {};
    }
    return std::string{cell.substr(first, cell.find_last_not_of(" \t") - first + 1)};
}

/// Takes one cell after the other; where it is in lines and columns is worked out for errors only.
class CsvSplitter {
public:
    CsvSplitter(std::string_view text, const std::string& path) : m_text{text}, m_path{path} {}

    std::vector<CsvRow> split() {
        std::vector<CsvRow> rows;
        int line = 1;
        while (m_at < m_text.size()) {
            const auto start = m_at;
            CsvRow row{.cells = next_row(), .line = line};
            line += lines_between(start, m_at);
            if (row.cells.size() > 1 || !row.cells.front().empty()) {
                rows.push_back(std::move(row));
            }
        }
        return rows;
    }

private:
    std::vector<std::string> next_row() {
        std::vector<std::string> cells;
        cells.push_back(next_cell());
        while (peek() == ',') {
            ++m_at;
            cells.push_back(next_cell());
        }
        m_at = std::min(m_text.find('\n', m_at), m_text.size() - 1) + 1;
        return cells;
    }

    std::string next_cell() { return peek() == '"' ? quoted_cell() : plain_cell(); }

    std::string plain_cell() {
        const auto start = m_at;
        for (; !at_break() && m_text[m_at] != ','; ++m_at) {
            if (m_text[m_at] == '"') {
                fail(m_at,
                     {"따옴표로 묶지 않은 칸에 따옴표가 있습니다; 칸 전체를 따옴표로 묶고 안의 "
                      "따옴표는 두 번 쓰십시오",
                      "a quote inside a cell that is not quoted; put the whole cell in quotes and "
                      "double the quotes in it"});
            }
        }
        return trimmed(m_text.substr(start, m_at - start));
    }

    std::string quoted_cell() {
        const auto opening = m_at++;
        std::string cell;
        while (true) {
            const auto quote = m_text.find('"', m_at);
            if (quote == std::string_view::npos) {
                fail(opening, {"따옴표로 묶은 칸에 닫는 따옴표가 없습니다",
                               "a quoted cell without its closing quote"});
            }
            cell += m_text.substr(m_at, quote - m_at);
            m_at = quote + 1;
            if (peek() != '"') {
                break;
            }
            cell += '"';
            ++m_at;
        }
        if (!at_break() && peek() != ',') {
            fail(m_at, {"닫는 따옴표 뒤에 글이 있습니다; 쉼표나 줄 끝이 와야 합니다",
                        "text after the closing quote; expected a comma or the end of the line"});
        }
        return cell;
    }

    [[nodiscard]] char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\n'; }

    [[nodiscard]] bool at_break() const {
        return peek() == '\n' ||
               (peek() == '\r' && (m_at + 1 == m_text.size() || m_text[m_at + 1] == '\n'));
    }

    [[nodiscard]] int lines_between(std::size_t from, std::size_t to) const {
        return static_cast<int>(std::count(m_text.begin() + static_cast<std::ptrdiff_t>(from),
                                           m_text.begin() + static_cast<std::ptrdiff_t>(to), '\n'));
    }

    [[noreturn]] void fail(std::size_t at, const Text& what) const {
        const auto before = m_text.substr(0, at);
        const auto line = before.substr(before.rfind('\n') + 1); // from 0, if there is none
        const auto characters =
            std::count_if(line.begin(), line.end(), [](char c) { // not the bytes that go on
                return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
            });
        throw Error{ErrorKind::input, what}.within(
            fmt::format("{}:{}:{}", m_path, lines_between(0, at) + 1, characters + 1));
    }

    std::string_view m_text;
    const std::string& m_path;
    std::size_t m_at = 0;
};

} // namespace

std::vector<CsvRow> split_csv(std::string_view text, const std::string& path) {
    return CsvSplitter{text, path}.split();
}

} // namespace sandan::io
