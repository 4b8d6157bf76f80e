#pragma once
// How findings of reading are written for people and for machines.

#include <sandan/model/codes.hpp>
#include <sandan/model/layer.hpp>

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace sandan::cli {

/// Of the code's row; a code without one counts as an error.
[[nodiscard]] Severity severity_of(const model::ReadFinding& finding, const model::Codes& codes);

/// "SHP-DBF-COUNT error, record 51 (fid 50): expected 73 rows, found 50 → rejected"
[[nodiscard]] std::string finding_line(const model::ReadFinding& finding,
                                       const model::Provenance& from, const model::Codes& codes,
                                       Language language);

/// Keys: declared, delivered, repaired, null, rejected.
[[nodiscard]] nlohmann::ordered_json ledger_json(const model::Ledger& ledger);

/// Keys: code, severity, title, fid, record (1-based, shapefiles and tables only), count, pnu,
/// expected, done.
[[nodiscard]] nlohmann::ordered_json finding_json(const model::ReadFinding& finding,
                                                  const model::Provenance& from,
                                                  const model::Codes& codes);

} // namespace sandan::cli
