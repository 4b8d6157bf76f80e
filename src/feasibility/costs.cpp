#include "feasibility/costs.hpp"

#include <sandan/core/money.hpp>

#include "rules/support.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace sandan::feasibility {

namespace {

constexpr double percent = 100;

/// 유상공급면적 of a complex by use.
std::map<std::string, double> paid_land(const rules::Context& context, const std::string& complex) {
    std::map<std::string, double> paid;
    const auto* const lots = context.project.layer("lots");
    for (std::size_t i = 0; lots != nullptr && i < lots->features.size(); ++i) {
        const auto& lot = lots->features[i];
        const auto* const use = context.project.codes.land_use(lots->text(lot, "use").value_or(""));
        if (use != nullptr && lots->text(lot, "complex") == complex &&
            landuse::is_paid(*lots, lot, *use)) {
            paid[use->code] += context.analysis.lots[i].area_m2;
        }
    }
    return paid;
}

bool is_of_group(const rules::Context& context, const std::string& use, std::string_view group) {
    const auto* const found = context.project.codes.land_use(use);
    return found != nullptr && found->group == group;
}

bool is_industrial(const rules::Context& context, const std::string& use) {
    return is_of_group(context, use, "industrial") || is_of_group(context, use, "mixed");
}

void read_costs(Parts& parts, const std::string& complex, Account& account) {
    auto& sheet = account.sheet;
    sheet.complex = complex;
    account.cash.complex = complex;
    for (const auto& row : parts.inputs.costs) {
        if (row.complex == complex) {
            sheet.items[row.item] += row.amount;
            account.cash.cost[row.year] += row.amount;
        }
    }
    account.cash.cost_given = true;
    for (const auto item : model::cost_items) {
        if (!sheet.items.contains(std::string{item})) {
            account.cash.cost_given = false;
            sheet.missing.push_back(
                fmt::format(R"([[feasibility.cost]] complex = "{}", item = "{}")", complex, item));
        }
    }
    if (!parts.inputs.capital_rate) {
        sheet.missing.emplace_back("[feasibility] capital_rate");
    }
    if (!(sheet.paid_m2 > 0)) {
        sheet.missing.push_back(fmt::format("lots of {} for money", complex));
    }
}

/// A use of another kind than industry has no price unless the plan gives it: such land is valued
/// or auctioned, not sold at cost (산업입지법 영 §40).
void check_sales(Parts& parts, const std::string& complex, Account& account,
                 const std::map<std::string, double>& paid) {
    std::map<std::string, double> shares;
    for (const auto& sale : parts.inputs.sales) {
        if (sale.complex != complex) {
            continue;
        }
        shares[sale.use] += sale.share;
        if (!paid.contains(sale.use)) {
            parts.study.notes.push_back(
                fmt::format("[[feasibility.sale]] {} {} {}: 0 m²", complex, sale.use, sale.year));
        }
        if (!sale.price_krw_m2 && !is_industrial(parts.context, sale.use)) {
            account.sheet.missing.push_back(
                fmt::format(R"([[feasibility.sale]] complex = "{}", use = "{}": price_krw_m2)",
                            complex, sale.use));
        }
    }
    for (const auto& [use, area] : paid) {
        const auto share = shares.contains(use) ? shares[use] : 0;
        if (share == 0) {
            account.sheet.missing.push_back(
                fmt::format(R"([[feasibility.sale]] complex = "{}", use = "{}")", complex, use));
        } else if (std::abs(share - percent) > 1e-6) {
            parts.study.notes.push_back(
                fmt::format("{} {}: {} % ≠ 100 % [[feasibility.sale]]", complex, use, share));
        }
    }
}

Flows income_at(const Parts& parts, const std::string& complex,
                const std::map<std::string, double>& paid, double cost_krw_m2) {
    Flows income;
    const double profit = 1 + parts.inputs.profit_rate.value_or(0) / percent;
    for (const auto& sale : parts.inputs.sales) {
        const auto land = paid.find(sale.use);
        if (sale.complex == complex && land != paid.end()) {
            const double price = sale.price_krw_m2.value_or(cost_krw_m2 * profit);
            income[sale.year] += land->second * sale.share / percent * price / krw_per_100m;
        }
    }
    return income;
}

/// Total cost in 억원 with the capital cost that the flows make. The dearer the land, the sooner
/// the outlay is recovered: the cost that follows a price falls as the price rises, so they meet
/// once.
double settle(const Parts& parts, const std::map<std::string, double>& paid, Account& account) {
    constexpr int most_rounds = 200;
    constexpr double precise = 1e-14;
    const double rate = *parts.inputs.capital_rate / percent;
    const double outlay = total(account.cash.cost);
    int last = account.cash.cost.empty() ? 0 : account.cash.cost.rbegin()->first;
    for (const auto& sale : parts.inputs.sales) {
        last = sale.complex == account.sheet.complex ? std::max(last, sale.year) : last;
    }
    const auto cost_at = [&](double sum) {
        account.cash.income = income_at(parts, account.sheet.complex, paid,
                                        sum * krw_per_100m / account.sheet.paid_m2);
        account.cash.capital = capital_cost(account.cash.cost, account.cash.income, rate, last);
        return outlay + total(account.cash.capital);
    };
    double low = outlay;
    double high = cost_at(outlay);
    for (int round = 0; round < most_rounds && high - low > precise * std::max(1.0, high);
         ++round) {
        const double middle = std::midpoint(low, high);
        (cost_at(middle) > middle ? low : high) = middle;
    }
    return cost_at(high);
}

/// Industrial land may not be sold above what the law allows (산업입지법 영 §40).
void check_prices(Parts& parts, const CostSheet& sheet) {
    for (const auto& sale : parts.inputs.sales) {
        const bool judged = sale.complex == sheet.complex && sale.price_krw_m2 &&
                            is_of_group(parts.context, sale.use, "industrial");
        if (judged && !rules::within(*sale.price_krw_m2, *sheet.industrial_max_krw_m2)) {
            parts.study.notes.push_back(fmt::format(
                "[[feasibility.sale]] {} {} {}: {:.0f} > {:.0f} KRW/m² LB-16", sheet.complex,
                sale.use, sale.year, *sale.price_krw_m2, *sheet.industrial_max_krw_m2));
        }
    }
}

/// 산업입지법 영 §40: the plan's profit, at most what the law allows.
void bound_price(Parts& parts, CostSheet& sheet) {
    const auto* const most = parts.context.parameter("LB-16", "max_profit");
    if (most != nullptr) {
        sheet.industrial_max_krw_m2 = *sheet.cost_krw_m2 * (1 + most->value / percent);
        if (parts.inputs.profit_rate.value_or(0) > most->value) {
            parts.study.notes.push_back(fmt::format("[feasibility] profit_rate {} % > {} % LB-16",
                                                    *parts.inputs.profit_rate, most->value));
        }
        check_prices(parts, sheet);
    }
}

Worth value(const CashFlow& cash, double rate, int base_year) {
    Worth worth;
    worth.complex = cash.complex;
    if (!cash.income.empty() && !cash.cost.empty()) {
        const auto flows = net(cash.income, cash.cost);
        worth.npv = present_value(flows, rate, base_year);
        worth.pi = value_ratio(cash.income, cash.cost, rate, base_year);
        const auto own = internal_rate(flows);
        worth.irr = own ? std::optional{*own * percent} : std::nullopt;
    }
    if (!cash.benefit.empty() && cash.cost_given) { // of half the cost it would look better
        worth.bc = value_ratio(cash.benefit, cash.cost, rate, base_year);
    }
    return worth;
}

/// A sum over complexes; unknown as soon as one is.
void pool(std::optional<double>& sum, const std::optional<double>& part) {
    sum = sum && part ? std::optional{*sum + *part} : std::nullopt;
}

void add_flows(Flows& sum, const Flows& flows) {
    for (const auto& [year, amount] : flows) {
        sum[year] += amount;
    }
}

} // namespace

Account account_of(Parts& parts, const model::Complex& complex) {
    Account account;
    const auto paid = paid_land(parts.context, complex.id);
    for (const auto& [use, area] : paid) {
        account.sheet.paid_m2 += area;
    }
    read_costs(parts, complex.id, account);
    check_sales(parts, complex.id, account, paid);
    for (const auto& row : parts.inputs.benefits) {
        if (row.complex == complex.id) {
            account.cash.benefit[row.year] += row.amount;
        }
    }
    for (const auto& input : account.sheet.missing) {
        parts.require(input);
    }
    if (account.sheet.missing.empty()) {
        account.sheet.total = settle(parts, paid, account);
        account.sheet.capital = total(account.cash.capital);
        account.sheet.cost_krw_m2 = *account.sheet.total * krw_per_100m / account.sheet.paid_m2;
        bound_price(parts, account.sheet);
    }
    return account;
}

std::vector<Worth> worth_of(const CashFlow& cash, const model::FeasibilityInputs& inputs) {
    std::vector<Worth> rows;
    if (!inputs.base_year || !inputs.discount_rate) {
        return rows;
    }
    constexpr double step = 0.2;
    const double rate = *inputs.discount_rate / percent;
    rows.push_back(value(cash, rate, *inputs.base_year));
    for (const double factor : {1 - step, 1 + step}) {
        const auto change = [&](const char* what, const CashFlow& varied, double varied_rate) {
            auto row = value(varied, varied_rate, *inputs.base_year);
            row.change = fmt::format("{} {:+.0f} %", what, (factor - 1) * percent);
            rows.push_back(std::move(row));
        };
        auto varied = cash;
        varied.cost = scaled(cash.cost, factor);
        change("cost", varied, rate);
        varied = cash;
        varied.income = scaled(cash.income, factor);
        change("income", varied, rate);
        varied = cash;
        varied.benefit = scaled(cash.benefit, factor);
        change("benefit", varied, rate);
        change("discount rate", cash, rate * factor);
    }
    return rows;
}

void appraise(Parts& parts) {
    auto& study = parts.study;
    CostSheet all;
    all.capital = 0;
    all.total = 0;
    CashFlow flows;
    flows.cost_given = true;
    for (const auto& complex : parts.context.project.plan.complexes) {
        auto account = account_of(parts, complex);
        for (const auto& [item, amount] : account.sheet.items) {
            all.items[item] += amount;
        }
        all.paid_m2 += account.sheet.paid_m2;
        pool(all.capital, account.sheet.capital);
        pool(all.total, account.sheet.total);
        flows.cost_given = flows.cost_given && account.cash.cost_given;
        add_flows(flows.cost, account.cash.cost);
        add_flows(flows.capital, account.cash.capital);
        add_flows(flows.income, account.cash.income);
        add_flows(flows.benefit, account.cash.benefit);
        study.costs.push_back(std::move(account.sheet));
        study.cash.push_back(std::move(account.cash));
    }
    for (const auto& row : parts.inputs.benefits) {
        flows.benefit[row.year] += row.complex.empty() ? row.amount : 0;
    }
    if (!all.total) { // the income of some complex is not known
        flows.income.clear();
        flows.capital.clear();
    } else if (all.paid_m2 > 0) {
        all.cost_krw_m2 = *all.total * krw_per_100m / all.paid_m2;
    }
    study.costs.push_back(std::move(all));
    study.cash.push_back(std::move(flows));
    if (!parts.inputs.base_year) {
        parts.require("[feasibility] base_year");
    }
    if (!parts.inputs.discount_rate) {
        parts.require("[feasibility] discount_rate");
    }
    if (parts.inputs.benefits.empty()) {
        parts.require("[[feasibility.benefit]]");
    }
    for (const auto& cash : study.cash) {
        const auto rows = worth_of(cash, parts.inputs);
        study.worth.insert(study.worth.end(), rows.begin(), rows.end());
    }
}

} // namespace sandan::feasibility
