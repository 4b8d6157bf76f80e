#pragma once
// The tables a plan names, as values. All throw Error{input} with file:line:column.

#include <sandan/model/firm.hpp>
#include <sandan/model/plan.hpp>
#include <sandan/model/read_finding.hpp>

#include <string>
#include <vector>

namespace sandan::io {

[[nodiscard]] std::vector<model::Firm> read_firms(const std::string& path, model::ReadLog& log);

/// Both ends must be among `firms`; one that only differs in spelling is told in `log`.
[[nodiscard]] std::vector<model::Link>
read_links(const std::string& path, const std::vector<model::Firm>& firms, model::ReadLog& log);

/// The complex must be one of the plan's; one row per complex and year.
[[nodiscard]] std::vector<model::Capacity>
read_capacities(const std::string& path, const model::Plan& plan, model::ReadLog& log);

/// The firm must be among `firms`, as in read_links(); one row per firm.
[[nodiscard]] std::vector<model::Assignment> read_assignments(const std::string& path,
                                                              const std::vector<model::Firm>& firms,
                                                              model::ReadLog& log);

} // namespace sandan::io
