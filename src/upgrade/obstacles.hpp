#pragma once
// What stands in the way of taking a site, judged once for each site.

#include <sandan/upgrade/candidates.hpp>

namespace sandan::upgrade {

/// What is known of one site.
struct SiteObstacles {
    Constraint occupied;          ///< By a firm that stays.
    Constraint heritage;          ///< SI-10
    Constraint disposal;          ///< SI-27
    std::optional<double> owners; ///< Σ over its parcels.
};

class Obstacles {
public:
    /// \throws Error{usage} if `leaving` names no register row. Keeps references.
    Obstacles(const rules::Context& context, const Survey& survey,
              const std::vector<std::string>& leaving);

    /// Of an assembly of whole sites.
    [[nodiscard]] std::vector<Constraint> of_assembly(const std::vector<Piece>& pieces,
                                                      const model::UpgradeAction& action) const;

    /// Of strips along a road: buildings of firms that stay may not be cut, `cut_m2` (parallel to
    /// the pieces) is what they lose.
    [[nodiscard]] std::vector<Constraint> of_strips(const std::vector<Piece>& pieces,
                                                    const std::vector<double>& cut_m2) const;

private:
    [[nodiscard]] Constraint owners(const std::vector<Piece>& pieces,
                                    const model::UpgradeAction& action) const;
    [[nodiscard]] Constraint zoning(const std::vector<Piece>& pieces) const;

    const rules::Context& m_context;
    const Survey& m_survey;
    std::vector<SiteObstacles> m_sites; ///< Parallel to survey.sites.
};

} // namespace sandan::upgrade
