#include "io/csv.hpp"

#include <sandan/core/error.hpp>
#include <sandan/io/write.hpp>

#include <fmt/format.h>

namespace sandan::io {

namespace {

std::string trimmed(const std::string& cell) {
    const auto first = cell.find_first_not_of(" \t");
    if (first == std::string::npos) {
        return {};
    }
    return cell.substr(first, cell.find_last_not_of(" \t") - first + 1);
}

/// Reads one character after the other and knows where it is.
class CsvSplitter {
public:
    CsvSplitter(std::string_view text, const std::string& path) : m_text{text}, m_path{path} {}

    std::vector<CsvRow> split() {
        std::vector<CsvRow> rows;
        while (m_at < m_text.size()) {
            auto row = next_row();
            if (row.cells.size() > 1 || !row.cells.front().empty()) {
                rows.push_back(std::move(row));
            }
        }
        return rows;
    }

private:
    CsvRow next_row() {
        CsvRow row{.cells = {}, .line = m_line};
        for (bool more = true; more;) {
            row.cells.push_back(peek() == '"' ? quoted_cell() : plain_cell());
            more = peek() == ',';
            if (more) {
                take();
            }
        }
        end_line();
        return row;
    }

    std::string plain_cell() {
        std::string cell;
        while (!at_break() && peek() != ',') {
            if (peek() == '"') {
                fail({"따옴표로 묶지 않은 칸에 따옴표가 있습니다; 칸 전체를 따옴표로 묶고 안의 "
                      "따옴표는 두 번 쓰십시오",
                      "a quote inside a cell that is not quoted; put the whole cell in quotes and "
                      "double the quotes in it"});
            }
            cell += take();
        }
        return trimmed(cell);
    }

    std::string quoted_cell() {
        const auto line = m_line;
        const auto column = m_column;
        take();
        std::string cell;
        while (m_at < m_text.size()) {
            const char c = take();
            if (c != '"') {
                cell += c;
            } else if (peek() == '"') {
                cell += take();
            } else {
                if (!at_break() && peek() != ',') {
                    fail({"닫는 따옴표 뒤에 글이 있습니다; 쉼표나 줄 끝이 와야 합니다",
                          "text after the closing quote; expected a comma or the end of the line"});
                }
                return cell;
            }
        }
        m_line = line;
        m_column = column;
        fail({"따옴표로 묶은 칸에 닫는 따옴표가 없습니다",
              "a quoted cell without its closing quote"});
    }

    [[nodiscard]] char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\n'; }

    [[nodiscard]] bool at_break() const {
        return peek() == '\n' ||
               (peek() == '\r' && (m_at + 1 == m_text.size() || m_text[m_at + 1] == '\n'));
    }

    char take() {
        const char c = m_text[m_at++];
        if (c == '\n') {
            ++m_line;
            m_column = 1;
        } else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {
            ++m_column; // counts characters, not bytes
        }
        return c;
    }

    void end_line() {
        while (m_at < m_text.size() && take() != '\n') {
        }
    }

    [[noreturn]] void fail(const Text& what) const {
        throw Error{ErrorKind::input, what}.within(
            fmt::format("{}:{}:{}", m_path, m_line, m_column));
    }

    std::string_view m_text;
    const std::string& m_path;
    std::size_t m_at = 0;
    int m_line = 1;
    int m_column = 1;
};

} // namespace

std::vector<CsvRow> split_csv(std::string_view text, const std::string& path) {
    return CsvSplitter{text, path}.split();
}

} // namespace sandan::io
