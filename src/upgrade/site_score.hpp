#pragma once

#include <sandan/model/appraisal.hpp>
#include <sandan/upgrade/survey.hpp>

#include <string>
#include <vector>

namespace sandan::upgrade {

struct SiteScore {
    double score = 0;                 ///< 0–100
    std::vector<std::string> unknown; ///< Indicators the site lacks.
};

/// Σ |weight| × points / Σ |weight|; the points of an indicator are its percentage, at most 100, or
/// 100 less that where the weight is below 0. What is not known earns nothing, so that no place is
/// good for lack of data. \throws Error{usage} as candidates() does.
[[nodiscard]] SiteScore site_score(const SiteRow& site, const model::UpgradeAction& action);

} // namespace sandan::upgrade
