#include "io/appraisal_section.hpp"

#include <sandan/io/read_appraisal.hpp>

#include <fmt/format.h>

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
        table.fail(key, fmt::format("{} is {}, expected a year", key, year));
    }
    return static_cast<int>(year);
}

double between(TomlTable& table, std::string_view key, double low, double high) {
    const auto value = table.get<double>(key);
    if (value < low || value > high) {
        table.fail(key, fmt::format("{} is {}, expected {} to {}", key, value, low, high));
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
        table.fail("complex", fmt::format("no [[complex]] has the id '{}'", id));
    }
    return id;
}

std::string word_of(TomlTable& table, std::string_view key, const std::vector<std::string>& words) {
    (void)table.get<std::string>(key);
    return table.one_of(key, words);
}

constexpr double most_100m_krw = 1e7; ///< 1,000조: no plan costs more, an amount in 원 does.
constexpr double most_krw_m2 = 1e9;

UpgradeInputs read_upgrade(TomlTable table) {
    UpgradeInputs inputs;
    inputs.land_price_krw_m2 = sourced(table, "land_price_krw_m2", "land_price_source", 1,
                                       most_krw_m2, inputs.land_price_source);
    table.done();
    return inputs;
}

model::UnitDemand read_unit(TomlTable table) {
    model::UnitDemand unit;
    unit.utility =
        word_of(table, "utility", {model::demand_utilities.begin(), model::demand_utilities.end()});
    unit.ksic = table.find<std::string>("ksic").value_or("");
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
        inputs.units.push_back(read_unit(row));
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

model::Appraisal read_appraisal(const std::string& plan_path) {
    const auto document = read_toml(plan_path, ErrorKind::usage);
    TomlTable root{document};
    Ids complexes;
    for (auto& complex : root.tables("complex")) {
        complexes.insert(complex.get<std::string>("id"));
    }
    return appraisal_in(root, complexes);
}

} // namespace sandan::io
