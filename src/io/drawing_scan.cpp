#include "io/drawing_scan.hpp"

#include <sandan/core/error.hpp>

#include "io/encoding.hpp"

#include <charconv>
#include <fstream>
#include <optional>
#include <string_view>

namespace sandan::io {

namespace {

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r");
    return first == std::string_view::npos
               ? std::string_view{}
               : text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::string_view without_return(std::string_view line) {
    return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
}

std::optional<int> group_code(std::string_view line) {
    const auto text = trimmed(line);
    int code = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), code);
    return end.ec == std::errc{} && end.ptr == text.data() + text.size() ? std::optional{code}
                                                                         : std::nullopt;
}

/// Takes the pairs one after the other.
class Scan {
public:
    void take(int code, const std::string& value);

    DrawingScan result;

private:
    void take_header(int code, std::string_view value);
    void take_text(int code, const std::string& value);
    void keep(const std::string& text);

    bool m_section_begins = false;
    std::string m_section;
    std::string m_variable;
    std::string m_pieces; ///< Of a text that goes on.
};

void Scan::take_header(int code, std::string_view value) {
    constexpr int name_of_variable = 9;
    if (code == name_of_variable) {
        m_variable = value;
    } else if (m_variable == "$ACADVER" && code == 1) {
        result.version = value;
    } else if (m_variable == "$DWGCODEPAGE" && code == 3) {
        result.code_page = value;
    } else if (m_variable == "$INSUNITS" && code == 70) {
        result.unit = value;
    }
}

void Scan::take(int code, const std::string& value) {
    const auto word = trimmed(value);
    if (code == 0) {
        m_section_begins = word == "SECTION";
        m_pieces.clear();
    } else if (m_section_begins && code == 2) {
        m_section = word;
        m_section_begins = false;
    } else if (m_section == "HEADER") {
        take_header(code, word);
    } else if (m_section == "TABLES" || m_section == "BLOCKS" || m_section == "ENTITIES") {
        take_text(code, value);
    }
}

/// A long text stands in several groups 3 and a last group 1, cut even within a character.
void Scan::take_text(int code, const std::string& value) {
    if (code == 3) {
        const auto piece = without_return(value);
        m_pieces += piece;
        if (!is_ascii(piece)) {
            result.pieces.emplace(piece);
        }
    } else if (code == 1) {
        keep(m_pieces + std::string{without_return(value)});
        m_pieces.clear();
    } else if (code == 2 || code == 8) { // of a block or an entry of a table, of a layer
        keep(std::string{trimmed(value)});
    }
}

void Scan::keep(const std::string& text) {
    if (!is_ascii(text)) {
        result.texts.insert(text);
    }
}

} // namespace

DrawingScan scan_drawing(const std::string& opened, const std::string& called) {
    std::ifstream file{opened, std::ios::binary};
    if (!file) {
        throw Error{ErrorKind::input, Text{"읽을 수 없습니다", "cannot be read"}}.within(called);
    }
    Scan scan;
    std::string line;
    std::string value;
    bool first = true;
    while (std::getline(file, line)) {
        if (first && line.starts_with("\xEF\xBB\xBF")) {
            line.erase(0, 3);
        }
        first = false;
        const auto code = group_code(line);
        if (!code || !std::getline(file, value)) {
            break;
        }
        scan.take(*code, value);
    }
    if (file.bad()) {
        throw Error{ErrorKind::input, Text{"끝까지 읽을 수 없습니다", "cannot be read to its end"}}
            .within(called);
    }
    return std::move(scan.result);
}

} // namespace sandan::io
