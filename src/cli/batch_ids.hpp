#pragma once
// Ids of a merged table that more than one source gave: each source alone may be sound.

#include <cstddef>
#include <string>
#include <vector>

namespace sandan::cli {

struct SharedIds {
    std::size_t count = 0; ///< Different ids that records of more than one source have.
    std::string first;     ///< The first of them in the order of the tables, as CSV writes it.
};

/// `tables`: of each source the CSV files with a header whose rows begin with the id of their
/// record; `records`: how many there are of all. Ids are compared by 64-bit hashes, those of
/// `at_a_time` records in memory, and the tables are read once for each such portion.
/// \throws Error{input} for a table that cannot be read.
[[nodiscard]] SharedIds shared_ids(const std::vector<std::vector<std::string>>& tables,
                                   std::size_t records, std::size_t at_a_time = 16'000'000);

} // namespace sandan::cli
