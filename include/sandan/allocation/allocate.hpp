#pragma once

#include <sandan/siting/feasibility.hpp>
#include <sandan/siting/relaxation.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sandan::allocation {

/// optimal: proven within the gap, over every site in scope; optimal_in_pool: the same, but the
/// scope was narrowed (max_parcels); feasible: stopped with a plan; time_limit: stopped without;
/// infeasible: proven that the mandatory firms and locks cannot all be served.
enum class Status { optimal, optimal_in_pool, feasible, time_limit, infeasible };

[[nodiscard]] std::string_view to_string(Status status) noexcept;

/// Something that keeps a firm off a site.
struct Constraint {
    enum class Kind { rule, data, lots, lock, capacity, firm };
    Kind kind = Kind::rule;
    std::string id; ///< Rule id, missing field, "complex year utility", firm id, "lock lots" or
                    ///< "forbid lot"; empty for the number of lots.
    Text name;
};

[[nodiscard]] std::string_view to_string(Constraint::Kind kind) noexcept;

/// Why a firm was left out, by deletion filters: all constraints of a set together close every
/// site, and without any one of them a site is open.
struct LeftOut {
    /// With every other firm where it is. Empty: a site is free, the search stopped before it.
    std::vector<Constraint> fixed;
    /// With the other firms free to move or to leave, but those that must be placed. Empty: the
    /// firm can be placed, at the loss told in `forced`.
    std::vector<Constraint> free;
    bool minimal = true; ///< False: the time ended before `free` was found or as small as can be.

    /// The changes that ask least and place it with every other firm where it is.
    struct Remedy {
        std::string site;
        siting::Relaxation changes;
    };

    std::optional<Remedy> remedy;
    bool all_sites = true; ///< False: `remedy` is the cheapest of the sites there was time for.

    /// The best plan that places it.
    struct Forced {
        std::vector<std::string> lots;
        std::int64_t loss = 0;            ///< Points the plan loses.
        bool exact = true;                ///< False: the loss may be smaller.
        std::vector<std::string> moved;   ///< Firms that go to other lots.
        std::vector<std::string> dropped; ///< Firms that lose their place.
    };

    std::optional<Forced> forced; ///< None: impossible, or the time ended before it was found.

    [[nodiscard]] Text text() const; ///< All of it in planning words.
};

/// What one firm got, or why it got nothing.
struct Placement {
    std::string firm;
    std::vector<std::string> lots; ///< Lot ids, ascending; empty when unplaced.
    double area_m2 = 0;
    std::int64_t value = 0; ///< Contribution to the objective without links.
    double score = 0;       ///< Siting score of the site.
    int phase = 0;
    bool placed = false;
    bool mandatory = false;
    Text reason; ///< For unplaced firms: the rules or rivals that keep it out.
    std::optional<LeftOut> left_out{}; ///< For unplaced firms.
};

struct CapacityUse {
    std::string complex;
    int year = 0;
    std::string utility; ///< water_m3d, power_kw, wastewater_m3d
    double used = 0;
    double capacity = 0;
};

/// What one term of the objective brings: weight × share × 1,000,000 points before rounding.
struct ObjectiveTerm {
    std::string name;  ///< jobs, investment, fit, proximity, compactness
    double weight = 0; ///< Of 1 over all terms.
    double share = 0;  ///< Of what serving every firm perfectly would bring, 0…1.
};

/// A site by ids, without judgement.
struct FirmLots {
    std::string firm;
    std::vector<std::string> lots; ///< Ascending.
};

/// The plan against the one before (Options::previous).
struct Replanning {
    std::int64_t move_price = 0;     ///< Points that moving a firm had to earn.
    int kept = 0;                    ///< Firms on the same lots.
    int moved = 0;                   ///< On other lots.
    int dropped = 0;                 ///< Placed before, not now.
    int added = 0;                   ///< Placed now, not before.
    std::vector<std::string> gone{}; ///< Firms and lots of before that the plan does not have.
};

/// Another plan, nearly as good and markedly different.
struct Alternative {
    std::int64_t objective = 0;
    std::int64_t loss = 0; ///< Against the plan; 0 = a tie.
    int distance = 0;      ///< Firms that differ from the plan and from each earlier alternative.
    std::vector<FirmLots> assignments{};
};

/// What the plan would lose, planned anew, without one lot or one firm, or if the firm asks for
/// more or less land and utilities.
struct Importance {
    std::string subject; ///< Lot or firm id
    bool firm = false;
    std::int64_t loss = 0;   ///< Of the objective, against the plan; below 0: a gain.
    bool exact = true;       ///< False: the search stopped early, the loss may be smaller.
    double asks = 0;         ///< Times what the firm asked for before; 0: without it.
    std::int64_t regret = 0; ///< What keeping to the plan gives away against planning anew: the
                             ///< others stay, the firm too as long as its site still suits it.
};

/// How the bound was proven. Prices of what the firms compete for: no plan is worth more than
///   Σ prices + Σ_cuts price·⌊Σ weights / divisor⌋ + Σ_firms max(0, best site's value − what it
///   pays)
///   + Σ_links max(0, best pair of clusters)
/// whatever the prices are (LP duality), so anybody can recompute it: `verify` does.
struct BoundProof {
    bool by_duality = false; ///< Else the bound is below `lp_bound`, by branch and bound.
    double lp_bound = 0;     ///< What the prices prove, on the scale of the objective.
    std::int64_t bonus = 0;  ///< Added to the value of firms that must be placed.
    std::int64_t move_price = 0;
    std::vector<FirmLots> previous{}; ///< Sites that earn the move price.

    struct Capacity {
        std::string complex;
        int year = 0;
        std::string utility;
        double price = 0; ///< Of the whole capacity.
    };

    struct Link {
        std::string from;
        std::string to;
        std::vector<std::pair<std::string, double>> from_prices{}; ///< By cluster.
        std::vector<std::pair<std::string, double>> to_prices{};
    };

    /// A plan holds each lot and firm once, so ⌊Σ weights held / divisor⌋ may be rounded down.
    struct Cut {
        int divisor = 1;
        double price = 0;
        std::vector<std::pair<std::string, int>> lots{}; ///< Weights.
        std::vector<std::pair<std::string, int>> firms{};
    };

    /// A term before this one in a lexicographic objective, and the points that plans must reach:
    /// a plan earns price × points / least and pays the price.
    struct Floor {
        std::string term;
        std::int64_t least = 0;
        double price = 0;
    };

    std::vector<Floor> floors{};
    std::vector<std::pair<std::string, double>> lots{};
    std::vector<Capacity> capacities{};
    std::vector<Link> links{}; ///< All links of the objective, in the plan's order.
    std::vector<Cut> cuts{};
};

/// A term of a lexicographic objective that comes before the last one.
struct Stage {
    std::string term;
    std::int64_t objective = 0; ///< What the plan is worth by this term, of 1,000,000 points.
    double bound = 0;           ///< Among plans that reach the terms before.
    double gap = 0;
    BoundProof proof{};
};

/// A planner's word on one firm: exactly these lots, or none of these lots.
struct Lock {
    std::string firm; ///< `*` (forbid only): every firm.
    std::vector<std::string> lots;
    bool forbid = false;
};

struct Allocation {
    Status status = Status::infeasible;
    /// A lexicographic objective's terms but the last; objective, bound, gap and proof below are
    /// the last term's. Empty for a weighted objective.
    std::vector<Stage> stages{};
    bool quadratic = false; ///< Pairwise link terms were in the objective.
    std::int64_t objective = 0;
    double bound = 0;         ///< No plan (in scope) is worth more.
    double gap = 0;           ///< (bound − objective) / |objective|
    double gap_tolerance = 0; ///< Options::gap: a plan this close counts as optimal.
    std::string gap_scope;    ///< "full" | "pool"
    int max_parcels = 0;      ///< Largest number of lots that any firm could take.
    unsigned seed = 0;
    bool deterministic = true; ///< False when a time limit decided.
    std::string solver;
    std::vector<Placement> placements; ///< In the order of firms.csv.
    std::vector<CapacityUse> capacities;
    std::vector<ObjectiveTerm> terms; ///< As the plan names them; without links, no proximity.
    std::vector<Text> conflicts;      ///< For infeasible: named causes.
    /// Sites that a placed firm could have instead at no loss, all others where they are: at most
    /// five a firm. None for a lexicographic objective.
    std::vector<FirmLots> ties{};
    std::optional<Replanning> replanning;
    std::vector<Alternative> alternatives;
    int alternatives_asked = 0; ///< Options::alternatives
    BoundProof proof{};
    std::vector<Lock> locks{}; ///< Options::locks
    std::string solver_log{};
    std::vector<Importance> importance; ///< Placed lots, then placed firms; by loss, then id; then
                                        ///< the firms asking a fifth less, then more.
};

struct Options {
    std::vector<std::string> objective; ///< As in the plan file (model/objective.hpp).
    int plan_max_parcels = 4;           ///< Lots of a firm that gives no max_lots.
    int max_parcels = 0; ///< Cap on every firm; 0 = none. Narrows the scope of the bound.
    double gap = 1e-6;
    double time_limit_s = 30; ///< CPU seconds of the whole process.
    unsigned seed = 1;
    bool links = true; ///< False leaves the pairwise terms out.
    std::vector<Lock> locks;
    std::vector<FirmLots> previous{}; ///< Keep as much of this plan as pays.
    std::optional<std::int64_t>
        move_price{};        ///< Points a move must earn; none: never move for points.
    int alternatives = 0;    ///< How many to look for.
    bool importance = false; ///< Loss per lot, per firm, and regret if it asks ±20 %: a solve each.
};

/// What a plan file asks for in [allocation].
[[nodiscard]] Options options_of(const model::AllocationOptions& plan);

/// Lots that `firm` may take: its own max_lots, else the plan's, capped by max_parcels.
[[nodiscard]] int lots_allowed(const model::Firm& firm, const Options& options);

/// Lots that the least modest of `firms` may take, at least 1: siting must judge sites up to it.
[[nodiscard]] int most_lots(const std::vector<model::Firm>& firms, const Options& options);

/// The best assignment of firms to sites of `matrix` (verdict feasible or conditional): each lot
/// once, at most one site a firm, Σ demand ≤ capacity for every complex and year, locks kept.
/// Same result for the same input, options and seed, unless `deterministic` says otherwise. With a
/// previous plan the bound and the gap speak of plans that keep as many firms in place.
/// A lexicographic objective is solved term by term, each holding what the terms before reached.
/// \throws Error{usage} for an unknown objective term or firm or lot in a lock, and for
/// alternatives,
///         importance or a move price with a lexicographic objective, which has no single scale of
///         loss; Error{input} for a negative link weight; Error{budget} for a value chain over more
///         than 10,000 places.
[[nodiscard]] Allocation allocate(const rules::Context& context, const siting::Matrix& matrix,
                                  const Options& options);

} // namespace sandan::allocation
