#pragma once
// An allocation on paper: assignments as csv, the certificate as JSON, a summary for the reader.

#include <sandan/allocation/allocate.hpp>
#include <sandan/allocation/verify.hpp>
#include <sandan/core/table.hpp>

#include <string>
#include <string_view>

namespace sandan::report {

/// firm_id,parcels,area_m2,score,phase,status,reason; status placed or unplaced; parcels joined by
/// `;`, so that the table as CSV serves as the plan's assignments.
[[nodiscard]] Table allocation_table(const allocation::Allocation& allocation, Language language);

/// What a certificate states besides the allocation.
struct CertificateStamp {
    std::string inputs_sha256;
    std::string as_of; ///< YYYY-MM-DD: the law in force on that day was applied.
    std::string solver_log_sha256{};
};

/// sandan.certificate/1.
[[nodiscard]] std::string allocation_certificate(const allocation::Allocation& allocation,
                                                 const CertificateStamp& stamp);

/// Reads a certificate back for `verify`. \throws Error{input} naming what is missing or wrong.
[[nodiscard]] allocation::Claim read_certificate(std::string_view json);

/// Status, objective, bound, gap, who is placed where and why others are not.
[[nodiscard]] std::string allocation_text(const allocation::Allocation& allocation,
                                          Language language);

} // namespace sandan::report
