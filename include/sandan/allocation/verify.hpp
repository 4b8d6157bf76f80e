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

    struct Firm {
        std::string firm;
        bool placed = false;
        bool mandatory = false;
        double area_m2 = 0;
        double score = 0;
        int phase = 0;
    };

    /// What is told beside the assignments; nothing where an older certificate does not hold it.
    std::vector<Firm> firms{};
    std::vector<CapacityUse> capacities{};
    std::optional<std::vector<ObjectiveTerm>> terms{};
    std::vector<Stage> stages{};
    std::vector<Alternative> alternatives{};
    std::vector<FirmLots> ties{};
    std::optional<Replanning> replanning{};
};

struct Verification {
    std::vector<Text> checked; ///< What was recomputed and agrees.
    std::vector<Text> faults;  ///< What does not hold; empty = the claim stands.
    /// What the claim stands under and the plan does not say: locks, a plan before, a narrow scope,
    /// the solver's word.
    std::vector<Text> notes{};
};

/// Recomputes a claim from the plan alone, without any code of the optimiser: firms and lots exist
/// and are given once, lots of a firm touch (PD-10) and number no more than allowed, locks are
/// kept, every pair rule judged anew, capacities, the value of each firm, the objective with links
/// and by terms, gap and status, each alternative in the same way; and an upper bound by LP duality
/// at the claim's prices, over all sites and firms. Under which locks, plan before and scope that
/// holds, and what rests on the solver's branch and bound (which is not repeated), is noted.
[[nodiscard]] Verification verify(const rules::Context& context, const Claim& claim,
                                  const std::string& inputs_sha256, const Options& options);

} // namespace sandan::allocation
