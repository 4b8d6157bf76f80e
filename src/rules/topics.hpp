#pragma once
// The rule tables, one per topic and file. To add a rule: write its function in the topic's file,
// give it a row in that file's table, and an entry in gis_data/rules/*.toml. To add a topic: a
// file, a line here, and a line in catalogue.cpp.

#include <sandan/rules/rule.hpp>

#include <span>

namespace sandan::rules {

[[nodiscard]] std::span<const Rule> integrity_rules();
[[nodiscard]] std::span<const Rule> ingest_rules();
[[nodiscard]] std::span<const Rule> notice_rules();
[[nodiscard]] std::span<const Rule> geometry_rules();
[[nodiscard]] std::span<const Rule> partition_rules();
[[nodiscard]] std::span<const Rule> budget_rules();
[[nodiscard]] std::span<const Rule> facility_rules();
[[nodiscard]] std::span<const Rule> density_rules();
[[nodiscard]] std::span<const Rule> zoning_rules();
[[nodiscard]] std::span<const Rule> parcel_division_rules();
[[nodiscard]] std::span<const Rule> site_lot_rules();
[[nodiscard]] std::span<const Rule> admission_rules();
[[nodiscard]] std::span<const Rule> demand_rules();
[[nodiscard]] std::span<const Rule> protection_rules();
[[nodiscard]] std::span<const Rule> siting_rules();
[[nodiscard]] std::span<const Rule> programme_rules();
[[nodiscard]] std::span<const Rule> roster_rules();
[[nodiscard]] std::span<const Rule> upgrade_rules();
[[nodiscard]] std::span<const Rule> renewal_rules();
[[nodiscard]] std::span<const Rule> position_rules();
[[nodiscard]] std::span<const Rule> figure_rules();
[[nodiscard]] std::span<const Rule> corner_rules();
[[nodiscard]] std::span<const Rule> process_rules();
[[nodiscard]] std::span<const Rule> restriction_rules();
[[nodiscard]] std::span<const Rule> water_rules();
[[nodiscard]] std::span<const Rule> chain_rules();
[[nodiscard]] std::span<const Rule> change_rules();

} // namespace sandan::rules
