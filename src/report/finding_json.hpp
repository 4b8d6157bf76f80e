#pragma once

#include <sandan/core/finding.hpp>

#include <nlohmann/json.hpp>

namespace sandan::report {

/// A finding as in cli.md §5; what is not known is null. Included by .cpp files only.
[[nodiscard]] nlohmann::ordered_json finding_json(const Finding& finding);
[[nodiscard]] nlohmann::ordered_json summary_json(const Summary& summary);

} // namespace sandan::report
