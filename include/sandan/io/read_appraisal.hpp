#pragma once

#include <sandan/model/appraisal.hpp>
#include <sandan/model/plan.hpp>

namespace sandan::io {

/// The sections [upgrade] and [feasibility] of a plan file (read_plan has held them to the same
/// rules). \throws Error{usage} pointing at file, line and column of an unknown key, a wrong type
/// or word, a figure without its source, or a complex the plan has not; Error{input} if the file is
/// not that of `plan` any more.
[[nodiscard]] model::Appraisal read_appraisal(const model::Plan& plan);

} // namespace sandan::io
