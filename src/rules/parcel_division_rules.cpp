// PD-01 … PD-09: size, shape and services of lots.

#include <sandan/geom/measure.hpp>
#include <sandan/model/area.hpp>

#include "rules/building_lots.hpp"
#include "rules/lot_shape.hpp"
#include "rules/support.hpp"
#include "rules/topics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace sandan::rules {

namespace {

using model::Feature;
using model::Layer;

bool is_set(const Layer& layer, const Feature& feature, std::string_view flag) {
    return layer.text(feature, flag).value_or("0") == "1";
}

bool is_given(const Layer& layer, const Feature& feature, std::string_view field) {
    return !layer.text(feature, field).value_or("").empty();
}

/// Calls `judge(layer, lot, position)` for every lot on offer to firms and states the answer.
template <typename Judge>
void for_firm_lots(const Context& context, Sink& sink, const Judge& judge) {
    const auto* const lots = context.project.layer("lots");
    if (lots == nullptr) {
        sink.add({"lots", "lots", -1}, unknown({"layer lots"}));
        return;
    }
    for (std::size_t i = 0; i < lots->features.size(); ++i) {
        const auto& lot = lots->features[i];
        if (is_on_offer(context.project, *lots, lot)) {
            sink.add(subject_of(*lots, lot), placed(judge(*lots, lot, i), lot.shape));
        }
    }
}

const Text area_text{"획지 면적", "area of the lot"};

/// A smaller lot is possible with a reason (demand, infrastructure) in the plan.
void smallest_planned(const Context& context, Sink& sink) {
    const auto* const minimum = context.parameter("PD-01", "min_area");
    for_firm_lots(context, sink, [&](const Layer& lots, const Feature& lot, std::size_t i) {
        auto outcome =
            at_least({area_text, context.analysis.lots[i].area_m2, {}}, minimum, "PD-01 min_area");
        const bool excused = outcome.kind == Outcome::Kind::breach && is_given(lots, lot, "reason");
        return excused ? pass(std::move(outcome.evidence)) : outcome;
    });
}

/// 규칙 §39의3①: 1호 토지보상법 §78의2 land, 2호 complex for lease only, 3호 urban high-tech
/// complex go down to `min_area_exception`; 4호 below that where the guideline's criteria are met.
enum class Exception { none, smaller, free };

Exception exception_of(const Context& context, const Layer& lots, const Feature& lot) {
    const auto reason = lots.text(lot, "reason").value_or("");
    if (reason.starts_with("4호")) {
        return Exception::free;
    }
    const auto* const complex =
        context.project.plan.complex(lots.text(lot, "complex").value_or(std::string{}));
    const bool urban = complex != nullptr && complex->kind == "도시첨단산업단지";
    const bool named = reason.starts_with("1호") || reason.starts_with("2호");
    return urban || named || is_set(lots, lot, "lease") ? Exception::smaller : Exception::none;
}

void smallest_division(const Context& context, Sink& sink) {
    for_firm_lots(context, sink, [&](const Layer& lots, const Feature& lot, std::size_t i) {
        if (!is_given(lots, lot, "parent")) {
            return not_applicable({"분할한 필지가 아님", "the lot is not divided from another"});
        }
        const auto exception = exception_of(context, lots, lot);
        if (exception == Exception::free) {
            return pass();
        }
        const auto* const name =
            exception == Exception::smaller ? "min_area_exception" : "min_area";
        return at_least({area_text, context.analysis.lots[i].area_m2, {}},
                        context.parameter("PD-02", name), fmt::format("PD-02 {}", name));
    });
}

/// The first of the three measures that fails, else a pass.
void shape(const Context& context, Sink& sink) {
    const auto* const compactness = context.parameter("PD-06", "min_compactness");
    const auto* const aspect = context.parameter("PD-06", "max_aspect");
    const auto* const width = context.parameter("PD-06", "min_width");
    for_firm_lots(context, sink, [&](const Layer&, const Feature& lot, std::size_t) {
        const auto& polygons = lot.shape.polygons;
        for (auto outcome :
             {at_least({{"조밀도 4πA/P²", "compactness 4πA/P²"}, geom::thinness(polygons), {}},
                       compactness, "PD-06 min_compactness"),
              at_most({{"장단변비", "aspect ratio"}, aspect_ratio(polygons), {}}, aspect,
                      "PD-06 max_aspect"),
              at_least({{"최소 폭", "width"}, geom::max_width(polygons), {}}, width,
                       "PD-06 min_width")}) {
            if (outcome.kind != Outcome::Kind::pass) {
                return outcome;
            }
        }
        return pass();
    });
}

struct Service {
    const char* field = nullptr;
    Text name;
};

/// Road access is measured; the pipes and lines are what the plan says of each lot.
void services(const Context& context, Sink& sink) {
    static const std::array all{
        Service{"water", {"용수", "water"}}, Service{"sewer", {"하수", "sewer"}},
        Service{"power", {"전력", "power"}}, Service{"gas", {"가스", "gas"}},
        Service{"telecom", {"통신", "telecom"}}};
    for_firm_lots(context, sink, [&](const Layer& lots, const Feature& lot, std::size_t i) {
        std::vector<std::string> missing;
        Text lacking;
        const auto lack = [&](const Text& name) {
            lacking.ko += (lacking.ko.empty() ? "" : ", ") + name.ko;
            lacking.en += (lacking.en.empty() ? "" : ", ") + name.en;
        };
        const auto& frontage = context.analysis.lots[i].frontage_m;
        if (!frontage) {
            missing.emplace_back("layer roads");
        } else if (*frontage <= 0) {
            lack({"도로", "road"});
        }
        for (const auto& service : all) {
            if (!is_given(lots, lot, service.field)) {
                missing.push_back(fmt::format("lots.{}", service.field));
            } else if (!is_set(lots, lot, service.field)) {
                lack(service.name);
            }
        }
        if (!lacking.en.empty()) {
            return breach(told({"공급되지 않음: " + lacking.ko, "not served: " + lacking.en}));
        }
        return missing.empty() ? pass() : unknown(std::move(missing));
    });
}

/// The zone code with the largest share of the lot.
const model::ZoningCode* main_zone(const Context& context, std::size_t lot) {
    const auto& table = *context.analysis.lots_zoning;
    const auto [first, last] = table.rows_of(lot);
    const overlay::Overlap* largest = nullptr;
    for (auto row = first; row < last; ++row) {
        if (largest == nullptr || table.rows[row].area_m2 > largest->area_m2) {
            largest = &table.rows[row];
        }
    }
    return largest == nullptr ? nullptr : context.project.codes.zoning_code(largest->zone_class);
}

void green_division(const Context& context, Sink& sink) {
    const auto* const minimum = context.parameter("PD-09", "min_area");
    for_firm_lots(context, sink, [&](const Layer& lots, const Feature& lot, std::size_t i) {
        const auto complex = lots.text(lot, "complex").value_or("");
        if (context.project.plan.complex(complex) != nullptr || !is_given(lots, lot, "parent")) {
            return not_applicable({"산업단지 밖의 분할이 아님", "no division outside a complex"});
        }
        if (!context.analysis.lots_zoning) {
            return unknown({"layer zoning"});
        }
        const auto* const zone = main_zone(context, i);
        if (zone == nullptr) {
            return unknown({"zoning.code"});
        }
        if (zone->family != "green") {
            return not_applicable({"녹지지역이 아님", "not in a green area"});
        }
        return at_least({area_text, context.analysis.lots[i].area_m2, {}}, minimum,
                        "PD-09 min_area");
    });
}

/// The lot's planned zone, else the one with the largest share.
const model::ZoningCode* zone_of(const Context& context, const Layer& lots, const Feature& lot,
                                 std::size_t at) {
    const auto planned = lots.text(lot, "zoning").value_or("");
    if (!planned.empty()) {
        return context.project.codes.zoning_code(planned);
    }
    return context.analysis.lots_zoning ? main_zone(context, at) : nullptr;
}

bool stands_on(const Layer& layer, const Feature& row, const std::string& lot) {
    return layer.text(row, "pnu") == lot;
}

/// One statement for all divided lots when the layer that would tell of them is missing.
bool told_missing(const Context& context, Sink& sink, const char* role) {
    const auto* const lots = context.project.layer("lots");
    if (lots == nullptr || context.project.layer(role) != nullptr) {
        return false;
    }
    const bool divided =
        std::any_of(lots->features.begin(), lots->features.end(),
                    [&](const Feature& lot) { return is_given(*lots, lot, "parent"); });
    sink.add({"lots", "lots", -1},
             divided ? unknown({fmt::format("layer {}", role)})
                     : not_applicable({"분할한 필지가 없음", "no lot is divided from another"}));
    return true;
}

/// PD-03, 건축법 영 §80: size by zone, and access as for any lot; ZO-01 and ZO-02 hold the
/// densities.
void built_division(const Context& context, Sink& sink) {
    if (told_missing(context, sink, "buildings")) {
        return;
    }
    const auto* const all_lots = context.project.layer("lots");
    const auto built =
        all_lots == nullptr ? BuildingsOfLots{} : buildings_of_lots(context.project, *all_lots);
    for_firm_lots(context, sink, [&](const Layer& lots, const Feature& lot, std::size_t i) {
        if (!is_given(lots, lot, "parent")) {
            return not_applicable({"분할한 필지가 아님", "the lot is not divided from another"});
        }
        const auto found = built.by_lot.find(lots.id(lot));
        if (found == built.by_lot.end()) {
            return not_applicable({"건축물이 없음", "no building stands on it"});
        }
        if (std::none_of(found->second.begin(), found->second.end(),
                         [](const LotBuilding& building) { return building.certain; })) {
            return unknown({"buildings.pnu"});
        }
        const auto* const zone = zone_of(context, lots, lot, i);
        if (zone == nullptr) {
            return unknown({"layer zoning"});
        }
        auto area = at_least({area_text, context.analysis.lots[i].area_m2, {}},
                             context.parameter("PD-03", "min_area", zone->family),
                             fmt::format("PD-03 min_area {}", zone->family));
        const auto& frontage = context.analysis.lots[i].frontage_m;
        if (area.kind != Outcome::Kind::pass || !frontage) {
            return frontage ? area : unknown({"layer roads"});
        }
        return at_least({{"접도 길이", "frontage on a road"}, *frontage, {}},
                        context.parameter("PD-04", "min_frontage"), "PD-04 min_frontage");
    });
}

/// What the factories registered on a lot have built, against what its size asks for.
Outcome factories_on(const Context& context, const Layer& factories, const std::string& lot,
                     double area_m2) {
    double floor = 0;
    std::vector<std::pair<double, double>> built; // floor area, rate
    for (const auto& row : factories.features) {
        const auto status = factories.text(row, "status").value_or("");
        if (!stands_on(factories, row, lot) || status == "폐업") {
            continue;
        }
        const auto own = factories.number(row, "floor_area_m2");
        const auto rate = factory_rate(context, factories.text(row, "ksic").value_or(""));
        if (!own || !rate) {
            return unknown({own ? "register.ksic" : "register.floor_area_m2"});
        }
        floor += *own;
        built.emplace_back(*own, *rate);
    }
    if (built.empty()) {
        return not_applicable({"등록된 공장이 없음", "no factory is registered on it"});
    }
    std::vector<model::RateShare> shares;
    shares.reserve(built.size());
    for (const auto& [own, rate] : built) {
        shares.push_back(
            {floor > 0 ? own / floor : 1.0 / static_cast<double>(built.size()), rate / 100});
    }
    const double required = model::required_factory_area(area_m2, shares);
    auto evidence = told({fmt::format("공장건축면적 {} m² (기준공장건축면적 {} m² 이상)",
                                      number_text(floor, required), number_text(required, floor)),
                          fmt::format("factory area {} m² (at least {} m² required)",
                                      number_text(floor, required), number_text(required, floor))});
    evidence.measured = floor;
    evidence.threshold = required;
    evidence.unit = "m²";
    evidence.parameter = context.parameter("SI-05", "table_revision");
    return reaches(floor, required) ? pass(std::move(evidence)) : breach(std::move(evidence));
}

/// PD-08, 공장입지 기준고시
void factory_area_after_division(const Context& context, Sink& sink) {
    if (told_missing(context, sink, "register")) {
        return;
    }
    const auto* const factories = context.project.layer("register");
    for_firm_lots(context, sink, [&](const Layer& lots, const Feature& lot, std::size_t i) {
        if (!is_given(lots, lot, "parent")) {
            return not_applicable({"분할한 필지가 아님", "the lot is not divided from another"});
        }
        return factories_on(context, *factories, lots.id(lot), context.analysis.lots[i].area_m2);
    });
}

constexpr std::array table{
    Rule{"PD-01", smallest_planned},
    Rule{"PD-02", smallest_division},
    Rule{"PD-03", built_division},
    Rule{"PD-08", factory_area_after_division},
    Rule{"PD-06", shape},
    Rule{"PD-07", services},
    Rule{"PD-09", green_division},
};

} // namespace

std::span<const Rule> parcel_division_rules() {
    return table;
}

} // namespace sandan::rules
