#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace sandan::cli {

/// A JSON document whose last member is a list too long for memory: the text of dump(2), piece by
/// piece.
class JsonRows {
public:
    /// `frame`: the document with an empty list.
    explicit JsonRows(const nlohmann::ordered_json& frame);

    void add(const nlohmann::ordered_json& row);

    /// What was not taken yet.
    [[nodiscard]] std::string take();

    /// After the last row: the rest of the document, with the end of its last line.
    [[nodiscard]] std::string end();

private:
    std::string m_text;
    bool m_begun = false; ///< The list has a row.
};

} // namespace sandan::cli
