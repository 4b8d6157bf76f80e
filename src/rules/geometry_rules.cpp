// GT: validity, and whether lots and parcels partition the land they claim.
#include <sandan/geom/measure.hpp>
#include <sandan/model/area.hpp>

#include "core/number.hpp"
#include "rules/support.hpp"
#include "rules/topics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace sandan::rules {

namespace {

using model::Feature;
using model::Layer;

/// Scale denominator of a record: its own, or the pack's assumption for its ledger (지적/임야).
double scale_of(const Context& context, const Layer& layer, const Feature& feature) {
    if (const auto own = layer.number(feature, "scale"); own && *own > 0) {
        return *own;
    }
    constexpr std::size_t ledger_digit = 10;
    const auto id = layer.id(feature);
    const bool forest = id.size() == 19 && id[ledger_digit] == '2';
    const auto* const assumed =
        context.parameter("GT-05", "default_scale", forest ? "forest" : "land");
    return assumed == nullptr ? 0 : assumed->value;
}

/// t(F, M): what survey noise may account for; 0 when no scale is known.
double tolerance_of(const Context& context, const Layer& layer, const Feature& feature) {
    return model::area_tolerance(geom::area(feature.shape.polygons),
                                 scale_of(context, layer, feature));
}

struct Checked {
    const Layer* layer = nullptr;
    const geom::CoverageReport* report = nullptr;
};

/// The layers that should partition land, with their coverage reports.
std::vector<Checked> coverages(const Context& context, Sink& sink) {
    std::vector<Checked> checked;
    const auto add = [&](const char* role, const std::optional<geom::CoverageReport>& report) {
        if (report) {
            checked.push_back({context.project.layer(role), &*report});
        }
    };
    add("lots", context.analysis.lots_coverage);
    add("parcels", context.analysis.parcels_coverage);
    if (checked.empty()) {
        sink.add({"lots", "", -1}, unknown({"layer lots", "layer parcels"}));
    }
    return checked;
}

/// A repair that moves land is a fault, one that does not is told.
Outcome judge_repair(const model::Repair& repair, const model::Parameter* limit) {
    const double change = std::abs(repair.area_after - repair.area_before);
    auto evidence =
        told({fmt::format("{} – {}, 면적 변화 {} m²", repair.reason.ko,
                          repair.rejected ? "제외됨" : "보정됨", grouped(change, 3)),
              fmt::format("{} – {}, area change {} m²", repair.reason.en,
                          repair.rejected ? "rejected" : "repaired", grouped(change, 3))});
    evidence.measured = change;
    evidence.unit = "m²";
    evidence.parameter = limit;
    if (limit != nullptr) {
        evidence.threshold = limit->value;
        evidence.advisory = !repair.rejected && within(change, limit->value);
    }
    return breach(std::move(evidence));
}

/// Features of a layer that should have a geometry and do not; their number.
std::size_t add_empty(const Layer& layer, Sink& sink) {
    std::size_t empty = 0;
    for (const auto& feature : layer.features) {
        if (feature.shape.empty()) {
            ++empty;
            sink.add(subject_of(layer, feature), breach(told({"도형이 없음", "has no geometry"})));
        }
    }
    return empty;
}

/// GT-01
void validity(const Context& context, Sink& sink) {
    const auto* const limit = context.parameter("GT-01", "max_repair_area");
    for (const auto& layer : context.project.layers) {
        const auto* const role = context.project.codes.role(layer.role);
        const bool drawn = role != nullptr && role->geometry != "none";
        const auto empty = drawn ? add_empty(layer, sink) : 0;
        for (const auto& repair : layer.repairs) {
            const auto fid = repair.fid;
            const auto found =
                std::find_if(layer.features.begin(), layer.features.end(),
                             [fid](const Feature& feature) { return feature.fid == fid; });
            auto outcome = judge_repair(repair, limit);
            if (found == layer.features.end()) {
                sink.add({layer.role, std::to_string(fid), fid}, std::move(outcome));
            } else {
                sink.add(subject_of(layer, *found), placed(std::move(outcome), found->shape));
            }
        }
        if (empty == 0 && layer.repairs.empty()) {
            sink.add({layer.role, layer.name, -1}, pass());
        }
    }
}

/// GT-02: an overlap below survey noise only warns.
void overlaps(const Context& context, Sink& sink) {
    const auto* const least = context.parameter("GT-02", "min_overlap_area");
    for (const auto& [layer, report] : coverages(context, sink)) {
        std::size_t listed = 0;
        for (const auto& overlap : report->overlaps) {
            if (least != nullptr && within(overlap.area, least->value)) {
                continue;
            }
            ++listed;
            const auto& a = layer->features[overlap.a];
            const auto& b = layer->features[overlap.b];
            const double noise =
                std::min(tolerance_of(context, *layer, a), tolerance_of(context, *layer, b));
            auto evidence = told(
                {fmt::format("{} m² 중첩 (최대 폭 {} m, 측량 오차 {} m²)", grouped(overlap.area, 2),
                             grouped(overlap.width, 2), grouped(noise, 2)),
                 fmt::format("overlap of {} m² (width {} m, survey noise {} m²)",
                             grouped(overlap.area, 2), grouped(overlap.width, 2),
                             grouped(noise, 2))},
                location_at(overlap.at));
            evidence.measured = overlap.area;
            evidence.threshold = noise;
            evidence.unit = "m²";
            evidence.advisory = overlap.area <= noise;
            sink.add(pair_subject(layer->role, layer->id(a), layer->id(b)),
                     breach(std::move(evidence)));
        }
        if (listed == 0) {
            sink.add({layer->role, layer->name, -1}, pass());
        }
    }
}

/// The id of a gap: the lots around it, or where it is.
std::string gap_id(const Layer& layer, const geom::Gap& gap) {
    std::vector<std::string> ids;
    for (const auto neighbour : gap.neighbours) {
        ids.push_back(layer.id(layer.features[neighbour]));
    }
    std::sort(ids.begin(), ids.end());
    return ids.empty() ? fmt::format("{:.0f},{:.0f}", gap.at.x, gap.at.y)
                       : fmt::format("{}", fmt::join(ids, "|"));
}

/// GT-03
void gaps(const Context& context, Sink& sink) {
    const auto* const least = context.parameter("GT-03", "min_gap_area");
    for (const auto& [layer, report] : coverages(context, sink)) {
        std::size_t listed = 0;
        for (const auto& gap : report->gaps) {
            if (least != nullptr && within(gap.area, least->value)) {
                continue;
            }
            ++listed;
            auto evidence = told({fmt::format("{} m² 빈틈 (최대 폭 {} m)", grouped(gap.area, 2),
                                              grouped(gap.width, 2)),
                                  fmt::format("gap of {} m² (width {} m)", grouped(gap.area, 2),
                                              grouped(gap.width, 2))},
                                 location_at(gap.at));
            evidence.measured = gap.area;
            evidence.threshold = least == nullptr ? std::nullopt : std::optional{least->value};
            evidence.unit = "m²";
            evidence.parameter = least;
            sink.add({layer->role, gap_id(*layer, gap), -1}, breach(std::move(evidence)));
        }
        if (listed == 0) {
            sink.add({layer->role, layer->name, -1}, pass());
        }
    }
}

/// GT-04
void outside_boundary(const Context& context, Sink& sink) {
    const auto* const lots = context.project.layer("lots");
    const auto& report = context.analysis.lots_coverage;
    if (lots == nullptr || !report || context.project.layer("boundary") == nullptr) {
        sink.add({"lots", "", -1}, unknown({lots == nullptr ? "layer lots" : "layer boundary"}));
        return;
    }
    std::size_t listed = 0;
    for (const auto& outside : report->outside) {
        const auto& lot = lots->features[outside.shape];
        const double noise = tolerance_of(context, *lots, lot);
        if (within(outside.area, noise)) {
            continue;
        }
        ++listed;
        auto evidence = told({fmt::format("경계 밖 {} m² (측량 오차 {} m²)",
                                          grouped(outside.area, 2), grouped(noise, 2)),
                              fmt::format("{} m² outside the boundary (survey noise {} m²)",
                                          grouped(outside.area, 2), grouped(noise, 2))},
                             location_at(outside.at));
        evidence.measured = outside.area;
        evidence.threshold = noise;
        evidence.unit = "m²";
        sink.add(subject_of(*lots, lot), breach(std::move(evidence)));
    }
    if (listed == 0) {
        sink.add({"lots", lots->name, -1}, pass());
    }
}

/// Difference of a written area from the drawn one, in % of the drawn one.
double difference_percent(double written, double drawn) {
    return drawn > 0 ? 100 * std::abs(written - drawn) / drawn : 0;
}

/// GT-05, 공간정보법 영 §19①. A difference so large that it is another unit is DI-15's to tell.
void ledger_area(const Context& context, Sink& sink) {
    const auto* const parcels = context.project.layer("parcels");
    if (parcels == nullptr || !parcels->column("ledger_area_m2")) {
        sink.add({"parcels", "", -1},
                 unknown({parcels == nullptr ? "layer parcels" : "parcels.ledger_area_m2"}));
        return;
    }
    const auto* const unit_limit = context.parameter("DI-15", "max_difference");
    for (const auto& parcel : parcels->features) {
        const auto ledger = parcels->number(parcel, "ledger_area_m2");
        if (!ledger) {
            sink.add(subject_of(*parcels, parcel), unknown({"parcels.ledger_area_m2"}));
            continue;
        }
        const double drawn = geom::area(parcel.shape.polygons);
        const bool other_unit =
            unit_limit != nullptr && !within(difference_percent(*ledger, drawn), unit_limit->value);
        if (other_unit) {
            sink.add(subject_of(*parcels, parcel),
                     not_applicable({"DI-15에서 판정", "told by DI-15"}));
            continue;
        }
        const double scale = scale_of(context, *parcels, parcel);
        const double tolerance = model::area_tolerance(*ledger, scale);
        const double difference = std::abs(drawn - *ledger);
        auto evidence = told(
            {fmt::format("도상 {} m², 대장 {} m²: 차이 {} m² (허용 {} m², 축척 1/{:.0f})",
                         grouped(drawn, 2), grouped(*ledger, 2), grouped(difference, 2),
                         grouped(tolerance, 2), scale),
             fmt::format("drawn {} m², ledger {} m²: differ by {} m² (allowed {} m², 1:{:.0f})",
                         grouped(drawn, 2), grouped(*ledger, 2), grouped(difference, 2),
                         grouped(tolerance, 2), scale)});
        evidence.measured = difference;
        evidence.threshold = tolerance;
        evidence.unit = "m²";
        sink.add(subject_of(*parcels, parcel),
                 within(difference, tolerance) ? pass(std::move(evidence))
                                               : placed(breach(std::move(evidence)), parcel.shape));
    }
}

/// GT-08: the overlay lost no land.
void conservation(const Context& context, Sink& sink) {
    const auto& table = context.analysis.lots_zoning;
    const auto* const limit = context.parameter("GT-08", "max_relative_error");
    if (!table || limit == nullptr) {
        sink.add({"lots", "", -1},
                 unknown(table ? std::vector<std::string>{"parameter GT-08 max_relative_error"}
                               : missing_layers(context, {"lots", "zoning"})));
        return;
    }
    const auto& lots = *context.project.layer("lots");
    for (std::size_t i = 0; i < lots.features.size(); ++i) {
        const auto [first, last] = table->rows_of(i);
        double sum = -table->overlap_m2[i];
        for (auto row = first; row < last; ++row) {
            sum += table->rows[row].area_m2;
        }
        const double area = table->parcel_area_m2[i];
        const double error = area > 0 ? std::abs(sum - area) / area : 0;
        sink.add(subject_of(lots, lots.features[i]),
                 at_most({{"중첩 면적의 폐합 오차", "closing error of the overlay"}, error, {}},
                         limit, "GT-08 max_relative_error"));
    }
}

/// GT-09: no zone, no limits.
void zoning_gap(const Context& context, Sink& sink) {
    const auto& table = context.analysis.lots_zoning;
    if (!table) {
        sink.add({"lots", "", -1}, unknown(missing_layers(context, {"lots", "zoning"})));
        return;
    }
    const auto& lots = *context.project.layer("lots");
    for (std::size_t i = 0; i < lots.features.size(); ++i) {
        const auto& first = table->rows[table->rows_of(i).first];
        const auto& lot = lots.features[i];
        if (lot.shape.empty() || first.zone_class != "(none)" || first.sliver) {
            sink.add(subject_of(lots, lot), pass());
            continue;
        }
        auto evidence =
            told({fmt::format("용도지역이 없는 부분 {} m²: 건폐율·용적률을 알 수 없음",
                              grouped(first.area_m2, 2)),
                  fmt::format("{} m² in no zone: limits unknown", grouped(first.area_m2, 2))});
        evidence.measured = first.area_m2;
        evidence.unit = "m²";
        sink.add(subject_of(lots, lot), placed(breach(std::move(evidence)), lot.shape));
    }
}

/// GT-11: areas of budgets only in a local TM of Korea 2000.
void areal_distortion(const Context& context, Sink& sink) {
    const auto& crs = context.project.plan.crs;
    const auto allowed = context.lookup("GT-11", "allowed", crs).status;
    if (allowed == model::Lookup::Status::not_in_force) {
        sink.add({"plan", crs, -1}, without_parameter("GT-11", "allowed"));
        return;
    }
    auto evidence = told({"면적을 재는 좌표계는 EPSG:5185–5188이어야 함",
                          "areas must be measured in EPSG:5185–5188"});
    evidence.parameter = list_in_force(context, "GT-11", "allowed");
    sink.add({"plan", crs, -1},
             allowed == model::Lookup::Status::found ? pass() : breach(std::move(evidence)));
}

constexpr std::array table{
    Rule{"GT-01", validity},         Rule{"GT-02", overlaps},         Rule{"GT-03", gaps},
    Rule{"GT-04", outside_boundary}, Rule{"GT-05", ledger_area},      Rule{"GT-08", conservation},
    Rule{"GT-09", zoning_gap},       Rule{"GT-11", areal_distortion},
};

} // namespace

std::span<const Rule> geometry_rules() {
    return table;
}

} // namespace sandan::rules
