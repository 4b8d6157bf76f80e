#pragma once

#include <sandan/model/project.hpp>

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace sandan::rules {

/// A building as one of a lot.
struct LotBuilding {
    const model::Layer* layer = nullptr;
    const model::Feature* building = nullptr;
    /// False if it may as well be of another lot, or of none: without `pnu` it stands on several
    /// lots, or mostly where no lot is.
    bool certain = true;
};

struct BuildingsOfLots {
    std::map<std::string, std::vector<LotBuilding>> by_lot; ///< By the id of the lot.
    std::size_t unplaced = 0; ///< Buildings with neither `pnu` nor a shape.
};

/// The buildings of all layers of that role: each of the lot its `pnu` names (which the plan may
/// not have), else of the lots it stands on. Points into the project.
[[nodiscard]] BuildingsOfLots buildings_of_lots(const model::Project& project,
                                                const model::Layer& lots);

} // namespace sandan::rules
