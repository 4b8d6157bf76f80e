#include <sandan/geom/measure.hpp>

#include "cli/selftest_damage.hpp"
#include "cli/selftest_faults.hpp"

#include <algorithm>

namespace sandan::cli {

namespace {

using damage::given;
using damage::set_all;
using damage::set_first;
using damage::where;
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

/// Minima for new plans do not bind complexes that are completed.
bool planned(const Project& project) {
    return std::any_of(project.plan.complexes.begin(), project.plan.complexes.end(),
                       [&](const model::Complex& complex) {
                           return !complex.completed ||
                                  *complex.completed > project.plan.reference_date;
                       });
}

bool all_mixed(Project& project) {
    return set_all(project, "lots", "industrial_share", 60.0) && rename_use(project, "IND", "MIX");
}

bool small_green(Project& project) {
    auto* const lot = damage::first(project, "lots", damage::for_firms(project));
    return lot != nullptr && redraw(project, 10, 10) &&
           damage::set(*damage::layer(project, "lots"), *lot, "use", std::string{"GREEN"});
}

/// A strip of another zone across a lot, 30 × 0.2 m.
bool zone_strip(Project& project) {
    const auto* const lot = damage::first(project, "lots", damage::for_firms(project));
    auto* const zoning = damage::layer(project, "zoning");
    if (lot == nullptr || zoning == nullptr || zoning->features.empty()) {
        return false;
    }
    auto strip = zoning->features.front();
    strip.shape = damage::rectangle(geom::label_point(lot->shape.polygons), 30, 0.2);
    strip.fid = static_cast<std::int64_t>(zoning->features.size());
    zoning->features.push_back(std::move(strip));
    return damage::set(*zoning, zoning->features.back(), "code", std::string{"UQA430"});
}

bool layer_nobody_has(Project& project) {
    project.plan.required_layers.emplace_back("obstacle_surfaces");
    return damage::layer(project, "obstacle_surfaces") == nullptr;
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

} // namespace

// NOLINTNEXTLINE(readability-function-size): one table
std::vector<Fault> plan_faults() {
    using std::string;
    return {
        {"LB-01",
         "lots.use IND, MIX",
         {"산업용지를 지원용지로 바꿈", "industrial land made support land"},
         [](Project& p) { return rename_use(p, "IND|MIX", "SUP"); },
         {"LB", "ZO", "PD", "SI", "PC"}},
        {"LB-02",
         "lots.industrial_share",
         {"산업용지를 모두 복합용지로 바꿈", "all industrial land made mixed"},
         all_mixed,
         {"LB", "ZO", "PD", "SI", "PC"}},
        {"LB-06",
         "layer lots",
         {"100 m² 녹지", "a green patch of 100 m²"},
         small_green,
         {"GT", "DI", "ZO", "LB", "PD", "SI", "PC"}},
        {"ZO-07",
         "plan.required_layers",
         {"아무도 읽지 않은 필수 레이어", "a required layer that nobody loaded"},
         layer_nobody_has,
         {},
         true},
        {"ZO-08",
         "layer zoning",
         {"획지를 가로지르는 0.2 m 띠", "a strip of another zone, 0.2 m wide"},
         zone_strip,
         {"DI", "ZO", "GT"}},
        {"PD-04",
         "roads.width_m, assignments",
         {"폭 3 m 도로의 큰 공장", "a large factory on roads of 3 m"},
         [](Project& p) {
             const auto home = damage::tenant(p);
             if (home.firm != nullptr) {
                 home.firm->floor_area_m2 = 20'000;
             }
             return home.firm != nullptr && set_all(p, "roads", "width_m", 3.0);
         },
         {"LB", "PD", "SI", "ZO"}},
        {"PD-05",
         "roads.width_m, a complex not completed",
         {"가각전제가 없는 좁은 도로의 획지", "corner lots uncut on narrow roads"},
         [](Project& p) { return planned(p) && set_all(p, "roads", "width_m", 6.0); },
         {"LB", "PD", "SI", "ZO"}},
        {"LB-03",
         "lots.industrial_share",
         {"산업시설이 10 %인 복합용지", "mixed land with 10 % industry"},
         [](Project& p) {
             return set_first(p, "lots", "industrial_share", 10.0, where("use", "MIX"));
         },
         {"LB"}},
        {"LB-04",
         "a complex not completed",
         {"녹지를 공급처리시설로 바꿈", "green given up for utilities"},
         [](Project& p) { return planned(p) && rename_use(p, "GREEN|BUF", "UTIL"); },
         {"LB", "ZO"}},
        {"LB-05",
         "a complex not completed",
         {"지원용지를 녹지로 바꿈", "support land made green"},
         [](Project& p) { return planned(p) && rename_use(p, "IND|SUP|RES", "GREEN"); },
         {"LB", "ZO", "PD", "SI", "PC"}},
        {"LB-07",
         "a complex not completed",
         {"도로를 공급처리시설로 바꿈", "roads given up for utilities"},
         [](Project& p) { return planned(p) && rename_use(p, "ROAD", "UTIL"); },
         {"LB", "ZO", "GT"}},
        {"LB-08",
         "roads.class",
         {"폭 10 m의 간선도로", "an arterial road of 10 m"},
         [](Project& p) {
             return set_first(p, "roads", "width_m", 10.0, where("class", "arterial|간선"));
         },
         {}},
        {"LB-09",
         "lots.lease",
         {"임대용지가 없음", "no land for lease"},
         [](Project& p) { return planned(p) && set_all(p, "lots", "lease", string{"0"}); },
         {}},
        {"LB-10",
         "lots.negative",
         {"산업용지 전부가 네거티브 구역", "all industrial land under a negative list"},
         [](Project& p) { return set_all(p, "lots", "negative", string{"1"}); },
         {}},
        {"LB-11",
         "lots.tenure",
         {"판다고 적은 공공용지", "a public lot marked for sale"},
         [](Project& p) {
             return set_first(p, "lots", "tenure", string{"sale"}, where("use", "PARK|UTIL"));
         },
         {}},
        {"LB-15",
         "belts.width_m",
         {"폭 1 m의 완충녹지", "a buffer belt of 1 m"},
         [](Project& p) { return set_first(p, "belts", "width_m", 1.0); },
         {}},
        {"LB-16",
         "fact LB-16",
         {"원가의 열 배로 판 산업용지", "industrial lots sold at ten times their cost"},
         cheap_cost,
         {}},
        {"LB-17",
         "parking.eco_spaces, a complex not completed",
         {"친환경차 칸이 없는 주차장", "car parks without spaces for clean cars"},
         [](Project& p) { return planned(p) && set_all(p, "parking", "eco_spaces", 0.0); },
         {}},
        {"LB-18",
         "fact LB-18",
         {"모두 미분양", "everything unsold"},
         [](Project& p) { return scale_total(p, "LB-18", 0.05); },
         {}},
        {"LB-19",
         "fact LB-19",
         {"백 년 치 공급", "supply for a hundred years"},
         [](Project& p) { return scale_total(p, "LB-19", 0.05); },
         {}},
        {"LB-20",
         "fact LB-20",
         {"부분의 합과 다른 합계", "a total that is not the sum of its parts"},
         [](Project& p) { return scale_total(p, "LB-20", 1.01); },
         {}},
        {"ZO-01",
         "buildings.building_area_m2",
         {"획지보다 넓은 건물", "a building larger than its lot"},
         [](Project& p) { return dense(p, "building_area_m2"); },
         {}},
        {"ZO-02",
         "buildings.floor_area_m2",
         {"한도를 넘는 연면적", "more floors than the limit allows"},
         [](Project& p) { return dense(p, "floor_area_m2"); },
         {}},
        {"ZO-05",
         "management.code",
         {"녹지 관리구역의 산업용지", "industrial land in a green management zone"},
         [](Project& p) {
             return set_first(p, "management", "code", string{"MG"}, where("code", "MI|MC"));
         },
         {}},
        {"ZO-06",
         "lots.zoning",
         {"자연녹지로 계획한 복합용지", "mixed land planned as natural green"},
         [](Project& p) {
             return set_first(p, "lots", "zoning", string{"UQA430"}, where("use", "MIX"));
         },
         {}},
        {"ZO-09",
         "zoning.notice_date",
         {"기준일 뒤에 고시된 용도지역", "a zone notified after the reference date"},
         [](Project& p) { return set_first(p, "zoning", "notice_date", string{"2999-01-01"}); },
         {}},
        {"ZO-10",
         "layer zoning",
         {"세분되지 않은 용도지역", "a zone without a subdivision"},
         [](Project& p) { return set_first(p, "zoning", "code", string{"UQA300"}); },
         {"ZO"}},
        {"PD-01",
         "layer lots",
         {"400 m² 획지", "a lot of 400 m²"},
         [](Project& p) { return redraw(p, 20, 20); },
         {"GT", "DI", "ZO", "LB", "PD", "SI", "PC"}},
        {"PD-02",
         "lots.parent",
         {"400 m²로 분할한 획지", "a lot of 400 m² divided off"},
         small_child,
         {"GT", "DI", "ZO", "LB", "PD", "SI", "PC"}},
        {"PD-06",
         "layer lots",
         {"200 × 4 m 획지", "a lot of 200 × 4 m"},
         [](Project& p) { return redraw(p, 200, 4); },
         {"GT", "DI", "ZO", "LB", "SI", "PC", "PD"}},
        {"PD-07",
         "lots.sewer",
         {"하수도가 없는 획지", "a lot without a sewer"},
         [](Project& p) {
             return set_first(p, "lots", "sewer", string{"0"}, damage::for_firms(p));
         },
         {}},
    };
}

} // namespace sandan::cli
