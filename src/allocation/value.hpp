#pragma once
// What a plan is worth, in points. A plan that served everybody perfectly would get 1,000,000:
//
//   1,000,000 × Σ_i w_i · share_i,   Σ w_i = 1
//
// for the n terms of [allocation] objective: with the weights that the plan gives ("jobs:3"), or,
// if it gives none, in order of importance, each counting twice the next: w_i = 2^(n−1−i) / (2^n −
// 1).
//   jobs         jobs of the placed firms / jobs of all firms
//   investment   the same of the investment
//   fit          Σ over placed firms of siting score/100, / number of firms
//   compactness  Σ over placed firms of min(1, 16·A/P²), / number of firms (1 = a square or better)
//   proximity    Σ over links with both ends placed of weight × nearness, / Σ weights;
//                nearness = 1 in the same block, else max(0, 1 − d/reach) between block centroids,
//                in hundredths
// A lexicographic objective ("lexicographic" before the terms) is no sum: each term is worth up to
// 1,000,000 points by itself, and counts among the plans that reach the best of all terms before.
//
// A firm's points are rounded to whole ones and are at least 1, a link's to whole points per
// hundredth of nearness: no soft term makes a firm not worth placing, and sums are exact.

#include <sandan/allocation/allocate.hpp>
#include <sandan/rules/context.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace sandan::allocation {

inline constexpr double all_points = 1e6;

/// Weights of the terms, summing to 1; 0 for a term that the plan does not name. In a lexicographic
/// objective each term is one of its own: 1.
struct Weights {
    double jobs = 0;
    double investment = 0;
    double fit = 0;
    double proximity = 0;
    double compactness = 0;
};

/// \throws Error{usage} for a word that is no term, a term named twice, or a wrong weight.
[[nodiscard]] Weights weights_of(const std::vector<std::string>& objective);

/// The terms of a lexicographic objective in their order, without proximity where links do not
/// count; empty for a weighted objective. \throws as weights_of().
[[nodiscard]] std::vector<std::string> stages_of(const std::vector<std::string>& objective,
                                                 bool links);

/// The plan-wide sums that shares refer to.
struct Totals {
    double jobs = 0;
    double investment = 0;
    double firms = 0;
    double links = 0; ///< Σ weights of links between known firms.
};

[[nodiscard]] Totals totals_of(const model::Project& project);

/// Points of a firm on a site (without links). `score` 0…100, `compactness` 0…1.
[[nodiscard]] std::int64_t points_of(const model::Firm& firm, double score, double compactness,
                                     const Weights& weights, const Totals& totals);

/// Points of a link per hundredth of nearness.
[[nodiscard]] std::int64_t link_points(const model::Link& link, const Weights& weights,
                                       const Totals& totals);

/// min(1, 16·A/P²) of joined lots: P = Σ perimeters − 2·Σ common borders.
[[nodiscard]] double compactness_of(const rules::Context& context,
                                    const std::vector<std::size_t>& lots);

/// Hundredths of nearness between two places `metres` apart (0 = the same block); none at `reach_m`
/// (> 0) and beyond.
[[nodiscard]] int nearness_at(double metres, double reach_m);

} // namespace sandan::allocation
