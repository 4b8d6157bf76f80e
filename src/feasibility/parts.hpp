#pragma once
// The parts of the study; each fills its own tables and names what it lacks.

#include <sandan/feasibility/study.hpp>

#include <map>
#include <string>
#include <vector>

namespace sandan::feasibility {

/// A lot on offer to firms.
struct FirmLot {
    std::size_t lot = 0; ///< Position in the lots layer.
    std::string complex;
    std::string block;
    std::string industry;
    std::optional<int> phase;
    std::optional<int> year;
    double area_m2 = 0;
    const model::Firm* firm = nullptr; ///< Assigned.
};

struct Parts {
    const rules::Context& context;
    const model::FeasibilityInputs& inputs;
    std::vector<FirmLot> lots; ///< In layer order.
    Study& study;

    /// Notes an input the plan should give, once.
    void require(const std::string& input);
};

void place(Parts& parts);
void supply_utilities(Parts& parts);
void appraise(Parts& parts);
void list_gates(Parts& parts);
void list_promises(Parts& parts);

} // namespace sandan::feasibility
