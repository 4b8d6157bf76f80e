#pragma once

#include <sandan/core/table.hpp>
#include <sandan/rules/rule.hpp>

#include <string>
#include <vector>

namespace sandan::report {

/// The statutory ratios (LB rules) of one complex, passes included, in rule order.
struct ComplexRatios {
    std::string complex;
    std::vector<Finding> ratios;
};

/// 토지이용계획표 of a plan with its ratios. The references outlive the report.
struct LanduseReport {
    const model::Project& project;
    const landuse::Budget& budget;
    Date date;
    Language language = Language::ko;
    std::vector<ComplexRatios> complexes; ///< In plan order.
    std::vector<Finding> remarks;         ///< Statements about the plan as a whole (LB-12).
};

[[nodiscard]] LanduseReport landuse_report(const rules::Context& context, Language language);

[[nodiscard]] std::string landuse_as_text(const LanduseReport& report);
/// `"schema":"sandan.landuse/1"`; `share` is in %, areas of uses are whole m², both closing.
[[nodiscard]] std::string landuse_as_json(const LanduseReport& report);
/// complex,use,name,area_m2,pyeong,share,lots; the pooled table has an empty complex.
[[nodiscard]] Table landuse_table(const LanduseReport& report);

/// 구분, 면적, 평, 구성비, 필지: what stands over `use_rows`.
[[nodiscard]] std::vector<std::string> use_heads(Language language);
/// The rows of a budget as people read them, the total last.
[[nodiscard]] std::vector<std::vector<std::string>>
use_rows(const model::Codes& codes, const landuse::ComplexBudget& budget, Language language);

/// 평 of each row in whole units, closing to the total's.
[[nodiscard]] std::vector<double> pyeong_of(const landuse::ComplexBudget& budget);

/// True for ratios with an upper limit.
[[nodiscard]] bool is_maximum(const std::string& rule);

} // namespace sandan::report
