#pragma once

#include <sandan/model/project.hpp>
#include <sandan/rules/context.hpp>

#include "cli/command.hpp"

#include <string>
#include <vector>

namespace sandan::cli {

/// Reads everything the plan names; layers that lost or repaired records are told on stderr.
/// `outputs` (and -o) may not be one of its inputs. \throws Error as io::read_project and
/// io::refuse_overwriting do.
[[nodiscard]] model::Project load(const std::string& plan, const Common& common,
                                  const std::vector<std::string>& outputs = {});

/// True when some layer has records that could not be used: a result on the rest is a finding.
[[nodiscard]] bool lost_records(const model::Project& project);

/// Before a result that sums over all lots: of those that happened to be readable it would pass for
/// the whole. \throws Error{input} when lots were rejected.
void require_all_lots(const model::Project& project);

/// A plan read and measured.
struct Loaded {
    model::Project project;
    Date date{}; ///< --as-of, else the plan's reference_date.
    rules::Analysis analysis;

    /// Refers to this object, which must stay where it is meanwhile.
    [[nodiscard]] rules::Context context() const { return {project, analysis, date}; }
};

[[nodiscard]] Loaded load_and_analyse(const std::string& plan, const Common& common,
                                      const std::vector<std::string>& outputs = {});

} // namespace sandan::cli
