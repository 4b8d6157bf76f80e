// ZO: lots against zoning districts (용도지역) and management zones (구역).
#include "core/number.hpp"
#include "rules/support.hpp"
#include "rules/topics.hpp"
#include "rules/zone_limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace sandan::rules {

namespace {

using model::Layer;

/// True when lots and `table` are there; else says which layer is missing.
bool has_overlay(const Context& context, const std::optional<overlay::OverlapTable>& table,
                 const char* layer, Sink& sink) {
    if (context.project.layer("lots") == nullptr) {
        sink.add({"lots", "", -1}, unknown({"layer lots"}));
        return false;
    }
    if (!table) {
        sink.add({"lots", "", -1}, unknown({fmt::format("layer {}", layer)}));
        return false;
    }
    return true;
}

/// Codes of the zones a lot lies in, slivers left out; "(none)" for what no zone covers.
std::vector<std::string> codes_of(const overlay::OverlapTable& table, std::size_t lot) {
    std::vector<std::string> codes;
    const auto [first, last] = table.rows_of(lot);
    for (auto row = first; row < last; ++row) {
        if (!table.rows[row].sliver) {
            codes.push_back(table.rows[row].zone_class);
        }
    }
    return codes;
}

/// ZO-03, 국토계획법 §84: decides the limits of every lot in several zones and tells them.
void split_lot(const Context& context, Sink& sink) {
    const auto& table = context.analysis.lots_zoning;
    if (!has_overlay(context, table, "zoning", sink)) {
        return;
    }
    const auto& lots = *context.project.layer("lots");
    for (std::size_t i = 0; i < lots.features.size(); ++i) {
        const auto codes = codes_of(*table, i);
        if (codes.size() < 2 || codes.front() == "(none)") {
            continue; // one zone, or a hole in the zoning (GT-09)
        }
        const auto found = notified_limits(context.project, *table, i, context.date);
        if (!found.limits) {
            sink.add(subject_of(lots, lots.features[i]), unknown(found.missing));
            continue;
        }
        const auto& limits = *found.limits;
        const bool averaged = limits.basis == SplitBasis::averaged;
        auto evidence =
            told({fmt::format("{}: {} – 건폐율 {:.1f} %, 용적률 {:.1f} %", fmt::join(codes, "+"),
                              averaged ? "면적 가중평균" : "부분별 적용(합산 상한)",
                              limits.bcr_percent, limits.far_percent),
                  fmt::format("{}: {} – BCR {:.1f} %, FAR {:.1f} %", fmt::join(codes, "+"),
                              averaged ? "area-weighted mean" : "each part by its own zone (sum)",
                              limits.bcr_percent, limits.far_percent)});
        evidence.measured = limits.bcr_percent;
        evidence.unit = "%";
        sink.add(subject_of(lots, lots.features[i]), pass(std::move(evidence)));
    }
}

/// ZO-04, 산업집적법 §33⑨: in a management zone 국토계획법 §76① is not asked.
void zone_supremacy(const Context& context, Sink& sink) {
    if (!has_overlay(context, context.analysis.lots_zoning, "zoning", sink) ||
        !has_overlay(context, context.analysis.lots_management, "management", sink)) {
        return;
    }
    for (const auto& complex : context.analysis.budget.complexes) {
        std::size_t superseded = 0;
        double area = 0;
        for (const auto lot : complex.lots) {
            const auto zones = codes_of(*context.analysis.lots_management, lot);
            const bool managed = std::find(zones.begin(), zones.end(), "(none)") == zones.end();
            const auto codes = codes_of(*context.analysis.lots_zoning, lot);
            const bool other = std::any_of(codes.begin(), codes.end(), [&](const auto& code) {
                const auto* const zone = context.project.codes.zoning_code(code);
                return zone == nullptr || zone->family != "industrial";
            });
            if (managed && other) {
                ++superseded;
                area += context.analysis.lots_zoning->parcel_area_m2[lot];
            }
        }
        auto evidence = told({fmt::format("{}필지 {} m²는 용도지역이 공업지역이 아니나 관리 구역이 "
                                          "우선함(국토계획법 §76① 미적용)",
                                          superseded, grouped(area)),
                              fmt::format("{} lots, {} m², lie outside industrial zoning: "
                                          "superseded by their management zone",
                                          superseded, grouped(area))});
        evidence.measured = area;
        evidence.unit = "m²";
        sink.add(complex_subject(complex.complex), pass(std::move(evidence)));
    }
}

/// Management codes of a lot: by its own field, by the overlay, or by both.
std::set<std::string> management_of(const Context& context, const Layer& lots, std::size_t lot) {
    std::set<std::string> codes;
    if (const auto own = lots.text(lots.features[lot], "management")) {
        codes.insert(*own);
    }
    if (const auto& table = context.analysis.lots_management) {
        const auto laid_over = codes_of(*table, lot);
        codes.insert(laid_over.begin(), laid_over.end());
    }
    return codes;
}

/// ZO-05: the plan's 용지 and the management plan's 구역 must fit (land_uses.csv says which do).
void use_fits_management(const Context& context, Sink& sink) {
    const auto* const lots = context.project.layer("lots");
    if (lots == nullptr) {
        sink.add({"lots", "", -1}, unknown({"layer lots"}));
        return;
    }
    for (const auto at : context.analysis.budget.pooled.lots) {
        const auto& lot = lots->features[at];
        const auto* const use = context.project.codes.land_use(*lots->text(lot, "use"));
        const auto codes = management_of(context, *lots, at);
        if (codes.empty()) {
            sink.add(subject_of(*lots, lot), unknown({"layer management", "lots.management"}));
            continue;
        }
        const bool fits = std::all_of(codes.begin(), codes.end(), [&](const auto& code) {
            return std::find(use->management.begin(), use->management.end(), code) !=
                   use->management.end();
        });
        const Text message{fmt::format("{} 용지가 구역 {}에 있음 (허용: {})", use->name.ko,
                                       fmt::join(codes, ", "), fmt::join(use->management, ", ")),
                           fmt::format("{} land in management zone {} (may lie in {})",
                                       use->name.en, fmt::join(codes, ", "),
                                       fmt::join(use->management, ", "))};
        sink.add(subject_of(*lots, lot), fits ? pass() : placed(breach(told(message)), lot.shape));
    }
}

/// ZO-06, 통합지침 §13①1)다
void mixed_zoning(const Context& context, Sink& sink) {
    const auto* const lots = context.project.layer("lots");
    bool any = false;
    for (const auto at : context.analysis.budget.pooled.lots) {
        const auto& lot = lots->features[at];
        if (context.project.codes.land_use(*lots->text(lot, "use"))->group != "mixed") {
            continue;
        }
        any = true;
        const auto planned = lots->text(lot, "zoning");
        auto codes = planned && !planned->empty()   ? std::vector{*planned}
                     : context.analysis.lots_zoning ? codes_of(*context.analysis.lots_zoning, at)
                                                    : std::vector<std::string>{};
        const bool uncovered = std::erase(codes, "(none)") > 0; // of what zone is not known
        if (codes.empty()) {
            sink.add(subject_of(*lots, lot), unknown({"layer zoning", "lots.zoning"}));
            continue;
        }
        const auto of_code = [&](const std::string& code) {
            return context.lookup("ZO-06", "allowed", code).status;
        };
        if (of_code(codes.front()) == model::Lookup::Status::not_in_force) {
            sink.add(subject_of(*lots, lot), without_parameter("ZO-06", "allowed"));
            continue;
        }
        const bool fits = std::all_of(codes.begin(), codes.end(), [&](const auto& code) {
            return of_code(code) == model::Lookup::Status::found;
        });
        const Text message{fmt::format("복합용지의 용도지역 {}", fmt::join(codes, "+")),
                           fmt::format("mixed land zoned {}", fmt::join(codes, "+"))};
        sink.add(subject_of(*lots, lot), !fits       ? placed(breach(told(message)), lot.shape)
                                         : uncovered ? unknown({"layer zoning", "lots.zoning"})
                                                     : pass());
    }
    if (!any) {
        sink.add({"lots", "", -1}, not_applicable({"복합용지가 없음", "no mixed land"}));
    }
}

/// ZO-07: a regulation nobody loaded is unknown, never passed.
void required_layers(const Context& context, Sink& sink) {
    const auto& required = context.project.plan.required_layers;
    if (required.empty()) {
        sink.add({"plan", "required_layers", -1},
                 not_applicable({"필수 레이어 목록이 없음", "the plan lists no required layers"}));
    }
    for (const auto& role : required) {
        const bool loaded = context.project.layer(role) != nullptr ||
                            (role == "dem" && context.project.dem.has_value());
        sink.add({"plan", role, -1}, loaded ? pass() : unknown({"layer " + role}));
    }
}

/// ZO-08: what the legal tests left out, lot by lot.
void slivers(const Context& context, Sink& sink) {
    const auto& table = context.analysis.lots_zoning;
    if (!has_overlay(context, table, "zoning", sink)) {
        return;
    }
    if (context.parameter("ZO-08", "min_area") == nullptr ||
        context.parameter("ZO-08", "min_width") == nullptr) {
        sink.add({"lots", "", -1}, without_parameter("ZO-08", "min_area, min_width"));
        return;
    }
    const auto& lots = *context.project.layer("lots");
    for (std::size_t i = 0; i < lots.features.size(); ++i) {
        const auto [first, last] = table->rows_of(i);
        double area = 0;
        std::vector<std::string> codes;
        for (auto row = first; row < last; ++row) {
            // GT-09 counts uncovered land, whatever its shape; dust of the overlay is no sliver
            if (table->rows[row].sliver && table->rows[row].area_m2 > 0.01) {
                area += table->rows[row].area_m2;
                codes.push_back(table->rows[row].zone_class);
            }
        }
        if (codes.empty()) {
            sink.add(subject_of(lots, lots.features[i]), pass());
            continue;
        }
        auto evidence = told({fmt::format("용도지역 경계와의 슬리버 {} ({} m²)는 판정에서 제외함",
                                          fmt::join(codes, "+"), grouped(area, 2)),
                              fmt::format("sliver of {} ({} m²) left out of legal tests",
                                          fmt::join(codes, "+"), grouped(area, 2))});
        evidence.measured = area;
        evidence.unit = "m²";
        sink.add(subject_of(lots, lots.features[i]),
                 placed(breach(std::move(evidence)), lots.features[i].shape));
    }
}

/// ZO-09, 토지이용규제기본법 §8③: a zone takes effect with its notice.
void notice_in_force(const Context& context, Sink& sink) {
    const auto layers = context.project.layers_of("zoning");
    if (layers.empty()) {
        sink.add({"zoning", "", -1}, unknown({"layer zoning"}));
    }
    for (const auto* const layer : layers) {
        if (!layer->column("notice_date")) {
            sink.add({"zoning", layer->name, -1}, unknown({"zoning.notice_date"}));
            continue;
        }
        for (const auto& zone : layer->features) {
            const auto date = parse_date(layer->text(zone, "notice_date").value_or(""));
            if (!date) {
                sink.add(subject_of(*layer, zone), unknown({"zoning.notice_date"}));
                continue;
            }
            const Text message{fmt::format("고시 예정({}): 기준일에 효력이 없음", to_string(*date)),
                               fmt::format("planned only: notice dated {}", to_string(*date))};
            sink.add(subject_of(*layer, zone),
                     *date <= context.date ? pass() : placed(breach(told(message)), zone.shape));
        }
    }
}

/// ZO-10: 세분 미지정 codes have no limits of their own.
void umbrella_codes(const Context& context, Sink& sink) {
    const auto layers = context.project.layers_of("zoning");
    if (layers.empty()) {
        sink.add({"zoning", "", -1}, unknown({"layer zoning"}));
    }
    for (const auto* const layer : layers) {
        for (const auto& zone : layer->features) {
            const auto code = layer->text(zone, "code");
            const auto* const known = code ? context.project.codes.zoning_code(*code) : nullptr;
            if (known == nullptr || !known->umbrella) {
                sink.add(subject_of(*layer, zone), pass());
                continue;
            }
            const Text message{
                fmt::format("세분되지 않은 용도지역 {} ({}): 건폐율·용적률을 알 수 없음", *code,
                            known->name.ko),
                fmt::format("unspecified zone {} ({}): limits unknown", *code, known->name.en)};
            sink.add(subject_of(*layer, zone), placed(breach(told(message)), zone.shape));
        }
    }
}

constexpr std::array table{
    Rule{"ZO-03", split_lot},           Rule{"ZO-04", zone_supremacy},
    Rule{"ZO-05", use_fits_management}, Rule{"ZO-06", mixed_zoning},
    Rule{"ZO-07", required_layers},     Rule{"ZO-08", slivers},
    Rule{"ZO-09", notice_in_force},     Rule{"ZO-10", umbrella_codes},
};

} // namespace

std::span<const Rule> zoning_rules() {
    return table;
}

} // namespace sandan::rules
