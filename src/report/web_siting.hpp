#pragma once
// The siting matrix in the payload of a web map.

#include <sandan/model/project.hpp>
#include <sandan/siting/feasibility.hpp>

#include "report/web_tables.hpp"

namespace sandan::report {

/// What lots can be to firms: "cells" [best verdict, its score, the rule that speaks against it];
/// by firm, which of them its lots are in turn, as runs; −1 = the lot is in no candidate site.
[[nodiscard]] Json siting_json(const siting::Matrix& matrix, const model::Project& project);

} // namespace sandan::report
