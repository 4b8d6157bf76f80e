#include "report/feasibility_money.hpp"

#include <sandan/core/money.hpp>
#include <sandan/model/area.hpp>

#include <cmath>
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

void add_sheet(NamedTable& table, const feasibility::CostSheet& sheet, Language language) {
    std::vector<std::string> items;
    std::vector<double> amounts;
    for (const auto item : model::cost_items) {
        const auto found = sheet.items.find(std::string{item});
        if (found != sheet.items.end()) {
            items.push_back(found->first);
            amounts.push_back(found->second);
        }
    }
    if (sheet.capital) {
        items.emplace_back("capital");
        amounts.push_back(*sheet.capital);
    }
    const auto rounded = won(amounts);
    for (std::size_t i = 0; i < items.size(); ++i) {
        const auto name =
            items[i] == "capital" ? Text{"자본비용", "capital cost"} : item_name(items[i]);
        table.rows.push_back({sheet.complex, items[i], name.in(language), won_cell(rounded[i])});
    }
    const double sum = std::accumulate(rounded.begin(), rounded.end(), 0.0);
    const auto add = [&](const char* item, const Text& name, const std::string& value) {
        table.rows.push_back({sheet.complex, item, name.in(language), value});
    };
    add("total", {"총사업비(원)", "total cost (KRW)"}, sheet.total ? won_cell(sum) : "");
    add("paid_m2", {"유상공급면적(m²)", "land for money (m²)"}, cell(sheet.paid_m2, 0));
    add("cost_krw_m2", {"조성원가(원/m²)", "development cost (KRW/m²)"},
        cell(sheet.cost_krw_m2, 0));
    add("industrial_max_krw_m2", {"산업시설용지 상한(원/m²)", "most for industrial land (KRW/m²)"},
        cell(sheet.industrial_max_krw_m2, 0));
}

std::vector<double> by_year(const feasibility::Flows& flows, const std::set<int>& years) {
    std::vector<double> amounts;
    for (const auto year : years) {
        const auto found = flows.find(year);
        amounts.push_back(found == flows.end() ? 0 : found->second);
    }
    return won(amounts);
}

void add_cash(NamedTable& table, const feasibility::CashFlow& cash) {
    std::set<int> years;
    for (const auto* const flows : {&cash.cost, &cash.capital, &cash.income, &cash.benefit}) {
        for (const auto& [year, amount] : *flows) {
            years.insert(year);
        }
    }
    const auto cost = by_year(cash.cost, years);
    const auto capital = by_year(cash.capital, years);
    const auto income = by_year(cash.income, years);
    const auto benefit = by_year(cash.benefit, years);
    const bool known = !cash.income.empty();
    double cumulative = 0;
    std::size_t i = 0;
    for (const auto year : years) {
        const double net = income[i] - cost[i] - capital[i];
        cumulative += net;
        table.rows.push_back({cash.complex, std::to_string(year), won_cell(cost[i]),
                              known ? won_cell(capital[i]) : "", known ? won_cell(income[i]) : "",
                              known ? won_cell(net) : "", known ? won_cell(cumulative) : "",
                              cash.benefit.empty() ? "" : won_cell(benefit[i])});
        ++i;
    }
}

} // namespace

Section costs_section(const FeasibilityReport& report) {
    Section section{{"사업비와 조성원가", "cost and development cost"}, NamedTable{"costs"}};
    for (const auto* name : {"complex", "item", "name"}) {
        section.table.column(name);
    }
    section.table.column("value", true);
    for (const auto& sheet : report.study.costs) {
        add_sheet(section.table, sheet, report.language);
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
    for (const auto& cash : report.study.cash) {
        add_cash(section.table, cash);
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
