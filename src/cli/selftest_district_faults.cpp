#include <sandan/geom/measure.hpp>

#include "cli/selftest_damage.hpp"
#include "cli/selftest_faults.hpp"

#include <algorithm>
#include <numeric>

namespace sandan::cli {

namespace {

using damage::set_all;
using damage::set_first;
using model::Feature;
using model::Layer;
using model::Project;

bool young(Project& project, std::optional<Date> model::Complex::*day) {
    auto& complexes = project.plan.complexes;
    const auto dated = std::find_if(complexes.begin(), complexes.end(), [&](const auto& complex) {
        return (complex.*day).has_value();
    });
    if (dated == complexes.end()) {
        return false;
    }
    (*dated).*day = project.plan.reference_date;
    return true;
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

bool no_recognition(Project& project) {
    bool any = false;
    for (auto& complex : project.plan.complexes) {
        any = any || !complex.recognition.empty();
        complex.recognition.clear();
    }
    return any;
}

/// A row of the register of a lot for firms, and the lot.
struct Factory {
    Feature* row = nullptr;
    Feature* lot = nullptr;
};

Factory factory(Project& project, std::string_view role, std::string_view field) {
    auto* const rows = damage::layer(project, role);
    const auto* const lots = damage::layer(project, "lots");
    if (rows == nullptr || lots == nullptr) {
        return {};
    }
    for (auto& row : rows->features) {
        const auto id = rows->text(row, field).value_or("");
        auto* const lot = damage::first(project, "lots", [&](const Layer& layer, const Feature& f) {
            return layer.id(f) == id && damage::for_firms(project)(layer, f);
        });
        if (lot != nullptr) {
            return {&row, lot};
        }
    }
    return {};
}

/// A built lot becomes 10 × 10 m, divided off another.
bool divide(Project& project, std::string_view role, std::string_view field) {
    const auto built = factory(project, role, field);
    if (built.lot == nullptr ||
        !damage::set(*damage::layer(project, "lots"), *built.lot, "parent", std::string{"P"})) {
        return false;
    }
    built.lot->shape = damage::rectangle(damage::corner(built.lot->shape), 10, 10);
    return true;
}

/// Takes a lot out of every complex; null if it belongs to none.
bool leave_complex(Project& project, Feature* lot) {
    return lot != nullptr &&
           damage::set(*damage::layer(project, "lots"), *lot, "complex", std::string{});
}

/// A lot of 400 m² divided off, in natural green outside the complexes.
bool divide_green(Project& project) {
    auto* const lot = damage::first(project, "lots", damage::for_firms(project));
    if (!leave_complex(project, lot) ||
        !damage::set(*damage::layer(project, "lots"), *lot, "parent", std::string{"P"})) {
        return false;
    }
    lot->shape = damage::rectangle(damage::corner(lot->shape), 20, 20);
    return damage::set_all(project, "zoning", "code", std::string{"UQA430"});
}

/// The site of a firm outside the complexes, on a slope of 45°.
bool steep(Project& project) {
    if (!project.dem || !leave_complex(project, damage::tenant(project).lot)) {
        return false;
    }
    auto& dem = *project.dem;
    for (std::size_t row = 0; row < dem.rows; ++row) {
        for (std::size_t column = 0; column < dem.columns; ++column) {
            dem.values[row * dem.columns + column] = static_cast<double>(column) * dem.cell;
        }
    }
    return true;
}

bool short_lease(Project& project) {
    return set_first(project, "register", "lease_years", 0.5) &&
           set_first(project, "register", "leased", std::string{"1"});
}

bool keeps_its_gain(Project& project) {
    auto* const gain = damage::fact(project, "UG-15");
    if (gain != nullptr) {
        gain->parts = {0};
    }
    return gain != nullptr;
}

} // namespace

// NOLINTNEXTLINE(readability-function-size): one table
std::vector<Fault> district_faults() {
    using std::string;
    return {
        {"UG-01",
         "complex.started",
         {"오늘 착공한 단지", "a complex begun today"},
         [](Project& p) { return young(p, &model::Complex::started); },
         {}},
        {"UG-04",
         "complex.completed",
         {"오늘 준공한 단지", "a complex completed today"},
         [](Project& p) { return young(p, &model::Complex::completed); },
         {"LB"}},
        {"UG-05",
         "layer district 재생",
         {"단지를 훨씬 넘는 재생사업지구", "a renewal district far beyond the complex"},
         [](Project& p) { return grow(p, "재생", 2000); },
         {}},
        {"UG-06",
         "layer district 활성화",
         {"지구만큼 넓은 활성화구역", "an activation area as large as the district"},
         [](Project& p) { return grow(p, "활성화", 2000); },
         {}},
        {"UG-07",
         "layer district 구조고도화",
         {"한도를 넘는 구조고도화", "more restructured than allowed"},
         [](Project& p) { return grow(p, "구조고도화", 2000); },
         {}},
        {"UG-02",
         "complex.recognition",
         {"인정 근거가 없는 단지", "a complex without recognition"},
         no_recognition,
         {"UG"},
         true},
        {"UG-03",
         "layer district",
         {"목록에 없는 연계지역", "a linked area of a kind not listed"},
         [](Project& p) { return set_first(p, "district", "kind", string{"연계:공동묘지"}); },
         {"UG"}},
        {"UG-08",
         "district.partial",
         {"절반이 넘는 일부 재생", "a partial renewal of the whole"},
         [](Project& p) {
             return set_first(p, "district", "partial", string{"1"}) && grow(p, "재생", 500);
         },
         {"UG"}},
        {"UG-15",
         "fact UG-15",
         {"환원하지 않은 개발이익", "a gain that is kept"},
         keeps_its_gain,
         {}},
        {"PD-03",
         "lots.parent, buildings on lots",
         {"100 m²로 분할한 건축물 부지", "a built lot of 100 m² divided off"},
         [](Project& p) { return divide(p, "buildings", "pnu"); },
         {"GT", "DI", "ZO", "LB", "PD", "SI", "PC"}},
        {"PD-08",
         "lots.parent, register of lots",
         {"100 m²로 분할한 공장 부지", "a factory's lot of 100 m² divided off"},
         [](Project& p) { return divide(p, "register", "pnu"); },
         {"GT", "DI", "ZO", "LB", "PD", "SI", "PC"}},
        {"PD-09",
         "lots.parent, layer zoning",
         {"400 m²로 분할한 단지 밖 녹지", "green land of 400 m² divided off outside the complexes"},
         divide_green,
         {"GT", "DI", "ZO", "LB", "PD", "SI", "PC"}},
        {"SI-17",
         "dem, assignments",
         {"단지 밖 45° 비탈의 부지", "a site outside the complexes on a slope of 45°"},
         steep,
         {"GT", "DI", "ZO", "LB", "PD", "SI", "PC"}},
        {"SI-25",
         "layers obstacle_surfaces, buildings, dem",
         {"땅 밑까지 내려온 제한표면", "an obstacle surface below the ground"},
         [](Project& p) { return set_all(p, "obstacle_surfaces", "elevation_m", -100.0); },
         {}},
        {"SI-28", "register.lease_years", {"반년 임대", "a lease of half a year"}, short_lease, {}},
        {"PC-09",
         "fact PC-09 that adds up",
         {"부분의 합과 다른 사업비", "funding that is not the sum of its parts"},
         [](Project& p) {
             auto* const cost = damage::fact(p, "PC-09");
             if (cost == nullptr ||
                 std::accumulate(cost->parts.begin(), cost->parts.end(), 0.0) != cost->total) {
                 return false;
             }
             cost->total += 10;
             return true;
         },
         {}},
    };
}

std::vector<Exempt> exempt_rules() {
    return {
        {"GT-08",
         {"중첩 계산 자체의 검산이라 자료의 결함이 없음",
          "proves the overlay's own arithmetic: no data can break it"}},
        {"LB-12",
         {"합산 판정과의 차이를 알릴 뿐임", "only tells what pooling would have asked for"}},
        {"ZO-03",
         {"나뉜 획지의 한도를 정할 뿐임", "decides the limits of split lots, breaks nothing"}},
    };
}

} // namespace sandan::cli
