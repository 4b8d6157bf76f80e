#include "allocation/demand.hpp"
#include "allocation/instance.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace sandan::allocation {

namespace {

constexpr double rounding = 0.5;
constexpr double surely = 0.5 - 1e-6;

/// Sums over the lots of a set.
struct Aggregate {
    double area = 0;
    double perimeter = 0;
    double frontage = 0;
    double price_area = 0;
    std::array<double, 3> feature_area{};
    int year = 0;
};

bool admits(const InstanceFirm& firm, const InstanceLot& lot) {
    return lot.available && lot.receptor_m >= firm.separation &&
           lot.year <= firm.year + firm.max_delay &&
           std::find(firm.zones.begin(), firm.zones.end(), lot.zone) != firm.zones.end();
}

/// value = ⌊base·(1000 + 150 fit − 250 waste − 150 shape − 50 delay)/1000 + ½⌋; ≤ 0 or a broken
/// window: not a candidate (0).
/// `half` is the ½: a little less when sums come with the noise of a subtraction.
std::int64_t value_of(const InstanceFirm& firm, const Aggregate& site, double half) {
    if (site.area < firm.area_min || site.area > firm.area_max ||
        site.frontage < firm.min_frontage - 1e-9 ||
        site.price_area > firm.max_price * site.area + 1e-6) {
        return 0;
    }
    double fit = 0;
    for (std::size_t i = 0; i < 3; ++i) {
        fit += firm.weights[i] * site.feature_area[i];
    }
    fit /= site.area;
    const double waste = std::min(1.0, (site.area - firm.area_min) / firm.area_min);
    const double shape = 1 - std::min(1.0, 16 * site.area / (site.perimeter * site.perimeter));
    const double delay = std::max(0, site.year - firm.year);
    const double points =
        firm.base * (1000 + 150 * fit - 250 * waste - 150 * shape - 50 * delay) / 1000;
    return std::max<std::int64_t>(0, static_cast<std::int64_t>(std::floor(points + half)));
}

/// Collects the columns of every set; a column is left out when the same firm gets at least as
/// much from the set less one lot in the same cluster (exact dominance: it uses less).
class Collector : public SetVisitor {
public:
    Collector(const Instance& instance, bool links) : m_instance{instance}, m_links{links} {
        m_columns.resize(instance.firms.size());
        for (const auto& lot : instance.lots) {
            std::vector<bool> firms;
            for (const auto& firm : instance.firms) {
                firms.push_back(admits(firm, lot));
            }
            m_admits.push_back(std::move(firms));
        }
    }

    bool enter(std::span<const std::uint32_t> lots) override {
        const auto lot = lots.back();
        if (m_levels.size() < lots.size()) {
            m_levels.emplace_back();
        }
        auto& level = m_levels[lots.size() - 1];
        level.firms.clear();
        const auto* const before = lots.size() > 1 ? &m_levels[lots.size() - 2] : nullptr;
        if (before != nullptr &&
            m_instance.lots[lot].district != m_instance.lots[lots.front()].district) {
            return false;
        }
        level.sums = before != nullptr ? before->sums : Aggregate{};
        add_lot(lots, level);
        const auto take = [&](std::uint32_t f) {
            if (m_admits[lot][f] && level.sums.area <= m_instance.firms[f].area_max &&
                lots.size() <= m_instance.firms[f].max_lots) {
                level.firms.push_back(f);
            }
        };
        if (before == nullptr) {
            for (std::uint32_t f = 0; f < m_instance.firms.size(); ++f) {
                take(f);
            }
        } else {
            std::for_each(before->firms.begin(), before->firms.end(), take);
        }
        collect(lots, level);
        return !level.firms.empty();
    }

    void leave() override {}

    Problem take() {
        std::size_t all = 0;
        for (const auto& columns : m_columns) {
            all += columns.size();
        }
        m_problem.columns.reserve(all);
        for (auto& columns : m_columns) {
            m_problem.columns.insert(m_problem.columns.end(), columns.begin(), columns.end());
            std::vector<Column>{}.swap(columns); // there are millions
        }
        return std::move(m_problem);
    }

private:
    struct Touch {
        std::size_t other = 0; ///< Position in the set.
        double shared = 0;     ///< m
    };

    struct Level {
        Aggregate sums;
        std::vector<std::uint32_t> firms; ///< That may still take the set or a larger one.
        std::vector<Touch> touches;       ///< Earlier lots that the last one touches.
    };

    void add_lot(std::span<const std::uint32_t> lots, Level& level) const {
        const auto& data = m_instance.lots[lots.back()];
        auto& sums = level.sums;
        sums.area += data.area;
        sums.perimeter += data.perimeter;
        sums.frontage += data.frontage;
        sums.price_area += data.price * data.area;
        sums.year = std::max(sums.year, data.year);
        for (std::size_t i = 0; i < 3; ++i) {
            sums.feature_area[i] += data.features[i] * data.area;
        }
        level.touches.clear();
        for (const auto& neighbour : m_instance.graph[lots.back()]) {
            const auto at = std::find(lots.begin(), lots.end() - 1, neighbour.lot);
            if (at != lots.end() - 1) {
                level.touches.push_back(
                    {static_cast<std::size_t>(at - lots.begin()), neighbour.shared});
                sums.perimeter -= 2 * neighbour.shared;
            }
        }
    }

    /// Who touches whom in the set, as bits.
    void note_neighbours(std::size_t count) {
        m_near.assign(count, 0);
        for (std::size_t i = 0; i < count; ++i) {
            for (const auto& touch : m_levels[i].touches) {
                m_near[i] |= 1U << touch.other;
                m_near[touch.other] |= 1U << i;
            }
        }
    }

    /// The set without lot `out` is still in one piece.
    [[nodiscard]] bool connected_without(std::size_t out) const {
        const auto wanted = ((1U << m_near.size()) - 1) & ~(1U << out);
        std::uint32_t reached = wanted & (~wanted + 1);
        for (std::uint32_t fresh = reached; fresh != 0;) {
            std::uint32_t next = 0;
            for (; fresh != 0; fresh &= fresh - 1) {
                next |= m_near[static_cast<std::size_t>(std::countr_zero(fresh))];
            }
            fresh = next & wanted & ~reached;
            reached |= fresh;
        }
        return reached == wanted;
    }

    [[nodiscard]] Aggregate sums_without(std::span<const std::uint32_t> lots,
                                         std::size_t out) const {
        auto sums = m_levels[lots.size() - 1].sums;
        const auto& data = m_instance.lots[lots[out]];
        sums.area -= data.area;
        sums.perimeter -= data.perimeter;
        sums.frontage -= data.frontage;
        sums.price_area -= data.price * data.area;
        for (std::size_t i = 0; i < 3; ++i) {
            sums.feature_area[i] -= data.features[i] * data.area;
        }
        sums.year = 0;
        for (std::size_t i = 0; i < lots.size(); ++i) {
            sums.year = i == out ? sums.year : std::max(sums.year, m_instance.lots[lots[i]].year);
            for (const auto& touch : m_levels[i].touches) {
                sums.perimeter += i == out || touch.other == out ? 2 * touch.shared : 0;
            }
        }
        return sums;
    }

    /// Block of the site: the greatest share of area, the lowest block among equals.
    [[nodiscard]] std::uint32_t cluster(std::span<const std::uint32_t> lots) const {
        std::vector<std::pair<std::uint32_t, double>> blocks;
        for (const auto lot : lots) {
            const auto block = m_instance.lots[lot].block;
            const auto at = std::find_if(blocks.begin(), blocks.end(),
                                         [&](const auto& entry) { return entry.first == block; });
            if (at == blocks.end()) {
                blocks.emplace_back(block, m_instance.lots[lot].area);
            } else {
                at->second += m_instance.lots[lot].area;
            }
        }
        const auto best =
            std::min_element(blocks.begin(), blocks.end(), [](const auto& a, const auto& b) {
                return a.second != b.second ? a.second > b.second : a.first < b.first;
            });
        return best->first;
    }

    struct Smaller {
        std::uint32_t cluster = 0;
        Aggregate sums;
    };

    /// The connected sets that lack one lot of `lots` and hold `least` m² or more.
    void find_smaller(std::span<const std::uint32_t> lots, double least) {
        m_smaller.clear();
        const double area = m_levels[lots.size() - 1].sums.area;
        for (std::size_t i = 0; i < lots.size() && lots.size() > 1; ++i) {
            if (area - m_instance.lots[lots[i]].area < least || !connected_without(i)) {
                continue;
            }
            std::uint32_t where = 0;
            if (m_links) {
                m_rest.assign(lots.begin(), lots.end());
                m_rest.erase(m_rest.begin() + static_cast<std::ptrdiff_t>(i));
                where = cluster(m_rest);
            }
            m_smaller.push_back({where, sums_without(lots, i)});
        }
        std::sort(m_smaller.begin(), m_smaller.end(), [](const auto& a, const auto& b) {
            return a.sums.area < b.sums.area; // the thriftiest is the likeliest to dominate
        });
    }

    void collect(std::span<const std::uint32_t> joined, const Level& level) {
        m_found.clear();
        double least = 1e300;
        for (const auto f : level.firms) {
            const auto& firm = m_instance.firms[f];
            const auto value =
                level.sums.area < firm.area_min ? 0 : value_of(firm, level.sums, rounding);
            if (value > 0) {
                m_found.emplace_back(f, value);
                least = std::min(least, firm.area_min);
            }
        }
        if (m_found.empty()) {
            return;
        }
        note_neighbours(joined.size());
        find_smaller(joined, least);
        const auto where = m_links ? cluster(joined) : 0;
        std::erase_if(m_found, [&](const auto& entry) {
            const auto& firm = m_instance.firms[entry.first];
            return std::any_of(m_smaller.begin(), m_smaller.end(), [&](const Smaller& set) {
                return set.cluster == where && set.sums.area >= firm.area_min &&
                       value_of(firm, set.sums, surely) >= entry.second;
            });
        });
        if (m_found.empty()) {
            return;
        }
        m_rest.assign(joined.begin(), joined.end());
        std::sort(m_rest.begin(), m_rest.end());
        const auto set = m_problem.add_set(m_rest, m_instance.lots[joined.front()].district, where);
        for (const auto& [f, value] : m_found) {
            m_columns[f].push_back({f, set, m_links ? value * 100 : value});
        }
    }

    const Instance& m_instance;
    bool m_links;
    std::vector<std::vector<bool>> m_admits; ///< [lot][firm]
    std::vector<Level> m_levels;             ///< By number of lots.
    std::vector<std::uint32_t> m_near;
    std::vector<Smaller> m_smaller;
    std::vector<std::uint32_t> m_rest;
    std::vector<std::pair<std::uint32_t, std::int64_t>> m_found;
    Problem m_problem;
    std::vector<std::vector<Column>> m_columns;
};

void add_capacities(const Instance& instance, Problem& problem) {
    problem.places = instance.districts.size();
    for (const auto& district : instance.districts) {
        for (const auto capacity : district) {
            problem.capacity.push_back(thousandths(capacity));
        }
    }
    for (const auto& firm : instance.firms) {
        for (std::uint32_t d = 0; d < problem.places; ++d) {
            auto& uses = problem.uses.emplace_back();
            for (std::uint32_t u = 0; u < 3; ++u) {
                if (firm.demand[u] > 0) {
                    uses.push_back({d * 3 + u, thousandths(firm.demand[u])});
                }
            }
        }
    }
    std::erase_if(problem.columns, [&](const Column& column) {
        const auto& uses = problem.uses_of(column);
        return std::any_of(uses.begin(), uses.end(),
                           [&](const Use& use) { return use.amount > problem.capacity[use.row]; });
    });
}

void add_links(const Instance& instance, Problem& problem) {
    const auto& at = instance.block_centroids;
    problem.clusters = at.size();
    problem.proximity.resize(at.size() * at.size());
    for (std::size_t a = 0; a < at.size(); ++a) {
        for (std::size_t b = 0; b < at.size(); ++b) {
            const double d = std::hypot(at[a][0] - at[b][0], at[a][1] - at[b][1]);
            const double near = a == b ? 1.0 : std::max(0.0, 1 - d / 1500);
            problem.proximity[a * at.size() + b] =
                static_cast<std::uint8_t>(std::floor(near * 100 + 0.5));
        }
    }
    for (const auto& link : instance.links) {
        problem.links.push_back({link.a, link.b, link.gain});
    }
}

} // namespace

Problem build_problem(const Instance& instance, std::size_t max_lots, bool links) {
    const bool with_links = links && !instance.links.empty();
    Collector collector{instance, with_links};
    enumerate_connected(instance.graph, max_lots, collector);
    auto problem = collector.take();
    problem.firms = instance.firms.size();
    problem.lots = instance.lots.size();
    add_capacities(instance, problem);
    if (with_links) {
        add_links(instance, problem);
    }
    return problem;
}

} // namespace sandan::allocation
