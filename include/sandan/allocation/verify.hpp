#pragma once

#include <sandan/allocation/allocate.hpp>

#include <string>
#include <vector>

namespace sandan::allocation {

/// What a certificate says, as read: nothing in it is trusted.
struct Claim {
    struct Site {
        std::string firm;
        std::vector<std::string> lots;
        std::int64_t value = 0;
    };

    bool quadratic = false;
    std::string status;
    std::int64_t objective = 0;
    double bound = 0;
    double gap = 0;
    double gap_tolerance = 0;
    std::string gap_scope;
    int max_parcels = 0;
    std::string inputs_sha256;
    std::string as_of;
    std::vector<Site> assignments;
    std::vector<Lock> locks{};
    BoundProof proof{};
    std::string solver_log{};
    std::string solver_log_sha256{}; ///< As claimed.
};

struct Verification {
    std::vector<Text> checked; ///< What was recomputed and agrees.
    std::vector<Text> faults;  ///< What does not hold; empty = the claim stands.
};

/// Recomputes a claim from the plan alone, without any code of the optimiser: firms and lots exist
/// and are given once, lots of a firm touch (PD-10) and number no more than allowed, locks are
/// kept, every pair rule judged anew, capacities, the value of each firm, the objective with links,
/// gap and status; and an upper bound by LP duality at the claim's prices, over all sites and
/// firms. What a bound below that rests on is said: the solver's branch and bound is not repeated.
[[nodiscard]] Verification verify(const rules::Context& context, const Claim& claim,
                                  const std::string& inputs_sha256, const Options& options);

} // namespace sandan::allocation
