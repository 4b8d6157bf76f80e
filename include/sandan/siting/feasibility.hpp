#pragma once

#include <sandan/rules/rule.hpp>

#include <string>
#include <vector>

namespace sandan::siting {

enum class Verdict { feasible, conditional, infeasible, unknown };

[[nodiscard]] std::string_view to_string(Verdict verdict) noexcept;

/// One rule's statement that is not a plain pass.
struct Reason {
    std::string rule;
    rules::Outcome outcome;
    bool hard = false; ///< An error-severity breach on a verified threshold.
};

/// A firm on a site. infeasible: a hard reason; else unknown: something is missing; else
/// conditional: a soft breach (permit, discretion); else feasible.
struct FirmSite {
    std::size_t firm = 0; ///< Position in project.firms
    std::size_t site = 0; ///< Position in Matrix::sites
    Verdict verdict = Verdict::unknown;
    double score = 0;            ///< 0–100 (siting/score.hpp); 0 when infeasible
    std::vector<Reason> reasons; ///< In rule order.
};

struct Matrix {
    std::vector<rules::Site> sites;
    std::vector<FirmSite> cells; ///< firm-major: cells[firm * sites.size() + site]

    [[nodiscard]] const FirmSite& at(std::size_t firm, std::size_t site) const {
        return cells[firm * sites.size() + site];
    }
};

/// Contiguous sets of up to `max_lots` saleable lots of one complex, management zone and phase
/// (joined by borders of at least PD-10 `min_contact`; without a value no lots are joined), single
/// lots first, then by size and id.
[[nodiscard]] std::vector<rules::Site> candidate_sites(const rules::Context& context, int max_lots);

/// Every firm × candidate site. Same result for any number of threads.
[[nodiscard]] Matrix feasibility(const rules::Context& context, int max_lots, unsigned threads);

/// The pair rules of a plan's packs, looked up once. Safe to use from any thread.
class PairRules {
public:
    /// Keeps a reference; `context` must outlive this object.
    explicit PairRules(const rules::Context& context);

    /// What those say that judge the land alone, in rule order.
    [[nodiscard]] std::vector<rules::Outcome> of_land(const rules::Site& site) const;

    /// All of them for one firm on one site. Positions are left for the caller to set. For who asks
    /// more often, `land` is what of_land(site) of this object said. \pre It is.
    [[nodiscard]] FirmSite judge(const model::Firm& firm, const rules::Site& site,
                                 const std::vector<rules::Outcome>& land) const;
    [[nodiscard]] FirmSite judge(const model::Firm& firm, const rules::Site& site) const;

private:
    struct Entry {
        const rules::Rule* rule;
        const model::RuleInfo* info;
    };

    const rules::Context& m_context;
    std::vector<Entry> m_entries; ///< In rule order.
};

/// The same for a single question.
[[nodiscard]] FirmSite judge(const rules::Context& context, const model::Firm& firm,
                             const rules::Site& site);

} // namespace sandan::siting
