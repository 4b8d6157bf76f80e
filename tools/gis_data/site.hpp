#pragma once
// Planned complexes: a street grid in a turned frame, its blocks, and their lots – an exact
// partition of the boundary.

#include "geometry.hpp"
#include "random.hpp"

#include <string>
#include <vector>

namespace gis_data {

struct Lot {
    std::string id;
    std::string block;
    std::string use; ///< 용지 code
    Ring ring;
    double depth_m = 0;     ///< ROAD: width
    std::string road_class; ///< ROAD: arterial, collector, local
    Ring centre;            ///< ROAD: centre line
    int phase = 1;
    bool negative = false;
    bool lease = false;
    long plan_m2 = 0; ///< Decided area; those of a complex sum to its designated area.
    long parent_m2 =
        0; ///< Σ of its block's industrial lots; 0 for land that is not divided from a block.
};

/// A part of a block (or a road, or a belt): one management zone.
struct Cell {
    std::string use;
    Ring ring;
};

struct Site {
    std::string id;
    std::string prefix; ///< Of lot ids
    Frame frame;
    Ring boundary;
    std::vector<Lot> lots;
    std::vector<Cell> cells;
};

/// The four complexes of the programme, placed in EPSG:5186: general 1,830,000, smart 220,000,
/// film 100,000 and recycling 100,000 m².
[[nodiscard]] std::vector<Site> programme_sites();

} // namespace gis_data
