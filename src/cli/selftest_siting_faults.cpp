#include <sandan/geom/measure.hpp>

#include "cli/selftest_damage.hpp"
#include "cli/selftest_faults.hpp"

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
        damage::move(zone.shape, 30'000, 0);
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

bool wrong_block(Project& project) {
    const auto found = tenant(project);
    auto* const lots = damage::layer(project, "lots");
    return found.lot != nullptr && damage::set(*lots, *found.lot, "industry", std::string{"C10"});
}

} // namespace

std::vector<Fault> siting_faults() {
    const auto nothing = [](Firm&) {
    };
    const auto gas = [](Firm& firm) {
        firm.hazards = {"hp_gas"};
    };
    return {
        {"SI-01",
         "a farm on an industrial lot",
         [](Project& p) {
             return with_tenant(p, [](Firm& f, auto&) { f.industries = {{"01110", 1}}; });
         },
         {"SI", "PC"}},
        {"SI-04", "a lot placed for another industry", wrong_block, {}},
        {"SI-05",
         "a factory of 1 m²",
         [](Project& p) { return with_tenant(p, [](Firm& f, auto&) { f.floor_area_m2 = 1; }); },
         {}},
        {"SI-06",
         "a firm that wants a square kilometre",
         [](Project& p) { return with_tenant(p, [](Firm& f, auto&) { f.area_min_m2 = 1e6; }); },
         {}},
        {"SI-07", "no power", no_power, {}},
        {"SI-08",
         "gas at a school gate",
         [gas](Project& p) { return beside(p, "school_gates", gas); },
         {}},
        {"SI-09",
         "gas at a school",
         [gas](Project& p) { return beside(p, "school_sites", gas); },
         {"SI"}},
        {"SI-10",
         "heritage on the site",
         [nothing](Project& p) { return beside(p, "heritage", nothing); },
         {}},
        {"SI-12",
         "a railway across the site",
         [nothing](Project& p) { return beside(p, "railways", nothing); },
         {}},
        {"SI-13",
         "a river across the site",
         [nothing](Project& p) { return beside(p, "rivers", nothing); },
         {}},
        {"SI-16",
         "farmland under the site",
         [nothing](Project& p) {
             return beside(p, "agricultural", nothing) &&
                    damage::set_first(p, "agricultural", "released", std::string{"0"});
         },
         {}},
        {"SI-18",
         "hazardous material beside housing",
         [](Project& p) { return beside(p, "sensitive", [](Firm& f) { f.hazards = {"hazmat"}; }); },
         {}},
        {"SI-19",
         "gas beside housing",
         [](Project& p) {
             return beside(p, "sensitive", [](Firm& f) {
                 f.hazards = {"hp_gas", "hp_gas_m3:20000"};
             });
         },
         {}},
        {"SI-20",
         "chemicals beside housing",
         [](Project& p) {
             return beside(p, "sensitive", [](Firm& f) { f.hazards = {"chemical"}; });
         },
         {}},
        {"SI-21", "toxic emissions among 90,000 residents", crowd, {"SI"}},
        {"SI-26",
         "a military site on the land",
         [nothing](Project& p) { return beside(p, "military", nothing); },
         {}},
        {"PD-10", "a firm on two lots far apart", apart, {"SI", "PC"}},
        {"PC-01", "the special zone elsewhere", zone_elsewhere, {}},
        {"PC-02",
         "a zone that is not the size of its notice",
         [](Project& p) { return damage::set_first(p, "special_zone", "area_m2", 12345.0); },
         {}},
        {"PC-03",
         "a zone without a notice",
         [](Project& p) {
             return damage::set_first(p, "special_zone", "notice_id", std::string{});
         },
         {}},
        {"PC-04",
         "one firm too few on the roster",
         [](Project& p) { return total(p, "PC-04", 1); },
         {}},
        {"PC-05",
         "a total that is not the sum of its parts",
         [](Project& p) { return total(p, "PC-05", 7); },
         {}},
        {"PC-06",
         "a firm that came forty years ago",
         [](Project& p) { return with_tenant(p, [](Firm& f, auto&) { f.year = 1984; }); },
         {}},
        {"PC-08",
         "more land under agreement than there is",
         [](Project& p) { return parts(p, "PC-08", 100); },
         {}},
        {"PC-11", "a lot given to two firms", twice, {"SI", "PC", "PD"}},
    };
}

} // namespace sandan::cli
