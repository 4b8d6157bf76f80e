#pragma once
// What of one layer lies near the shapes of another.

#include <sandan/geom/nearest.hpp>
#include <sandan/geom/second_opinion.hpp>
#include <sandan/overlay/overlap.hpp>

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace sandan::cli {

/// A record of LAYER, and one of TO.
struct NearPair {
    std::size_t from = 0;
    geom::Neighbour to;
};

/// What records that follow each other have in TO.
struct FoundNear {
    std::vector<NearPair> pairs; ///< In input order, then by position.
    std::size_t alone = 0;       ///< Records that are in none.
    std::size_t checked = 0;     ///< Records computed a second time.
};

using Shapes = std::span<const geom::Shape* const>;

/// The nearest one of each, or all of them within `within_m` m. \throws Error{budget} when these
/// are more than 10,000 on the average; as NearestShapes.
[[nodiscard]] FoundNear find_near(const geom::NearestShapes& others, const Shapes& from,
                                  std::optional<double> within_m);
[[nodiscard]] FoundNear find_near(const geom::NearestShapes& others, const geom::PolygonSet& from,
                                  std::optional<double> within_m);

/// A record as GEOS looks at it, and as it is called where engines disagree.
struct NamedShape {
    geom::Shape shape;
    Text name;
};

/// Holds what was found of some of the first `count` records against GEOS. How many these were.
/// `record(i)` gives one of them. \throws as SecondDistances::cross_check.
std::size_t cross_check(const geom::SecondDistances& second, const FoundNear& found,
                        std::size_t count, std::optional<double> within_m,
                        overlay::CrossCheck check,
                        const std::function<NamedShape(std::size_t)>& record);

} // namespace sandan::cli
