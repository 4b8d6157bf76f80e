#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sandan::model {

/// A word of [allocation] objective: a term, or a term with its weight ("jobs:3").
struct ObjectiveWord {
    std::string term;
    std::optional<double> weight;
};

/// jobs, investment, fit, proximity, compactness
[[nodiscard]] const std::vector<std::string>& objective_terms();

/// The words one by one. \throws std::invalid_argument saying in English what is wrong: a word that
/// is no term, a term named twice, a weight that is no number above 0 and at most 1e6, or weights
/// for some terms only.
[[nodiscard]] std::vector<ObjectiveWord> parse_objective(const std::vector<std::string>& words);

} // namespace sandan::model
