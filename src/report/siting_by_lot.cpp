#include "report/siting_by_lot.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace sandan::report {

namespace {

using siting::FirmSite;
using siting::Verdict;

std::pair<std::ptrdiff_t, std::size_t> rank(const FirmSite& cell, const rules::Site& site) {
    constexpr std::array best_first{Verdict::feasible, Verdict::conditional, Verdict::unknown,
                                    Verdict::infeasible};
    const auto* const found = std::find(best_first.begin(), best_first.end(), cell.verdict);
    return {found - best_first.begin(), site.lots.size()};
}

} // namespace

bool usable(Verdict verdict) {
    return verdict == Verdict::feasible || verdict == Verdict::conditional;
}

std::vector<const FirmSite*> best_by_lot(const siting::Matrix& matrix, std::size_t firm,
                                         std::size_t lots) {
    std::vector<const FirmSite*> best(lots, nullptr);
    for (std::size_t s = 0; s < matrix.sites.size(); ++s) {
        const auto& cell = matrix.at(firm, s);
        for (const auto lot : matrix.sites[s].lots) {
            const auto* const known = best[lot];
            if (known == nullptr ||
                rank(cell, matrix.sites[s]) < rank(*known, matrix.sites[known->site])) {
                best[lot] = &cell;
            }
        }
    }
    return best;
}

std::vector<int> firms_by_lot(const siting::Matrix& matrix, std::size_t firms, std::size_t lots) {
    std::vector<int> count(lots, -1);
    for (const auto& site : matrix.sites) {
        for (const auto lot : site.lots) {
            count[lot] = 0;
        }
    }
    for (std::size_t firm = 0; firm < firms; ++firm) {
        std::vector<char> fits(lots, 0);
        for (std::size_t site = 0; site < matrix.sites.size(); ++site) {
            if (usable(matrix.at(firm, site).verdict)) {
                for (const auto lot : matrix.sites[site].lots) {
                    fits[lot] = 1;
                }
            }
        }
        for (std::size_t lot = 0; lot < lots; ++lot) {
            count[lot] += fits[lot];
        }
    }
    return count;
}

std::string main_reason(const FirmSite& cell) {
    const auto hard = std::find_if(cell.reasons.begin(), cell.reasons.end(),
                                   [](const auto& reason) { return reason.hard; });
    if (hard != cell.reasons.end()) {
        return hard->rule;
    }
    return cell.reasons.empty() ? "" : cell.reasons.front().rule;
}

} // namespace sandan::report
