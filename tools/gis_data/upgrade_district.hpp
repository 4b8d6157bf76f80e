#pragma once

#include "folder.hpp"
#include "random.hpp"
#include "site.hpp"

#include <string>
#include <vector>

namespace gis_data {

/// gis_data/upgrade_district: 제1일반산업단지 (1,683,000 m²) and its 재생사업지구 (1,808,000 m²).
[[nodiscard]] Folder upgrade_district();

/// A parcel of the aged complex, or of the part of the district outside it.
struct AgedParcel {
    Lot lot;
    std::string pnu;
    std::string jibun;
    bool inside = true; ///< In the complex
    bool freed = false; ///< Without buildings, to be sold again
};

/// Buildings in AL_D010 form (CP949 without .cpg), some values missing as they are in real files.
[[nodiscard]] Layer aged_buildings(const std::vector<AgedParcel>& parcels, const Frame& frame);

/// register.csv, firms.csv, value_chain.csv, utilities.csv, plan.toml and README.md.
void add_upgrade_tables(Folder& folder, const std::vector<AgedParcel>& parcels);

} // namespace gis_data
