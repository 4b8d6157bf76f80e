#include "cli/json_rows.hpp"

#include <nlohmann/json.hpp>

#include <string_view>
#include <utility>

namespace sandan::cli {

namespace {

constexpr std::string_view end_of_empty_list = "]\n}";

} // namespace

JsonRows::JsonRows(const nlohmann::ordered_json& frame) : m_text{frame.dump(2)} {
    m_text.resize(m_text.size() - end_of_empty_list.size());
}

void JsonRows::add(const nlohmann::ordered_json& row) {
    constexpr std::string_view margin = "\n    ";
    m_text += m_begun ? "," : "";
    m_text += margin;
    m_begun = true;
    for (const char c : row.dump(2)) { // a line end in a word is written as \n there
        if (c == '\n') {
            m_text += margin;
        } else {
            m_text += c;
        }
    }
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
