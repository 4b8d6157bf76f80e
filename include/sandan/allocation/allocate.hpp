#pragma once

#include <sandan/siting/feasibility.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace sandan::allocation {

enum class Status { optimal, optimal_in_pool, feasible, time_limit, infeasible };

[[nodiscard]] std::string_view to_string(Status status) noexcept;

/// What one firm got, or why it got nothing.
struct Placement {
    std::string firm;
    std::vector<std::string> lots; ///< Lot ids, ascending; empty when unplaced.
    double area_m2 = 0;
    std::int64_t value = 0; ///< Contribution to the objective.
    double score = 0;       ///< Siting score of the site.
    int phase = 0;
    bool placed = false;
    bool mandatory = false;
    Text reason; ///< For unplaced firms: the rules or rivals that keep it out.
};

struct CapacityUse {
    std::string complex;
    int year = 0;
    std::string utility; ///< water_m3d, power_kw, wastewater_m3d
    double used = 0;
    double capacity = 0;
};

struct Allocation {
    Status status = Status::infeasible;
    bool quadratic = false; ///< Pairwise link terms were in the objective.
    std::int64_t objective = 0;
    double bound = 0;      ///< No plan (in scope) is worth more.
    double gap = 0;        ///< (bound − objective) / |objective|
    std::string gap_scope; ///< "full" | "pool"
    int max_parcels = 0;
    unsigned seed = 0;
    bool deterministic = true; ///< False when a time limit decided.
    std::string solver;
    std::vector<Placement> placements; ///< In the order of firms.csv.
    std::vector<CapacityUse> capacities;
    std::vector<Text> conflicts; ///< For infeasible: named causes.
};

} // namespace sandan::allocation
