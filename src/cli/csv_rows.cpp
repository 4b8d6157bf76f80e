#include "cli/csv_rows.hpp"

#include "core/csv.hpp"

#include <fmt/format.h>

#include <cmath>
#include <iterator>

namespace sandan::cli {

std::string RecordIds::of(std::size_t feature) const {
    return m_layer.id(m_layer.features[feature]);
}

void RecordIds::append_to(std::string& text, std::size_t feature) const {
    const auto& record = m_layer.features[feature];
    const auto* const word = m_column && *m_column < record.values.size()
                                 ? std::get_if<std::string>(&record.values[*m_column])
                                 : nullptr;
    if (word != nullptr) {
        append_csv_cell(text, *word);
    } else {
        append_csv_cell(text, m_layer.id(record));
    }
}

CsvRows::CsvRows(const Common& common, const std::vector<std::string>& columns)
    : m_text{csv_start(common) + csv_line(columns)} {}

void CsvRows::separate() {
    if (m_begun) {
        m_text += ',';
    }
    m_begun = true;
}

CsvRows& CsvRows::id(const RecordIds& ids, std::size_t feature) {
    separate();
    ids.append_to(m_text, feature);
    return *this;
}

CsvRows& CsvRows::number(double value) {
    separate();
    if (std::isfinite(value)) {
        fmt::format_to(std::back_inserter(m_text), "{}", value);
    }
    return *this;
}

void CsvRows::end() {
    m_text += '\n';
    m_begun = false;
}

} // namespace sandan::cli
