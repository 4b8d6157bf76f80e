#pragma once
// What could be done with an aged complex: contiguous sites rebuilt together, turned into mixed
// land or merged, and roads widened – each with its worth, its cost and what stands in its way.

#include <sandan/rules/rule.hpp>
#include <sandan/upgrade/survey.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sandan::upgrade {

/// Something that may stand in the way of a candidate. A breach blocks it; unknown does not, but is
/// told.
struct Constraint {
    std::string id; ///< occupied, owners, heritage, disposal or zoning
    rules::Outcome::Kind kind = rules::Outcome::Kind::unknown;
    Text message;
    std::vector<std::string> missing; ///< unknown: what is not given.
};

/// Land of one site that a candidate takes.
struct Piece {
    std::size_t site = 0; ///< Position in Survey::sites.
    double area_m2 = 0;
};

struct Candidate {
    std::string id;         ///< Kind and site ids or the road: "redevelop:P1+P2", "widen:R7".
    std::size_t action = 0; ///< Position in UpgradeInputs::actions.
    std::string complex;
    std::vector<Piece> pieces; ///< Ascending by site.
    double area_m2 = 0;        ///< Σ pieces.
    /// 0–100, area-weighted over the pieces of which some indicator is known; nothing without one.
    std::optional<double> score;
    double known = 0;          ///< Share of area × weight that the score rests on, 0–1.
    std::int64_t worth_m2 = 0; ///< area × score / 100, in whole m²; 0 without a score.
    std::int64_t cost_krw = 0;
    std::vector<std::string> unknown; ///< Indicators that some piece lacks: not in its score.
    std::vector<Constraint> constraints;
    std::vector<geom::MultiPolygon> strips; ///< widen: parallel to pieces.
    geom::MultiPolygon set_back; ///< Assemblies: land of their sites that is left to roads.

    /// No constraint is breached.
    [[nodiscard]] bool open() const;
    [[nodiscard]] bool has_unknown() const;
};

/// Assemblies are connected sets of up to `max_sites` sites of one complex (joined by borders of at
/// least PD-10 `min_contact`), found as the candidate sites of firms are:
///   redevelop and mixed  industrial sites; mixed asks ZO-06 for the zones
///   merge                two or more industrial sites, each below PD-02 `min_area`, not together
/// of at least `min_area_m2`. A road narrower than `target_width_m` is widened by as much on both
/// sides along the sites that touch it. No land is in two of them that may be chosen together: an
/// assembly stands back from every strip that may become road, as behind a building line, whether
/// it does or not, and a corner of two roads belongs to the first of them. Order: actions as given,
/// then by id. \throws Error{usage} for an indicator that does not exist or is no percentage, or a
/// register row in `leaving` that does not exist; Error{budget} for too many sets. Same result for
/// any number of threads. What could not be looked for is added to `missing`.
[[nodiscard]] std::vector<Candidate> candidates(const rules::Context& context, const Survey& survey,
                                                const model::UpgradeInputs& inputs,
                                                std::vector<std::string>& missing);

/// The land a candidate takes, as one shape.
[[nodiscard]] geom::MultiPolygon land_of(const Survey& survey, const Candidate& candidate);

} // namespace sandan::upgrade
