// SI-05 … SI-07: whether a site gives the firm what it asks for, and takes no more than it may.

#include <sandan/model/area.hpp>

#include "rules/planned_building.hpp"
#include "rules/support.hpp"
#include "rules/topics.hpp"
#include "rules/zone_limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace sandan::rules {

namespace {

using model::Firm;

Outcome factory_area(const Context& context, const Firm& firm, const Site& site) {
    if (!firm.floor_area_m2 || firm.industries.empty()) {
        return unknown({firm.industries.empty() ? "firms.ksic" : "firms.floor_area_m2"});
    }
    std::vector<model::RateShare> shares;
    for (const auto& industry : firm.industries) {
        const auto rate = factory_rate(context, industry.ksic);
        if (!rate) {
            return unknown({fmt::format("factory area rate {}", industry.ksic)});
        }
        shares.push_back({industry.share, *rate / 100});
    }
    const double required = model::required_factory_area(site.area_m2, shares);
    if (reaches(*firm.floor_area_m2, required)) {
        return pass();
    }
    const auto planned = number_text(*firm.floor_area_m2, required);
    const auto minimum = number_text(required, *firm.floor_area_m2);
    auto evidence = told(
        {fmt::format("공장건축면적 {} m² < 기준공장건축면적 {} m²", planned, minimum),
         fmt::format("planned factory area {} m², at least {} m² required", planned, minimum)});
    evidence.measured = *firm.floor_area_m2;
    evidence.threshold = required;
    evidence.unit = "m²";
    evidence.parameter = context.parameter("SI-05", "table_revision");
    return breach(std::move(evidence));
}

/// Area-weighted price of the site's lots, KRW/m²; nothing if one has none.
std::optional<double> price_of(const Context& context, const Site& site) {
    const auto* const lots = context.project.layer("lots");
    double total = 0;
    for (const auto lot : site.lots) {
        const auto price =
            lots == nullptr ? std::nullopt : lots->number(lots->features[lot], "price_krw_m2");
        if (!price) {
            return std::nullopt;
        }
        total += *price * context.analysis.lots[lot].area_m2;
    }
    return site.area_m2 > 0 ? std::optional{total / site.area_m2} : std::nullopt;
}

/// The firm's own terms. A missing wish is no wish; a wish about an unknown thing is unknown.
Outcome wanted(const Context& context, const Firm& firm, const Site& site) {
    static const Text area{"부지면적", "site area"};
    if (firm.area_min_m2 && !reaches(site.area_m2, *firm.area_min_m2)) {
        return missed(area, site.area_m2, *firm.area_min_m2, "m²");
    }
    if (firm.area_max_m2 && !within(site.area_m2, *firm.area_max_m2)) {
        return missed(area, site.area_m2, *firm.area_max_m2, "m²");
    }
    const auto lots = static_cast<double>(site.lots.size());
    if (firm.max_lots && lots > *firm.max_lots) {
        return missed({"획지 수", "number of lots"}, lots, *firm.max_lots, "lots");
    }
    std::vector<std::string> missing;
    if (firm.min_frontage_m) {
        if (!site.facts.frontage_m) {
            missing.emplace_back("layer roads");
        } else if (!reaches(*site.facts.frontage_m, *firm.min_frontage_m)) {
            return missed({"접도 길이", "frontage"}, *site.facts.frontage_m, *firm.min_frontage_m,
                          "m");
        }
    }
    if (firm.max_price_krw_m2) {
        const auto price = price_of(context, site);
        if (!price) {
            missing.emplace_back("lots.price_krw_m2");
        } else if (!within(*price, *firm.max_price_krw_m2)) {
            return missed({"분양단가", "price"}, *price, *firm.max_price_krw_m2, "KRW/m²");
        }
    }
    if (!firm.area_min_m2 && !firm.area_max_m2) {
        missing.emplace_back("firms.area_min_m2");
    }
    for (const auto check : {built_fits, rectangle_fits}) {
        auto built = check(context, firm, site);
        if (built.kind == Outcome::Kind::breach) {
            return built;
        }
        missing.insert(missing.end(), built.missing.begin(), built.missing.end());
    }
    return missing.empty() ? pass() : unknown(std::move(missing));
}

/// A utility, as firms and capacities name it.
struct Utility {
    std::string_view field;
    Text name;
    const char* unit;
    std::optional<double> Firm::*demand;
    std::optional<double> model::Capacity::*capacity;
};

const std::array utilities{
    Utility{"water_m3d", {"용수", "water"}, "m³/d", &Firm::water_m3d, &model::Capacity::water_m3d},
    Utility{"power_kw", {"전력", "power"}, "kW", &Firm::power_kw, &model::Capacity::power_kw},
    Utility{"wastewater_m3d",
            {"폐수", "wastewater"},
            "m³/d",
            &Firm::wastewater_m3d,
            &model::Capacity::wastewater_m3d},
};

/// The complex that the first lot of an assignment to say one says; empty if none does.
std::string complex_of(const Context& context, const model::Assignment& assignment) {
    const auto* const lots = context.project.layer("lots");
    if (lots == nullptr) {
        return {};
    }
    for (const auto& id : assignment.lots) {
        const auto found =
            std::find_if(lots->features.begin(), lots->features.end(),
                         [&](const model::Feature& lot) { return lots->id(lot) == id; });
        auto complex = found == lots->features.end() ? std::string{}
                                                     : lots->text(*found, "complex").value_or("");
        if (!complex.empty()) {
            return complex;
        }
    }
    return {};
}

/// What an assignment to no known complex lacks.
std::string missing_complex(const Context& context) {
    return context.project.layer("lots") == nullptr ? "layer lots" : "lots.complex";
}

/// Demand in one complex of the firms that settle by a year (a firm without a year: at once).
struct Demand {
    double sum = 0;
    std::vector<std::string> missing;
    double unplaced = 0; ///< Of firms in no known complex: they may be in this one.
    std::vector<std::string> missing_unplaced;
};

Demand demand_by(const Context& context, const std::string& complex, int year,
                 const Utility& utility) {
    Demand demand;
    for (const auto& assignment : context.project.assignments) {
        const auto* const firm = context.project.firm(assignment.firm);
        if (firm == nullptr || firm->year.value_or(year) > year) {
            continue;
        }
        const auto of = complex_of(context, assignment);
        if (!of.empty() && of != complex) {
            continue;
        }
        const auto& wanted = firm->*utility.demand;
        (of.empty() ? demand.unplaced : demand.sum) += wanted.value_or(0);
        if (!wanted) {
            auto& missing = of.empty() ? demand.missing_unplaced : demand.missing;
            missing.push_back(fmt::format("firms.{} {}", utility.field, firm->id));
        }
    }
    return demand;
}

/// What could still exceed a supply that holds the known demand.
std::vector<std::string> missing_demand(const Context& context, const Demand& demand,
                                        double supply) {
    auto missing = demand.missing;
    if (!demand.missing_unplaced.empty() || !within(demand.sum + demand.unplaced, supply)) {
        missing.push_back(missing_complex(context));
        missing.insert(missing.end(), demand.missing_unplaced.begin(),
                       demand.missing_unplaced.end());
    }
    return missing;
}

Outcome capacity_holds(const Context& context, const model::Capacity& capacity,
                       const Utility& utility) {
    const auto& supply = capacity.*utility.capacity;
    if (!supply) {
        return unknown({fmt::format("utilities.{}", utility.field)});
    }
    const auto demand = demand_by(context, capacity.complex, capacity.year, utility);
    const bool fits = within(demand.sum, *supply);
    if (auto missing = missing_demand(context, demand, *supply); fits && !missing.empty()) {
        return unknown(std::move(missing));
    }
    const auto sum = number_text(demand.sum, *supply);
    const auto bound = number_text(*supply, demand.sum);
    auto evidence = told({fmt::format("{}년 {} 수요 {} {} (용량 {} {})", capacity.year,
                                      utility.name.ko, sum, utility.unit, bound, utility.unit),
                          fmt::format("{} demand by {}: {} {} (capacity {} {})", utility.name.en,
                                      capacity.year, sum, utility.unit, bound, utility.unit)});
    evidence.measured = demand.sum;
    evidence.threshold = *supply;
    evidence.unit = utility.unit;
    return fits ? pass(std::move(evidence)) : breach(std::move(evidence));
}

/// Firms that settle where, or when, no row of capacities reaches.
struct Uncovered {
    std::optional<int> last_row;
    std::vector<const Firm*> firms;
};

std::map<std::string, Uncovered> uncovered(const Context& context) {
    std::map<std::string, Uncovered> all;
    for (const auto& assignment : context.project.assignments) {
        all.try_emplace(complex_of(context, assignment));
    }
    for (const auto& capacity : context.project.capacities) {
        if (const auto found = all.find(capacity.complex); found != all.end()) {
            auto& last = found->second.last_row;
            last = std::max(last.value_or(capacity.year), capacity.year);
        }
    }
    for (const auto& assignment : context.project.assignments) {
        const auto* const firm = context.project.firm(assignment.firm);
        auto& complex = all.at(complex_of(context, assignment));
        if (firm != nullptr &&
            (!complex.last_row || firm->year.value_or(*complex.last_row) > *complex.last_row)) {
            complex.firms.push_back(firm);
        }
    }
    return all;
}

/// The demand that no row of capacities is held against.
void beyond_capacities(const Context& context, Sink& sink) {
    for (const auto& [complex, rest] : uncovered(context)) {
        if (complex.empty()) {
            sink.add({"plan", "assignments", -1}, unknown({missing_complex(context)}));
            continue;
        }
        for (const auto& utility : utilities) {
            std::optional<int> year;
            bool asked = false;
            for (const auto* const firm : rest.firms) {
                asked = asked || (firm->*utility.demand).value_or(1) > 0;
                year = std::max(year, firm->year);
            }
            if (asked) {
                const auto when = year ? fmt::format("{} {}", complex, *year) : complex;
                sink.add({"utilities", fmt::format("{} {}", when, utility.field), -1},
                         unknown({fmt::format("utilities.{} {}", utility.field, when)}));
            }
        }
    }
}

void capacities(const Context& context, Sink& sink) {
    if (context.project.assignments.empty()) {
        sink.add({"plan", "plan", -1},
                 not_applicable({"계획에 배정이 없음", "the plan assigns no firm"}));
        return;
    }
    if (context.project.capacities.empty()) {
        sink.add({"plan", "plan", -1}, unknown({"utilities"}));
        return;
    }
    for (const auto& capacity : context.project.capacities) {
        for (const auto& utility : utilities) {
            sink.add({"utilities",
                      fmt::format("{} {} {}", capacity.complex, capacity.year, utility.field),
                      capacity.line},
                     capacity_holds(context, capacity, utility));
        }
    }
    beyond_capacities(context, sink);
}

/// The row of a complex with the least supply of a utility that the firm would draw on: it counts
/// firms that start by its year, the last one all firms.
const model::Capacity* scarcest(const Context& context, const Site& site, const Utility& utility,
                                int start) {
    const model::Capacity* least = nullptr;
    const model::Capacity* last = nullptr;
    const auto take = [&](const model::Capacity& row) {
        if (least == nullptr || row.*utility.capacity < least->*utility.capacity) {
            least = &row;
        }
    };
    for (const auto& row : context.project.capacities) {
        if (row.complex != site.complex || !(row.*utility.capacity)) {
            continue;
        }
        last = last == nullptr || row.year > last->year ? &row : last;
        if (start <= row.year) {
            take(row);
        }
    }
    if (last != nullptr) {
        take(*last);
    }
    return least;
}

/// One firm alone against what the complex can supply; firms together are the plan's question.
/// Without a row for the complex nothing is said here: the plan's check says what is missing.
Outcome supplied(const Context& context, const Firm& firm, const Site& site) {
    const int start = std::max(firm.year.value_or(0), site.available_year.value_or(0));
    std::vector<std::string> missing;
    for (const auto& utility : utilities) {
        const auto* const row = scarcest(context, site, utility, start);
        const auto& demand = firm.*utility.demand;
        if (row == nullptr || (demand && within(*demand, *(row->*utility.capacity)))) {
            continue;
        }
        if (!demand) {
            missing.push_back(fmt::format("firms.{}", utility.field));
            continue;
        }
        const double supply = *(row->*utility.capacity);
        const auto needs = number_text(*demand, supply);
        const auto bound = number_text(supply, *demand);
        auto evidence =
            told({fmt::format("{} 수요 {} {} ({}년 용량 {} {})", utility.name.ko, needs,
                              utility.unit, row->year, bound, utility.unit),
                  fmt::format("{} demand {} {} (capacity in {}: {} {})", utility.name.en, needs,
                              utility.unit, row->year, bound, utility.unit)});
        evidence.measured = *demand;
        evidence.threshold = supply;
        evidence.unit = utility.unit;
        return breach(std::move(evidence));
    }
    return missing.empty() ? pass() : unknown(std::move(missing));
}

constexpr std::array table{
    Rule{"SI-05", nullptr, factory_area},
    Rule{"SI-06", nullptr, wanted},
    Rule{"SI-07", capacities, supplied},
};

} // namespace

std::span<const Rule> demand_rules() {
    return table;
}

} // namespace sandan::rules
