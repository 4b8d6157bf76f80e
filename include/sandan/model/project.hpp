#pragma once

#include <sandan/model/codes.hpp>
#include <sandan/model/firm.hpp>
#include <sandan/model/layer.hpp>
#include <sandan/model/plan.hpp>
#include <sandan/model/raster.hpp>
#include <sandan/model/rule_book.hpp>

#include <optional>
#include <string_view>
#include <vector>

namespace sandan::model {

/// Everything a plan names, read into memory in the plan's CRS: the one input of all analysis.
struct Project {
    Plan plan;
    Codes codes;
    RuleBook rules;            ///< The packs of the plan's jurisdictions; pick a date when asking.
    std::vector<Layer> layers; ///< In plan order.
    std::vector<Firm> firms;
    std::vector<Link> links;
    std::vector<Capacity> capacities;
    std::vector<Assignment> assignments;
    std::optional<Raster> dem;
    ReadLog log; ///< All files but packs; findings of tables (layers have their own).

    /// The first layer of a role; null when the plan names none.
    [[nodiscard]] const Layer* layer(std::string_view role) const;
    /// All layers of a role, in plan order.
    [[nodiscard]] std::vector<const Layer*> layers_of(std::string_view role) const;
    [[nodiscard]] const Firm* firm(std::string_view id) const;

    /// What it was read from, but for what comes with this program; sorted by path.
    [[nodiscard]] std::vector<InputFile> own_files() const;
    /// The same and the rule packs that come with this program.
    [[nodiscard]] std::vector<InputFile> input_files() const;
    [[nodiscard]] std::vector<std::string> input_paths() const;
};

} // namespace sandan::model
