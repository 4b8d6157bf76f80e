#pragma once

#include <sandan/model/read_finding.hpp>

#include "io/records.hpp"

#include <cstddef>
#include <vector>

namespace sandan::io {

/// Fewer rows have no habits.
constexpr std::size_t least_rows_of_habit = 20;

/// So many of `rows` may differ from all others and still be odd ones rather than a second habit:
/// one in 200, at least one, at most 50.
[[nodiscard]] std::size_t most_odd_ones(std::size_t rows);

/// Looks for values that stand out in their column, one by one: missing where the others are
/// filled (VALUE-MISSING); digits, letters and marks in other places than in the others (TEXT-ODD);
/// or but a letter or two away from a word that others share (TEXT-NEAR).
void tell_of_odd_values(const Records& records, std::vector<model::ReadFinding>& findings);

/// Tells each value of a field named PNU that is not 19 digits (PNU-FORM).
void tell_of_odd_parcel_numbers(const Records& records, std::vector<model::ReadFinding>& findings);

} // namespace sandan::io
