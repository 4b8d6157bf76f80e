#pragma once

#include <sandan/io/write.hpp>

#include <string>
#include <vector>

namespace sandan::cli {

/// A row of a table as a record with a shape: numbers where `numeric` says so, null for empty
/// cells.
[[nodiscard]] model::Feature feature_of(const std::vector<std::string>& cells,
                                        const std::vector<bool>& numeric,
                                        geom::MultiPolygon polygons);

} // namespace sandan::cli
