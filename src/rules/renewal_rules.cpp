// UG-03, UG-08, UG-13, UG-14: what a renewal district may reach for, and how far the complex is
// from what a new one would have to be.

#include <sandan/geom/common_areas.hpp>
#include <sandan/geom/measure.hpp>

#include "core/number.hpp"
#include "rules/district_land.hpp"
#include "rules/standing.hpp"
#include "rules/support.hpp"
#include "rules/topics.hpp"
#include "rules/zone_limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace sandan::rules {

namespace {

using landuse::ComplexBudget;
using model::Feature;
using model::Layer;

constexpr std::string_view renewal = "재생";
constexpr std::string_view activation = "활성화";
constexpr std::string_view linked = "연계:";

/// Calls `judge(layer, district)` for the districts whose kind begins with a word; those of no kind
/// are unknown.
template <typename Judge>
void for_districts(const Context& context, Sink& sink, std::string_view kind, const Judge& judge) {
    bool any = false;
    for (const auto* const layer : context.project.layers_of("district")) {
        for (const auto& district : layer->features) {
            const auto own = layer->text(district, "kind").value_or("");
            if (own.empty()) {
                any = true;
                sink.add(subject_of(*layer, district), unknown({"district.kind"}));
            } else if (own.starts_with(kind)) {
                any = true;
                sink.add(subject_of(*layer, district),
                         placed(judge(*layer, district), district.shape));
            }
        }
    }
    if (!any) {
        sink.add({"district", "district", -1},
                 not_applicable({fmt::format("{} 지구가 계획에 없음", kind),
                                 fmt::format("the plan has no district of kind {}", kind)}));
    }
}

/// UG-03, 노후거점산단법 §2 1의2: `연계:KIND`, KIND one of the listed (parameter `allowed`).
void linked_areas(const Context& context, Sink& sink) {
    using Status = model::Lookup::Status;
    for_districts(context, sink, linked, [&](const Layer& layer, const Feature& district) {
        const auto kind = layer.text(district, "kind")->substr(linked.size());
        const auto found = context.lookup("UG-03", "allowed", kind);
        if (found.status == Status::not_in_force) {
            return without_parameter("UG-03", "allowed");
        }
        auto evidence = told({fmt::format("연계지역의 종류 {}", kind),
                              fmt::format("kind of linked area: {}", kind)});
        evidence.parameter = list_in_force(context, "UG-03", "allowed");
        return found.status == Status::found ? pass(std::move(evidence))
                                             : breach(std::move(evidence));
    });
}

/// What the complexes on whose land a district lies lose to it, the worst: a share is of one
/// complex.
Outcome worst_share(const Context& context, const Layer& layer, const Feature& district) {
    std::optional<Outcome> worst;
    std::set<std::string> missing;
    for (const auto& complex : context.project.plan.complexes) {
        auto land = land_of_district(context, layer, district, complex);
        missing.merge(land.missing);
        if (land.area.empty()) {
            continue;
        }
        if (!(complex.designated_area_m2 > 0)) {
            missing.emplace("complex.designated_area_m2");
            continue;
        }
        auto share =
            less_than({{"일부 재생 면적 비율", "share of the partial renewal"},
                       100 * geom::area(land.area) / complex.designated_area_m2,
                       {fmt::format(" ({})", complex.id), fmt::format(" ({})", complex.id)}},
                      context.parameter("UG-08", "max_share"), "UG-08 max_share");
        if (share.kind == Outcome::Kind::breach || share.kind == Outcome::Kind::unknown) {
            return share;
        }
        if (!worst || *worst->evidence.measured <= *share.evidence.measured) {
            worst = std::move(share);
        }
    }
    if (!missing.empty()) {
        return unknown({missing.begin(), missing.end()});
    }
    return worst ? std::move(*worst) : unknown({"district.complex"});
}

/// UG-08, 산업입지법 영 §44②: a partial renewal takes less than half of the complex, or changes no
/// land use.
void partial_renewal(const Context& context, Sink& sink) {
    for_districts(context, sink, renewal, [&](const Layer& layer, const Feature& district) {
        if (layer.text(district, "partial").value_or("0") != "1") {
            return not_applicable({"일부 재생이 아님", "no partial renewal"});
        }
        if (layer.text(district, "use_change") == "0") {
            return pass(told({"토지이용 변경 없음", "no change of land use"}));
        }
        return worst_share(context, layer, district);
    });
}

/// Car parks of the complex, % of its area, if known.
std::optional<double> parking_share(const Context& context, const ComplexBudget& budget) {
    const auto area = car_parks_m2(context.project, budget.complex);
    return area && budget.designated_m2 > 0 ? std::optional{100 * *area / budget.designated_m2}
                                            : std::nullopt;
}

struct Shortfall {
    Text text;
    bool any = false;
};

void compare(Shortfall& all, const Text& what, double share, const model::Parameter* today) {
    if (today == nullptr) {
        return;
    }
    const bool low = !reaches(share, today->value);
    all.any = all.any || low;
    const auto numbers = fmt::format("{:.1f} {} {:.1f} %", share, low ? "<" : "≥", today->value);
    all.text.ko += fmt::format("{}{} {}", all.text.ko.empty() ? "" : ", ", what.ko, numbers);
    all.text.en += fmt::format("{}{} {}", all.text.en.empty() ? "" : ", ", what.en, numbers);
}

/// UG-13: a completed complex against today's minima, which do not bind it.
void infrastructure_today(const Context& context, Sink& sink) {
    for (const auto& budget : context.analysis.budget.complexes) {
        auto subject = complex_subject(budget.complex);
        const auto* const complex = context.project.plan.complex(budget.complex);
        if (!is_completed(*complex, context.date)) {
            sink.add(std::move(subject), not_applicable({"준공 전", "not completed"}));
            continue;
        }
        if (context.project.layer("lots") == nullptr || !(budget.designated_m2 > 0)) {
            sink.add(std::move(subject), unknown({"layer lots"}));
            continue;
        }
        Shortfall all;
        compare(all, {"도로", "roads"}, 100 * budget.road_m2 / budget.designated_m2,
                context.parameter("LB-07", "min_share", {}, budget.designated_m2));
        compare(all, {"공공녹지", "green"}, 100 * budget.green_m2 / budget.designated_m2,
                context.parameter("LB-04", "min_share", {}, budget.designated_m2));
        if (const auto parking = parking_share(context, budget)) {
            compare(all, {"주차장", "car parks"}, *parking,
                    context.parameter("LB-17", "min_share"));
        }
        if (all.text.en.empty()) {
            sink.add(std::move(subject), unknown({"parameter LB-07, LB-04 min_share"}));
        } else {
            sink.add(std::move(subject), all.any ? breach(told(all.text)) : pass(told(all.text)));
        }
    }
}

/// UG-14, 산업입지법 §39의13①: inside an activation district limits may rise to the ceiling.
void relaxed_limits(const Context& context, Sink& sink) {
    const auto* const lots = context.project.layer("lots");
    for_districts(context, sink, activation, [&](const Layer&, const Feature& district) {
        if (lots == nullptr || !context.analysis.lots_zoning) {
            return unknown({lots == nullptr ? "layer lots" : "layer zoning"});
        }
        double now = 0;
        double then = 0;
        const auto& table = *context.analysis.lots_zoning;
        for (std::size_t i = 0; i < lots->features.size(); ++i) {
            const auto& limit = context.analysis.lots[i].far_percent;
            const double inside =
                geom::common_area(lots->features[i].shape.polygons, district.shape.polygons);
            const auto [first, last] = table.rows_of(i);
            const auto largest = std::max_element(
                table.rows.begin() + static_cast<std::ptrdiff_t>(first),
                table.rows.begin() + static_cast<std::ptrdiff_t>(last),
                [](const auto& a, const auto& b) { return a.area_m2 < b.area_m2; });
            if (!limit || inside <= 0 || first == last) {
                continue;
            }
            const auto* const ceiling =
                national_limit(context.project, "ZO-02", largest->zone_class, context.date);
            now += inside * *limit / 100;
            then += inside * std::max(*limit, ceiling == nullptr ? *limit : ceiling->value) / 100;
        }
        if (!(now > 0)) {
            return unknown({missing_limit(context.project, "ZO-02")});
        }
        return pass(told({fmt::format("용적률 한도의 연면적 {} m², 국가 상한까지 완화하면 {} m²",
                                      grouped(now, 0), grouped(then, 0)),
                          fmt::format("floor area allowed: {} m², up to the national ceiling {} m²",
                                      grouped(now, 0), grouped(then, 0))}));
    });
}

constexpr std::array table{
    Rule{"UG-03", linked_areas},
    Rule{"UG-08", partial_renewal},
    Rule{"UG-13", infrastructure_today},
    Rule{"UG-14", relaxed_limits},
};

} // namespace

std::span<const Rule> renewal_rules() {
    return table;
}

} // namespace sandan::rules
