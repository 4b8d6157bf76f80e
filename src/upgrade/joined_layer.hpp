#pragma once

#include <sandan/model/project.hpp>

#include <string>

namespace sandan::upgrade {

/// All layers of a role as one, in plan order, with the canonical fields that any of them has (in a
/// project without roles, all fields). Record numbers stay: they are unique within each file only.
[[nodiscard]] model::Layer joined_layer(const model::Project& project, const std::string& role);

} // namespace sandan::upgrade
