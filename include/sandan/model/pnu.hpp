#pragma once

#include <sandan/core/date.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sandan::model {

/// A parcel number of 19 digits (훈령 1965 §19): 시도 2, 시군구 3, 읍면동 3, 리 2, 대장 1, 본번 4,
/// 부번 4. Always text: it does not fit a double.
class Pnu {
public:
    /// Nothing unless `^\d{10}[12]\d{8}$` and the main number is above 0.
    [[nodiscard]] static std::optional<Pnu> parse(std::string_view text);

    [[nodiscard]] const std::string& text() const noexcept { return m_text; }

    [[nodiscard]] std::string_view province() const {
        return std::string_view{m_text}.substr(0, 2);
    }

    [[nodiscard]] std::string_view district() const {
        return std::string_view{m_text}.substr(0, 5);
    }

    [[nodiscard]] bool mountain() const noexcept { return m_text[10] == '2'; } ///< 임야대장 (산)

    [[nodiscard]] int main_number() const;
    [[nodiscard]] int sub_number() const;

    friend bool operator==(const Pnu&, const Pnu&) = default;

private:
    explicit Pnu(std::string text) : m_text{std::move(text)} {}

    std::string m_text;
};

/// A row of region_changes.csv: from `on` the administrative codes that begin with `before` begin
/// with `after`.
struct RegionChange {
    std::string before;
    std::string after;
    Date on;
};

/// The parcel's number as it was (or is) written on `day`: 45… becomes 52… from 2024-01-18 on, and
/// 52… is 45… before.
[[nodiscard]] Pnu on_day(const Pnu& pnu, const Date& day, const std::vector<RegionChange>& changes);

/// A lot number as written on the cadastral map, `산12-3임`.
struct Jibun {
    bool mountain = false;
    int main_number = 0;
    int sub_number = 0;
    std::string mark; ///< 지목 mark, UTF-8; empty if none

    friend bool operator==(const Jibun&, const Jibun&) = default;
};

/// Reads `963-254도`, `산 7임`, `66 도`, `1대`, full-width digits; nothing for block lots (B1-2,
/// 가12-3) and anything else.
[[nodiscard]] std::optional<Jibun> parse_jibun(std::string_view text);

/// True if ledger, main and sub number agree.
[[nodiscard]] bool consistent(const Pnu& pnu, const Jibun& jibun);

} // namespace sandan::model
