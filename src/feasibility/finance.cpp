#include <sandan/feasibility/finance.hpp>

#include <algorithm>
#include <cmath>

namespace sandan::feasibility {

namespace {

int sign_changes(const Flows& flows) {
    int changes = 0;
    double last = 0;
    for (const auto& [year, amount] : flows) {
        if (amount == 0) {
            continue;
        }
        changes += last != 0 && (last > 0) != (amount > 0) ? 1 : 0;
        last = amount;
    }
    return changes;
}

double amount_of(const Flows& flows, int year) {
    const auto found = flows.find(year);
    return found == flows.end() ? 0 : found->second;
}

} // namespace

double total(const Flows& flows) {
    double sum = 0;
    for (const auto& [year, amount] : flows) {
        sum += amount;
    }
    return sum;
}

Flows scaled(const Flows& flows, double factor) {
    Flows result;
    for (const auto& [year, amount] : flows) {
        result[year] = amount * factor;
    }
    return result;
}

Flows net(const Flows& a, const Flows& b) {
    Flows result = a;
    for (const auto& [year, amount] : b) {
        result[year] -= amount;
    }
    return result;
}

double present_value(const Flows& flows, double rate, int base_year) {
    double sum = 0;
    for (const auto& [year, amount] : flows) {
        sum += amount / std::pow(1 + rate, year - base_year);
    }
    return sum;
}

std::optional<double> value_ratio(const Flows& gains, const Flows& costs, double rate,
                                  int base_year) {
    const double spent = present_value(costs, rate, base_year);
    return spent > 0 ? std::optional{present_value(gains, rate, base_year) / spent} : std::nullopt;
}

std::optional<double> internal_rate(const Flows& flows) {
    if (sign_changes(flows) != 1) {
        return std::nullopt;
    }
    const int base = flows.begin()->first;
    double low = -0.9999;
    double high = 10;
    const bool falls = present_value(flows, low, base) > 0;
    if (falls == (present_value(flows, high, base) > 0)) {
        return std::nullopt;
    }
    constexpr double precision = 1e-12;
    while (high - low > precision) {
        const double middle = low + (high - low) / 2;
        if ((present_value(flows, middle, base) > 0) == falls) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low + (high - low) / 2;
}

Flows capital_cost(const Flows& outlay, const Flows& income, double rate, int last_year) {
    Flows interest;
    if (outlay.empty() && income.empty()) {
        return interest;
    }
    const int first = std::min(outlay.empty() ? last_year : outlay.begin()->first,
                               income.empty() ? last_year : income.begin()->first);
    double balance = 0;
    for (int year = first; year <= last_year; ++year) {
        interest[year] = rate * std::max(0.0, balance);
        balance += interest[year] + amount_of(outlay, year) - amount_of(income, year);
    }
    return interest;
}

} // namespace sandan::feasibility
