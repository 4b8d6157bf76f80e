#pragma once

#include <sandan/core/finding.hpp>
#include <sandan/model/plan.hpp>

namespace sandan::rules {

/// True from the day after the waiver's last on.
[[nodiscard]] bool has_expired(const model::Waiver& waiver, const Date& date);

/// The waiver of what a finding is of: the one in force on `date`, wherever it stands in the file;
/// else the expired one that ran longest; null without any. The plan owns it.
[[nodiscard]] const model::Waiver* waiver_for(const model::Plan& plan, const Finding& finding,
                                              const Date& date);

} // namespace sandan::rules
