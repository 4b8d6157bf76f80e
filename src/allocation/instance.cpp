#include "allocation/instance.hpp"

#include <sandan/allocation/instance.hpp>
#include <sandan/core/error.hpp>

#include "allocation/master.hpp"
#include "allocation/solve.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace sandan::allocation {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t default_scope = 8; ///< Lots a site, unless the caller says otherwise.
constexpr std::array<const char*, 3> utilities{"power", "water", "waste"};

InstanceLot read_lot(const Json& json) {
    return {.area = json.at("area"),
            .perimeter = json.at("perim"),
            .frontage = json.at("frontage"),
            .price = json.at("price"),
            .receptor_m = json.at("dist_receptor"),
            .year = json.at("year"),
            .block = json.at("block"),
            .district = json.at("district"),
            .zone = json.at("zone"),
            .features = json.at("feat"),
            .available = json.at("available").get<int>() != 0};
}

InstanceFirm read_firm(const Json& json) {
    return {.zones = json.at("zones"),
            .area_min = json.at("area_min"),
            .area_max = json.at("area_max"),
            .base = json.at("base"),
            .year = json.at("year"),
            .max_delay = json.at("max_delay"),
            .separation = json.at("sep"),
            .max_price = json.at("max_price"),
            .min_frontage = json.at("min_frontage"),
            .weights = json.at("weights"),
            .demand = {json.at("power"), json.at("water"), json.at("waste")},
            .max_lots = json.at("max_parcels")};
}

[[noreturn]] void refuse(const Text& what) {
    throw Error{ErrorKind::input, what}.within(Text{"문제 파일", "instance"});
}

void check(const Instance& instance) {
    for (const auto& lot : instance.lots) {
        if (lot.block >= instance.block_centroids.size() ||
            lot.district >= instance.districts.size() || !(lot.area > 0)) {
            refuse(
                {"면적이 양수가 아니거나 없는 블록이나 구역을 가리키는 획지가 있습니다",
                 "a parcel has no positive area or names a block or district that is not there"});
        }
    }
    for (const auto& firm : instance.firms) {
        const bool negative =
            std::any_of(firm.demand.begin(), firm.demand.end(), [](double d) { return !(d >= 0); });
        if (!(firm.area_min > 0) || firm.area_max < firm.area_min || negative) {
            refuse({"수요가 음수이거나 아무도 맞출 수 없는 면적 범위를 가진 기업이 있습니다",
                    "a firm has a negative demand or an area window nobody can meet"});
        }
    }
    for (const auto& link : instance.links) {
        if (link.a >= instance.firms.size() || link.b >= instance.firms.size() ||
            link.a == link.b || link.gain < 0) {
            refuse({"없는 기업이나 자기 자신을 가리키거나 가중치가 음수인 거래가 있습니다",
                    "a link names a firm that is not there, itself, or a negative weight"});
        }
    }
}

Instance read_instance(const Json& json) {
    Instance instance;
    for (const auto& lot : json.at("parcels")) {
        instance.lots.push_back(read_lot(lot));
    }
    for (const auto& firm : json.at("firms")) {
        instance.firms.push_back(read_firm(firm));
    }
    instance.graph.resize(instance.lots.size());
    for (const auto& edge : json.at("edges")) {
        const std::uint32_t a = edge.at(0);
        const std::uint32_t b = edge.at(1);
        if (a >= instance.lots.size() || b >= instance.lots.size()) {
            refuse(
                {"없는 획지를 가리키는 변이 있습니다", "an edge names a parcel that is not there"});
        }
        instance.graph[a].push_back({b, edge.at(2)});
        instance.graph[b].push_back({a, edge.at(2)});
    }
    for (const auto& district : json.at("districts")) {
        auto& capacities = instance.districts.emplace_back();
        std::transform(utilities.begin(), utilities.end(), capacities.begin(),
                       [&](const char* name) { return district.at(name).get<double>(); });
    }
    for (const auto& block : json.at("blocks")) {
        instance.block_centroids.push_back(block.at("centroid"));
    }
    for (const auto& link : json.at("links")) {
        instance.links.push_back({link.at(0), link.at(1), link.at(2)});
    }
    check(instance);
    return instance;
}

/// Points as a number that prints without noise: whole, or with the hundredths that links bring.
Json points(std::int64_t units, bool hundredths) {
    if (!hundredths) {
        return units;
    }
    return units % 100 == 0 ? Json(units / 100) : Json(static_cast<double>(units) / 100);
}

Json assignments(const Problem& problem, const Choice& choice, bool hundredths) {
    auto list = Json::array();
    for (std::size_t f = 0; f < choice.size(); ++f) {
        if (choice[f] == unplaced) {
            continue;
        }
        const auto& column = problem.columns[static_cast<std::size_t>(choice[f])];
        auto lots = Json::array();
        for (const auto lot : problem.lots_of(column)) {
            lots.push_back(lot);
        }
        list.push_back(
            {{"firm", f}, {"parcels", lots}, {"value", points(column.value, hundredths)}});
    }
    return list;
}

Json firms(const Problem& problem, const Choice& choice) {
    const auto starts = firm_starts(problem);
    auto list = Json::array();
    for (std::size_t f = 0; f < choice.size(); ++f) {
        list.push_back({{"firm", f},
                        {"placed", choice[f] != unplaced},
                        {"candidates", starts[f + 1] - starts[f]}});
    }
    return list;
}

Json capacities(const Problem& problem, const Choice& choice) {
    std::vector<std::int64_t> used(problem.capacity.size(), 0);
    for (const auto at : choice) {
        if (at != unplaced) {
            for (const auto& use : problem.uses_of(problem.columns[static_cast<std::size_t>(at)])) {
                used[use.row] += use.amount;
            }
        }
    }
    auto list = Json::array();
    for (std::size_t row = 0; row < used.size(); ++row) {
        list.push_back({{"district", row / 3},
                        {"utility", utilities[row % 3]},
                        {"used", static_cast<double>(used[row]) / 1000},
                        {"capacity", static_cast<double>(problem.capacity[row]) / 1000}});
    }
    return list;
}

} // namespace

Instance parse_instance(std::string_view json) {
    try {
        return read_instance(Json::parse(json));
    } catch (const Json::exception& e) {
        refuse({e.what(), e.what()});
    }
}

InstanceResult solve_instance(std::string_view json, const std::string& sha256,
                              const Options& options) {
    const auto instance = parse_instance(json);
    std::size_t asked = 0;
    for (const auto& firm : instance.firms) {
        asked = std::max(asked, firm.max_lots);
    }
    const auto scope =
        options.max_parcels > 0 ? static_cast<std::size_t>(options.max_parcels) : default_scope;
    const bool full = asked <= scope;
    const auto problem = build_problem(instance, std::min(scope, asked), options.links);
    const bool quadratic = !problem.links.empty();
    const auto solved = solve(
        problem, {.gap = options.gap, .time_limit_s = options.time_limit_s, .seed = options.seed});
    const auto best = static_cast<double>(solved.worth);
    const double gap = (solved.bound - best) / std::max(1.0, std::abs(best));
    InstanceResult result;
    result.status = gap > options.gap ? Status::feasible
                    : full            ? Status::optimal
                                      : Status::optimal_in_pool;
    const Json certificate{{"schema", "sandan.certificate/1"},
                           {"kind", quadratic ? "quadratic" : "linear"},
                           {"status", to_string(result.status)},
                           {"objective", points(solved.worth, quadratic)},
                           {"bound", quadratic ? solved.bound / 100 : solved.bound},
                           {"gap", gap},
                           {"gap_scope", full ? "full" : "pool"},
                           {"max_parcels", std::min(scope, asked)},
                           {"seed", options.seed},
                           {"inputs_sha256", sha256},
                           {"solver", solver_name()},
                           {"deterministic", !solved.stopped},
                           {"candidates", problem.columns.size()},
                           {"assignments", assignments(problem, solved.choice, quadratic)},
                           {"per_firm", firms(problem, solved.choice)},
                           {"capacities", capacities(problem, solved.choice)},
                           {"conflicts", Json::array()}};
    result.certificate = certificate.dump(1) + "\n";
    return result;
}

} // namespace sandan::allocation
