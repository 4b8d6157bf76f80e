#pragma once
// The option --cross-check: some or all of a result is computed a second time by GEOS.

#include <sandan/core/text.hpp>
#include <sandan/overlay/overlap.hpp>

#include "cli/arguments.hpp"
#include "cli/command.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace sandan::cli {

/// Without a value a sample: --cross-check[=none|sample|all]. `what`: its line of help.
void add_cross_check(Arguments& app, std::string& word, const Text& what);

[[nodiscard]] overlay::CrossCheck cross_check_of(const std::string& word);

/// Every how many-th record is looked at; 0: none.
[[nodiscard]] std::size_t step_of(overlay::CrossCheck check);

/// What a record of the layer `path` is called where engines disagree on it.
[[nodiscard]] Text record_called(const std::string& path, std::string_view id);

/// On stderr, if any were: so many of all records agree.
void note_checked(const Common& common, std::size_t checked, std::size_t all);

} // namespace sandan::cli
