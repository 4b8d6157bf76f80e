#pragma once

#include <sandan/rules/context.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace sandan::allocation {

/// Where a site counts as lying for proximity: its block; a site without one stands for itself.
[[nodiscard]] std::string cluster_name(const rules::Site& site);

/// Nearness of every two of these sites, each the site of another cluster: [i × count + j].
[[nodiscard]] std::vector<std::uint8_t>
nearness_table(const rules::Context& context, const std::vector<const rules::Site*>& sites);

/// Nearness (0…100) between two sites by their clusters: 100 in the same one, else by the distance
/// of the clusters' area-weighted centroids (all lots of the block, sold or not) against SI-29
/// `reach`; without a value only the same cluster is near.
[[nodiscard]] int nearness_of(const rules::Context& context, const rules::Site& a,
                              const rules::Site& b);

} // namespace sandan::allocation
