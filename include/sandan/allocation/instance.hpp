#pragma once

#include <sandan/allocation/allocate.hpp>

#include <string>
#include <string_view>

namespace sandan::allocation {

struct InstanceResult {
    Status status = Status::infeasible;
    std::string certificate; ///< JSON, sandan.certificate/1 with whole numbers for firms and lots.
};

/// Solves a benchmark instance without GIS: JSON in the format sandan-alloc-1 (parcels, edges,
/// districts with capacities, firms, links, and the objective's formula in words). Sites of more
/// than 8 lots are out of scope (gap_scope "pool") unless max_parcels says otherwise.
/// \throws Error{input} naming what is missing or of the wrong type.
[[nodiscard]] InstanceResult solve_instance(std::string_view json, const std::string& sha256,
                                            const Options& options);

} // namespace sandan::allocation
