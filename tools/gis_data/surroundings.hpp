#pragma once
// What lies around the planned complexes: zoning, schools, heritage, water, rail, power, terrain.

#include "folder.hpp"
#include "site.hpp"

namespace gis_data {

/// A feature of whole-metre vertices: what stands around a complex is drawn by hand.
struct Drawn {
    Ring ring;
    std::vector<std::string> values;
};

/// A point in whole metres.
[[nodiscard]] Point p(std::int64_t x, std::int64_t y);
/// An axis-parallel rectangle in whole metres.
[[nodiscard]] Ring box(std::int64_t x0, std::int64_t y0, std::int64_t x1, std::int64_t y1);

/// Hand-drawn neighbours of a complex; each becomes a layer of its role.
struct Neighbours {
    std::vector<Drawn> school_gates; ///< id, name
    std::vector<Drawn> school_sites; ///< id, name
    std::vector<Drawn> sensitive;    ///< id, kind
    std::vector<Drawn> heritage;     ///< id, name, distance
    std::vector<Drawn> rivers;       ///< id, name, kind
    std::vector<Drawn> railways;     ///< id, name
    std::vector<Drawn> power_lines;  ///< id, kV, name
    std::vector<Drawn> agricultural; ///< id, kind, released
    std::vector<Drawn> hazards;      ///< id, kind; this and the next five only with streams
    std::vector<Drawn> population;   ///< id, persons
    std::vector<Drawn> streams;      ///< id; drawn downstream
    std::vector<Drawn> intakes;      ///< id, kind, capacity
    std::vector<Drawn> reservoirs;   ///< id
    std::vector<Drawn> military;     ///< id, kind
};

void add_neighbours(Folder& folder, const Neighbours& around);

/// 용도지역 between lines that run from south to north: strips, each cut at line vertices.
struct ZoningPlan {
    struct Strip {
        std::vector<std::string> codes; ///< South to north
        std::vector<std::size_t> cuts;  ///< Vertex numbers, one fewer than codes
    };

    std::vector<std::int64_t> north;              ///< Of the line vertices, m
    std::vector<std::vector<std::int64_t>> lines; ///< East of the vertices, west to east, m
    std::vector<Strip> strips;
    std::string notice_date;
};

/// The layer in LSMD_CONT_UQ111 form, with the code in a field of its own.
[[nodiscard]] Layer zoning_layer(const ZoningPlan& plan);

/// A gently rolling plain as GeoTIFF, 50 m cells.
[[nodiscard]] std::string plain(std::int64_t west, std::int64_t north, std::int64_t columns,
                                std::int64_t rows);

/// Adds zoning, school_gates, school_sites, sensitive, heritage, rivers, railways, power_lines,
/// agricultural, special_zone and dem.tif.
void add_surroundings(Folder& folder, const std::vector<Site>& sites);

} // namespace gis_data
