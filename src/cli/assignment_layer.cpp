#include "cli/assignment_layer.hpp"

#include <sandan/report/allocation.hpp>

#include "cli/table_layer.hpp"

#include <map>
#include <string>
#include <utility>

namespace sandan::cli {

io::OutputLayer assignment_layer(const model::Project& project,
                                 const allocation::Allocation& allocation, Language language) {
    const auto& lots = *project.layer("lots");
    std::map<std::string, const model::Feature*> by_id;
    for (const auto& lot : lots.features) {
        by_id.emplace(lots.id(lot), &lot);
    }
    const auto table = report::allocation_table(allocation, language);
    io::OutputLayer layer{"assignments", "MultiPolygon", table.columns, {}, {}};
    for (const auto& column : table.columns) {
        layer.numeric.push_back(column == "area_m2" || column == "score" || column == "phase");
    }
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        geom::MultiPolygon land;
        for (const auto& id : allocation.placements[i].lots) {
            const auto& polygons = by_id.at(id)->shape.polygons;
            land.insert(land.end(), polygons.begin(), polygons.end());
        }
        layer.features.push_back(feature_of(table.rows[i], layer.numeric, std::move(land)));
    }
    return layer;
}

} // namespace sandan::cli
