#include "allocation/objective_terms.hpp"

#include "allocation/clusters.hpp"

#include <algorithm>

namespace sandan::allocation {

namespace {

template <typename Amount>
double share_of_firms(const std::vector<Served>& plan, double whole, const Amount& amount) {
    double sum = 0;
    for (const auto& served : plan) {
        sum += amount(served);
    }
    return whole > 0 ? sum / whole : 0;
}

double share_of_links(const rules::Context& context, const std::vector<Served>& plan,
                      double whole) {
    const auto find = [&](const std::string& id) {
        return std::find_if(plan.begin(), plan.end(),
                            [&](const Served& served) { return served.firm->id == id; });
    };
    double sum = 0;
    for (const auto& link : context.project.links) {
        const auto a = find(link.from);
        const auto b = find(link.to);
        if (link.from != link.to && a != plan.end() && b != plan.end()) {
            sum += link.weight * nearness_of(context, *a->site, *b->site) / 100;
        }
    }
    return whole > 0 ? sum / whole : 0;
}

} // namespace

std::vector<ObjectiveTerm> terms_of(const rules::Context& context, const std::vector<Served>& plan,
                                    const Weights& weights, const Totals& totals, bool links) {
    std::vector<ObjectiveTerm> terms;
    const auto add = [&](const char* name, double weight, double share) {
        if (weight > 0) {
            terms.push_back({name, weight, share});
        }
    };
    add("jobs", weights.jobs, share_of_firms(plan, totals.jobs, [](const Served& served) {
            return served.firm->jobs.value_or(0);
        }));
    add("investment", weights.investment,
        share_of_firms(plan, totals.investment, [](const Served& served) {
            return served.firm->investment_100m_krw.value_or(0);
        }));
    add("fit", weights.fit, share_of_firms(plan, totals.firms, [](const Served& served) {
            return served.score / 100;
        }));
    if (links && weights.proximity > 0) {
        add("proximity", weights.proximity, share_of_links(context, plan, totals.links));
    }
    add("compactness", weights.compactness,
        share_of_firms(plan, totals.firms, [&](const Served& served) {
            return compactness_of(context, served.site->lots);
        }));
    return terms;
}

} // namespace sandan::allocation
