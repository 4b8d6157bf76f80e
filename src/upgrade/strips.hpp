#pragma once

#include <sandan/upgrade/candidates.hpp>

#include <map>
#include <string>
#include <vector>

namespace sandan::upgrade {

/// Land that a road needs to be `target_m` wide, half of it on either side, of the sites along it.
struct RoadStrips {
    std::string road;
    std::vector<Piece> pieces;              ///< Ascending by site.
    std::vector<geom::MultiPolygon> strips; ///< Parallel to pieces.
    std::vector<double> cut_m2;             ///< Parallel: what buildings stand on it.
};

/// One row for each road below `target_m` with sites along it, by id. Roads of unknown width are
/// added to `missing` as a count.
[[nodiscard]] std::vector<RoadStrips> road_strips(const rules::Context& context,
                                                  const Survey& survey, double target_m,
                                                  std::vector<std::string>& missing);

/// Land of `row` that `taken` (by site) holds goes to it no more; then all of `row` is taken, too.
void part_from(std::map<std::size_t, geom::MultiPolygon>& taken, RoadStrips& row);

} // namespace sandan::upgrade
