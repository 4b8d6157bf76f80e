#include "allocation/proof.hpp"

#include "allocation/clusters.hpp"

namespace sandan::allocation {

namespace {

std::vector<std::string> cluster_names(const siting::Matrix& matrix, const Problem& problem) {
    std::vector<std::string> names(problem.clusters);
    for (std::size_t s = 0; s < problem.sets.size(); ++s) {
        auto& name = names[problem.sets[s].cluster];
        name = name.empty() ? cluster_name(matrix.sites[s]) : name;
    }
    return names;
}

std::vector<BoundProof::Link> link_prices(const rules::Context& context,
                                          const siting::Matrix& matrix, const Problem& problem,
                                          const std::vector<double>& prices) {
    const auto names = cluster_names(matrix, problem);
    const auto& firms = context.project.firms;
    std::vector<BoundProof::Link> links;
    for (std::size_t e = 0; e < problem.links.size(); ++e) {
        BoundProof::Link link{.from = firms[problem.links[e].a].id,
                              .to = firms[problem.links[e].b].id};
        for (std::size_t k = 0; k < names.size() && !prices.empty(); ++k) {
            if (const auto price = prices[e * 2 * names.size() + k]; price > 0) {
                link.from_prices.emplace_back(names[k], price);
            }
            if (const auto price = prices[(e * 2 + 1) * names.size() + k]; price > 0) {
                link.to_prices.emplace_back(names[k], price);
            }
        }
        links.push_back(std::move(link));
    }
    return links;
}

BoundProof::Cut cut_by_names(const rules::Context& context, const Problem& problem, const Cut& cut,
                             double price) {
    const auto& layer = *context.project.layer("lots");
    BoundProof::Cut named{.divisor = cut.divisor, .price = price};
    for (std::size_t i = 0; i < cut.items.size(); ++i) {
        const auto item = cut.items[i];
        if (cut.weights[i] == 0) {
            continue;
        }
        if (item < problem.lots) {
            named.lots.emplace_back(layer.id(layer.features[item]), cut.weights[i]);
        } else {
            named.firms.emplace_back(context.project.firms[item - problem.lots].id, cut.weights[i]);
        }
    }
    return named;
}

} // namespace

BoundProof proof_of(const rules::Context& context, const siting::Matrix& matrix,
                    const PlanProblem& plan, const Solved& solved, const Options& options) {
    const auto& problem = plan.problem;
    const auto& prices = solved.prices;
    const auto extras = static_cast<double>(extras_of(plan, solved.choice));
    BoundProof proof{.by_duality = solved.bound >= solved.lp_bound - 1,
                     .lp_bound = solved.lp_bound - extras,
                     .bonus = plan.bonus,
                     .move_price = plan.move_price,
                     .previous = options.previous,
                     .links = link_prices(context, matrix, problem, prices.link)};
    for (std::size_t i = 0; i < prices.lot.size(); ++i) {
        if (prices.lot[i] > 0) {
            const auto& layer = *context.project.layer("lots");
            proof.lots.emplace_back(layer.id(layer.features[i]), prices.lot[i]);
        }
    }
    for (std::size_t r = 0; r < prices.capacity.size(); ++r) {
        if (prices.capacity[r] > 0) {
            const auto& row = plan.rows[r];
            proof.capacities.push_back(
                {row.complex, row.year, utility_names[row.utility], prices.capacity[r]});
        }
    }
    for (std::size_t i = 0; i < solved.cuts.size(); ++i) {
        proof.cuts.push_back(cut_by_names(context, problem, solved.cuts[i], prices.cut[i]));
    }
    return proof;
}

} // namespace sandan::allocation
