#include "io/column_habits.hpp"

#include "io/tell.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

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

/// How often each text occurs, given up where there are too many different ones.
class Tally {
public:
    explicit Tally(std::size_t most) : m_most{most} {}

    void add(const std::string& text) {
        if (m_last == nullptr || m_last->first != text) {
            if (m_counts.size() == m_most && !m_counts.contains(text)) {
                m_given_up = true;
                return;
            }
            m_last = &*m_counts.try_emplace(text, 0).first;
        }
        ++m_last->second;
    }

    /// There are more than `most` different ones.
    [[nodiscard]] bool given_up() const { return m_given_up; }

    [[nodiscard]] const std::unordered_map<std::string, std::size_t>& counts() const {
        return m_counts;
    }

private:
    std::size_t m_most;
    std::unordered_map<std::string, std::size_t> m_counts;
    std::pair<const std::string, std::size_t>* m_last = nullptr; ///< Columns repeat themselves.
    bool m_given_up = false;
};

/// A column and its habits: sees all values once, then knows which stand out.
class Column {
public:
    Column(std::string name, std::size_t rows)
        : m_name{std::move(name)},
          m_most_odd{most_odd_ones(rows)},
          m_shared{std::max<std::size_t>(4, rows / 100)},
          m_shapes{most_habits + m_most_odd},
          m_words{most_words + m_most_odd} {}

    void see(const model::Value& value) {
        if (std::holds_alternative<std::monostate>(value)) {
            ++m_missing;
        }
        const auto* const text = std::get_if<std::string>(&value);
        if (text == nullptr) {
            return;
        }
        if (!m_shapes.given_up()) {
            shape_of(*text, m_shape);
            m_shapes.add(m_shape);
        }
        if (!m_words.given_up()) {
            m_words.add(*text);
        }
    }

    /// True if there is something to tell.
    bool conclude() {
        m_tells_missing = m_missing != 0 && m_missing <= m_most_odd;
        if (!m_shapes.given_up()) {
            find_odd_shapes();
        }
        if (!m_words.given_up()) {
            find_slips();
        }
        return m_tells_missing || !m_odd.empty() || !m_meant.empty();
    }

    void tell_of(const model::Value& value, std::int64_t fid,
                 std::vector<model::ReadFinding>& findings) {
        if (m_tells_missing && std::holds_alternative<std::monostate>(value)) {
            tell(findings, "VALUE-MISSING",
                 {fmt::format("{}: 다른 레코드처럼 값", m_name),
                  fmt::format("{}: a value, as other records have", m_name)},
                 {"빈 값으로 둠", "left empty"}, fid);
        }
        if (const auto* const text = std::get_if<std::string>(&value); text != nullptr) {
            tell_of(*text, fid, findings);
        }
    }

private:
    void tell_of(const std::string& text, std::int64_t fid,
                 std::vector<model::ReadFinding>& findings) {
        shape_of(text, m_shape);
        if (std::binary_search(m_odd.begin(), m_odd.end(), m_shape)) {
            tell(findings, "TEXT-ODD",
                 {fmt::format("{}: 다른 레코드와 같은 모양, '{}'", m_name, text),
                  fmt::format("{} of a form that other records have, found '{}'", m_name, text)},
                 kept, fid);
        }
        if (const auto meant = m_meant.find(text); meant != m_meant.end()) {
            tell(findings, "TEXT-NEAR",
                 {fmt::format("{}: '{}'(여러 레코드의 값), '{}'임", m_name, meant->second, text),
                  fmt::format("{}: '{}' as other records have, it has '{}'", m_name, meant->second,
                              text)},
                 kept, fid);
        }
    }

    /// Shapes that next to no other record shares, where all other records share a few.
    void find_odd_shapes() {
        std::size_t rows = 0;
        bool digits = false;
        for (const auto& [shape, count] : m_shapes.counts()) {
            if (count < m_shared) {
                m_odd.push_back(shape);
                rows += count;
            } else {
                digits = digits || shape.find('9') != std::string::npos;
            }
        }
        const auto habits = m_shapes.counts().size() - m_odd.size();
        if (rows > m_most_odd || habits == 0 || habits > most_habits) {
            m_odd.clear();
        }
        if (!digits) { // names differ in length and digits; signs are what they do without
            std::erase_if(m_odd, [](const auto& shape) {
                return shape.find_first_of("<>=+!\"#$%*:;?@[\\]^_`{|}~") == std::string::npos;
            });
        }
        std::sort(m_odd.begin(), m_odd.end());
    }

    void find_slips() {
        for (const auto& [word, count] : m_words.counts()) {
            if (auto other = count == 1 ? near_word(word) : std::string{}; !other.empty()) {
                m_meant.emplace(word, std::move(other));
            }
        }
    }

    /// The first word shared by others that `word` may have been; empty for none.
    [[nodiscard]] std::string near_word(const std::string& word) const {
        std::string best;
        for (const auto& [other, count] : m_words.counts()) {
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

    std::string m_name;
    std::size_t m_most_odd;
    std::size_t m_shared; ///< So many records share a habit, or a word.
    std::size_t m_missing = 0;
    Tally m_shapes;
    Tally m_words;
    std::string m_shape; ///< Kept for its memory.
    bool m_tells_missing = false;
    std::vector<std::string> m_odd;                       ///< Shapes, sorted.
    std::unordered_map<std::string, std::string> m_meant; ///< By the word that is there.
};

} // namespace

std::size_t most_odd_ones(std::size_t rows) {
    return std::clamp<std::size_t>(rows / one_in, 1, most_odd);
}

void tell_of_odd_values(const Records& records, std::vector<model::ReadFinding>& findings) {
    if (records.all.size() < least_rows_of_habit) {
        return;
    }
    std::vector<Column> columns;
    for (const auto& name : records.fields) {
        columns.emplace_back(name, records.all.size());
    }
    for (const auto& record : records.all) {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            columns[i].see(record.values[i]);
        }
    }
    std::vector<std::size_t> telling;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].conclude()) {
            telling.push_back(i);
        }
    }
    for (const auto i : telling) {
        for (const auto& record : records.all) {
            columns[i].tell_of(record.values[i], record.fid, findings);
        }
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
