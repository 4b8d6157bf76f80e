#pragma once

#include <sandan/model/appraisal.hpp>
#include <sandan/upgrade/survey.hpp>

#include <optional>
#include <string>
#include <vector>

namespace sandan::upgrade {

struct SiteScore {
    std::optional<double> score;      ///< 0–100; nothing where no indicator is known.
    double known = 0;                 ///< Share of the weights that the score rests on, 0–1.
    std::vector<std::string> unknown; ///< Indicators the site lacks.
};

/// Σ |weight| × points / Σ |weight| over the indicators that are known; the points of an indicator
/// are its percentage, at most 100, or 100 less that where the weight is below 0. What is not known
/// is in neither sum: it makes a place neither good nor bad. \throws Error{usage} as candidates()
/// does.
[[nodiscard]] SiteScore site_score(const SiteRow& site, const model::UpgradeAction& action);

} // namespace sandan::upgrade
