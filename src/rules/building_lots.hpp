#pragma once

#include <sandan/geom/box_index.hpp>
#include <sandan/model/layer.hpp>

#include <string>
#include <vector>

namespace sandan::rules {

/// Which lots a building belongs to: the one its `pnu` names, else those it stands on.
class BuildingLots {
public:
    /// Keeps a reference to the lots. Read from any thread.
    explicit BuildingLots(const model::Layer& lots);

    /// Ids of the lots. More than one only for a building without `pnu` on several lots: it
    /// belongs to one of them, or to all. None if it stands on no lot.
    [[nodiscard]] std::vector<std::string> of(const model::Layer& buildings,
                                              const model::Feature& building) const;

private:
    const model::Layer& m_lots;
    geom::BoxIndex m_index;
};

} // namespace sandan::rules
