// DI-07 … DI-16: how layers were read – encoding, coordinate system, fields, dates, codes, units.
#include <sandan/geom/measure.hpp>
#include <sandan/model/ksic.hpp>
#include <sandan/model/pnu.hpp>

#include "core/korean.hpp"
#include "rules/support.hpp"
#include "rules/topics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

namespace sandan::rules {

namespace {

using model::Feature;
using model::Layer;

Subject layer_subject(const Layer& layer) {
    return {layer.role, layer.name, -1};
}

bool has_geometry(const Layer& layer) {
    return std::any_of(layer.features.begin(), layer.features.end(),
                       [](const Feature& feature) { return !feature.shape.empty(); });
}

std::size_t undecodable(const Layer& layer) {
    std::size_t count = 0;
    for (const auto& feature : layer.features) {
        for (const auto& value : feature.values) {
            const auto* const text = std::get_if<std::string>(&value);
            count += text != nullptr && text->find("\xEF\xBF\xBD") != std::string::npos ? 1U : 0U;
        }
    }
    return count;
}

/// Share (%) of written lot numbers that read as such; 100 without any.
double parsed_share(const Layer& layer) {
    std::size_t written = 0;
    std::size_t parsed = 0;
    for (const auto& feature : layer.features) {
        const auto jibun = layer.text(feature, "jibun");
        if (jibun && !jibun->empty()) {
            ++written;
            parsed += model::parse_jibun(*jibun) ? 1U : 0U;
        }
    }
    return written == 0 ? 100 : 100 * static_cast<double>(parsed) / static_cast<double>(written);
}

/// DI-07
void encoding(const Context& context, Sink& sink) {
    const auto* const minimum = context.parameter("DI-07", "min_parsed_share");
    for (const auto& layer : context.project.layers) {
        if (const auto bad = undecodable(layer); bad > 0) {
            auto evidence = told(
                {fmt::format("읽지 못한 글자가 있는 값 {}개 ({})", bad, layer.provenance.encoding),
                 fmt::format("{} values hold undecodable text ({})", bad,
                             layer.provenance.encoding)});
            evidence.measured = static_cast<double>(bad);
            evidence.threshold = 0;
            sink.add(layer_subject(layer), breach(std::move(evidence)));
        } else if (layer.role == "parcels" && layer.column("jibun")) {
            sink.add(layer_subject(layer),
                     at_least({{"읽히는 지번", "readable lot numbers"}, parsed_share(layer), {}},
                              minimum, "DI-07 min_parsed_share"));
        } else {
            sink.add(layer_subject(layer), pass());
        }
    }
}

/// DI-08
void crs_declared(const Context& context, Sink& sink) {
    for (const auto& layer : context.project.layers) {
        const auto& provenance = layer.provenance;
        if (!has_geometry(layer)) {
            continue;
        }
        const bool unsure = provenance.operation.ballpark ||
                            (!provenance.operation.identity && provenance.operation.accuracy_m < 0);
        if (provenance.crs.name.empty()) {
            sink.add(layer_subject(layer),
                     breach(told({"좌표계가 선언되지 않음", "no coordinate system declared"})));
        } else if (unsure) {
            sink.add(layer_subject(layer),
                     breach(told({fmt::format("{}: 변환 정확도를 알 수 없음", provenance.crs.name),
                                  fmt::format("{}: transformed with unknown accuracy",
                                              provenance.crs.name)})));
        } else {
            sink.add(layer_subject(layer), pass());
        }
    }
}

/// DI-09: a layer beyond the study box was read in the wrong system.
void crs_plausible(const Context& context, Sink& sink) {
    const auto& crs = context.project.plan.crs;
    const auto bound = [&](const char* name) {
        return context.parameter("DI-09", name, crs);
    };
    const auto* const west = bound("west");
    const auto* const east = bound("east");
    const auto* const south = bound("south");
    const auto* const north = bound("north");
    if (west == nullptr || east == nullptr || south == nullptr || north == nullptr) {
        sink.add({"plan", crs, -1},
                 unknown({"parameter DI-09 west, east, south, north of " + crs}));
        return;
    }
    for (const auto& layer : context.project.layers) {
        geom::Box box;
        for (const auto& feature : layer.features) {
            const auto own = geom::envelope(feature.shape);
            if (!own.empty()) {
                box.extend(own.min);
                box.extend(own.max);
            }
        }
        if (box.empty()) {
            continue;
        }
        const bool inside = box.min.x >= west->value && box.max.x <= east->value &&
                            box.min.y >= south->value && box.max.y <= north->value;
        auto evidence = told({fmt::format("범위 {:.0f}–{:.0f} E, {:.0f}–{:.0f} N이 지역을 벗어남: "
                                          "좌표계를 확인",
                                          box.min.x, box.max.x, box.min.y, box.max.y),
                              fmt::format("extent {:.0f}–{:.0f} E, {:.0f}–{:.0f} N leaves the "
                                          "region: check its coordinate system",
                                          box.min.x, box.max.x, box.min.y, box.max.y)});
        evidence.parameter = west;
        sink.add(layer_subject(layer), inside ? pass() : breach(std::move(evidence)));
    }
}

/// Fields of `required` that the layer, or this feature of it, has no value for.
std::vector<std::string> empty_fields(const Layer& layer, const Feature& feature,
                                      const std::vector<std::string>& required) {
    std::vector<std::string> empty;
    for (const auto& field : required) {
        const auto text = layer.text(feature, field);
        if (!text || text->empty()) {
            empty.push_back(field);
        }
    }
    return empty;
}

void check_values(const Layer& layer, const std::vector<std::string>& required, Sink& sink) {
    for (const auto& feature : layer.features) {
        const auto empty = empty_fields(layer, feature, required);
        if (empty.empty() || layer.role == "parcels") { // an empty PNU is DI-01's to tell
            sink.add(subject_of(layer, feature), pass());
            continue;
        }
        const Text message{fmt::format("필수 값 없음: {}", fmt::join(empty, ", ")),
                           fmt::format("required values missing: {}", fmt::join(empty, ", "))};
        sink.add(subject_of(layer, feature), placed(breach(told(message)), feature.shape));
    }
}

/// DI-11: fields a role needs, and their values record by record.
void schema(const Context& context, Sink& sink) {
    for (const auto& layer : context.project.layers) {
        const auto* const role = context.project.codes.role(layer.role);
        if (role == nullptr) {
            continue;
        }
        std::vector<std::string> absent;
        std::copy_if(role->required.begin(), role->required.end(), std::back_inserter(absent),
                     [&](const std::string& field) { return !layer.column(field); });
        if (absent.empty()) {
            check_values(layer, role->required, sink);
            continue;
        }
        const Text message{fmt::format("필수 항목 없음: {}", fmt::join(absent, ", ")),
                           fmt::format("required fields missing: {}", fmt::join(absent, ", "))};
        sink.add(layer_subject(layer), breach(told(message)));
    }
}

double months_between(const Date& from, const Date& to) {
    constexpr double days_per_month = 365.2425 / 12;
    return static_cast<double>((std::chrono::sys_days{to} - std::chrono::sys_days{from}).count()) /
           days_per_month;
}

/// DI-12
void vintages(const Context& context, Sink& sink) {
    std::optional<Date> oldest;
    std::optional<Date> newest;
    for (const auto& layer : context.project.layers) {
        const auto date = parse_date(layer.provenance.vintage);
        if (!date) {
            sink.add(layer_subject(layer), unknown({fmt::format("layers.{}.vintage", layer.name)}));
            continue;
        }
        oldest = oldest ? std::min(*oldest, *date) : *date;
        newest = newest ? std::max(*newest, *date) : *date;
    }
    if (!oldest) {
        return;
    }
    const Text note{fmt::format(": {} – {}", to_string(*oldest), to_string(*newest)),
                    fmt::format(": {} – {}", to_string(*oldest), to_string(*newest))};
    sink.add({"plan", "plan", -1},
             at_most({{"자료 기준일의 차이", "spread of data dates"},
                      months_between(*oldest, *newest),
                      note},
                     context.parameter("DI-12", "max_spread"), "DI-12 max_spread"));
}

/// Values of `field` that no table knows, record by record.
template <typename Known>
void check_codes(const Layer& layer, const char* field, const char* table, const Known& known,
                 Sink& sink) {
    for (const auto& feature : layer.features) {
        const auto code = layer.text(feature, field);
        if (!code || code->empty()) {
            continue; // DI-11 tells of required values
        }
        if (known(*code)) {
            sink.add(subject_of(layer, feature), pass());
            continue;
        }
        const Text message{format_ko("{} '{}'은(는) {}에 없음", field, *code, table),
                           fmt::format("{} '{}' is not in {}", field, *code, table)};
        sink.add(subject_of(layer, feature), placed(breach(told(message)), feature.shape));
    }
}

/// DI-14
void known_codes(const Context& context, Sink& sink) {
    const auto& codes = context.project.codes;
    const auto& plan = context.project.plan;
    const auto is_zone = [&](const auto& code) {
        return codes.zoning_code(code) != nullptr;
    };
    const auto is_managed = [&](const auto& code) {
        return codes.management_zone(code) != nullptr;
    };
    for (const auto& layer : context.project.layers) {
        if (layer.role == "lots") {
            check_codes(
                layer, "use", "land_uses.csv",
                [&](const auto& code) { return codes.land_use(code) != nullptr; }, sink);
            check_codes(layer, "zoning", "uq.csv", is_zone, sink);
            check_codes(layer, "management", "management_zones.csv", is_managed, sink);
        }
        if (layer.column("complex")) {
            check_codes(
                layer, "complex", "the plan's complexes",
                [&](const auto& id) { return plan.complex(id) != nullptr; }, sink);
        }
        if (layer.role == "zoning") {
            check_codes(layer, "code", "uq.csv", is_zone, sink);
        }
        if (layer.role == "management") {
            check_codes(layer, "code", "management_zones.csv", is_managed, sink);
        }
    }
    for (const auto& firm : context.project.firms) {
        for (const auto& industry : firm.industries) {
            const auto code = model::normalise_ksic(industry.ksic);
            const Text message{format_ko("업종코드 '{}'은(는) 5자리 KSIC가 아님", industry.ksic),
                               fmt::format("'{}' is no 5-digit KSIC code", industry.ksic)};
            sink.add({"firms", firm.id, -1},
                     code && code->size() == 5 ? pass() : breach(told(message)));
        }
    }
}

/// DI-15: a written area far from the drawn one is in another unit.
void area_unit(const Context& context, const Layer& layer, const char* field, Sink& sink) {
    const auto* const limit = context.parameter("DI-15", "max_difference");
    for (const auto& feature : layer.features) {
        const auto written = layer.number(feature, field);
        const double drawn = geom::area(feature.shape.polygons);
        if (!written || !(drawn > 0)) {
            continue; // optional fields
        }
        const auto difference = [&](double area) {
            return 100 * std::abs(area - drawn) / drawn;
        };
        constexpr double m2_per_pyeong = 400.0 / 121;
        const bool pyeong =
            limit != nullptr && within(difference(*written * m2_per_pyeong), limit->value);
        Measure measure{
            {fmt::format("{} {:.1f}, 도상 {:.1f} m²: 차이", field, *written, drawn),
             fmt::format("{} {:.1f}, drawn {:.1f} m²: differ by", field, *written, drawn)},
            difference(*written),
            {}};
        if (pyeong) {
            measure.note = {" – 평 단위로 보임", " – looks like 평 (3.3058 m²)"};
        }
        sink.add(subject_of(layer, feature),
                 placed(at_most(measure, limit, "DI-15 max_difference"), feature.shape));
    }
}

void units(const Context& context, Sink& sink) {
    for (const auto& layer : context.project.layers) {
        if (layer.role == "lots") {
            area_unit(context, layer, "area_plan_m2", sink);
        }
        if (layer.role == "parcels") {
            area_unit(context, layer, "ledger_area_m2", sink);
        }
    }
}

/// What a cell says: nothing, 0 (of a date: zeros), or something.
struct Cell {
    bool null = false;
    bool zero = false;
};

Cell cell_of(const Layer& layer, const Feature& feature, const std::string& field) {
    if (field == "approval_date") {
        const auto date = layer.text(feature, field).value_or("");
        return {date.empty(), !date.empty() && date.find_first_not_of("0-. ") == std::string::npos};
    }
    const auto value = layer.number(feature, field);
    return {!value, value && *value == 0};
}

/// DI-16: 0 where nothing is known would make old, flat and empty buildings.
void null_is_not_zero(const Context& context, Sink& sink) {
    const auto* const buildings = context.project.layer("buildings");
    if (buildings == nullptr) {
        sink.add({"buildings", "", -1}, unknown({"layer buildings"}));
        return;
    }
    for (const std::string field :
         {"height_m", "floors", "floor_area_m2", "building_area_m2", "approval_date"}) {
        std::size_t nulls = 0;
        std::size_t zeros = 0;
        for (const auto& building : buildings->features) {
            const auto cell = cell_of(*buildings, building, field);
            nulls += cell.null ? 1U : 0U;
            zeros += cell.zero ? 1U : 0U;
        }
        const double share =
            100 * static_cast<double>(nulls) /
            static_cast<double>(std::max<std::size_t>(1, buildings->features.size()));
        auto evidence = told(
            {fmt::format("{}: 결측 {}건({:.1f} %), 0으로 적힌 값 {}건", field, nulls, share, zeros),
             fmt::format("{}: {} missing ({:.1f} %), {} written as 0", field, nulls, share,
                         zeros)});
        evidence.measured = static_cast<double>(zeros);
        evidence.threshold = 0;
        sink.add({"buildings", field, -1},
                 zeros == 0 ? pass(std::move(evidence)) : breach(std::move(evidence)));
    }
}

constexpr std::array table{
    Rule{"DI-07", encoding}, Rule{"DI-08", crs_declared},     Rule{"DI-09", crs_plausible},
    Rule{"DI-11", schema},   Rule{"DI-12", vintages},         Rule{"DI-14", known_codes},
    Rule{"DI-15", units},    Rule{"DI-16", null_is_not_zero},
};

} // namespace

std::span<const Rule> ingest_rules() {
    return table;
}

} // namespace sandan::rules
