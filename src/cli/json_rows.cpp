#include "cli/json_rows.hpp"

#include <nlohmann/json.hpp>

#include <utility>

namespace sandan::cli {

namespace {

constexpr std::string_view end_of_empty_list = "]\n}";

} // namespace

void append_json_row(std::string& text, const nlohmann::ordered_json& row) {
    constexpr std::string_view margin = "\n    ";
    text += ',';
    text += margin;
    for (const char c : row.dump(2)) { // a line end in a word is written as \n there
        if (c == '\n') {
            text += margin;
        } else {
            text += c;
        }
    }
}

JsonRows::JsonRows(const nlohmann::ordered_json& frame) : m_text{frame.dump(2)} {
    m_text.resize(m_text.size() - end_of_empty_list.size());
}

void JsonRows::add(const nlohmann::ordered_json& row) {
    const auto at = m_text.size();
    append_json_row(m_text, row);
    if (!std::exchange(m_begun, true)) {
        m_text.erase(at, 1);
    }
}

void JsonRows::add_text(std::string_view rows) {
    if (!rows.empty() && !std::exchange(m_begun, true)) {
        rows.remove_prefix(1);
    }
    m_text += rows;
}

std::string JsonRows::take() {
    return std::exchange(m_text, {});
}

std::string JsonRows::end() {
    m_text += m_begun ? "\n  " : "";
    m_text += end_of_empty_list;
    m_text += '\n';
    return take();
}

} // namespace sandan::cli
