#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace gis_data {

/// A height model, row by row from the north-west corner; EPSG:5186, cell size in m.
struct Terrain {
    std::int64_t west = 0;
    std::int64_t north = 0;
    std::int64_t cell = 0;
    std::int64_t columns = 0;
    std::int64_t rows = 0;
    std::vector<float> height_m;
};

/// A baseline GeoTIFF (TIFF 6.0, GeoTIFF 1.0): one uncompressed strip of 32-bit floats.
[[nodiscard]] std::string geotiff(const Terrain& terrain);

} // namespace gis_data
