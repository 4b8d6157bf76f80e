#include "allocation/plan_problem.hpp"

#include <sandan/core/error.hpp>

#include "allocation/clusters.hpp"
#include "allocation/explain.hpp"
#include "allocation/locks.hpp"
#include "allocation/value.hpp"
#include "core/korean.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace sandan::allocation {

namespace {

/// More places than this make a table of their distances that no machine at hand holds.
constexpr std::size_t most_clusters = 10'000;

/// Small whole numbers for keys, in order of first sight.
template <typename Key>
class Numbering {
public:
    std::uint32_t operator()(const Key& key) {
        return m_numbers.emplace(key, static_cast<std::uint32_t>(m_numbers.size())).first->second;
    }

    [[nodiscard]] std::size_t size() const { return m_numbers.size(); }

private:
    std::map<Key, std::uint32_t> m_numbers;
};

class Builder {
public:
    Builder(const rules::Context& context, const siting::Matrix& matrix, const Options& options)
        : m_context{context},
          m_matrix{matrix},
          m_options{options},
          m_locks{context.project, options.locks},
          m_weights{weights_of(options.objective)},
          m_totals{totals_of(context.project)} {}

    PlanProblem build() {
        const auto& project = m_context.project;
        auto& problem = m_plan.problem;
        const auto* const lots = project.layer("lots");
        problem.firms = project.firms.size();
        problem.lots = lots == nullptr ? 0 : lots->features.size();
        m_plan.rows = capacity_rows(project);
        for (const auto& row : m_plan.rows) {
            problem.capacity.push_back(row.capacity);
        }
        add_sets();
        add_uses();
        add_columns();
        if (m_options.links && m_weights.proximity > 0) {
            add_links();
        }
        price_moves();
        add_bonus();
        m_plan.conflicts = m_locks.conflicts(m_context, m_matrix, m_options);
        return std::move(m_plan);
    }

private:
    /// Every site is a set, so positions agree.
    void add_sets() {
        for (std::size_t s = 0; s < m_matrix.sites.size(); ++s) {
            const auto& site = m_matrix.sites[s];
            const auto place = m_places({site.complex, site.available_year.value_or(0)});
            const auto cluster = m_clusters(cluster_name(site));
            if (place == m_place_sites.size()) {
                m_place_sites.push_back(s);
            }
            if (cluster == m_cluster_sites.size()) {
                m_cluster_sites.push_back(s);
            }
            const std::vector<std::uint32_t> lots(site.lots.begin(), site.lots.end());
            m_plan.problem.add_set(lots, static_cast<std::uint16_t>(place), cluster);
            m_compactness.push_back(compactness_of(m_context, site.lots));
        }
        m_plan.problem.places = std::max<std::size_t>(1, m_places.size());
        m_plan.problem.clusters = std::max<std::size_t>(1, m_clusters.size());
    }

    void add_uses() {
        m_plan.problem.uses.resize(m_plan.problem.firms * m_plan.problem.places);
        for (std::size_t f = 0; f < m_plan.problem.firms; ++f) {
            for (std::size_t p = 0; p < m_place_sites.size(); ++p) {
                m_plan.problem.uses[f * m_plan.problem.places + p] =
                    uses(m_context.project.firms[f], m_matrix.sites[m_place_sites[p]]);
            }
        }
    }

    [[nodiscard]] std::vector<Use> uses(const model::Firm& firm, const rules::Site& site) const {
        std::vector<Use> result;
        for (std::uint32_t r = 0; r < m_plan.rows.size(); ++r) {
            const auto amount = demand_of(firm, m_plan.rows[r].utility);
            if (amount > 0 && draws_on(m_plan.rows[r], site, start_year(firm, site))) {
                result.push_back({r, amount});
            }
        }
        return result;
    }

    void add_columns() {
        for (std::uint32_t f = 0; f < m_plan.problem.firms; ++f) {
            const auto& firm = m_context.project.firms[f];
            const auto limit = lots_allowed(firm, m_options);
            const int own = firm.max_lots.value_or(m_options.plan_max_parcels);
            m_plan.full_scope = m_plan.full_scope && limit == own;
            m_plan.required.push_back(firm.mandatory || m_locks.locked(f));
            for (std::uint32_t s = 0; s < m_matrix.sites.size(); ++s) {
                const auto& lots = m_matrix.sites[s].lots;
                if (usable(m_matrix.at(f, s)) && static_cast<int>(lots.size()) <= limit &&
                    m_locks.permits(f, lots)) {
                    add_column(f, s);
                }
            }
        }
    }

    void add_column(std::uint32_t f, std::uint32_t s) {
        const auto& cell = m_matrix.at(f, s);
        const Column column{f, s,
                            points_of(m_context.project.firms[f], cell.score, m_compactness[s],
                                      m_weights, m_totals)};
        const auto& needs = m_plan.problem.uses_of(column);
        const bool fits = std::all_of(needs.begin(), needs.end(), [&](const Use& use) {
            return use.amount <= m_plan.problem.capacity[use.row];
        });
        if (fits) {
            m_plan.problem.columns.push_back(column);
            m_plan.cell_of_column.push_back(f * m_matrix.sites.size() + s);
        }
    }

    void add_links() {
        auto& problem = m_plan.problem;
        const auto& firms = m_context.project.firms;
        const auto position = [&](const std::string& id) {
            const auto at = std::find_if(firms.begin(), firms.end(),
                                         [&](const auto& firm) { return firm.id == id; });
            return static_cast<std::uint32_t>(at - firms.begin());
        };
        for (const auto& link : m_context.project.links) {
            if (link.weight < 0) {
                throw Error{
                    ErrorKind::input,
                    Text{format_ko(
                             "{}:{}: 가중치 {}이(가) 음수입니다; 거래의 가치는 0 이상이어야 합니다",
                             m_context.project.plan.links, link.line, link.weight),
                         fmt::format("{}:{}: weight {} is negative, a link is worth 0 or more",
                                     m_context.project.plan.links, link.line, link.weight)}};
            }
            const auto a = position(link.from);
            const auto b = position(link.to);
            const auto gain = link_points(link, m_weights, m_totals);
            if (a < firms.size() && b < firms.size() && a != b && gain > 0) {
                problem.links.push_back({a, b, gain});
            }
        }
        if (problem.links.empty()) {
            return;
        }
        if (problem.clusters > most_clusters) {
            throw Error{
                ErrorKind::budget,
                Text{fmt::format("가치사슬의 자리가 {}곳인데 {}곳까지만 가릴 수 있습니다: 획지에 "
                                 "블록을 주거나(블록이 없는 자리는 저마다 한 곳이 됩니다) "
                                 "--no-links로 거래를 빼십시오",
                                 problem.clusters, most_clusters),
                     fmt::format("the value chain knows {} places, at most {} can be told apart: "
                                 "give the lots a block (each site without one is a place of its "
                                 "own), or leave the links out with --no-links",
                                 problem.clusters, most_clusters)}};
        }
        std::vector<const rules::Site*> sites;
        for (const auto s : m_cluster_sites) {
            sites.push_back(&m_matrix.sites[s]);
        }
        problem.proximity = nearness_table(m_context, sites);
    }

    /// One point more than all firms together can bring.
    [[nodiscard]] std::int64_t more_than_everything() const {
        std::vector<std::int64_t> best(m_plan.problem.firms, 0);
        for (const auto& column : m_plan.problem.columns) {
            best[column.firm] = std::max(best[column.firm], column.value);
        }
        auto sum = std::accumulate(best.begin(), best.end(), std::int64_t{1});
        for (const auto& link : m_plan.problem.links) {
            sum += 100 * link.gain;
        }
        return sum;
    }

    /// Columns that are the firm's site in the previous plan earn the price of a move.
    void price_moves() {
        auto& columns = m_plan.problem.columns;
        m_plan.kept.assign(columns.size(), false);
        if (m_options.previous.empty()) {
            return;
        }
        m_plan.move_price = m_options.move_price.value_or(more_than_everything());
        std::map<std::string, std::vector<std::string>> before;
        for (const auto& site : m_options.previous) {
            before[site.firm] = site.lots;
        }
        for (std::size_t c = 0; c < columns.size(); ++c) {
            const auto at = before.find(m_context.project.firms[columns[c].firm].id);
            if (at != before.end() && at->second == lot_ids(m_context, m_matrix, m_plan, c)) {
                m_plan.kept[c] = true;
                columns[c].value += m_plan.move_price;
            }
        }
    }

    void add_bonus() {
        const auto& required = m_plan.required;
        if (std::find(required.begin(), required.end(), true) == required.end()) {
            return;
        }
        m_plan.bonus = more_than_everything();
        for (auto& column : m_plan.problem.columns) {
            column.value += required[column.firm] ? m_plan.bonus : 0;
        }
    }

    const rules::Context& m_context;
    const siting::Matrix& m_matrix;
    const Options& m_options;
    Locks m_locks;
    Weights m_weights;
    Totals m_totals;
    PlanProblem m_plan;
    Numbering<std::pair<std::string, int>> m_places;
    Numbering<std::string> m_clusters;
    std::vector<std::size_t> m_place_sites;   ///< A site of each place.
    std::vector<std::size_t> m_cluster_sites; ///< A site of each cluster.
    std::vector<double> m_compactness;        ///< Per site.
};

} // namespace

std::int64_t extras_of(const PlanProblem& plan, const Choice& choice) {
    std::int64_t sum = 0;
    for (std::size_t f = 0; f < choice.size(); ++f) {
        if (choice[f] != unplaced) {
            sum += plan.required[f] ? plan.bonus : 0;
            sum += plan.kept[static_cast<std::size_t>(choice[f])] ? plan.move_price : 0;
        }
    }
    return sum;
}

std::vector<std::string> lot_ids(const rules::Context& context, const siting::Matrix& matrix,
                                 const PlanProblem& plan, std::size_t column) {
    const auto& layer = *context.project.layer("lots");
    std::vector<std::string> ids;
    for (const auto lot : matrix.sites[matrix.cells[plan.cell_of_column[column]].site].lots) {
        ids.push_back(layer.id(layer.features[lot]));
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

PlanProblem make_plan_problem(const rules::Context& context, const siting::Matrix& matrix,
                              const Options& options) {
    return Builder{context, matrix, options}.build();
}

} // namespace sandan::allocation
