#pragma once

#include <sandan/siting/feasibility.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sandan::siting {

/// One thing to do differently: other lots, a wish of the firm, its time, or (in allocation) a
/// capacity. Never the law.
struct Change {
    enum class Kind {
        merge,
        leave_out,
        area,
        lots,
        frontage,
        price,
        footprint,
        floor_area,
        wait,
        capacity
    };
    Kind kind = Kind::area;
    double amount = 0;           ///< > 0, in `unit`.
    std::string unit;            ///< m², lots, m, KRW, years, m³/d or kW.
    double share = 0;            ///< Of what was wished or planned; for lots, of the site's area.
    std::optional<double> krw{}; ///< merge: the added land at its asking price.
    Text text;
};

[[nodiscard]] std::string_view to_string(Change::Kind kind) noexcept;

/// Changes that together open a site.
struct Relaxation {
    std::vector<Change> changes;

    [[nodiscard]] Text text() const;
};

/// True if `a` asks less than `b`: other lots before bent wishes, then fewer changes, then the
/// smaller sum of shares.
[[nodiscard]] bool asks_less(const Relaxation& a, const Relaxation& b);

/// What would let a firm have a site that it cannot have. Each answer was judged by every rule
/// again and makes the site feasible or conditional; none lifts a prohibition: only the firm's own
/// terms (SI-06, PC-06), its planned floor (SI-05) and the lots change. Distances and capacities
/// that are at somebody's discretion close no site: they are conditions, told with what is lacking.
class Relaxations {
public:
    /// Keeps references; both must outlive this object.
    Relaxations(const rules::Context& context, const Matrix& matrix);

    /// Up to three: with more lots, with fewer, with other wishes; the one that asks least first.
    /// Empty for a cell that is not infeasible, or that no such change would help.
    [[nodiscard]] std::vector<Relaxation> all(const FirmSite& cell) const;

    /// The first of all(), in words.
    [[nodiscard]] Text cheapest(const FirmSite& cell) const;

private:
    [[nodiscard]] std::optional<Change> other_lots(const FirmSite& cell, bool more) const;
    /// The one that asks least first.
    [[nodiscard]] std::vector<Relaxation> other_lots(const FirmSite& cell) const;
    [[nodiscard]] std::optional<Relaxation> other_wishes(const FirmSite& cell) const;

    const rules::Context& m_context;
    const Matrix& m_matrix;
    PairRules m_rules;
    std::vector<std::vector<std::size_t>> m_sites_of_lot;
};

} // namespace sandan::siting
