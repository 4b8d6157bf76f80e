#pragma once

#include <sandan/rules/rule.hpp>

#include <vector>

namespace sandan::rules {

/// Gives findings of breaches what their rule left to be understood: one violation where none is
/// allowed (measured 1 or the amount found, threshold 0, unit "count"), the day of the law applied,
/// and the place: of the lots of a site, of a complex, of the subject's own feature; of the plan's
/// boundary when the subject is the plan.
void complete_evidence(const Context& context, std::vector<Finding>& findings);

} // namespace sandan::rules
