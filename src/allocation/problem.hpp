#pragma once
// The allocation as numbers only: which sites a firm may take, what each is worth and what it
// uses. Everything is an integer, so sums are exact and the order of adding does not matter.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sandan::allocation {

/// A connected set of lots. `place` picks the capacity rows it draws on, `cluster` is where it
/// counts as lying for proximity.
struct LotSet {
    std::uint32_t first = 0; ///< Into Problem::members
    std::uint16_t count = 0;
    std::uint16_t place = 0;
    std::uint32_t cluster = 0;
};

/// A candidate: one firm on one lot set.
struct Column {
    std::uint32_t firm = 0;
    std::uint32_t set = 0;
    std::int64_t value = 0;
};

/// Use of a capacity row.
struct Use {
    std::uint32_t row = 0;
    std::int64_t amount = 0;
};

/// Worth `gain` × proximity (0…100) of the two firms' clusters, when both are placed.
struct Link {
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    std::int64_t gain = 0; ///< ≥ 0
};

/// What a choice must be worth under another objective: Σ values + Σ link gains ≥ least.
struct Floor {
    std::vector<std::int64_t> values; ///< Per column.
    std::vector<std::int64_t> gains;  ///< Per link, per hundredth of nearness; empty: none gain.
    std::int64_t least = 1;           ///< > 0
};

struct Problem {
    std::size_t firms = 0;
    std::size_t lots = 0;
    std::size_t places = 1;
    std::size_t clusters = 1;
    std::vector<std::uint32_t> members; ///< Lots of the sets, ascending within a set.
    std::vector<LotSet> sets;
    std::vector<Column> columns;        ///< Ascending by firm.
    std::vector<std::int64_t> capacity; ///< One per row.
    std::vector<std::vector<Use>> uses; ///< [firm × places + place]
    std::vector<Link> links;
    std::vector<Floor> floors;
    std::vector<std::uint8_t> proximity; ///< [cluster × clusters + cluster], symmetric, 0…100

    [[nodiscard]] std::span<const std::uint32_t> lots_of(const Column& column) const {
        const auto& set = sets[column.set];
        return {members.data() + set.first, set.count};
    }

    [[nodiscard]] const std::vector<Use>& uses_of(const Column& column) const {
        return uses[column.firm * places + sets[column.set].place];
    }

    [[nodiscard]] std::int64_t nearness(std::uint32_t a, std::uint32_t b) const {
        return proximity[a * clusters + b];
    }

    std::uint32_t add_set(std::span<const std::uint32_t> lot_set, std::uint16_t place,
                          std::uint32_t cluster);
};

inline constexpr std::int32_t unplaced = -1;

/// Position in `columns` per firm, or `unplaced`.
using Choice = std::vector<std::int32_t>;

/// Value of a choice including links.
[[nodiscard]] std::int64_t worth(const Problem& problem, const Choice& choice);

/// True when no lot is used twice and every capacity row holds.
[[nodiscard]] bool is_feasible(const Problem& problem, const Choice& choice);

/// True when the choice is worth as much as every floor asks.
[[nodiscard]] bool reaches_floors(const Problem& problem, const Choice& choice);

/// Share of a floor that a column, or a link between two clusters, reaches.
[[nodiscard]] double floor_share(const Floor& floor, std::size_t column);
[[nodiscard]] double floor_share(const Problem& problem, const Floor& floor, std::size_t link,
                                 std::uint32_t k, std::uint32_t l);

/// Positions in `columns` where each firm's columns begin; one more entry than firms.
[[nodiscard]] std::vector<std::uint32_t> firm_starts(const Problem& problem);

} // namespace sandan::allocation
