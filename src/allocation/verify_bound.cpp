#include "allocation/verify_bound.hpp"

#include <sandan/model/objective.hpp>

#include "allocation/clusters.hpp"
#include "allocation/demand.hpp"
#include "allocation/grown_sites.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace sandan::allocation {

namespace {

class Pricing {
public:
    Pricing(const rules::Context& context, const Claim& claim, const Options& options,
            const Weights& weights, const Totals& totals)
        : m_context{context},
          m_claim{claim},
          m_options{options},
          m_weights{weights},
          m_totals{totals} {
        const auto& layer = *context.project.layer("lots");
        for (std::size_t lot = 0; lot < layer.features.size(); ++lot) {
            m_lot_of_id.emplace(layer.id(layer.features[lot]), lot);
        }
    }

    ProvenBound run() {
        read_prices();
        const auto& firms = m_context.project.firms;
        std::vector<double> best(firms.size(), 0);
        int most = 0;
        for (const auto& firm : firms) {
            most = std::max(most, allowed(firm));
        }
        for (const auto& lots : grown_sites(m_context, most)) {
            const auto site = rules::make_site(m_context.project, m_context.analysis.lots, lots);
            ++m_result.sites;
            for (std::size_t f = 0; f < firms.size(); ++f) {
                if (const auto score = surplus(firms[f], site)) {
                    best[f] = std::max(best[f], *score);
                }
            }
        }
        for (const auto surplus : best) {
            m_result.bound += surplus;
        }
        for (std::size_t e = 0; e < m_links.size(); ++e) {
            m_result.bound += best_pair(e);
        }
        m_result.worth = m_result.bound;
        m_result.bound -= extras();
        return std::move(m_result);
    }

private:
    using ByCluster = std::map<std::string, double>;

    struct Link {
        std::string from;
        std::string to;
        double points = 0; ///< Per hundredth of nearness, floors included.
        ByCluster from_prices{};
        ByCluster to_prices{};
    };

    struct Floor {
        Weights weights;
        double least = 1;
        double price = 0;
    };

    void fault(const std::string& what) {
        m_result.faults.push_back(
            {fmt::format("상한 증명: {}", what), fmt::format("proof of the bound: {}", what)});
    }

    double checked(double price, const std::string& of) {
        if (!(price >= 0)) {
            fault(fmt::format("price {} of {}", price, of));
            return 0;
        }
        return price;
    }

    void read_prices() {
        const auto& proof = m_claim.proof;
        for (const auto& [id, price] : proof.lots) {
            if (!m_lot_of_id.contains(id)) {
                fault("no lot " + id);
            }
            m_lot_price[id] += checked(price, id);
            m_result.bound += checked(price, id);
        }
        for (const auto& priced : proof.capacities) {
            const auto name = fmt::format("{} {} {}", priced.complex, priced.year, priced.utility);
            m_capacity_price[name] += checked(priced.price, name);
            m_result.bound += checked(priced.price, name);
        }
        for (const auto& cut : proof.cuts) {
            read_cut(cut);
        }
        for (const auto& floor : proof.floors) {
            read_floor(floor);
        }
        if (proof.bonus < 0 || proof.move_price < 0) {
            fault(fmt::format("bonus {}, move price {}", proof.bonus, proof.move_price));
        }
        if (m_claim.quadratic) {
            read_links();
        }
    }

    /// Plans that reach the floor earn its price at least once.
    void read_floor(const BoundProof::Floor& floor) {
        const auto& terms = model::objective_terms();
        if (floor.least < 1 || std::find(terms.begin(), terms.end(), floor.term) == terms.end()) {
            fault(fmt::format("floor {} of {}", floor.least, floor.term));
            return;
        }
        m_floors.push_back({weights_of({floor.term}), static_cast<double>(floor.least),
                            checked(floor.price, floor.term)});
        m_result.bound -= m_floors.back().price;
    }

    /// A cut holds for any weights and divisor, as long as no sum overflows.
    void read_cut(const BoundProof::Cut& cut) {
        constexpr int most = 1'000'000;
        std::int64_t sum = 0;
        for (const auto* const items : {&cut.lots, &cut.firms}) {
            for (const auto& [id, weight] : *items) {
                sum += weight;
                if (weight < 0 || weight > most) {
                    fault(fmt::format("weight {} of {}", weight, id));
                }
            }
        }
        if (cut.divisor < 1) {
            fault(fmt::format("divisor {}", cut.divisor));
            return;
        }
        m_result.bound += checked(cut.price, "a cut") * static_cast<double>(sum / cut.divisor);
    }

    void read_links() {
        const auto& firms = m_context.project.firms;
        const auto known = [&](const std::string& id) {
            return std::any_of(firms.begin(), firms.end(),
                               [&](const auto& firm) { return firm.id == id; });
        };
        for (const auto& link : m_context.project.links) {
            const auto points = static_cast<double>(link_points(link, m_weights, m_totals));
            double counted = points;
            for (const auto& floor : m_floors) {
                counted += floor.price / floor.least *
                           static_cast<double>(link_points(link, floor.weights, m_totals));
            }
            const bool told =
                points > 0 ||
                std::any_of(m_floors.begin(), m_floors.end(), [&](const Floor& floor) {
                    return link_points(link, floor.weights, m_totals) > 0;
                });
            if (link.from != link.to && known(link.from) && known(link.to) && told) {
                m_links.push_back({link.from, link.to, counted});
            }
        }
        const auto& given = m_claim.proof.links;
        for (std::size_t e = 0; e < m_links.size(); ++e) {
            if (e >= given.size() || given[e].from != m_links[e].from ||
                given[e].to != m_links[e].to) {
                fault(fmt::format("no prices of the link {} - {}", m_links[e].from, m_links[e].to));
                return;
            }
            for (const auto& [cluster, price] : given[e].from_prices) {
                m_links[e].from_prices[cluster] = checked(price, cluster);
            }
            for (const auto& [cluster, price] : given[e].to_prices) {
                m_links[e].to_prices[cluster] = checked(price, cluster);
            }
        }
    }

    [[nodiscard]] int allowed(const model::Firm& firm) const {
        const int own = firm.max_lots.value_or(m_options.plan_max_parcels);
        return m_claim.gap_scope == "pool" ? std::min(own, m_claim.max_parcels) : own;
    }

    [[nodiscard]] std::set<std::string> ids_of(const std::vector<std::size_t>& lots) const {
        const auto& layer = *m_context.project.layer("lots");
        std::set<std::string> ids;
        for (const auto lot : lots) {
            ids.insert(layer.id(layer.features[lot]));
        }
        return ids;
    }

    [[nodiscard]] bool locks_permit(const std::string& firm,
                                    const std::set<std::string>& lots) const {
        return std::all_of(m_claim.locks.begin(), m_claim.locks.end(), [&](const Lock& lock) {
            if (lock.firm != firm && lock.firm != "*") {
                return true;
            }
            const std::set<std::string> named(lock.lots.begin(), lock.lots.end());
            return lock.forbid ? std::none_of(named.begin(), named.end(),
                                              [&](const auto& id) { return lots.contains(id); })
                               : named == lots;
        });
    }

    [[nodiscard]] bool is_required(const model::Firm& firm) const {
        return firm.mandatory ||
               std::any_of(m_claim.locks.begin(), m_claim.locks.end(),
                           [&](const Lock& lock) { return !lock.forbid && lock.firm == firm.id; });
    }

    [[nodiscard]] double extra(const model::Firm& firm, const std::set<std::string>& lots) const {
        const auto& proof = m_claim.proof;
        const bool kept =
            std::any_of(proof.previous.begin(), proof.previous.end(), [&](const FirmLots& site) {
                return site.firm == firm.id &&
                       std::set<std::string>(site.lots.begin(), site.lots.end()) == lots;
            });
        return (is_required(firm) ? static_cast<double>(proof.bonus) : 0) +
               (kept ? static_cast<double>(proof.move_price) : 0);
    }

    /// What the claim's assignments earn beside the objective.
    [[nodiscard]] double extras() const {
        double sum = 0;
        for (const auto& given : m_claim.assignments) {
            if (const auto* const firm = m_context.project.firm(given.firm)) {
                sum += extra(*firm, {given.lots.begin(), given.lots.end()});
            }
        }
        return sum;
    }

    /// A firm's value on a site less what it pays there; nothing if it may not have it.
    std::optional<double> surplus(const model::Firm& firm, const rules::Site& site) {
        const auto lots = ids_of(site.lots);
        if (static_cast<int>(site.lots.size()) > allowed(firm) || !locks_permit(firm.id, lots)) {
            return std::nullopt;
        }
        constexpr double noise = 1e-6; // rather a site too many: the bound stays one
        const bool in_window = site.area_m2 >= firm.area_min_m2.value_or(0) * (1 - noise) &&
                               site.area_m2 <= firm.area_max_m2.value_or(1e300) * (1 + noise);
        const auto capacities = rent_of_capacities(firm, site);
        if (!in_window || !capacities) {
            return std::nullopt;
        }
        const auto judged = siting::judge(m_context, firm, site);
        if (judged.verdict != siting::Verdict::feasible &&
            judged.verdict != siting::Verdict::conditional) {
            return std::nullopt;
        }
        ++m_result.candidates;
        const double compactness = compactness_of(m_context, site.lots);
        const auto points = [&](const Weights& weights) {
            return static_cast<double>(
                points_of(firm, judged.score, compactness, weights, m_totals));
        };
        double sum = points(m_weights) + extra(firm, lots) - *capacities;
        for (const auto& floor : m_floors) {
            sum += floor.price / floor.least * points(floor.weights);
        }
        for (const auto& id : lots) {
            const auto price = m_lot_price.find(id);
            sum -= price == m_lot_price.end() ? 0 : price->second;
        }
        sum -= rent_of_cuts(firm, lots);
        return sum + share_of_links(firm, site);
    }

    /// Nothing if a capacity does not do even for this firm alone.
    [[nodiscard]] std::optional<double> rent_of_capacities(const model::Firm& firm,
                                                           const rules::Site& site) const {
        double sum = 0;
        for (const auto& row : capacity_rows(m_context.project)) {
            const auto need = demand_of(firm, row.utility);
            if (need == 0 || !draws_on(row, site, start_year(firm, site))) {
                continue;
            }
            if (need > row.capacity) {
                return std::nullopt;
            }
            const auto price = m_capacity_price.find(
                fmt::format("{} {} {}", row.complex, row.year, utility_names[row.utility]));
            sum += price == m_capacity_price.end() ? 0
                                                   : price->second * static_cast<double>(need) /
                                                         static_cast<double>(row.capacity);
        }
        return sum;
    }

    [[nodiscard]] double rent_of_cuts(const model::Firm& firm,
                                      const std::set<std::string>& lots) const {
        double sum = 0;
        for (const auto& cut : m_claim.proof.cuts) {
            std::int64_t held = 0;
            for (const auto& [id, weight] : cut.lots) {
                held += lots.contains(id) ? weight : 0;
            }
            for (const auto& [id, weight] : cut.firms) {
                held += id == firm.id ? weight : 0;
            }
            sum += cut.divisor < 1 ? 0 : cut.price * static_cast<double>(held / cut.divisor);
        }
        return sum;
    }

    static double price_at(const ByCluster& prices, const std::string& cluster) {
        const auto found = prices.find(cluster);
        return found == prices.end() ? 0 : found->second;
    }

    double share_of_links(const model::Firm& firm, const rules::Site& site) {
        if (m_links.empty()) {
            return 0;
        }
        const auto cluster = cluster_name(site);
        m_clusters_of[firm.id].insert(cluster);
        m_site_of_cluster.emplace(cluster, site);
        double sum = 0;
        for (const auto& link : m_links) {
            sum += link.from == firm.id ? price_at(link.from_prices, cluster) : 0;
            sum += link.to == firm.id ? price_at(link.to_prices, cluster) : 0;
        }
        return sum;
    }

    double best_pair(std::size_t e) {
        const auto& link = m_links[e];
        double best = 0;
        for (const auto& k : m_clusters_of[link.from]) {
            for (const auto& l : m_clusters_of[link.to]) {
                const double gain = link.points * nearness(k, l);
                best = std::max(best,
                                gain - price_at(link.from_prices, k) - price_at(link.to_prices, l));
            }
        }
        return best;
    }

    int nearness(const std::string& a, const std::string& b) {
        const auto [at, fresh] = m_nearness.try_emplace(std::minmax(a, b), 0);
        if (fresh) {
            at->second = nearness_of(m_context, m_site_of_cluster.at(a), m_site_of_cluster.at(b));
        }
        return at->second;
    }

    const rules::Context& m_context;
    const Claim& m_claim;
    const Options& m_options;
    const Weights& m_weights;
    const Totals& m_totals;
    std::map<std::string, std::size_t> m_lot_of_id;
    std::map<std::string, double> m_lot_price;
    std::map<std::string, double> m_capacity_price;
    std::vector<Floor> m_floors;
    std::vector<Link> m_links;
    std::map<std::string, std::set<std::string>> m_clusters_of; ///< Of a firm.
    std::map<std::string, rules::Site> m_site_of_cluster;
    std::map<std::pair<std::string, std::string>, int> m_nearness;
    ProvenBound m_result;
};

} // namespace

ProvenBound proven_bound(const rules::Context& context, const Claim& claim, const Options& options,
                         const Weights& weights, const Totals& totals) {
    return Pricing{context, claim, options, weights, totals}.run();
}

} // namespace sandan::allocation
