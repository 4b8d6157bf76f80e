#pragma once

#include <sandan/model/read_finding.hpp>

#include "io/records.hpp"

#include <vector>

namespace sandan::io {

/// Puts findings in order: by file first, then by ascending fid; the same said of one record after
/// the other becomes one finding; a finding of one record gets its PNU.
void finish_findings(std::vector<model::ReadFinding>& findings, const Records& records);

} // namespace sandan::io
