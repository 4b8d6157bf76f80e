#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

namespace sandan::siting {

/// Neighbours of every node, ascending; symmetric, without self.
using Graph = std::vector<std::vector<std::size_t>>;

/// Calls `visit` once for every connected set of 1 to `max_size` nodes, by exclusive-neighbour
/// extension (ESU; Wernicke 2006, IEEE/ACM TCBB 3(4)): time in the number of sets times their
/// neighbourhood. Nodes of a set come in the order they joined, the least first. Stops when
/// `visit` returns false, and then returns false.
bool contiguous_sets(const Graph& graph, std::size_t max_size,
                     const std::function<bool(std::span<const std::size_t>)>& visit);

} // namespace sandan::siting
