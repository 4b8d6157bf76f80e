#pragma once

#include <sandan/model/read_finding.hpp>

#include "io/records.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace sandan::io {

/// Puts findings in order: by file first, then by ascending fid; the same said of one record after
/// the other becomes one finding; a finding of one record gets its PNU.
void finish_findings(std::vector<model::ReadFinding>& findings, const Records& records);

/// The same; `pnu_of` gives the PNU of a record, nothing for one without.
void finish_findings_by(std::vector<model::ReadFinding>& findings,
                        const std::function<std::string(std::int64_t fid)>& pnu_of);

/// An invalid shape, repaired or rejected.
void tell_repair(const model::Repair& repair, std::vector<model::ReadFinding>& findings);

/// A record without geometry.
void tell_null(std::int64_t fid, std::vector<model::ReadFinding>& findings);

} // namespace sandan::io
