#pragma once

#include <sandan/model/project.hpp>

#include <optional>
#include <string>
#include <vector>

namespace sandan::landuse {

/// One row of the 토지이용계획표.
struct UseRow {
    std::string use;       ///< 용지 code
    double area_m2 = 0;    ///< Geometry area of its lots.
    double rounded_m2 = 0; ///< Whole m², rows sum to the complex's total (largest remainder).
    double percent = 0;    ///< One decimal, rows sum to 100.0 (largest remainder).
    std::size_t lots = 0;
};

/// Green lots of one complex that touch each other.
struct GreenPatch {
    std::vector<std::size_t> lots; ///< Positions in the lots layer, ascending.
    double area_m2 = 0;
    bool counted = false; ///< Large enough to count as 공공녹지.
};

/// A complex's budget, or the pooled one (information only: thresholds are never pooled).
struct ComplexBudget {
    std::string complex; ///< id; empty for the pooled budget
    double designated_m2 = 0;
    double boundary_m2 = 0;   ///< Area of the boundary polygon(s); 0 without a boundary layer.
    double measured_m2 = 0;   ///< Σ areas of its lots.
    std::vector<UseRow> uses; ///< In the order of land_uses.csv; uses with no lot are left out.
    double paid_m2 = 0;       ///< 유상공급면적
    double paid_industrial_m2 = 0;    ///< Of it 산업시설용지 and counted 복합용지 (LB-01)
    double paid_mixed_unknown_m2 = 0; ///< Of it 복합용지 whose industrial share is not given.
    double industrial_m2 = 0;         ///< 산업시설용지 (pure)
    double mixed_counted_m2 = 0;      ///< 복합용지 with enough industrial floor area (LB-01)
    double mixed_other_m2 = 0;
    double mixed_unknown_m2 = 0; ///< 복합용지 whose industrial share is not given.
    double green_m2 = 0;         ///< 공공녹지 in patches of at least `min_patch` m² (LB-06)
    double green_small_m2 = 0;   ///< Green in smaller patches, not counted.
    std::vector<GreenPatch> green_patches; ///< By first lot; empty in the pooled budget.
    double road_m2 = 0;
    std::vector<std::size_t> lots; ///< Positions in the lots layer.
};

struct Budget {
    std::vector<ComplexBudget> complexes; ///< In plan order.
    ComplexBudget pooled;
    std::vector<std::size_t> unassigned; ///< Lots whose complex or use is missing or unknown.
};

/// Dated thresholds the budget depends on; without a value everything counts.
struct BudgetLimits {
    double green_patch_m2 = 0;      ///< Smallest green patch that counts (LB-06 `min_patch`).
    double mixed_share_percent = 0; ///< LB-01 `min_industrial_share_of_mixed`
};

/// The limits in force on `date`.
[[nodiscard]] BudgetLimits budget_limits(const model::Project& project, const Date& date);

/// From the `lots` layer (fields complex, use, tenure, industrial_share in %). A lot of a paid use
/// counts as 유상공급 unless its tenure is "free" (무상귀속) or "kept" (존치). Without a lots layer
/// all areas are 0.
[[nodiscard]] Budget land_use_budget(const model::Project& project, const BudgetLimits& limits);

/// True if the lot is supplied for money (유상공급).
[[nodiscard]] bool is_paid(const model::Layer& lots, const model::Feature& lot,
                           const model::LandUse& use);

} // namespace sandan::landuse
