#pragma once
// Every connected set of lots exactly once (ESU, Wernicke 2006: the least lot is the root, a lot is
// added only through the neighbour that first reached it).

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sandan::allocation {

struct Neighbour {
    std::uint32_t lot = 0;
    double shared = 0; ///< m of common border
};

using LotGraph = std::vector<std::vector<Neighbour>>;

/// Decides and collects while the sets grow.
class SetVisitor {
public:
    virtual ~SetVisitor() = default;
    /// `lots` in the order of joining; the last one is new. False = no larger set is of interest.
    virtual bool enter(std::span<const std::uint32_t> lots) = 0;
    /// The set last entered and not left is done.
    virtual void leave() = 0;
};

void enumerate_connected(const LotGraph& graph, std::size_t max_lots, SetVisitor& visitor);

} // namespace sandan::allocation
