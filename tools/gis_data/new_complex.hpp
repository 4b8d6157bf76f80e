#pragma once

#include "cadastre.hpp"
#include "folder.hpp"
#include "site.hpp"

#include <string>

namespace gis_data {

/// gis_data/new_complex: the 2.25 km² programme as four designated complexes.
[[nodiscard]] Folder new_complex();

/// boundary, lots, roads, road_lines, belts, parking and management of planned complexes.
void add_planned_layers(Folder& folder, const std::vector<Site>& sites);

/// acquisition.csv: every parcel of which more than 0.01 m² lies in a complex.
void add_acquisition(Folder& folder, const std::vector<Parcel>& parcels,
                     const std::vector<Site>& sites);

/// firms.csv, value_chain.csv, utilities.csv, assignments.csv.
void add_programme(Folder& folder);

/// The sections of plan.toml that `sandan feasibility` reads.
[[nodiscard]] std::string new_complex_inputs();

/// plan.toml and README.md of new_complex.
void add_plan(Folder& folder);

} // namespace gis_data
