#include "cli/table_layer.hpp"

#include <utility>

namespace sandan::cli {

model::Feature feature_of(const std::vector<std::string>& cells, const std::vector<bool>& numeric,
                          geom::MultiPolygon polygons) {
    model::Feature feature;
    feature.shape.polygons = std::move(polygons);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (cells[i].empty()) {
            feature.values.emplace_back();
        } else if (numeric[i]) {
            feature.values.emplace_back(std::stod(cells[i]));
        } else {
            feature.values.emplace_back(cells[i]);
        }
    }
    return feature;
}

} // namespace sandan::cli
