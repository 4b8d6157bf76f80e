#pragma once
// More lots than a stream reads at a time, with all that it takes in its stride.

#include <sandan/io/read.hpp>
#include <sandan/io/write.hpp>

#include "shapefile_bytes.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace sandan::test {

constexpr std::size_t lots_in_row = 5000;

/// Where the square lies that a lot is made of.
[[nodiscard]] inline geom::Point place_of_lot(std::size_t i) {
    return {210'000 + 10 * static_cast<double>(i % lots_in_row),
            365'000 + 30 * static_cast<double>(i / lots_in_row)};
}

/// Quadrilaterals of about 10 m in rows with the field ID, no two alike, stored either way round;
/// among them a hole, two parts, a null, an invalid one, and ids that CSV must quote.
[[nodiscard]] inline ShapefileBytes many_lots(std::size_t count) {
    auto file = row_of_squares(count);
    for (std::size_t i = 0; i < count; ++i) {
        auto& ring = file.polygons[i].front();
        ring = square(place_of_lot(i).x, place_of_lot(i).y, 10);
        ring[1].y += std::sin(static_cast<double>(i));
        ring[2].x -= 0.3 + 0.3 * std::cos(static_cast<double>(3 * i));
        if (i % 3 == 0) {
            std::reverse(ring.begin(), ring.end());
        }
    }
    const auto at = [](std::size_t i) {
        return place_of_lot(i).x;
    };
    auto hole = square(at(40) + 2.1, 365'002.3, 3);
    std::reverse(hole.begin(), hole.end());
    file.polygons[40] = {square(at(40), 365'000, 10), hole};
    file.polygons[41].push_back(square(at(41), 365'020, 5.5));
    file.polygons[1500] = {};
    const double x = at(1700);
    file.polygons[1700] = {
        {{x, 365'000}, {x + 10, 365'010}, {x + 10, 365'000}, {x, 365'010}, {x, 365'000}}};
    file.rows[5] = {"=1+1, \"x\""};
    file.rows[6] = {""};
    return file;
}

/// The same records as a GeoPackage, as far as they can be read, called as they are there.
[[nodiscard]] inline std::string as_geopackage(const TempDir& dir, const std::string& shapefile) {
    io::ReadOptions by_id;
    by_id.fields["id"] = "ID";
    auto layer = io::read_layer(shapefile, by_id);
    for (auto& feature : layer.features) {
        feature.values = {layer.id(feature)};
    }
    auto path = dir / "copy.gpkg";
    io::write_geopackage(path, "EPSG:5186",
                         {{.name = "copy",
                           .geometry = "MultiPolygon",
                           .fields = {"ID"},
                           .numeric = {false},
                           .features = std::move(layer.features)}});
    return path;
}

} // namespace sandan::test
