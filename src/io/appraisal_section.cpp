#include "io/appraisal_section.hpp"

#include <sandan/io/read_appraisal.hpp>
#include <sandan/model/ksic.hpp>

#include "core/korean.hpp"
#include "io/local_file.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sandan::io {

namespace {

using model::FeasibilityInputs;
using model::UpgradeInputs;
using Ids = std::set<std::string>;

int year_of(TomlTable& table, std::string_view key) {
    constexpr std::int64_t first = 1960;
    constexpr std::int64_t last = 2200;
    const auto year = table.get<std::int64_t>(key);
    if (year < first || year > last) {
        table.fail(key, {fmt::format("{} 값이 {}입니다; 연도여야 합니다", key, year),
                         fmt::format("{} is {}, expected a year", key, year)});
    }
    return static_cast<int>(year);
}

double between(TomlTable& table, std::string_view key, double low, double high) {
    const auto value = table.get<double>(key);
    if (value < low || value > high) {
        table.fail(
            key, {fmt::format("{} 값이 {}입니다; {}부터 {}까지여야 합니다", key, value, low, high),
                  fmt::format("{} is {}, expected {} to {}", key, value, low, high)});
    }
    return value;
}

/// A figure that stands with its source or not at all.
std::optional<double> sourced(TomlTable& table, std::string_view key, std::string_view source_key,
                              double low, double high, std::string& source) {
    if (!table.find<double>(key)) {
        return std::nullopt;
    }
    source = table.get<std::string>(source_key);
    return between(table, key, low, high);
}

std::string complex_of(TomlTable& table, const Ids& complexes) {
    auto id = table.get<std::string>("complex");
    if (!complexes.contains(id)) {
        table.fail("complex", {fmt::format("id가 '{}'인 [[complex]]가 없습니다", id),
                               fmt::format("no [[complex]] has the id '{}'", id)});
    }
    return id;
}

std::string word_of(TomlTable& table, std::string_view key, const std::vector<std::string>& words) {
    (void)table.get<std::string>(key);
    return table.one_of(key, words);
}

constexpr double most_100m_krw = 1e7; ///< 1,000조: no plan costs more, an amount in 원 does.
constexpr double most_krw_m2 = 1e9;

std::optional<double> between_if_given(TomlTable& table, std::string_view key, double low,
                                       double high) {
    return table.find<double>(key) ? std::optional{between(table, key, low, high)} : std::nullopt;
}

std::optional<int> whole_if_given(TomlTable& table, std::string_view key, std::int64_t low,
                                  std::int64_t high) {
    const auto value = table.find<std::int64_t>(key);
    if (value && (*value < low || *value > high)) {
        table.fail(
            key, {fmt::format("{} 값이 {}입니다; {}부터 {}까지여야 합니다", key, *value, low, high),
                  fmt::format("{} is {}, expected {} to {}", key, *value, low, high)});
    }
    return value ? std::optional{static_cast<int>(*value)} : std::nullopt;
}

void read_weights(TomlTable& table, model::UpgradeAction& action) {
    auto weights = table.required_table("weights");
    for (const auto& indicator : weights.keys()) {
        action.weights.push_back({indicator, between(weights, indicator, -1000, 1000)});
    }
    weights.done();
    action.weights_source = table.get<std::string>("weights_source");
}

/// What the land holds afterwards is asked for with its source, if at all.
void read_outcome(TomlTable& table, model::UpgradeAction& action) {
    constexpr double most_floor = 2'000;
    action.floor_percent = between_if_given(table, "floor_percent", 0, most_floor);
    action.green_percent = between_if_given(table, "green_percent", 0, 100);
    action.parking_percent = between_if_given(table, "parking_percent", 0, 100);
    if (action.green_percent.value_or(0) + action.parking_percent.value_or(0) > 100) {
        const double together = *action.green_percent + *action.parking_percent;
        table.fail(
            "parking_percent",
            {fmt::format(
                 "green_percent와 parking_percent의 합이 {}입니다; 부지의 100 이하여야 합니다",
                 together),
             fmt::format("green_percent and parking_percent are {} together, expected at "
                         "most 100 of the land",
                         together)});
    }
    action.jobs_1000m2 = between_if_given(table, "jobs_1000m2", 0, 1e4);
    action.firms_ha = between_if_given(table, "firms_ha", 0, 1e4);
    if (action.floor_percent || action.green_percent || action.parking_percent ||
        action.jobs_1000m2 || action.firms_ha) {
        action.outcome_source = table.get<std::string>("outcome_source");
    }
}

model::UpgradeAction read_action(TomlTable table) {
    constexpr std::int64_t most_sites = 12; // sets of more are too many to look at
    model::UpgradeAction action;
    action.kind =
        word_of(table, "kind", {model::upgrade_kinds.begin(), model::upgrade_kinds.end()});
    action.cost_krw_m2 = between(table, "cost_krw_m2", 0, most_krw_m2);
    action.cost_source = table.get<std::string>("cost_source");
    read_weights(table, action);
    if (action.kind == "widen") {
        action.target_width_m = between(table, "target_width_m", 1, 100);
    } else {
        (void)table.get<std::int64_t>("max_sites");
        action.max_sites = *whole_if_given(table, "max_sites", 1, most_sites);
        action.min_area_m2 = between_if_given(table, "min_area_m2", 0, 1e8);
        action.max_owners = whole_if_given(table, "max_owners", 1, 10'000);
        read_outcome(table, action);
    }
    table.done();
    return action;
}

UpgradeInputs read_upgrade(TomlTable table) {
    UpgradeInputs inputs;
    inputs.land_price_krw_m2 = sourced(table, "land_price_krw_m2", "land_price_source", 1,
                                       most_krw_m2, inputs.land_price_source);
    inputs.budget_100m_krw =
        sourced(table, "budget_100m_krw", "budget_source", 0, most_100m_krw, inputs.budget_source);
    inputs.portfolio_gap =
        between_if_given(table, "portfolio_gap", 0, 1).value_or(inputs.portfolio_gap);
    inputs.leaving =
        table.find<std::vector<std::string>>("leaving").value_or(std::vector<std::string>{});
    for (auto& action : table.tables("action")) {
        inputs.actions.push_back(read_action(action));
    }
    table.done();
    return inputs;
}

model::UnitDemand read_unit(TomlTable table) {
    model::UnitDemand unit;
    unit.utility =
        word_of(table, "utility", {model::demand_utilities.begin(), model::demand_utilities.end()});
    if (const auto ksic = table.find<std::string>("ksic"); ksic && !ksic->empty()) {
        const auto code = model::normalise_ksic(*ksic);
        if (!code) {
            table.fail("ksic",
                       {format_ko("'{}'은(는) 2~5자리의 산업분류(KSIC) 코드가 아닙니다", *ksic),
                        fmt::format("'{}' is no KSIC code of 2 to 5 digits", *ksic)});
        }
        unit.ksic = *code;
    }
    unit.value = between(table, "value", 0, 1e6);
    unit.basis = word_of(table, "basis", {"site", "floor"});
    unit.statistic = word_of(table, "statistic", {"mean", "design", "peak"});
    unit.year = year_of(table, "year");
    unit.source = table.get<std::string>("source");
    table.done();
    return unit;
}

model::CostRow read_cost(TomlTable table, const Ids& complexes) {
    model::CostRow row;
    row.complex = complex_of(table, complexes);
    row.item = word_of(table, "item", {model::cost_items.begin(), model::cost_items.end()});
    row.year = year_of(table, "year");
    row.amount = between(table, "amount_100m_krw", 0, most_100m_krw);
    row.source = table.get<std::string>("source");
    table.done();
    return row;
}

model::SaleRow read_sale(TomlTable table, const Ids& complexes) {
    model::SaleRow row;
    row.complex = complex_of(table, complexes);
    row.use = table.get<std::string>("use");
    row.year = year_of(table, "year");
    row.share = between(table, "share", 0, 100);
    if (table.find<double>("price_krw_m2")) {
        row.price_krw_m2 = between(table, "price_krw_m2", 0, most_krw_m2);
    }
    row.source = table.get<std::string>("source");
    table.done();
    return row;
}

model::BenefitRow read_benefit(TomlTable table, const Ids& complexes) {
    model::BenefitRow row;
    row.complex = table.find<std::string>("complex") ? complex_of(table, complexes) : "";
    row.name = table.get<std::string>("name");
    row.year = year_of(table, "year");
    row.amount = between(table, "amount_100m_krw", -most_100m_krw, most_100m_krw);
    row.source = table.get<std::string>("source");
    table.done();
    return row;
}

FeasibilityInputs read_feasibility(TomlTable table, const Ids& complexes) {
    FeasibilityInputs inputs;
    if (table.find<std::int64_t>("base_year")) {
        inputs.base_year = year_of(table, "base_year");
    }
    inputs.discount_rate =
        sourced(table, "discount_rate", "discount_source", 0, 100, inputs.discount_source);
    inputs.capital_rate =
        sourced(table, "capital_rate", "capital_source", 0, 100, inputs.capital_source);
    inputs.profit_rate =
        sourced(table, "profit_rate", "profit_source", 0, 100, inputs.profit_source);
    for (auto& row : table.tables("unit")) {
        auto unit = read_unit(row);
        const bool twice =
            std::any_of(inputs.units.begin(), inputs.units.end(), [&](const auto& other) {
                return other.utility == unit.utility && other.ksic == unit.ksic;
            });
        if (twice) { // mean and peak of the same land: which one holds is the planner's word
            row.fail("utility", {format_ko("{}이(가) {}에 대해 두 번 나옵니다", unit.utility,
                                           unit.ksic.empty() ? "모든 업종" : unit.ksic),
                                 fmt::format("{} is given twice for {}", unit.utility,
                                             unit.ksic.empty() ? "every industry" : unit.ksic)});
        }
        inputs.units.push_back(std::move(unit));
    }
    for (auto& row : table.tables("cost")) {
        inputs.costs.push_back(read_cost(row, complexes));
    }
    for (auto& row : table.tables("sale")) {
        inputs.sales.push_back(read_sale(row, complexes));
    }
    for (auto& row : table.tables("benefit")) {
        inputs.benefits.push_back(read_benefit(row, complexes));
    }
    table.done();
    return inputs;
}

} // namespace

model::Appraisal appraisal_in(TomlTable& root, const std::set<std::string>& complexes) {
    model::Appraisal appraisal;
    if (auto upgrade = root.table("upgrade")) {
        appraisal.upgrade = read_upgrade(*std::move(upgrade));
    }
    if (auto feasibility = root.table("feasibility")) {
        appraisal.feasibility = read_feasibility(*std::move(feasibility), complexes);
    }
    return appraisal;
}

model::Appraisal read_appraisal(const model::Plan& plan) {
    const auto document = read_toml(plan.path, ErrorKind::usage);
    if (document.file.sha256 != plan.sha256) {
        refuse_changed(plan.path);
    }
    TomlTable root{document};
    Ids complexes;
    for (auto& complex : root.tables("complex")) {
        complexes.insert(complex.get<std::string>("id"));
    }
    return appraisal_in(root, complexes);
}

} // namespace sandan::io
