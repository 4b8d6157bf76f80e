#pragma once
// Siting and allocation of a plan as its file asks for them: what `run` and `report` share.

#include <sandan/allocation/allocate.hpp>
#include <sandan/report/maps.hpp>
#include <sandan/rules/rule.hpp>
#include <sandan/siting/feasibility.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sandan::cli {

struct Programme {
    siting::Matrix matrix;
    allocation::Allocation allocation;
};

/// Nothing for a plan without firms or lots.
[[nodiscard]] std::optional<Programme> place_firms(const rules::Context& context, unsigned threads);

/// Refers to its arguments.
[[nodiscard]] report::MapData map_data(const rules::Context& context,
                                       const rules::Evaluation& evaluation,
                                       const std::optional<Programme>& programme);

/// Every file the plan was read from, relative to the plan's folder where it lies in it, with its
/// SHA-256.
[[nodiscard]] std::vector<std::pair<std::string, std::string>>
hashed_inputs(const model::Project& project);

} // namespace sandan::cli
