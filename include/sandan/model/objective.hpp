#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sandan::model {

/// [allocation] objective: terms in order of importance.
struct Objective {
    struct Term {
        std::string name;
        std::optional<double> weight; ///< As in "jobs:3"; all terms have one, or none.
    };

    /// The first word is "lexicographic": a term counts only among plans that are best by all terms
    /// before it. Else the terms are added up by weight.
    bool lexicographic = false;
    std::vector<Term> terms;
};

/// jobs, investment, fit, proximity, compactness
[[nodiscard]] const std::vector<std::string>& objective_terms();

/// \throws Error{usage} that says what is wrong: a word that is no term, a term
/// named twice, a weight that is no number above 0 and at most 1e6, weights for some terms only, or
/// weights where the order alone counts.
[[nodiscard]] Objective parse_objective(const std::vector<std::string>& words);

} // namespace sandan::model
