#pragma once
// What is measured of an aged complex. Every indicator is a part of a whole, and names both.

#include <sandan/core/text.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace sandan::upgrade {

/// In the order of indicators().
enum class Key : std::size_t {
    old,          ///< Floor area of buildings of at least UG-09 `old_from` years.
    very_old,     ///< The same from `very_old_from` years on.
    coverage,     ///< 건폐율
    floor_ratio,  ///< 용적률
    coverage_use, ///< 건폐율 against the effective limit
    floor_use,    ///< 용적률 against the effective limit
    footprint,    ///< As drawn, whatever the register says.
    factory_area, ///< 기준공장면적률 reached
    idle,
    under_used,
    closed,
    leased,
    small, ///< Land in sites below the size a division may leave (PD-02).
    firms,
    narrow_road,
    fit,
    land_price,
};

inline constexpr std::size_t indicator_count = 17;

struct Indicator {
    std::string_view id; ///< "floor_use": column and JSON key.
    Text name;
    Text part;             ///< What is counted.
    Text whole;            ///< The denominator.
    std::string_view unit; ///< Of the value: "%" (100 · part / whole), else part per whole.
};

[[nodiscard]] const std::array<Indicator, indicator_count>& indicators();

/// One indicator of one parcel, site or complex. What is not known is never counted as 0.
struct Measured {
    double part = 0;
    double whole = 0;
    bool known = false;      ///< False also where the indicator does not apply (nothing missing).
    std::size_t missing = 0; ///< Records (buildings, register rows, roads) that lack what it takes.
    std::size_t left_out = 0; ///< In sums: sites without a value, in neither part nor whole.

    /// Nothing unless known and the whole is more than 0.
    [[nodiscard]] std::optional<double> value(const Indicator& indicator) const;
};

using Values = std::array<Measured, indicator_count>;

[[nodiscard]] inline Measured& at(Values& values, Key key) {
    return values[static_cast<std::size_t>(key)];
}

[[nodiscard]] inline const Measured& at(const Values& values, Key key) {
    return values[static_cast<std::size_t>(key)];
}

/// Adds parts and wholes of what is known, and counts what is not.
void add(Values& sum, const Values& values);

} // namespace sandan::upgrade
