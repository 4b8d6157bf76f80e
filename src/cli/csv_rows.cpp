#include "cli/csv_rows.hpp"

#include "core/csv.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>

namespace sandan::cli {

namespace {

/// A whole number of which Layer::id prints nothing but the digits.
bool is_plain_count(double number) {
    constexpr double most = 1e15;
    return number > 0 && number < most && std::trunc(number) == number;
}

} // namespace

std::string RecordIds::of(std::size_t feature) const {
    return m_layer.id(m_layer.features[feature]);
}

void RecordIds::append_to(std::string& text, std::size_t feature) const {
    const auto& record = m_layer.features[feature];
    const auto* const value =
        m_column && *m_column < record.values.size() ? &record.values[*m_column] : nullptr;
    const auto* const number = value == nullptr ? nullptr : std::get_if<double>(value);
    if (const auto* const word = value == nullptr ? nullptr : std::get_if<std::string>(value)) {
        append_csv_cell(text, *word);
    } else if (number != nullptr && is_plain_count(*number)) {
        text += fmt::format_int{static_cast<std::uint64_t>(*number)}.str();
    } else {
        append_csv_cell(text, m_layer.id(record));
    }
}

CsvRows::CsvRows(const Common& common, const std::vector<std::string>& columns)
    : m_text{csv_start(common) + csv_line(columns)} {}

CsvRows& CsvRows::id(const RecordIds& ids, std::size_t feature) {
    separate();
    ids.append_to(m_text, feature);
    return *this;
}

CsvRows& CsvRows::id(std::string_view id) {
    separate();
    append_csv_cell(m_text, id);
    return *this;
}

CsvRows& CsvRows::number(double value) {
    separate();
    append_csv_number(m_text, value);
    return *this;
}

} // namespace sandan::cli
