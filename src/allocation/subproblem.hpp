#pragma once

#include "allocation/problem.hpp"

namespace sandan::allocation {

/// Some of a problem's columns, with the column each one comes from.
struct Subproblem {
    Problem problem;
    std::vector<std::uint32_t> origin; ///< Column of the whole problem, by column.

    /// A choice of the whole problem in this one, and back. A column that is not here is left
    /// out.
    [[nodiscard]] Choice from(const Choice& choice) const;
    [[nodiscard]] Choice back(const Choice& choice) const;
};

/// The problem without links: what they are worth if the others stay where they are. A firm that
/// `keeps` its cluster has no column elsewhere, and the whole gain of a link to it goes to its
/// partner; otherwise each end gets half of the gain that the other's present place gives. Firms
/// that `choice` leaves out keep nothing. An optimum of this is a good plan of the problem with
/// links, no bound for it.
[[nodiscard]] Subproblem condition(const Problem& problem, const Choice& choice,
                                   std::vector<bool> keeps);

/// A firm lies in this cluster or nowhere; or it does not lie there.
struct Whereabouts {
    std::uint32_t firm = 0;
    std::uint32_t cluster = 0;
    bool inside = true;
};

/// The problem with links, less the columns that these whereabouts rule out.
[[nodiscard]] Subproblem only_in(const Problem& problem, const std::vector<Whereabouts>& where);

/// Links of each firm.
[[nodiscard]] std::vector<std::size_t> link_counts(const Problem& problem);

} // namespace sandan::allocation
