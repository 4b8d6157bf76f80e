#include "allocation/demand.hpp"
#include "allocation/instance.hpp"

#include <algorithm>
#include <cmath>

namespace sandan::allocation {

namespace {

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
std::int64_t value_of(const InstanceFirm& firm, const Aggregate& site) {
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
    return std::max<std::int64_t>(0, static_cast<std::int64_t>(std::floor(points + 0.5)));
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
        Level level;
        if (lots.size() > 1 &&
            m_instance.lots[lot].district != m_instance.lots[lots.front()].district) {
            m_levels.push_back({});
            return false;
        }
        level.sums = lots.size() > 1 ? m_levels.back().sums : Aggregate{};
        add(level.sums, lot, lots.first(lots.size() - 1));
        const auto firm_open = [&](std::uint32_t f) {
            return m_admits[lot][f] && level.sums.area <= m_instance.firms[f].area_max &&
                   lots.size() <= m_instance.firms[f].max_lots;
        };
        if (lots.size() == 1) {
            for (std::uint32_t f = 0; f < m_instance.firms.size(); ++f) {
                if (firm_open(f)) {
                    level.firms.push_back(f);
                }
            }
        } else {
            std::copy_if(m_levels.back().firms.begin(), m_levels.back().firms.end(),
                         std::back_inserter(level.firms), firm_open);
        }
        collect(lots, level);
        m_levels.push_back(std::move(level));
        return !m_levels.back().firms.empty();
    }

    void leave() override { m_levels.pop_back(); }

    Problem take() {
        for (const auto& columns : m_columns) {
            m_problem.columns.insert(m_problem.columns.end(), columns.begin(), columns.end());
        }
        return std::move(m_problem);
    }

private:
    struct Level {
        Aggregate sums;
        std::vector<std::uint32_t> firms; ///< That may still take the set or a larger one.
    };

    void add(Aggregate& sums, std::uint32_t lot, std::span<const std::uint32_t> others) const {
        const auto& data = m_instance.lots[lot];
        sums.area += data.area;
        sums.perimeter += data.perimeter;
        sums.frontage += data.frontage;
        sums.price_area += data.price * data.area;
        sums.year = std::max(sums.year, data.year);
        for (std::size_t i = 0; i < 3; ++i) {
            sums.feature_area[i] += data.features[i] * data.area;
        }
        for (const auto& neighbour : m_instance.graph[lot]) {
            if (std::find(others.begin(), others.end(), neighbour.lot) != others.end()) {
                sums.perimeter -= 2 * neighbour.shared;
            }
        }
    }

    [[nodiscard]] Aggregate sum(std::span<const std::uint32_t> lots) const {
        Aggregate sums;
        for (std::size_t i = 0; i < lots.size(); ++i) {
            add(sums, lots[i], lots.first(i));
        }
        return sums;
    }

    [[nodiscard]] bool connected(std::span<const std::uint32_t> lots) const {
        std::vector<std::uint32_t> reached{lots.front()};
        for (std::size_t next = 0; next < reached.size(); ++next) {
            for (const auto& neighbour : m_instance.graph[reached[next]]) {
                if (std::find(lots.begin(), lots.end(), neighbour.lot) != lots.end() &&
                    std::find(reached.begin(), reached.end(), neighbour.lot) == reached.end()) {
                    reached.push_back(neighbour.lot);
                }
            }
        }
        return reached.size() == lots.size();
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

    /// The connected sets that lack one lot of `lots`.
    [[nodiscard]] std::vector<Smaller> smaller_sets(std::span<const std::uint32_t> lots) const {
        std::vector<Smaller> sets;
        for (std::size_t i = 0; i < lots.size() && lots.size() > 1; ++i) {
            std::vector<std::uint32_t> rest(lots.begin(), lots.end());
            rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
            if (connected(rest)) {
                sets.push_back({m_links ? cluster(rest) : 0, sum(rest)});
            }
        }
        return sets;
    }

    void collect(std::span<const std::uint32_t> joined, const Level& level) {
        std::vector<std::pair<std::uint32_t, std::int64_t>> found;
        double least = 1e300;
        for (const auto f : level.firms) {
            const auto value = value_of(m_instance.firms[f], level.sums);
            if (value > 0) {
                found.emplace_back(f, value);
                least = std::min(least, m_instance.firms[f].area_min);
            }
        }
        if (found.empty()) {
            return;
        }
        std::vector<std::uint32_t> lots(joined.begin(), joined.end());
        std::sort(lots.begin(), lots.end());
        const auto where = m_links ? cluster(lots) : 0;
        const auto smaller = smaller_sets(lots);
        std::erase_if(found, [&](const auto& entry) {
            return std::any_of(smaller.begin(), smaller.end(), [&](const Smaller& set) {
                return set.cluster == where &&
                       set.sums.area >= m_instance.firms[entry.first].area_min &&
                       value_of(m_instance.firms[entry.first], set.sums) >= entry.second;
            });
        });
        if (found.empty()) {
            return;
        }
        const auto set = m_problem.add_set(lots, m_instance.lots[lots.front()].district, where);
        for (const auto& [f, value] : found) {
            m_columns[f].push_back({f, set, m_links ? value * 100 : value});
        }
    }

    const Instance& m_instance;
    bool m_links;
    std::vector<std::vector<bool>> m_admits; ///< [lot][firm]
    std::vector<Level> m_levels;
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
