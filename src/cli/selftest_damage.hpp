#pragma once
// What the faults of the self-test are made with.

#include <sandan/model/project.hpp>

#include <functional>
#include <string>
#include <string_view>

namespace sandan::cli::damage {

[[nodiscard]] model::Layer* layer(model::Project& project, std::string_view role);

/// Sets a field; false if the layer has no such column.
bool set(model::Layer& layer, model::Feature& feature, std::string_view field, model::Value value);

using Pick = std::function<bool(const model::Layer&, const model::Feature&)>;

/// The first feature of a role that fits; null without one.
[[nodiscard]] model::Feature* first(model::Project& project, std::string_view role,
                                    const Pick& pick = {});

/// Sets a field of the first feature that fits, or of all of them; false if none does.
bool set_first(model::Project& project, std::string_view role, std::string_view field,
               const model::Value& value, const Pick& pick = {});
bool set_all(model::Project& project, std::string_view role, std::string_view field,
             const model::Value& value, const Pick& pick = {});

/// Features whose text field is one of the words (separated by `|`).
[[nodiscard]] Pick where(std::string_view field, std::string_view words);
/// Features whose text field is not empty.
[[nodiscard]] Pick given(std::string_view field);
/// Lots that a firm could take.
[[nodiscard]] Pick for_firms(const model::Project& project);

void move(geom::Shape& shape, double dx, double dy);
[[nodiscard]] geom::Shape rectangle(const geom::Point& south_west, double width, double height);
/// South-west corner of a shape's box.
[[nodiscard]] geom::Point corner(const geom::Shape& shape);

/// The first firm with land, and its first lot; nulls if the plan assigns nothing.
struct Tenant {
    model::Firm* firm = nullptr;
    model::Feature* lot = nullptr;
    std::size_t assignment = 0;
};

[[nodiscard]] Tenant tenant(model::Project& project,
                            const std::function<bool(const model::Firm&)>& pick = {});

/// Puts the first feature of a role onto the tenant's lot; false without one of the two.
bool bring(model::Project& project, std::string_view role);

/// The first published figure of a rule.
[[nodiscard]] model::Fact* fact(model::Project& project, std::string_view rule);

} // namespace sandan::cli::damage
