#pragma once
// Findings of reading, with the code that `sandan explain` explains.

#include <sandan/core/error.hpp>
#include <sandan/model/read_finding.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sandan::io {

/// Notes one finding: about the whole file, or about `count` records from `fid` on.
inline void tell(std::vector<model::ReadFinding>& findings, std::string_view code, Text expected,
                 Text done, std::int64_t fid = -1, std::size_t count = 1) {
    findings.push_back({.code = std::string{code},
                        .fid = fid,
                        .count = count,
                        .pnu = {},
                        .expected = std::move(expected),
                        .done = std::move(done)});
}

/// Refuses a whole input: "lots.shp: SHP-SHX-PAIR: what; what to do".
[[noreturn]] inline void refuse(const std::string& path, std::string_view code, const Text& why) {
    throw Error{ErrorKind::input, why}.within(code).within(path);
}

} // namespace sandan::io
