#pragma once
// Values that stand out in their column, one by one: missing where the others are filled
// (VALUE-MISSING); digits, letters and marks in other places than in the others (TEXT-ODD); or but
// a letter or two away from a word that others share (TEXT-NEAR).

#include <sandan/model/read_finding.hpp>

#include "io/records.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace sandan::io {

/// Fewer rows have no habits.
constexpr std::size_t least_rows_of_habit = 20;

/// So many of `rows` may differ from all others and still be odd ones rather than a second habit:
/// one in 200, at least one, at most 50.
[[nodiscard]] std::size_t most_odd_ones(std::size_t rows);

/// How often each text occurs, given up where there are too many different ones.
class Tally {
public:
    /// Where something was met, and as what.
    struct Place {
        std::int64_t fid = -1;
        std::string text;
    };

    struct Met {
        std::size_t count = 0;
        std::vector<Place> first; ///< The first `kept` places.
    };

    struct Hash {
        using is_transparent = void;

        std::size_t operator()(std::string_view text) const noexcept {
            return std::hash<std::string_view>{}(text);
        }
    };

    using Counts = std::unordered_map<std::string, Met, Hash, std::equal_to<>>;

    /// At most `most` different ones; of each the first `kept` places are remembered.
    Tally(std::size_t most, std::size_t kept) : m_most{most}, m_kept{kept} {}

    ~Tally() = default;
    Tally(Tally&&) = default;
    Tally& operator=(Tally&&) = default;
    Tally(const Tally&) = delete; // it points into itself
    Tally& operator=(const Tally&) = delete;

    /// Counts `key`, met in record `fid` as `text`.
    void add(std::string_view key, std::int64_t fid, std::string_view text);

    /// Counts `key` so many times more, if it was met before.
    void add_again(std::string_view key, std::size_t times);

    /// There are more than `most` different ones.
    [[nodiscard]] bool given_up() const noexcept { return m_given_up; }

    [[nodiscard]] const Counts& counts() const noexcept { return m_counts; }

private:
    std::size_t m_most;
    std::size_t m_kept;
    Counts m_counts;
    std::array<Counts::pointer, 256> m_recent{}; ///< Columns repeat themselves; by a weak hash.
    bool m_given_up = false;
};

/// One column: sees every value once, in the order of the records, then tells which stood out.
class ColumnHabits {
public:
    /// `rows`: records of the layer.
    explicit ColumnHabits(std::size_t rows);

    void see_missing(std::int64_t fid);
    void see(std::string_view text, std::int64_t fid);

    /// What was seen at least often_seen times, so many times more.
    void see_missing_again(std::size_t times) { m_missing += times; }

    void see_again(std::string_view text, std::size_t times);

    /// There are too many different texts: any other of the same shape says as much.
    [[nodiscard]] bool only_shapes() const noexcept { return m_words.given_up(); }

    /// Where further ones lie says nothing any more.
    static constexpr std::size_t often_seen = 64;

    /// What stood out, by ascending fid. `name`: of the column.
    void tell_odd_ones(const std::string& name, std::vector<model::ReadFinding>& findings) const;

private:
    [[nodiscard]] std::vector<std::string> odd_shapes() const;
    void tell_of_shapes(const std::string& name, std::vector<model::ReadFinding>& findings) const;
    void tell_of_slips(const std::string& name, std::vector<model::ReadFinding>& findings) const;
    [[nodiscard]] std::string near_word(const std::string& word) const;

    std::size_t m_rows;
    std::size_t m_most_odd;
    std::size_t m_shared; ///< So many records share a habit, or a word.
    std::size_t m_missing = 0;
    std::vector<std::int64_t> m_first_missing;
    Tally m_shapes;
    Tally m_words;
    std::string m_shape; ///< Kept for its memory.
};

/// Tells of the odd ones of all columns.
void tell_of_odd_values(const Records& records, std::vector<model::ReadFinding>& findings);

/// True for 19 digits.
[[nodiscard]] bool is_pnu(std::string_view text) noexcept;

/// Tells a value of a field named PNU that is not 19 digits (PNU-FORM).
void tell_odd_parcel_number(std::int64_t fid, std::vector<model::ReadFinding>& findings);

/// The same of all records.
void tell_of_odd_parcel_numbers(const Records& records, std::vector<model::ReadFinding>& findings);

} // namespace sandan::io
