#pragma once

#include <sandan/core/text.hpp>

namespace sandan::geom {

/// Two engines that must agree do not. `what`: the thing they measured; `ours`: who measured it
/// here, e.g. "the coverage says"; `unit`: " m²". \throws Error{geometry} "ENGINES-DISAGREE" with
/// both numbers.
[[noreturn]] void disagree(const Text& what, const Text& ours, double number, double by_geos,
                           const char* unit);

/// The same of a shared border. \throws that.
[[noreturn]] void disagree_on_border(const Text& what, double length, double by_geos);

} // namespace sandan::geom
