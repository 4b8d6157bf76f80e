#pragma once

#include <sandan/model/layer.hpp>

#include "cli/command.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sandan::cli {

/// How the records of a layer are called in results: by the field "id", or by their numbers.
class RecordIds {
public:
    /// Keeps a reference to `layer`.
    explicit RecordIds(const model::Layer& layer) : m_layer{layer}, m_column{layer.column("id")} {}

    [[nodiscard]] std::string of(std::size_t feature) const;
    void append_to(std::string& text, std::size_t feature) const; ///< As a CSV field.

private:
    const model::Layer& m_layer;
    std::optional<std::size_t> m_column;
};

/// A CSV table written field by field: for results of a row a record, too many to keep as cells.
class CsvRows {
public:
    /// Rows that others come before.
    CsvRows() = default;
    CsvRows(const Common& common, const std::vector<std::string>& columns);

    CsvRows& id(const RecordIds& ids, std::size_t feature);
    CsvRows& id(std::string_view id);

    /// A CSV field as it is written.
    CsvRows& cell(std::string_view ready) {
        separate();
        m_text += ready;
        return *this;
    }

    CsvRows& number(double value); ///< As plain(); empty when not finite.

    void end() {
        m_text += '\n';
        m_begun = false;
    }

    /// Takes all text away and keeps the memory.
    void clear() { m_text.clear(); }

    [[nodiscard]] const std::string& text() const noexcept { return m_text; }

private:
    void separate() {
        if (m_begun) {
            m_text += ',';
        }
        m_begun = true;
    }

    std::string m_text;
    bool m_begun = false; ///< The row has a field.
};

} // namespace sandan::cli
