#include "io/column_habits.hpp"

#include "io/tell.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace sandan::io {

namespace {

constexpr std::size_t least_rows = 20;
constexpr std::size_t usual_share = 200; ///< One odd value in so many.

/// "9999-99-99" of "2024-06-26", "A9" of "B7"; bytes beyond ASCII are all alike.
char habit_of(char c) {
    if (c >= '0' && c <= '9') {
        return '9';
    }
    if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')) {
        return 'A';
    }
    return static_cast<unsigned char>(c) < 0x80 ? c : 'K';
}

std::string habit_of(const std::string& text) {
    std::string habit(text.size(), ' ');
    std::transform(text.begin(), text.end(), habit.begin(), [](char c) { return habit_of(c); });
    return habit;
}

bool follows(const std::string* text, const std::string& habit) {
    return text != nullptr && text->size() == habit.size() &&
           std::equal(text->begin(), text->end(), habit.begin(),
                      [](char c, char h) { return habit_of(c) == h; });
}

const std::string* text_at(const Records& records, std::size_t row, std::size_t column) {
    return std::get_if<std::string>(&records.all[row].values[column]);
}

/// What two of three rows in different places have in common, if it has digits.
std::optional<std::string> habit_of_column(const Records& records, std::size_t column) {
    const auto rows = records.all.size();
    std::vector<std::string> seen;
    for (const auto row : {std::size_t{0}, rows / 2, rows - 1}) {
        const auto* const text = text_at(records, row, column);
        auto habit = text == nullptr ? std::string{} : habit_of(*text);
        if (std::count(seen.begin(), seen.end(), habit) != 0 &&
            habit.find('9') != std::string::npos) {
            return habit;
        }
        seen.push_back(std::move(habit));
    }
    return std::nullopt;
}

void look_at_column(const Records& records, std::size_t column,
                    std::vector<model::ReadFinding>& findings) {
    const auto habit = habit_of_column(records, column);
    if (!habit) {
        return;
    }
    const auto allowed = std::max<std::size_t>(1, records.all.size() / usual_share);
    std::vector<std::size_t> odd;
    for (std::size_t row = 0; row < records.all.size(); ++row) {
        if (!follows(text_at(records, row, column), *habit)) {
            odd.push_back(row);
            if (odd.size() > allowed) {
                return;
            }
        }
    }
    for (const auto row : odd) {
        const auto& name = records.fields[column];
        tell(findings, "TEXT-ODD",
             {fmt::format("{}: 다른 레코드처럼 {} 모양", name, *habit),
              fmt::format("{} of the form {}, as other records have", name, *habit)},
             {"적힌 대로 둠", "kept as written"}, records.all[row].fid);
    }
}

} // namespace

void tell_of_odd_values(const Records& records, std::vector<model::ReadFinding>& findings) {
    if (records.all.size() < least_rows) {
        return;
    }
    for (std::size_t column = 0; column < records.fields.size(); ++column) {
        look_at_column(records, column, findings);
    }
}

} // namespace sandan::io
