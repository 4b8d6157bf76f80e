#include "io/column_habits.hpp"

#include "io/tell.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace sandan::io {

namespace {

constexpr std::size_t one_in = 200;
constexpr std::size_t most_odd = 50;
constexpr std::size_t most_habits = 12; ///< Shapes of text in a column of codes.
constexpr std::size_t most_words = 64;  ///< Different words in a column of words.
constexpr std::size_t parcel_digits = 19;

const Text kept{"적힌 대로 둠", "kept as written"};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_letter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool beyond_ascii(char c) {
    return static_cast<unsigned char>(c) >= 0x80;
}

/// "9999-99-99" of "2024-06-26", "A9" of "B7"; any run beyond ASCII is one K.
void shape_of(const std::string& text, std::string& shape) {
    shape.clear();
    for (const char c : text) {
        if (!beyond_ascii(c)) {
            shape += is_digit(c) ? '9' : is_letter(c) ? 'A' : c;
        } else if (shape.empty() || shape.back() != 'K') {
            shape += 'K';
        }
    }
}

const std::string* text_at(const Records& records, std::size_t row, std::size_t column) {
    return std::get_if<std::string>(&records.all[row].values[column]);
}

/// How often each text occurs, given up where there are too many different ones.
class Tally {
public:
    explicit Tally(std::size_t most) : m_most{most} {}

    /// False once there are more than `most` different ones.
    bool add(const std::string& text) {
        if (m_last == nullptr || m_last->first != text) {
            if (m_counts.size() == m_most && !m_counts.contains(text)) {
                return false;
            }
            m_last = &*m_counts.try_emplace(text, 0).first;
        }
        ++m_last->second;
        return true;
    }

    [[nodiscard]] const std::unordered_map<std::string, std::size_t>& counts() const {
        return m_counts;
    }

private:
    std::size_t m_most;
    std::unordered_map<std::string, std::size_t> m_counts;
    std::pair<const std::string, std::size_t>* m_last = nullptr; ///< Columns repeat themselves.
};

/// One text column and its habits.
class Column {
public:
    Column(const Records& records, std::size_t column, std::vector<model::ReadFinding>& findings)
        : m_records{records},
          m_column{column},
          m_findings{findings},
          m_odd{most_odd_ones(records.all.size())},
          m_shared{std::max<std::size_t>(4, records.all.size() / 100)} {}

    void look() {
        tell_missing();
        tell_odd_shapes();
        tell_near_words();
    }

private:
    [[nodiscard]] const std::string& name() const { return m_records.fields[m_column]; }

    [[nodiscard]] const std::string* text(std::size_t row) const {
        return text_at(m_records, row, m_column);
    }

    void tell_missing() {
        std::vector<std::size_t> missing;
        for (std::size_t row = 0; row < m_records.all.size() && missing.size() <= m_odd; ++row) {
            if (std::holds_alternative<std::monostate>(m_records.all[row].values[m_column])) {
                missing.push_back(row);
            }
        }
        if (missing.size() > m_odd) {
            return;
        }
        for (const auto row : missing) {
            tell(m_findings, "VALUE-MISSING",
                 {fmt::format("{}: 다른 레코드처럼 값", name()),
                  fmt::format("{}: a value, as other records have", name())},
                 {"빈 값으로 둠", "left empty"}, m_records.all[row].fid);
        }
    }

    void tell_odd_shapes() {
        Tally tally{most_habits + m_odd};
        std::string shape;
        for (std::size_t row = 0; row < m_records.all.size(); ++row) {
            if (const auto* const value = text(row); value != nullptr) {
                shape_of(*value, shape);
                if (!tally.add(shape)) {
                    return;
                }
            }
        }
        if (const auto odd = odd_shapes(tally); odd) {
            tell_shapes(*odd);
        }
    }

    /// Shapes that next to no other record shares, where all other records share a few.
    [[nodiscard]] std::optional<std::vector<std::string>> odd_shapes(const Tally& tally) const {
        std::vector<std::string> odd;
        std::size_t rows = 0;
        bool digits = false;
        for (const auto& [shape, count] : tally.counts()) {
            if (count < m_shared) {
                odd.push_back(shape);
                rows += count;
            } else {
                digits = digits || shape.find('9') != std::string::npos;
            }
        }
        const auto habits = tally.counts().size() - odd.size();
        if (rows > m_odd || habits == 0 || habits > most_habits) {
            return std::nullopt;
        }
        if (!digits) { // names differ in length and digits; signs are what they do without
            std::erase_if(odd, [](const auto& shape) {
                return shape.find_first_of("<>=+!\"#$%*:;?@[\\]^_`{|}~") == std::string::npos;
            });
        }
        std::sort(odd.begin(), odd.end());
        return odd;
    }

    void tell_shapes(const std::vector<std::string>& odd) {
        std::string shape;
        for (std::size_t row = 0; row < m_records.all.size() && !odd.empty(); ++row) {
            if (const auto* const value = text(row); value != nullptr) {
                shape_of(*value, shape);
                if (std::binary_search(odd.begin(), odd.end(), shape)) {
                    tell(m_findings, "TEXT-ODD",
                         {fmt::format("{}: 다른 레코드와 같은 모양, '{}'", name(), *value),
                          fmt::format("{} of a form that other records have, found '{}'", name(),
                                      *value)},
                         kept, m_records.all[row].fid);
                }
            }
        }
    }

    void tell_near_words() {
        Tally tally{most_words + m_odd};
        for (std::size_t row = 0; row < m_records.all.size(); ++row) {
            if (const auto* const value = text(row); value != nullptr && !tally.add(*value)) {
                return;
            }
        }
        std::unordered_map<std::string, std::string> meant;
        for (const auto& [word, count] : tally.counts()) {
            if (const auto other = count == 1 ? near_word(word, tally) : std::string{};
                !other.empty()) {
                meant.emplace(word, other);
            }
        }
        for (std::size_t row = 0; row < m_records.all.size() && !meant.empty(); ++row) {
            if (const auto* const value = text(row); value != nullptr && meant.contains(*value)) {
                tell(m_findings, "TEXT-NEAR",
                     {fmt::format("{}: '{}'(여러 레코드의 값), '{}'임", name(), meant[*value],
                                  *value),
                      fmt::format("{}: '{}' as other records have, it has '{}'", name(),
                                  meant[*value], *value)},
                     kept, m_records.all[row].fid);
            }
        }
    }

    /// The first word shared by others that `word` may have been; empty for none.
    [[nodiscard]] std::string near_word(const std::string& word, const Tally& tally) const {
        std::string best;
        for (const auto& [other, count] : tally.counts()) {
            if (count >= m_shared && is_slip(word, other) && (best.empty() || other < best)) {
                best = other;
            }
        }
        return best;
    }

    /// One or two letters or signs differ; codes that differ in digits alone are two codes.
    static bool is_slip(const std::string& word, const std::string& other) {
        constexpr std::size_t shortest = 3;
        if (word.size() != other.size() || word.size() < shortest) {
            return false;
        }
        std::size_t different = 0;
        bool digits_only = true;
        for (std::size_t i = 0; i < word.size(); ++i) {
            if (word[i] == other[i]) {
                continue;
            }
            if (beyond_ascii(word[i]) || beyond_ascii(other[i])) {
                return false;
            }
            ++different;
            digits_only = digits_only && is_digit(word[i]) && is_digit(other[i]);
        }
        return different != 0 && different <= 2 && different * 2 < word.size() && !digits_only;
    }

    const Records& m_records;
    std::size_t m_column;
    std::vector<model::ReadFinding>& m_findings;
    std::size_t m_odd;
    std::size_t m_shared; ///< So many records share a habit, or a word.
};

} // namespace

std::size_t most_odd_ones(std::size_t rows) {
    return std::clamp<std::size_t>(rows / one_in, 1, most_odd);
}

void tell_of_odd_values(const Records& records, std::vector<model::ReadFinding>& findings) {
    if (records.all.size() < least_rows_of_habit) {
        return;
    }
    for (std::size_t column = 0; column < records.fields.size(); ++column) {
        Column{records, column, findings}.look();
    }
}

void tell_of_odd_parcel_numbers(const Records& records, std::vector<model::ReadFinding>& findings) {
    const auto pnu = std::find(records.fields.begin(), records.fields.end(), "PNU");
    if (pnu == records.fields.end()) {
        return;
    }
    const auto column = static_cast<std::size_t>(pnu - records.fields.begin());
    for (const auto& record : records.all) {
        const auto& value = record.values[column];
        const auto* const text = std::get_if<std::string>(&value);
        const bool sound = text != nullptr && text->size() == parcel_digits &&
                           std::all_of(text->begin(), text->end(), is_digit);
        if (!sound && !std::holds_alternative<std::monostate>(value)) {
            tell(findings, "PNU-FORM", {"PNU: 숫자 19자리", "PNU: a parcel number of 19 digits"},
                 kept, record.fid);
        }
    }
}

} // namespace sandan::io
