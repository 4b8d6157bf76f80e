#include <sandan/landuse/all_lots.hpp>

#include <algorithm>

namespace sandan::landuse {

bool all_lots_read(const model::Project& project) {
    const auto* const lots = project.layer("lots");
    if (lots == nullptr || lots->ledger.rejected == 0) {
        return true;
    }
    // Of a drawing, open lines and the like are rejected, too: none of them is a lot.
    return lots->provenance.driver == "DXF" &&
           std::none_of(lots->repairs.begin(), lots->repairs.end(),
                        [](const auto& repair) { return repair.rejected && !repair.undelivered; });
}

} // namespace sandan::landuse
