#pragma once

#include <sandan/model/read_finding.hpp>

#include "io/records.hpp"

#include <vector>

namespace sandan::io {

/// Looks for values unlike all others of their text column: where at least 199 of 200 records (and
/// 20 in all) have digits and letters in the same places, as PNUs, codes and dates do, the others
/// are told.
void tell_of_odd_values(const Records& records, std::vector<model::ReadFinding>& findings);

} // namespace sandan::io
