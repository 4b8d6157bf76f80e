#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>

namespace sandan::cli {

/// A row of a list that is a member of a document, as dump(2) writes it, with the comma before it.
void append_json_row(std::string& text, const nlohmann::ordered_json& row);

/// A JSON document whose last member is a list too long for memory: the text of dump(2), piece by
/// piece.
class JsonRows {
public:
    /// `frame`: the document with an empty list.
    explicit JsonRows(const nlohmann::ordered_json& frame);

    void add(const nlohmann::ordered_json& row);
    /// Rows of append_json_row(), one after the other; the first piece begins with a row.
    void add_text(std::string_view rows);

    /// What was not taken yet.
    [[nodiscard]] std::string take();

    /// After the last row: what was not taken yet, and the end of the document and its last line.
    [[nodiscard]] std::string end();

private:
    std::string m_text;
    bool m_begun = false; ///< The list has a row.
};

} // namespace sandan::cli
