#pragma once
// The basic-concept and feasibility study of a plan: what it places, needs, costs and earns, and
// what was promised. Every input comes from the plan or a rule pack; what is not given is named in
// Study::required and leaves what depends on it empty, never assumed.

#include <sandan/feasibility/finance.hpp>
#include <sandan/model/appraisal.hpp>
#include <sandan/rules/context.hpp>

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sandan::feasibility {

/// A row of the 유치업종 배치계획: lots for firms of one block, planned industry and phase.
struct Placement {
    std::string complex;
    std::string block;
    std::string industry; ///< As planned, `C25;C28-C31`; empty if not planned.
    std::optional<int> phase;
    std::optional<int> year; ///< When all its lots are ready; nothing if one does not say.
    std::size_t lots = 0;
    double area_m2 = 0;
    double rounded_m2 = 0; ///< Whole m²; rows of a complex sum to its rounded area.
    double assigned_m2 = 0;
    std::vector<std::string> firms; ///< Assigned, by id.
};

/// Demand against supply of one planned industry and phase. A firm counts in one row: where it is
/// assigned, else the first row that admits it and is ready in its year; the rest in a row without
/// industry.
struct DemandSupply {
    std::string complex; ///< Empty: demand that fits no row.
    std::string industry;
    std::optional<int> phase;
    double supply_m2 = 0;
    double demand_m2 = 0; ///< Σ least areas (area_min_m2).
    std::size_t firms = 0;
    std::size_t firms_without_area = 0;
};

/// "m³/d", "kW", …
[[nodiscard]] std::string_view unit_of(std::string_view utility);

/// Demand and capacity of a complex once everything ready by `year` is in use.
struct UtilityRow {
    std::string complex; ///< Empty: all complexes together.
    int year = 0;
    std::string utility;
    double land_m2 = 0;             ///< Land for firms ready by then.
    double undated_m2 = 0;          ///< Of it, of lots that do not say when: taken as ready.
    std::optional<double> by_area;  ///< Σ area × unit / 1,000
    std::optional<double> by_firms; ///< Σ of what assigned firms state.
    std::size_t firms_missing = 0;  ///< Assigned firms that state nothing.
    std::optional<double> capacity;
    std::string source;               ///< Of the units, with basis and statistic.
    std::vector<std::string> missing; ///< Why by_area is not known.

    /// capacity − by_area.
    [[nodiscard]] std::optional<double> balance() const;
};

/// 총사업비 and 조성원가 of a complex (통합지침 §26의3), 억원.
struct CostSheet {
    std::string complex;                 ///< Empty: all complexes together (information).
    std::map<std::string, double> items; ///< Of cost_items, as far as given.
    std::optional<double> capital;       ///< 자본비용
    std::optional<double> total;       ///< Nothing unless every item and the capital rate is given.
    double paid_m2 = 0;                ///< 유상공급면적
    std::optional<double> cost_krw_m2; ///< 조성원가
    std::optional<double> industrial_max_krw_m2; ///< With the profit of LB-16 or of the plan.
    std::vector<std::string> missing;
};

/// Yearly amounts of a complex, 억원.
struct CashFlow {
    std::string complex; ///< Empty: all complexes together.
    Flows cost;          ///< Without capital cost.
    Flows capital;
    Flows income;
    Flows benefit;           ///< For B/C; without a complex only in the pooled flow.
    bool cost_given = false; ///< Every item of cost is given: `cost` is all of it.
};

/// What the flows are worth. `change` names what is varied, e.g. "cost +20 %"; empty: nothing.
struct Worth {
    std::string complex;
    std::string change;
    std::optional<double> npv; ///< 억원, of income − cost
    std::optional<double> pi;  ///< PV(income) / PV(cost)
    std::optional<double> irr; ///< %
    std::optional<double> bc;  ///< PV(benefit) / PV(cost)
};

/// A study, consent or limit that a size makes due (§1.10, §1.11).
struct Gate {
    std::string complex;
    std::string rule;
    /// Impact assessments: environment, heritage, disaster, traffic. Designation:
    /// province_designates (not the city), state_aid, ordinary_procedure (too large for the special
    /// act), unsold (no designation), supply (too much of it). Money: study, who reviews the
    /// investment (review_state, review_province, review_self), labour (more than counts as cost).
    std::string what;
    std::optional<double> measured;
    std::string unit;
    const model::Parameter* threshold = nullptr;
    bool beyond = false; ///< Due above the threshold; else from it on.

    [[nodiscard]] std::optional<bool> due() const;
};

/// A published figure against what the plan's tables add up to. Figures are never added to each
/// other: they may have different scopes.
struct Promise {
    std::string rule;
    std::string id;
    std::string unit;
    double published = 0;
    std::optional<double> listed;    ///< What the plan's parts, firms or roster sum to.
    std::optional<double> remainder; ///< published − listed: not allotted to anybody.
    std::string source;
};

/// An assigned firm against the year its lots are ready, and the firm it belongs to.
struct Commitment {
    std::string firm;
    std::vector<std::string> rosters;
    std::vector<std::string> lots;
    std::optional<int> needed;         ///< Year.
    std::optional<int> ready;          ///< Latest of its lots.
    std::optional<double> outside_m2;  ///< Area outside the special zone (of programme firms).
    std::optional<double> to_anchor_m; ///< Nearest lot of an anchor; nothing for anchors.
    std::string anchor;
};

struct Study {
    std::vector<Placement> placements;
    std::vector<DemandSupply> demand;
    std::vector<UtilityRow> utilities;
    std::vector<CostSheet> costs;
    std::vector<CashFlow> cash;
    std::vector<Worth> worth;
    std::vector<Gate> gates;
    std::vector<Promise> promises;
    std::vector<Commitment> commitments;
    std::vector<std::string> required; ///< Inputs the plan does not give, each once, in order.
    std::vector<std::string> notes;    ///< Contradictions in what it gives, e.g. shares over 100 %.
};

/// Pooled rows are sums of complexes, for information.
[[nodiscard]] Study study(const rules::Context& context, const model::FeasibilityInputs& inputs);

} // namespace sandan::feasibility
