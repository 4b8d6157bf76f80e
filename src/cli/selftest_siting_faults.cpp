#include <sandan/geom/measure.hpp>

#include "cli/selftest_damage.hpp"
#include "cli/selftest_faults.hpp"

#include <algorithm>
#include <cmath>

namespace sandan::cli {

namespace {

using damage::bring;
using damage::tenant;
using model::Firm;
using model::Project;

/// Changes the first firm that has land.
template <typename Change>
bool with_tenant(Project& project, const Change& change) {
    const auto found = tenant(project);
    if (found.firm == nullptr) {
        return false;
    }
    change(*found.firm, *found.lot);
    return true;
}

/// The same, and puts the first feature of a role onto its land.
template <typename Change>
bool beside(Project& project, std::string_view role, const Change& change) {
    return bring(project, role) &&
           with_tenant(project, [&](Firm& firm, model::Feature&) { change(firm); });
}

bool crowd(Project& project) {
    return beside(project, "population",
                  [](Firm& firm) {
                      firm.emits = {"특정대기유해물질", "toxic_air_t:12"};
                      firm.emits_known = true;
                  }) &&
           damage::set_first(project, "population", "persons", 90000.0);
}

bool apart(Project& project) {
    const auto found = tenant(project);
    auto* const lots = damage::layer(project, "lots");
    if (found.lot == nullptr || lots == nullptr) {
        return false;
    }
    const auto home = geom::centroid(found.lot->shape.polygons);
    const auto complex = lots->text(*found.lot, "complex");
    const auto* const other =
        damage::first(project, "lots", [&](const model::Layer& layer, const model::Feature& lot) {
            const auto there = geom::centroid(lot.shape.polygons);
            return damage::for_firms(project)(layer, lot) &&
                   layer.text(lot, "complex") == complex &&
                   std::abs(there.x - home.x) + std::abs(there.y - home.y) > 400;
        });
    if (other == nullptr) {
        return false;
    }
    project.assignments[found.assignment].lots = {lots->id(*found.lot), lots->id(*other)};
    return true;
}

bool twice(Project& project) {
    const auto found = tenant(project);
    if (found.firm == nullptr || project.firms.size() < 2) {
        return false;
    }
    auto copy = project.assignments[found.assignment];
    copy.firm =
        (project.firms.front().id == copy.firm ? project.firms[1] : project.firms.front()).id;
    project.assignments.push_back(std::move(copy));
    return true;
}

bool zone_elsewhere(Project& project) {
    const auto found = tenant(project, [](const Firm& firm) { return firm.programme; });
    auto* const zones = damage::layer(project, "special_zone");
    if (found.firm == nullptr || zones == nullptr) {
        return false;
    }
    for (auto& zone : zones->features) {
        damage::move(zone.shape, 8'000, 0); // beyond any complex, inside the region
    }
    return true;
}

bool no_power(Project& project) {
    for (auto& capacity : project.capacities) {
        capacity.power_kw = capacity.power_kw ? std::optional{0.0} : std::nullopt;
    }
    return !project.capacities.empty() && tenant(project).firm != nullptr;
}

bool parts(Project& project, std::string_view rule, double factor) {
    auto* const fact = damage::fact(project, rule);
    if (fact == nullptr || fact->parts.empty()) {
        return false;
    }
    fact->parts.front() *= factor;
    return true;
}

bool total(Project& project, std::string_view rule, double more) {
    auto* const fact = damage::fact(project, rule);
    if (fact != nullptr) {
        fact->total += more;
    }
    return fact != nullptr;
}

/// Somebody is placed where the admission asks about emissions.
bool silent_on_emissions(Project& project) {
    for (auto& firm : project.firms) {
        firm.emits_known = false;
    }
    const auto& rules = project.plan.admissions;
    return tenant(project).firm != nullptr &&
           std::any_of(rules.begin(), rules.end(), [](const model::Admission& admission) {
               return admission.rule.text().find("emits(") != std::string::npos;
           });
}

bool bought_yesterday(Project& project) {
    const auto found = tenant(project);
    auto* const lots = damage::layer(project, "lots");
    return found.lot != nullptr &&
           damage::set(*lots, *found.lot, "owned_since", to_string(project.plan.reference_date));
}

bool wrong_block(Project& project) {
    const auto found = tenant(project);
    auto* const lots = damage::layer(project, "lots");
    return found.lot != nullptr && damage::set(*lots, *found.lot, "industry", std::string{"C10"});
}

} // namespace

// NOLINTNEXTLINE(readability-function-size): one table
std::vector<Fault> siting_faults() {
    const auto nothing = [](Firm&) {
    };
    const auto gas = [](Firm& firm) {
        firm.hazards = {"hp_gas"};
    };
    return {
        {"SI-01",
         "assignments",
         {"산업용지에 배정한 농업", "a farm on an industrial lot"},
         [](Project& p) {
             return with_tenant(p, [](Firm& f, auto&) { f.industries = {{"01110", 1}}; });
         },
         {"SI", "PC"}},
        {"SI-02",
         "assignments",
         {"옛 산업분류로 적은 기업", "a firm in an old revision of KSIC"},
         [](Project& p) { return with_tenant(p, [](Firm& f, auto&) { f.ksic_rev = 8; }); },
         {"SI", "PC"},
         true},
        {"SI-03",
         "admission with emits(…), assignments",
         {"배출을 밝히지 않은 기업", "firms that do not tell what they emit"},
         silent_on_emissions,
         {},
         true},
        {"SI-11",
         "roads.class",
         {"획지 옆의 고속국도", "motorways beside the lots"},
         [](Project& p) { return damage::set_all(p, "roads", "class", std::string{"고속국도"}); },
         {"LB", "PD", "SI", "ZO"}},
        {"SI-14",
         "layers intakes, streams, assignments",
         {"부지의 취수구", "a water intake on the site"},
         [](Project& p) { return bring(p, "intakes"); },
         {"SI"}},
        {"SI-15",
         "layers reservoirs, streams, assignments",
         {"부지의 저수지", "a reservoir on the site"},
         [](Project& p) { return bring(p, "reservoirs"); },
         {"SI"}},
        {"SI-23",
         "layer sensitive, assignments",
         {"주택 옆의 공해 업종", "a polluting industry beside housing"},
         [](Project& p) {
             return beside(p, "sensitive", [](Firm& f) { f.industries = {{"20111", 1}}; });
         },
         {"SI", "PC"}},
        {"SI-27",
         "lots.owned_since, assignments",
         {"어제 산 땅의 처분", "land disposed of that was bought yesterday"},
         bought_yesterday,
         {}},
        {"SI-04",
         "lots.industry",
         {"다른 업종의 자리로 정한 획지", "a lot placed for another industry"},
         wrong_block,
         {}},
        {"SI-05",
         "assignments",
         {"1 m² 공장", "a factory of 1 m²"},
         [](Project& p) { return with_tenant(p, [](Firm& f, auto&) { f.floor_area_m2 = 1; }); },
         {}},
        {"SI-06",
         "assignments",
         {"1 km²를 원하는 기업", "a firm that wants a square kilometre"},
         [](Project& p) { return with_tenant(p, [](Firm& f, auto&) { f.area_min_m2 = 1e6; }); },
         {}},
        {"SI-07", "utilities.power_kw, assignments", {"전력이 없음", "no power"}, no_power, {}},
        {"SI-08",
         "layer school_gates, assignments",
         {"학교 출입문 옆의 고압가스", "gas at a school gate"},
         [gas](Project& p) { return beside(p, "school_gates", gas); },
         {}},
        {"SI-09",
         "layer school_sites, assignments",
         {"학교 옆의 고압가스", "gas at a school"},
         [gas](Project& p) { return beside(p, "school_sites", gas); },
         {"SI"}},
        {"SI-10",
         "layer heritage, assignments",
         {"부지 안의 국가유산", "heritage on the site"},
         [nothing](Project& p) { return beside(p, "heritage", nothing); },
         {}},
        {"SI-12",
         "layer railways, assignments",
         {"부지를 지나는 철도", "a railway across the site"},
         [nothing](Project& p) { return beside(p, "railways", nothing); },
         {}},
        {"SI-13",
         "layer rivers, assignments",
         {"부지를 지나는 하천", "a river across the site"},
         [nothing](Project& p) { return beside(p, "rivers", nothing); },
         {}},
        {"SI-16",
         "layer agricultural, assignments",
         {"부지 아래의 농업진흥지역", "farmland under the site"},
         [nothing](Project& p) {
             return beside(p, "agricultural", nothing) &&
                    damage::set_first(p, "agricultural", "released", std::string{"0"});
         },
         {}},
        {"SI-18",
         "layer sensitive, assignments",
         {"주택 옆의 위험물", "hazardous material beside housing"},
         [](Project& p) { return beside(p, "sensitive", [](Firm& f) { f.hazards = {"hazmat"}; }); },
         {}},
        {"SI-19",
         "layer sensitive, assignments",
         {"주택 옆의 가스", "gas beside housing"},
         [](Project& p) {
             return beside(p, "sensitive", [](Firm& f) {
                 f.hazards = {"hp_gas", "hp_gas_m3:20000"};
             });
         },
         {}},
        {"SI-20",
         "layer sensitive, assignments",
         {"주택 옆의 화학물질", "chemicals beside housing"},
         [](Project& p) {
             return beside(p, "sensitive", [](Firm& f) { f.hazards = {"chemical"}; });
         },
         {}},
        {"SI-21",
         "layer population, assignments",
         {"주민 9만 명 가운데의 유해 배출", "toxic emissions among 90,000 residents"},
         crowd,
         {"SI"}},
        {"SI-26",
         "layer military, assignments",
         {"땅 위의 군사시설", "a military site on the land"},
         [nothing](Project& p) { return beside(p, "military", nothing); },
         {}},
        {"PD-10",
         "assignments",
         {"멀리 떨어진 두 획지의 한 기업", "a firm on two lots far apart"},
         apart,
         {"SI", "PC"}},
        {"PC-01",
         "layer special_zone, firms.programme",
         {"다른 곳의 특구", "the special zone elsewhere"},
         zone_elsewhere,
         {}},
        {"PC-02",
         "special_zone.area_m2",
         {"고시와 크기가 다른 특구", "a zone that is not the size of its notice"},
         [](Project& p) { return damage::set_first(p, "special_zone", "area_m2", 12345.0); },
         {}},
        {"PC-03",
         "special_zone.notice_id",
         {"고시가 없는 특구", "a zone without a notice"},
         [](Project& p) {
             return damage::set_first(p, "special_zone", "notice_id", std::string{});
         },
         {}},
        {"PC-04",
         "fact PC-04",
         {"명단에 하나 모자란 기업", "one firm too few on the roster"},
         [](Project& p) { return total(p, "PC-04", 1); },
         {}},
        {"PC-05",
         "fact PC-05",
         {"부분의 합과 다른 합계", "a total that is not the sum of its parts"},
         [](Project& p) { return total(p, "PC-05", 7); },
         {}},
        {"PC-06",
         "firms.year, assignments",
         {"마흔 해 전에 온 기업", "a firm that came forty years ago"},
         [](Project& p) { return with_tenant(p, [](Firm& f, auto&) { f.year = 1984; }); },
         {}},
        {"PC-08",
         "fact PC-08",
         {"있는 땅보다 많은 협약", "more land under agreement than there is"},
         [](Project& p) { return parts(p, "PC-08", 100); },
         {}},
        {"PC-11",
         "assignments",
         {"두 기업에 준 획지", "a lot given to two firms"},
         twice,
         {"SI", "PC", "PD"}},
    };
}

} // namespace sandan::cli
