#pragma once
// What [upgrade] and [feasibility] of a plan file say. Money is in 억원 (10⁸ KRW) unless the name
// says KRW. Nothing here has a default: what a planner does not give is asked for, never assumed.

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sandan::model {

/// What a study asks for demands of.
inline constexpr std::array<std::string_view, 6> demand_utilities{"water", "wastewater", "power",
                                                                  "gas",   "traffic",    "jobs"};

/// What 통합지침 §26의3 makes costs of.
inline constexpr std::array<std::string_view, 9> cost_items{
    "land",       "levy",  "construction",   "infrastructure", "labour",
    "relocation", "sales", "administration", "other"};

/// What may be done with land of an aged complex: several sites rebuilt together, turned into mixed
/// land (복합용지), lots too small for a factory merged, a road widened.
inline constexpr std::array<std::string_view, 4> upgrade_kinds{"redevelop", "mixed", "merge",
                                                               "widen"};

/// How much an indicator of the survey counts for a candidate; below 0: the less of it the better.
struct IndicatorWeight {
    std::string indicator; ///< Id of the indicator.
    double weight = 0;
};

/// [[upgrade.action]]: one kind of candidate, what it costs, and what makes a place good for it.
struct UpgradeAction {
    std::string kind;
    double cost_krw_m2 = 0; ///< Public and private, per m² of land taken.
    std::string cost_source;
    std::vector<IndicatorWeight> weights;
    std::string weights_source;
    int max_sites = 0;                    ///< Sites (대지) of one assembly; 0 for widen.
    std::optional<double> min_area_m2;    ///< Of an assembly.
    std::optional<int> max_owners;        ///< More owners than this block an assembly.
    std::optional<double> target_width_m; ///< widen: of the road afterwards.
    /// What stands on the land afterwards, to compare with today. Nothing: not known.
    std::optional<double> floor_percent;   ///< 용적률
    std::optional<double> green_percent;   ///< Of the land, given to public green.
    std::optional<double> parking_percent; ///< Of the land, given to car parks.
    std::optional<double> jobs_1000m2;     ///< Jobs per 1,000 m² of land.
    std::optional<double> firms_ha;        ///< Firms per hectare of land.
    std::string outcome_source;
};

/// [upgrade]
struct UpgradeInputs {
    std::optional<double> land_price_krw_m2; ///< Mean land price of the city, to compare with.
    std::string land_price_source;
    std::optional<double> budget_100m_krw; ///< What the chosen candidates may cost together.
    std::string budget_source;
    double portfolio_gap = 0.002;     ///< Relative; a portfolio this near its bound is good enough.
    std::vector<std::string> leaving; ///< Ids of register rows of firms that agree to leave.
    std::vector<UpgradeAction> actions;
};

/// [[feasibility.unit]]: demand per 1,000 m². Denominators differ by a factor of two: `basis` says
/// which area it is of.
struct UnitDemand {
    std::string utility;   ///< water, wastewater, power, gas, traffic or jobs
    std::string ksic;      ///< Prefix it holds for; empty: every industry without a row of its own.
    double value = 0;      ///< m³/d, kW, Nm³/h, trips/d, persons – per 1,000 m².
    std::string basis;     ///< site or floor
    std::string statistic; ///< mean, design or peak
    int year = 0;
    std::string source;
};

/// [[feasibility.cost]]: spending of one year; 통합지침 §26의3 lists the items.
struct CostRow {
    std::string complex;
    std::string item; ///< land, levy, construction, infrastructure, labour, relocation, sales,
                      ///< administration or other; capital cost is computed
    int year = 0;
    double amount = 0; ///< 억원
    std::string source;
};

/// [[feasibility.sale]]: how much of a use is sold in a year, and at what price.
struct SaleRow {
    std::string complex;
    std::string use;
    int year = 0;
    double share = 0;                   ///< % of the paid land of that use
    std::optional<double> price_krw_m2; ///< Nothing: at development cost (조성원가).
    std::string source;
};

/// [[feasibility.benefit]]: what the economy gains (or, negative, loses) in a year, for B/C.
struct BenefitRow {
    std::string complex; ///< Empty: the programme as a whole.
    std::string name;
    int year = 0;
    double amount = 0; ///< 억원
    std::string source;
};

/// [feasibility]
struct FeasibilityInputs {
    std::optional<int> base_year;        ///< To which values are discounted.
    std::optional<double> discount_rate; ///< % a year
    std::string discount_source;
    std::optional<double> capital_rate; ///< % a year on net outlay (자본비용)
    std::string capital_source;
    std::optional<double> profit_rate; ///< % on industrial land (적정이윤)
    std::string profit_source;
    std::vector<UnitDemand> units;
    std::vector<CostRow> costs;
    std::vector<SaleRow> sales;
    std::vector<BenefitRow> benefits;

    /// A plan without a study gives nothing of it.
    [[nodiscard]] bool empty() const {
        return !base_year && !discount_rate && !capital_rate && !profit_rate && units.empty() &&
               costs.empty() && sales.empty() && benefits.empty();
    }
};

struct Appraisal {
    UpgradeInputs upgrade;
    FeasibilityInputs feasibility;
};

} // namespace sandan::model
