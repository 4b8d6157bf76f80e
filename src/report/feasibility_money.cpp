#include "report/feasibility_money.hpp"

#include <sandan/core/money.hpp>
#include <sandan/model/area.hpp>

#include <cmath>
#include <map>
#include <numeric>
#include <set>

namespace sandan::report {

namespace {

Text item_name(const std::string& item) {
    static const std::map<std::string, Text> names{
        {"land", {"용지비", "land"}},
        {"levy", {"용지부담금", "levies on land"}},
        {"construction", {"조성비", "construction"}},
        {"infrastructure", {"기반시설설치비", "infrastructure"}},
        {"labour", {"직접인건비", "direct labour"}},
        {"relocation", {"이주대책비", "relocation"}},
        {"sales", {"판매비", "sales"}},
        {"administration", {"일반관리비", "administration"}},
        {"other", {"그 밖의 비용", "other"}}};
    return names.at(item);
}

/// Whole won that sum to the rounded total.
std::vector<double> won(const std::vector<double>& amounts) {
    std::vector<double> exact;
    exact.reserve(amounts.size());
    for (const auto amount : amounts) {
        exact.push_back(amount * krw_per_100m);
    }
    return model::largest_remainder(
        exact, std::round(std::accumulate(exact.begin(), exact.end(), 0.0)), 0);
}

std::string won_cell(double amount) {
    return cell(amount, 0);
}

/// Whole won by item, and whole m² of paid land; those of all complexes together are the sums of
/// their sheets.
using Items = std::map<std::string, double>;

Items rounded_items(const feasibility::CostSheet& sheet) {
    std::vector<std::string> items;
    std::vector<double> amounts;
    for (const auto& [item, amount] : sheet.items) {
        items.push_back(item);
        amounts.push_back(amount);
    }
    if (sheet.capital) {
        items.emplace_back("capital");
        amounts.push_back(*sheet.capital);
    }
    const auto rounded = won(amounts);
    Items result;
    for (std::size_t i = 0; i < items.size(); ++i) {
        result[items[i]] = rounded[i];
    }
    result["paid_m2"] = std::round(sheet.paid_m2);
    return result;
}

double amount_of(const Items& rounded, const std::string& item) {
    const auto found = rounded.find(item);
    return found == rounded.end() ? 0 : found->second;
}

void add_sheet(NamedTable& table, const feasibility::CostSheet& sheet, const Items& rounded,
               Language language) {
    double sum = 0;
    const auto add_item = [&](const std::string& item, const Text& name) {
        const double amount = amount_of(rounded, item);
        sum += amount;
        table.rows.push_back({sheet.complex, item, name.in(language), won_cell(amount)});
    };
    for (const auto item : model::cost_items) {
        if (sheet.items.contains(std::string{item})) {
            add_item(std::string{item}, item_name(std::string{item}));
        }
    }
    if (sheet.capital) {
        add_item("capital", {"자본비용", "capital cost"});
    }
    const auto add = [&](const char* item, const Text& name, const std::string& value) {
        table.rows.push_back({sheet.complex, item, name.in(language), value});
    };
    add("total", {"총사업비(원)", "total cost (KRW)"}, sheet.total ? won_cell(sum) : "");
    add("paid_m2", {"유상공급면적(m²)", "land for money (m²)"},
        cell(amount_of(rounded, "paid_m2"), 0));
    add("cost_krw_m2", {"조성원가(원/m²)", "development cost (KRW/m²)"},
        cell(sheet.cost_krw_m2, 0));
    add("industrial_max_krw_m2", {"산업시설용지 상한(원/m²)", "most for industrial land (KRW/m²)"},
        cell(sheet.industrial_max_krw_m2, 0));
}

/// Whole won by year.
feasibility::Flows by_year(const feasibility::Flows& flows) {
    std::vector<double> amounts;
    amounts.reserve(flows.size());
    for (const auto& [year, amount] : flows) {
        amounts.push_back(amount);
    }
    const auto rounded = won(amounts);
    feasibility::Flows result;
    std::size_t i = 0;
    for (const auto& [year, amount] : flows) {
        result[year] = rounded[i++];
    }
    return result;
}

feasibility::CashFlow rounded_cash(const feasibility::CashFlow& cash) {
    return {cash.complex,         by_year(cash.cost),    by_year(cash.capital),
            by_year(cash.income), by_year(cash.benefit), cash.cost_given};
}

void add_to(feasibility::Flows& sum, const feasibility::Flows& flows) {
    for (const auto& [year, amount] : flows) {
        sum[year] += amount;
    }
}

/// In whole won.
void add_cash(NamedTable& table, const feasibility::CashFlow& cash) {
    std::set<int> years;
    for (const auto* const flows : {&cash.cost, &cash.capital, &cash.income, &cash.benefit}) {
        for (const auto& [year, amount] : *flows) {
            years.insert(year);
        }
    }
    const auto in = [](const feasibility::Flows& flows, int year) {
        const auto found = flows.find(year);
        return found == flows.end() ? 0 : found->second;
    };
    const bool known = !cash.income.empty();
    double cumulative = 0;
    for (const auto year : years) {
        const double cost = in(cash.cost, year);
        const double capital = in(cash.capital, year);
        const double income = in(cash.income, year);
        const double net = income - cost - capital;
        cumulative += net;
        table.rows.push_back({cash.complex, std::to_string(year), won_cell(cost),
                              known ? won_cell(capital) : "", known ? won_cell(income) : "",
                              known ? won_cell(net) : "", known ? won_cell(cumulative) : "",
                              cash.benefit.empty() ? "" : won_cell(in(cash.benefit, year))});
    }
}

} // namespace

Section costs_section(const FeasibilityReport& report) {
    Section section{{"사업비와 조성원가", "cost and development cost"}, NamedTable{"costs"}};
    for (const auto* name : {"complex", "item", "name"}) {
        section.table.column(name);
    }
    section.table.column("value", true);
    Items all;
    for (const auto& sheet : report.study.costs) {
        const bool pooled = sheet.complex.empty();
        const auto rounded = pooled ? all : rounded_items(sheet);
        for (const auto& [item, amount] : rounded) {
            all[item] += pooled ? 0 : amount;
        }
        add_sheet(section.table, sheet, rounded, report.language);
    }
    return section;
}

Section cash_section(const FeasibilityReport& report) {
    Section section{{"연차별 자금(원)", "cash flow by year (KRW)"}, NamedTable{"cash"}};
    section.table.column("complex");
    section.table.column("year");
    for (const auto* name :
         {"cost_krw", "capital_krw", "income_krw", "net_krw", "cumulative_krw", "benefit_krw"}) {
        section.table.column(name, true);
    }
    feasibility::CashFlow all; // sums of what is printed
    for (const auto& cash : report.study.cash) {
        auto rounded = rounded_cash(cash);
        if (cash.complex.empty()) {
            rounded.cost = all.cost;
            rounded.capital = cash.capital.empty() ? cash.capital : all.capital;
            rounded.income = cash.income.empty() ? cash.income : all.income;
        }
        add_to(all.cost, rounded.cost);
        add_to(all.capital, rounded.capital);
        add_to(all.income, rounded.income);
        add_cash(section.table, rounded);
    }
    return section;
}

Section worth_section(const FeasibilityReport& report) {
    Section section{{"경제성·재무성과 민감도", "worth and its sensitivity"}, NamedTable{"worth"}};
    section.table.column("complex");
    section.table.column("change");
    for (const auto* name : {"npv_100m_krw", "pi", "irr_percent", "bc"}) {
        section.table.column(name, true);
    }
    for (const auto& row : report.study.worth) {
        section.table.rows.push_back({row.complex, row.change, cell(row.npv, 2), cell(row.pi, 3),
                                      cell(row.irr, 2), cell(row.bc, 3)});
    }
    return section;
}

} // namespace sandan::report
