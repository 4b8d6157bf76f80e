#include <sandan/geom/measure.hpp>

#include "cli/selftest_damage.hpp"
#include "cli/selftest_faults.hpp"

namespace sandan::cli {

namespace {

using damage::given;
using damage::set_all;
using damage::set_first;
using damage::where;
using model::Feature;
using model::Layer;
using model::Project;

bool rename_use(Project& project, std::string_view from, const char* to) {
    return set_all(project, "lots", "use", std::string{to}, where("use", from));
}

/// Draws the first lot for firms as a rectangle at its own corner.
bool redraw(Project& project, double width, double height) {
    auto* const lot = damage::first(project, "lots", damage::for_firms(project));
    if (lot != nullptr) {
        lot->shape = damage::rectangle(damage::corner(lot->shape), width, height);
    }
    return lot != nullptr;
}

bool small_child(Project& project) {
    auto* const lot = damage::first(project, "lots", damage::for_firms(project));
    return lot != nullptr && redraw(project, 20, 20) &&
           damage::set(*damage::layer(project, "lots"), *lot, "parent", std::string{"P"});
}

bool scale_total(Project& project, std::string_view rule, double factor) {
    auto* const fact = damage::fact(project, rule);
    if (fact != nullptr) {
        fact->total *= factor;
    }
    return fact != nullptr;
}

bool scale_parts(Project& project, std::string_view rule, double factor) {
    auto* const fact = damage::fact(project, rule);
    if (fact == nullptr || fact->parts.empty()) {
        return false;
    }
    for (auto& part : fact->parts) {
        part *= factor;
    }
    return true;
}

bool cheap_cost(Project& project) {
    auto* const fact = damage::fact(project, "LB-16");
    return fact != nullptr && scale_total(project, "LB-16", 0.1) &&
           (fact->parts.empty() || scale_parts(project, "LB-16", 0.1));
}

bool dense(Project& project, std::string_view field) {
    auto* const building = damage::first(project, "buildings", given(field));
    if (building == nullptr) {
        return false;
    }
    // several buildings may stand on the lot, some without an area: this one is enough
    return damage::set(*damage::layer(project, "buildings"), *building, field, 1e7);
}

bool young(Project& project, std::optional<Date> model::Complex::*day) {
    for (auto& complex : project.plan.complexes) {
        if ((complex.*day).has_value()) {
            complex.*day = project.plan.reference_date;
            return true;
        }
    }
    return false;
}

Feature* district(Project& project, std::string_view kind) {
    return damage::first(project, "district", [&](const Layer& layer, const Feature& known) {
        return layer.text(known, "kind").value_or("").starts_with(kind);
    });
}

/// Lets a district of one kind grow over the whole of another and a kilometre around.
bool grow(Project& project, std::string_view kind, double metres) {
    auto* const found = district(project, kind);
    if (found == nullptr) {
        return false;
    }
    const auto box = geom::envelope(found->shape);
    found->shape =
        damage::rectangle({box.min.x - metres, box.min.y - metres},
                          box.max.x - box.min.x + 2 * metres, box.max.y - box.min.y + 2 * metres);
    return true;
}

} // namespace

std::vector<Fault> plan_faults() {
    using std::string;
    return {
        {"LB-01",
         "industrial land made support land",
         [](Project& p) { return rename_use(p, "IND|MIX", "SUP"); },
         {"LB", "ZO", "PD", "SI", "PC"}},
        {"LB-03",
         "mixed land with 10 % industry",
         [](Project& p) {
             return set_first(p, "lots", "industrial_share", 10.0, where("use", "MIX"));
         },
         {"LB"}},
        {"LB-04",
         "green given up for utilities",
         [](Project& p) { return rename_use(p, "GREEN|BUF", "UTIL"); },
         {"LB", "ZO"}},
        {"LB-05",
         "support land made green",
         [](Project& p) { return rename_use(p, "IND|SUP|RES", "GREEN"); },
         {"LB", "ZO", "PD", "SI", "PC"}},
        {"LB-07",
         "roads given up for utilities",
         [](Project& p) { return rename_use(p, "ROAD", "UTIL"); },
         {"LB", "ZO", "GT"}},
        {"LB-08",
         "an arterial road of 10 m",
         [](Project& p) {
             return set_first(p, "roads", "width_m", 10.0, where("class", "arterial|간선"));
         },
         {}},
        {"LB-09",
         "no land for lease",
         [](Project& p) { return set_all(p, "lots", "lease", string{"0"}); },
         {}},
        {"LB-10",
         "all industrial land under a negative list",
         [](Project& p) { return set_all(p, "lots", "negative", string{"1"}); },
         {}},
        {"LB-11",
         "a public lot marked for sale",
         [](Project& p) {
             return set_first(p, "lots", "tenure", string{"sale"}, where("use", "PARK|UTIL"));
         },
         {}},
        {"LB-15",
         "a buffer belt of 1 m",
         [](Project& p) { return set_first(p, "belts", "width_m", 1.0); },
         {}},
        {"LB-16", "industrial lots sold at ten times their cost", cheap_cost, {}},
        {"LB-17",
         "car parks without spaces for clean cars",
         [](Project& p) { return set_all(p, "parking", "eco_spaces", 0.0); },
         {}},
        {"LB-18",
         "everything unsold",
         [](Project& p) { return scale_total(p, "LB-18", 0.05); },
         {}},
        {"LB-19",
         "supply for a hundred years",
         [](Project& p) { return scale_total(p, "LB-19", 0.05); },
         {}},
        {"LB-20",
         "a total that is not the sum of its parts",
         [](Project& p) { return scale_total(p, "LB-20", 1.01); },
         {}},
        {"ZO-01",
         "a building larger than its lot",
         [](Project& p) { return dense(p, "building_area_m2"); },
         {}},
        {"ZO-02",
         "more floors than the limit allows",
         [](Project& p) { return dense(p, "floor_area_m2"); },
         {}},
        {"ZO-05",
         "industrial land in a green management zone",
         [](Project& p) {
             return set_first(p, "management", "code", string{"MG"}, where("code", "MI|MC"));
         },
         {}},
        {"ZO-06",
         "mixed land planned as natural green",
         [](Project& p) {
             return set_first(p, "lots", "zoning", string{"UQA430"}, where("use", "MIX"));
         },
         {}},
        {"ZO-09",
         "a zone notified after the reference date",
         [](Project& p) { return set_first(p, "zoning", "notice_date", string{"2999-01-01"}); },
         {}},
        {"ZO-10",
         "a zone without a subdivision",
         [](Project& p) { return set_first(p, "zoning", "code", string{"UQA300"}); },
         {"ZO"}},
        {"PD-01",
         "a lot of 400 m²",
         [](Project& p) { return redraw(p, 20, 20); },
         {"GT", "DI", "ZO", "LB", "SI", "PC"}},
        {"PD-02", "a lot of 400 m² divided off", small_child, {"GT", "DI", "ZO", "LB", "SI", "PC"}},
        {"PD-06",
         "a lot of 200 × 4 m",
         [](Project& p) { return redraw(p, 200, 4); },
         {"GT", "DI", "ZO", "LB", "SI", "PC", "PD"}},
        {"PD-07",
         "a lot without a sewer",
         [](Project& p) {
             return set_first(p, "lots", "sewer", string{"0"}, damage::for_firms(p));
         },
         {}},
        {"UG-01",
         "a complex begun today",
         [](Project& p) { return young(p, &model::Complex::started); },
         {}},
        {"UG-04",
         "a complex completed today",
         [](Project& p) { return young(p, &model::Complex::completed); },
         {"LB"}},
        {"UG-05",
         "a renewal district far beyond the complex",
         [](Project& p) { return grow(p, "재생", 2000); },
         {}},
        {"UG-06",
         "an activation area as large as the district",
         [](Project& p) { return grow(p, "활성화", 2000); },
         {}},
        {"UG-07",
         "more restructured than allowed",
         [](Project& p) { return grow(p, "구조고도화", 2000); },
         {}},
    };
}

} // namespace sandan::cli
