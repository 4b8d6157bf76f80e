#pragma once

#include <sandan/allocation/allocate.hpp>

#include <string>
#include <vector>

namespace sandan::cli {

/// Reads a lock file: csv `firm_id,parcels[,mode]`, parcels joined by `;`, mode lock (default:
/// exactly these lots) or forbid (none of these lots; firm `*` = every firm). An assignments csv is
/// a lock file; its rows of status `unplaced` are left out.
/// \throws Error{usage} with file:line for a bad mode, a row without parcels, or a missing column.
[[nodiscard]] std::vector<allocation::Lock> read_locks(const std::string& path);

/// A plan to start from: assignments (csv) or a certificate (JSON) of allocate; lots ascending.
/// \throws Error{usage} or Error{input} naming what is missing.
[[nodiscard]] std::vector<allocation::FirmLots> read_previous(const std::string& path);

/// The text of a small file. \throws Error{input}; `expected` says what it should have been.
[[nodiscard]] std::string read_text(const std::string& path, const Text& expected);

} // namespace sandan::cli
