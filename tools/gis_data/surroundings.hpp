#pragma once
// What lies around the planned complexes: zoning, schools, heritage, water, rail, power, terrain.

#include "folder.hpp"
#include "site.hpp"

namespace gis_data {

/// Adds zoning, school_gates, school_sites, sensitive, heritage, rivers, railways, power_lines,
/// agricultural, special_zone and dem.tif.
void add_surroundings(Folder& folder, const std::vector<Site>& sites);

} // namespace gis_data
