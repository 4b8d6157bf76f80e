#pragma once
// A plan file written for another folder: a scenario that `sandan` reads like the plan it is of.

#include <sandan/io/write.hpp>
#include <sandan/model/project.hpp>

#include <string>
#include <vector>

namespace sandan::io {

/// What the copy has that the plan has not.
struct PlanCopy {
    std::string folder; ///< Where its plan.toml will stand; need not exist.
    std::string name;
    /// In the place of all layers of their roles; `path` as it is to be written.
    std::vector<model::LayerRef> layers;
    std::vector<std::string> dropped; ///< Keys to leave out, dotted: "upgrade.action".
};

/// `plan.toml` and the rule packs of the plan's own (`rules/…`), to be written together. Everything
/// the plan names is named from the new folder. Comments are not kept.
/// \throws Error{input} if a file is not what was read any more.
[[nodiscard]] std::vector<OutputFile> copy_plan(const model::Project& project,
                                                const PlanCopy& copy);

} // namespace sandan::io
