#include "cli/assignment_layer.hpp"

#include <sandan/report/allocation.hpp>

#include <map>
#include <string>

namespace sandan::cli {

io::OutputLayer assignment_layer(const model::Project& project,
                                 const allocation::Allocation& allocation, Language language) {
    const auto& lots = *project.layer("lots");
    std::map<std::string, const model::Feature*> by_id;
    for (const auto& lot : lots.features) {
        by_id.emplace(lots.id(lot), &lot);
    }
    auto table = report::allocation_table(allocation, language);
    io::OutputLayer layer{"assignments", "MultiPolygon", table.columns, {}, {}};
    for (const auto& column : table.columns) {
        layer.numeric.push_back(column == "area_m2" || column == "score" || column == "phase");
    }
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        model::Feature feature;
        for (const auto& id : allocation.placements[i].lots) {
            const auto& polygons = by_id.at(id)->shape.polygons;
            feature.shape.polygons.insert(feature.shape.polygons.end(), polygons.begin(),
                                          polygons.end());
        }
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
            auto& cell = table.rows[i][c];
            if (cell.empty()) {
                feature.values.emplace_back();
            } else if (layer.numeric[c]) {
                feature.values.emplace_back(std::stod(cell));
            } else {
                feature.values.emplace_back(std::move(cell));
            }
        }
        layer.features.push_back(std::move(feature));
    }
    return layer;
}

} // namespace sandan::cli
