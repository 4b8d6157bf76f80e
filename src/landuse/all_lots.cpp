#include <sandan/landuse/all_lots.hpp>

namespace sandan::landuse {

bool all_lots_read(const model::Project& project) {
    const auto* const lots = project.layer("lots");
    return lots == nullptr || lots->ledger.rejected == 0 || lots->provenance.driver == "DXF";
}

} // namespace sandan::landuse
