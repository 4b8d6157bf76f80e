#pragma once
// Siting and allocation of a plan as its file asks for them: what `run` and `report` share.

#include <sandan/allocation/allocate.hpp>
#include <sandan/feasibility/study.hpp>
#include <sandan/report/maps.hpp>
#include <sandan/rules/rule.hpp>
#include <sandan/siting/feasibility.hpp>
#include <sandan/upgrade/scheme.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sandan::cli {

struct Programme {
    siting::Matrix matrix;
    allocation::Allocation allocation;
};

/// What a plan must have before anything can be sited. \throws Error{usage} naming what is missing.
void require_firms_and_lots(const model::Project& project);

/// Lots of one site at most: as many as the plan or any firm allows, so that `allocate` takes no
/// site that `site` does not tell.
[[nodiscard]] int lots_of_a_site(const model::Project& project);

/// Every firm by every site, nothing allocated yet; nothing for a plan without firms or lots.
[[nodiscard]] std::optional<Programme> site_firms(const rules::Context& context, unsigned threads);

/// Allocates as the plan asks for. The time limit counts the CPU time of the whole program, so it
/// also counts what other threads do meanwhile.
[[nodiscard]] allocation::Allocation allocate_firms(const rules::Context& context,
                                                    const siting::Matrix& matrix);

/// Both, one after the other.
[[nodiscard]] std::optional<Programme> place_firms(const rules::Context& context, unsigned threads);

/// The aged complex of a plan.
struct Upgrade {
    model::UpgradeInputs inputs;
    upgrade::Survey survey;
    upgrade::Scheme scheme;
};

/// Reads [upgrade] of the plan; refers to the context's project.
[[nodiscard]] Upgrade study_upgrade(const rules::Context& context, unsigned threads);

/// Nothing for a plan without buildings: there is no aged complex in it.
[[nodiscard]] std::optional<Upgrade> upgrade_if_any(const rules::Context& context,
                                                    unsigned threads);

/// Nothing for a plan that has no inputs of a study.
[[nodiscard]] std::optional<feasibility::Study> feasibility_if_any(const rules::Context& context);

/// Refers to its arguments.
[[nodiscard]] report::MapData map_data(const rules::Context& context,
                                       const rules::Evaluation& evaluation,
                                       const std::optional<Programme>& programme,
                                       const std::optional<Upgrade>& upgrade);

/// Every file the plan was read from, relative to the plan's folder where it lies in it, with its
/// SHA-256.
[[nodiscard]] std::vector<std::pair<std::string, std::string>>
hashed_inputs(const model::Project& project);

} // namespace sandan::cli
