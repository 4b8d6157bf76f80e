#include "io/column_habits.hpp"

#include "io/tell.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace sandan::io {

namespace {

constexpr std::size_t one_in = 200;
constexpr std::size_t most_odd = 50;
static_assert(most_odd < ColumnHabits::often_seen);
constexpr std::size_t most_habits = 12; ///< Shapes of text in a column of codes.
constexpr std::size_t most_words = 64;  ///< Different words in a column of words.
constexpr std::size_t parcel_digits = 19;

const Text kept{"적힌 대로 둠", "kept as written"};

constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

constexpr bool is_letter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

constexpr bool beyond_ascii(char c) {
    return static_cast<unsigned char>(c) >= 0x80;
}

/// What stands for each byte in a shape.
constexpr std::array<char, 256> signs = [] {
    std::array<char, 256> table{};
    for (std::size_t i = 0; i < table.size(); ++i) {
        const auto c = static_cast<char>(i);
        table.at(i) = beyond_ascii(c) ? 'K' : is_digit(c) ? '9' : is_letter(c) ? 'A' : c;
    }
    return table;
}();

/// "9999-99-99" of "2024-06-26", "A9" of "B7"; any run beyond ASCII is one K.
void shape_of(std::string_view text, std::string& shape) {
    shape.resize(text.size());
    std::size_t size = 0;
    for (const char c : text) {
        const bool runs_on = beyond_ascii(c) && size != 0 && shape[size - 1] == 'K';
        if (!runs_on) {
            shape[size++] = signs[static_cast<unsigned char>(c)];
        }
    }
    shape.resize(size);
}

std::uint64_t word_at(std::string_view text, std::size_t at) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, sizeof word);
    return word;
}

/// Weak, but three nanoseconds: both ends of the text and its length.
std::size_t slot_of(std::string_view text) {
    std::uint64_t mix = text.size();
    if (text.size() >= sizeof mix) {
        mix += word_at(text, 0) ^ (word_at(text, text.size() - sizeof mix) * 0x9E3779B97F4A7C15U);
    } else {
        for (const char c : text) {
            mix = mix * 0x101U + static_cast<unsigned char>(c);
        }
    }
    return static_cast<std::size_t>((mix * 0xD6E8FEB86659FD93U) >> 56U);
}

/// One or two letters or signs differ; codes that differ in digits alone are two codes.
bool is_slip(const std::string& word, const std::string& other) {
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

} // namespace

std::size_t most_odd_ones(std::size_t rows) {
    return std::clamp<std::size_t>(rows / one_in, 1, most_odd);
}

void Tally::add(std::string_view key, std::int64_t fid, std::string_view text) {
    auto& recent = m_recent[slot_of(key)];
    if (recent == nullptr || recent->first != key) {
        auto known = m_counts.find(key);
        if (known == m_counts.end()) {
            if (m_counts.size() == m_most) {
                m_given_up = true;
                return;
            }
            known = m_counts.try_emplace(std::string{key}).first;
        }
        recent = &*known;
    }
    auto& met = recent->second;
    if (met.count++ < m_kept) {
        met.first.push_back({fid, std::string{text}});
    }
}

void Tally::add_again(std::string_view key, std::size_t times) {
    if (const auto known = m_counts.find(key); known != m_counts.end()) {
        known->second.count += times;
    }
}

ColumnHabits::ColumnHabits(std::size_t rows)
    : m_rows{rows},
      m_most_odd{most_odd_ones(rows)},
      m_shared{std::max<std::size_t>(4, rows / 100)},
      m_shapes{most_habits + m_most_odd, m_most_odd},
      m_words{most_words + m_most_odd, 1} {}

void ColumnHabits::see_missing(std::int64_t fid) {
    if (m_missing++ < m_most_odd) {
        m_first_missing.push_back(fid);
    }
}

void ColumnHabits::see(std::string_view text, std::int64_t fid) {
    if (!m_shapes.given_up()) {
        shape_of(text, m_shape);
        m_shapes.add(m_shape, fid, text);
    }
    if (!m_words.given_up()) {
        m_words.add(text, fid, text);
    }
}

void ColumnHabits::see_again(std::string_view text, std::size_t times) {
    shape_of(text, m_shape);
    m_shapes.add_again(m_shape, times);
    m_words.add_again(text, times);
}

void ColumnHabits::tell_odd_ones(const std::string& name,
                                 std::vector<model::ReadFinding>& findings) const {
    if (m_rows < least_rows_of_habit) {
        return;
    }
    std::vector<model::ReadFinding> told;
    if (m_missing <= m_most_odd) {
        for (const auto fid : m_first_missing) {
            tell(told, "VALUE-MISSING",
                 {fmt::format("{}: 다른 레코드처럼 값", name),
                  fmt::format("{}: a value, as other records have", name)},
                 {"빈 값으로 둠", "left empty"}, fid);
        }
    }
    if (!m_shapes.given_up()) {
        tell_of_shapes(name, told);
    }
    if (!m_words.given_up()) {
        tell_of_slips(name, told);
    }
    std::stable_sort(told.begin(), told.end(),
                     [](const auto& a, const auto& b) { return a.fid < b.fid; });
    std::move(told.begin(), told.end(), std::back_inserter(findings));
}

/// Shapes that next to no other record shares, where all other records share a few.
std::vector<std::string> ColumnHabits::odd_shapes() const {
    std::vector<std::string> odd;
    std::size_t rows = 0;
    bool digits = false;
    for (const auto& [shape, met] : m_shapes.counts()) {
        if (met.count < m_shared) {
            odd.push_back(shape);
            rows += met.count;
        } else {
            digits = digits || shape.find('9') != std::string::npos;
        }
    }
    const auto habits = m_shapes.counts().size() - odd.size();
    if (rows > m_most_odd || habits == 0 || habits > most_habits) {
        return {};
    }
    if (!digits) { // names differ in length and digits; signs are what they do without
        std::erase_if(odd, [](const auto& shape) {
            return shape.find_first_of("<>=+!\"#$%*:;?@[\\]^_`{|}~") == std::string::npos;
        });
    }
    return odd;
}

void ColumnHabits::tell_of_shapes(const std::string& name,
                                  std::vector<model::ReadFinding>& findings) const {
    for (const auto& shape : odd_shapes()) { // so few records that all their places are kept
        for (const auto& [fid, text] : m_shapes.counts().find(shape)->second.first) {
            tell(findings, "TEXT-ODD",
                 {fmt::format("{}: 다른 레코드와 같은 모양, '{}'", name, text),
                  fmt::format("{} of a form that other records have, found '{}'", name, text)},
                 kept, fid);
        }
    }
}

void ColumnHabits::tell_of_slips(const std::string& name,
                                 std::vector<model::ReadFinding>& findings) const {
    for (const auto& [word, met] : m_words.counts()) {
        const auto meant = met.count == 1 ? near_word(word) : std::string{};
        if (!meant.empty()) {
            tell(findings, "TEXT-NEAR",
                 {fmt::format("{}: '{}'(여러 레코드의 값), '{}'임", name, meant, word),
                  fmt::format("{}: '{}' as other records have, it has '{}'", name, meant, word)},
                 kept, met.first.front().fid);
        }
    }
}

/// The first word shared by others that `word` may have been; empty for none.
std::string ColumnHabits::near_word(const std::string& word) const {
    std::string best;
    for (const auto& [other, met] : m_words.counts()) {
        if (met.count >= m_shared && is_slip(word, other) && (best.empty() || other < best)) {
            best = other;
        }
    }
    return best;
}

void tell_of_odd_values(const Records& records, std::vector<model::ReadFinding>& findings) {
    if (records.all.size() < least_rows_of_habit) {
        return;
    }
    for (std::size_t i = 0; i < records.fields.size(); ++i) {
        ColumnHabits habits{records.all.size()};
        for (const auto& record : records.all) {
            const auto& value = record.values[i];
            if (std::holds_alternative<std::monostate>(value)) {
                habits.see_missing(record.fid);
            } else if (const auto* const text = std::get_if<std::string>(&value)) {
                habits.see(*text, record.fid);
            }
        }
        habits.tell_odd_ones(records.fields[i], findings);
    }
}

bool is_pnu(std::string_view text) noexcept {
    return text.size() == parcel_digits && std::all_of(text.begin(), text.end(), is_digit);
}

void tell_odd_parcel_number(std::int64_t fid, std::vector<model::ReadFinding>& findings) {
    tell(findings, "PNU-FORM", {"PNU: 숫자 19자리", "PNU: a parcel number of 19 digits"}, kept,
         fid);
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
        const bool sound = text != nullptr && is_pnu(*text);
        if (!sound && !std::holds_alternative<std::monostate>(value)) {
            tell_odd_parcel_number(record.fid, findings);
        }
    }
}

} // namespace sandan::io
