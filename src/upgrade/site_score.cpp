#include "upgrade/site_score.hpp"

#include <sandan/core/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace sandan::upgrade {

namespace {

std::size_t percentage(const std::string& id, const std::string& kind) {
    const auto& all = indicators();
    const auto found = std::find_if(
        all.begin(), all.end(), [&](const auto& row) { return row.id == id && row.unit == "%"; });
    if (found == all.end()) {
        std::string names;
        for (const auto& row : all) {
            if (row.unit == "%") {
                names += (names.empty() ? "" : ", ") + std::string{row.id};
            }
        }
        throw Error{ErrorKind::usage,
                    Text{fmt::format("[[upgrade.action]] {}: weights.{}: 쓸 수 있는 것: {}", kind,
                                     id, names),
                         fmt::format("[[upgrade.action]] {}: weights.{}: expected one of {}", kind,
                                     id, names)}};
    }
    return static_cast<std::size_t>(found - all.begin());
}

} // namespace

SiteScore site_score(const SiteRow& site, const model::UpgradeAction& action) {
    SiteScore result;
    double sum = 0;
    double all = 0;
    double known = 0;
    for (const auto& [id, weight] : action.weights) {
        const auto at = percentage(id, action.kind);
        all += std::abs(weight);
        const auto value = site.values[at].value(indicators()[at]);
        if (!value) {
            result.unknown.push_back(id);
            continue;
        }
        known += std::abs(weight);
        const double points = std::clamp(*value, 0.0, 100.0);
        sum += weight >= 0 ? weight * points : -weight * (100 - points);
    }
    if (known > 0) {
        result.score = sum / known;
        result.known = known / all;
    }
    return result;
}

} // namespace sandan::upgrade
