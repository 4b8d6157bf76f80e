#include "allocation/value.hpp"

#include <sandan/core/error.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/model/objective.hpp>

#include <algorithm>
#include <cmath>

namespace sandan::allocation {

namespace {

double share(double part, double whole) {
    return whole > 0 ? part / whole : 0;
}

model::Objective parsed(const std::vector<std::string>& objective) {
    try {
        return model::parse_objective(objective);
    } catch (const Error& e) {
        throw e.within("[allocation]");
    }
}

} // namespace

Weights weights_of(const std::vector<std::string>& objective) {
    Weights weights;
    const std::vector<std::pair<std::string_view, double*>> terms{
        {"jobs", &weights.jobs},
        {"investment", &weights.investment},
        {"fit", &weights.fit},
        {"proximity", &weights.proximity},
        {"compactness", &weights.compactness}};
    const auto named = parsed(objective);
    double sum = 0;
    const auto n = named.terms.size();
    for (std::size_t i = 0; i < n; ++i) {
        const auto& wanted = named.terms[i];
        const auto term = std::find_if(terms.begin(), terms.end(), [&](const auto& entry) {
            return entry.first == wanted.name;
        });
        *term->second = wanted.weight.value_or(std::exp2(static_cast<double>(n - 1 - i)));
        sum += *term->second;
    }
    for (const auto& entry : terms) { // where the order alone counts, each term has all the weight
        *entry.second = *entry.second > 0 && named.lexicographic ? 1 : share(*entry.second, sum);
    }
    return weights;
}

std::vector<std::string> stages_of(const std::vector<std::string>& objective, bool links) {
    const auto named = parsed(objective);
    std::vector<std::string> stages;
    for (const auto& term : named.terms) {
        if (named.lexicographic && (links || term.name != "proximity")) {
            stages.push_back(term.name);
        }
    }
    return stages;
}

Totals totals_of(const model::Project& project) {
    Totals totals;
    for (const auto& firm : project.firms) {
        totals.jobs += firm.jobs.value_or(0);
        totals.investment += firm.investment_100m_krw.value_or(0);
        totals.firms += 1;
    }
    for (const auto& link : project.links) {
        if (project.firm(link.from) != nullptr && project.firm(link.to) != nullptr) {
            totals.links += link.weight;
        }
    }
    return totals;
}

std::int64_t points_of(const model::Firm& firm, double score, double compactness,
                       const Weights& weights, const Totals& totals) {
    const double sum =
        weights.jobs * share(firm.jobs.value_or(0), totals.jobs) +
        weights.investment * share(firm.investment_100m_krw.value_or(0), totals.investment) +
        weights.fit * share(score / 100, totals.firms) +
        weights.compactness * share(compactness, totals.firms);
    return std::max<std::int64_t>(1, std::llround(all_points * sum));
}

std::int64_t link_points(const model::Link& link, const Weights& weights, const Totals& totals) {
    return std::llround(all_points * weights.proximity * share(link.weight, totals.links) / 100);
}

double compactness_of(const rules::Context& context, const std::vector<std::size_t>& lots) {
    const auto* const layer = context.project.layer("lots");
    double area = 0;
    double perimeter = 0;
    for (const auto lot : lots) {
        const auto& shape = layer->features[lot].shape.polygons;
        area += geom::area(shape);
        perimeter += geom::perimeter(shape);
    }
    const auto& contacts = context.analysis.contacts; // sorted by (a, b)
    for (const auto a : lots) {
        for (const auto b : lots) {
            const auto at = std::lower_bound(contacts.begin(), contacts.end(), std::pair{a, b},
                                             [](const auto& contact, const auto& pair) {
                                                 return std::pair{contact.a, contact.b} < pair;
                                             });
            if (a < b && at != contacts.end() && at->a == a && at->b == b) {
                perimeter -= 2 * at->length;
            }
        }
    }
    return perimeter > 0 ? std::min(1.0, 16 * area / (perimeter * perimeter)) : 0;
}

int nearness_at(double metres, double reach_m) {
    return static_cast<int>(std::floor(std::max(0.0, 1 - metres / reach_m) * 100 + 0.5));
}

} // namespace sandan::allocation
