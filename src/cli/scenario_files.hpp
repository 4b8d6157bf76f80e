#pragma once
// upgrade --scenario: what the chosen candidates make of the plan, as a plan.

#include <sandan/io/write.hpp>
#include <sandan/rules/context.hpp>
#include <sandan/upgrade/scenario.hpp>

#include "cli/command.hpp"

#include <string>
#include <vector>

namespace sandan::cli {

/// plan.toml, scenario.gpkg (lots, roads and their lines, car parks, buildings) and register.csv
/// for `folder`: the plan's other files are named from there. The programme itself (budget,
/// actions) is not in it: it is spent.
[[nodiscard]] std::vector<io::OutputFile> scenario_files(const rules::Context& context,
                                                         const upgrade::Scenario& scenario,
                                                         const std::string& folder,
                                                         Language language);

/// Adds them to the results of the run, the plan last, and makes their folder.
/// \throws Error{usage, output}
void add_scenario(const rules::Context& context, const upgrade::Scenario& scenario,
                  const std::string& folder, const Common& common,
                  std::vector<io::OutputFile>& files);

/// Says on stderr, once they are written, where the plan is and what could not be drawn.
void tell_scenario(const rules::Context& context, const upgrade::Scenario& scenario,
                   const std::string& folder, const Common& common);

} // namespace sandan::cli
