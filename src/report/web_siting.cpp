#include "report/web_siting.hpp"

#include "report/siting_by_lot.hpp"

#include <cmath>
#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace sandan::report {

Json siting_json(const siting::Matrix& matrix, const model::Project& project) {
    const auto count = project.layer("lots")->features.size();
    Json json{{"cells", Json::array()}, {"runs", Json::array()}};
    std::map<std::tuple<siting::Verdict, long, std::string>, std::int64_t> known;
    for (std::size_t firm = 0; firm < project.firms.size(); ++firm) {
        std::vector<std::int64_t> row;
        for (const auto* const best : best_by_lot(matrix, firm, count)) {
            if (best == nullptr) {
                row.push_back(-1);
                continue;
            }
            const std::tuple cell{best->verdict, std::lround(best->score), main_reason(*best)};
            const auto [at, added] = known.emplace(cell, static_cast<std::int64_t>(known.size()));
            if (added) {
                json["cells"].push_back(Json::array(
                    {siting::to_string(best->verdict), std::get<1>(cell), std::get<2>(cell)}));
            }
            row.push_back(at->second);
        }
        json["runs"].push_back(runs(row));
    }
    return json;
}

} // namespace sandan::report
