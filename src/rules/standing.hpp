#pragma once
// What stands in a complex today, as registers and layers say it.

#include <sandan/rules/context.hpp>

#include <optional>
#include <string>

namespace sandan::rules {

/// What the word of a factory register says of a firm: in operation, closed or suspended; nothing
/// for a word that no list (UG-12) has, or no word.
[[nodiscard]] std::optional<bool> operates(const Context& context, const std::string& status);

/// Area of the car parks of a complex. Those that name none are of the only complex; where there
/// are several the area is not known, and neither is it without a layer of car parks.
[[nodiscard]] std::optional<double> car_parks_m2(const model::Project& project,
                                                 const std::string& complex);

} // namespace sandan::rules
