#pragma once
// How the rules narrow the candidate sites of a firm down: the exclusion waterfall.

#include <sandan/siting/feasibility.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace sandan::siting {

/// What one rule does to the sites of a firm.
struct Exclusion {
    std::string rule;
    std::size_t alone = 0; ///< Sites it closes, whatever the others say.
    std::size_t added = 0; ///< Of those, sites that no rule before it has closed.
    std::size_t only = 0;  ///< Sites that no other rule closes: open if it were not for this one.
};

struct Waterfall {
    std::size_t sites = 0;        ///< Candidates
    std::vector<Exclusion> steps; ///< Rules that close a site, in rule order.
    std::size_t open = 0;         ///< sites − Σ added: feasible, conditional or unknown.
};

/// From the hard reasons of the firm's cells.
[[nodiscard]] Waterfall exclusions(const Matrix& matrix, std::size_t firm);

} // namespace sandan::siting
