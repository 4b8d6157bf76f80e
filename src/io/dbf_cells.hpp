#pragma once

#include <sandan/model/read_finding.hpp>

#include "io/dbf_table.hpp"

#include <cstddef>
#include <vector>

namespace sandan::io {

/// Looks for cells that are written unlike all others of their column, whatever they say: a NUL
/// where the others are padded with blanks, another alignment, other decimals (DBF-CELL). Only
/// bytes changed afterwards look like that; a writer has one way. `rows`: declared and held.
void tell_of_odd_cells(const DbfTable& table, std::size_t rows,
                       std::vector<model::ReadFinding>& findings);

} // namespace sandan::io
