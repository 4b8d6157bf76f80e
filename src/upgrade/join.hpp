#pragma once
// Which buildings stand on which parcels, and which parcels are therefore one site.

#include "upgrade/records.hpp"

#include <cstddef>
#include <vector>

namespace sandan::upgrade {

/// Part of a building's outline on a parcel.
struct Standing {
    std::size_t parcel = 0;
    double area_m2 = 0;
};

struct Sites {
    /// Parcels of each site, ascending by (id, position); sites ascending by their first id.
    std::vector<std::vector<std::size_t>> parcels;
    std::vector<std::vector<std::size_t>> buildings; ///< Parallel: positions in the buildings.
    std::vector<std::vector<Standing>> standings;    ///< By building; empty for repeated records.
};

/// A parcel number written several times is one parcel. A building belongs to the parcels that hold
/// at least `share` % of its outline, or that it covers to at least `share` % (if none, the one
/// that holds most), and to the parcel its number names: one site, if they touch. Where they do not
/// the number decides and a remark tells. Public land without a building is no site.
[[nodiscard]] Sites join_buildings(const model::Layer& land, const model::Layer* buildings_layer,
                                   const std::vector<ParcelRow>& parcels,
                                   const std::vector<Building>& buildings, double share,
                                   unsigned threads, Join& join, std::vector<Remark>& remarks);

} // namespace sandan::upgrade
