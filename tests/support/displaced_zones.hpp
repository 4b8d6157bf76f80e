#pragma once
// Lots and zones with common corners, which lie in place for a part of the lots and under a wrong
// label (EPSG:5181 for 5186: 100 km off) for the others.

#include "shapefile_bytes.hpp"

#include <algorithm>
#include <string>

namespace sandan::test {

/// 9,000 lots of 10 m, more than a stream reads at a time several times over.
constexpr std::size_t lots_of_zones = 9000;
/// A quarter of them: more than a stream reads at a time.
constexpr std::size_t quarter_of_lots = lots_of_zones / 4;

/// The lots [first, last), from 0 on: those before `seam` lie where the zones are, the others
/// 100 km north of their zones; with `turned` it is the other way round. Behind the last of all one
/// more lies beyond all zones, wherever they belong: what lies outside the lots is not compared.
[[nodiscard]] inline ShapefileBytes lots_in_place_before(std::size_t seam, bool turned,
                                                         std::size_t first = 0,
                                                         std::size_t last = lots_of_zones) {
    ShapefileBytes file;
    file.fields = {{.name = "ID"}};
    for (auto i = first; i < last; ++i) {
        const bool in_place = (i < seam) != turned;
        file.polygons.push_back(
            {square(210'000 + 20 * static_cast<double>(i % 200),
                    (in_place ? 265'000 : 365'000) + 20 * static_cast<double>(i / 200), 10)});
        file.rows.push_back({"P" + std::to_string(10'000 + i)});
    }
    if (last == lots_of_zones) {
        file.polygons.push_back({square(215'000, 367'000, 10)});
        file.rows.push_back({"P99999"});
    }
    return file;
}

/// One zone on every ninth lot.
[[nodiscard]] inline ShapefileBytes zones_of_lots() {
    const auto lots = lots_in_place_before(lots_of_zones, false);
    ShapefileBytes file;
    file.fields = {{.name = "CODE"}};
    for (std::size_t i = 0; i < lots_of_zones; i += 9) {
        file.polygons.push_back(lots.polygons[i]);
        file.rows.push_back({"UQA320"});
    }
    return file;
}

} // namespace sandan::test
