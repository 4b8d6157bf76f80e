#pragma once

#include <sandan/geom/adjacency.hpp>
#include <sandan/geom/coverage.hpp>
#include <sandan/landuse/budget.hpp>
#include <sandan/model/project.hpp>
#include <sandan/overlay/overlap.hpp>
#include <sandan/rules/site.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sandan::rules {

/// What several rules need, computed once. A part is empty when its layers are not in the plan.
struct Analysis {
    landuse::Budget budget;
    std::vector<LotFacts> lots;                           ///< Parallel to the lots layer.
    std::vector<geom::Contact> contacts;                  ///< Between lots.
    std::optional<geom::CoverageReport> lots_coverage;    ///< Against the boundary layer.
    std::optional<geom::CoverageReport> parcels_coverage; ///< Of the cadastre, own outline.
    std::optional<overlay::OverlapTable> lots_zoning;     ///< lots × zoning, class field "code"
    std::optional<overlay::OverlapTable> lots_management; ///< lots × management, class field "code"
};

[[nodiscard]] Analysis analyse(const model::Project& project, const Date& date, unsigned threads);

/// What every rule is given. All references outlive the evaluation.
struct Context {
    const model::Project& project;
    const Analysis& analysis;
    Date date{}; ///< Law in force on this day.
    /// The plan before the change, with its own analysis; null unless two plans are compared.
    const Context* previous = nullptr;

    [[nodiscard]] model::Lookup lookup(std::string_view rule, std::string_view name,
                                       std::string_view key = {}, double size = 0) const {
        return project.rules.lookup(rule, name, date, key, size);
    }

    /// Parameter of a rule on the day; null when the packs have none.
    [[nodiscard]] const model::Parameter* parameter(std::string_view rule, std::string_view name,
                                                    std::string_view key = {},
                                                    double size = 0) const {
        return project.rules.parameter(rule, name, date, key, size);
    }
};

} // namespace sandan::rules
