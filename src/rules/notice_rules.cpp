// DI-13, DI-17: zones by their notices, and the acquisition list (토지조서) against the cadastre.
#include <sandan/geom/common_areas.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>
#include <sandan/model/area.hpp>

#include "core/number.hpp"
#include "rules/support.hpp"
#include "rules/topics.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <map>

namespace sandan::rules {

namespace {

using model::Feature;
using model::Layer;

std::vector<geom::MultiPolygon> polygons_of(const Layer& layer) {
    std::vector<geom::MultiPolygon> shapes;
    shapes.reserve(layer.features.size());
    for (const auto& feature : layer.features) {
        shapes.push_back(feature.shape.polygons);
    }
    return shapes;
}

/// Which of two overlapping zones was notified last: the stated policy for their common land.
std::string later_of(const Layer& layer, const Feature& a, const Feature& b) {
    const auto date_of = [&](const Feature& zone) {
        return parse_date(layer.text(zone, "notice_date").value_or(""));
    };
    const auto first = date_of(a);
    const auto second = date_of(b);
    if (!first || !second || *first == *second) {
        return "?";
    }
    return layer.id(*first < *second ? b : a);
}

/// DI-13: two zones on one piece of land; slivers are ZO-08's.
void zone_overlaps(const Context& context, Sink& sink) {
    const auto* const width = context.parameter("ZO-08", "min_width");
    const auto* const area = context.parameter("ZO-08", "min_area");
    const auto layers = context.project.layers_of("zoning");
    if (layers.empty() || width == nullptr || area == nullptr) {
        sink.add(
            {"zoning", "", -1},
            unknown({layers.empty() ? "layer zoning" : "parameter ZO-08 min_area, min_width"}));
        return;
    }
    for (const auto* const layer : layers) {
        const auto report = geom::check_coverage(polygons_of(*layer), {});
        std::size_t listed = 0;
        for (const auto& overlap : report.overlaps) {
            if (overlap.area < area->value || overlap.width < width->value) {
                continue;
            }
            ++listed;
            const auto& a = layer->features[overlap.a];
            const auto& b = layer->features[overlap.b];
            const auto later = later_of(*layer, a, b);
            auto evidence = told({fmt::format("용도지역이 {} m² 겹침, 나중 고시: {}",
                                              grouped(overlap.area, 1), later),
                                  fmt::format("zones overlap by {} m², notified last: {}",
                                              grouped(overlap.area, 1), later)},
                                 location_at(overlap.at));
            evidence.measured = overlap.area;
            evidence.unit = "m²";
            sink.add(pair_subject("zoning", layer->id(a), layer->id(b)),
                     breach(std::move(evidence)));
        }
        if (listed == 0) {
            sink.add({"zoning", layer->name, -1}, pass());
        }
    }
}

/// What the acquisition list says of one parcel, and what the map says.
struct Taken {
    const Feature* parcel = nullptr;
    const Feature* entry = nullptr;
    double drawn_m2 = 0; ///< Parcel ∩ boundary.
};

std::map<std::string, Taken> taken_parcels(const Layer& parcels, const Layer& list,
                                           const geom::MultiPolygon& boundary) {
    geom::PolygonSet project;
    for (const auto& part : boundary) { // dissolved: no two share land
        project.add({part});
    }
    const geom::CommonAreas inside{project};
    const auto shapes = polygons_of(parcels);
    const geom::PolygonSet drawn{shapes};
    std::map<std::string, Taken> taken;
    for (std::size_t i = 0; i < parcels.features.size(); ++i) {
        auto& row = taken[parcels.id(parcels.features[i])];
        row.parcel = &parcels.features[i];
        for (const auto& share : inside.of(drawn, i)) {
            row.drawn_m2 += share.area;
        }
    }
    for (const auto& entry : list.features) {
        taken[list.id(entry)].entry = &entry;
    }
    return taken;
}

/// Survey noise of a parcel, and never less than a sliver.
double noise_of(const Context& context, const Layer& parcels, const Feature& parcel) {
    const auto* const assumed = context.parameter("GT-05", "default_scale", "land");
    const auto* const sliver = context.parameter("ZO-08", "min_area");
    const double scale =
        parcels.number(parcel, "scale").value_or(assumed == nullptr ? 0 : assumed->value);
    return std::max(model::area_tolerance(geom::area(parcel.shape.polygons), scale),
                    sliver == nullptr ? 0 : sliver->value);
}

Outcome judge_taken(const Context& context, const Layer& parcels, const Layer& list,
                    const Taken& row) {
    if (row.parcel == nullptr) {
        return breach(told({"토지조서의 필지가 지적도에 없음", "listed parcel is not on the map"}));
    }
    if (context.parameter("GT-05", "default_scale", "land") == nullptr ||
        context.parameter("ZO-08", "min_area") == nullptr) {
        return unknown({"parameter GT-05 default_scale", "parameter ZO-08 min_area"});
    }
    const double noise = noise_of(context, parcels, *row.parcel);
    const auto written =
        row.entry == nullptr ? std::optional{0.0} : list.number(*row.entry, "taken_area_m2");
    if (!written) {
        return unknown({"acquisition.taken_area_m2"});
    }
    const double difference = std::abs(*written - row.drawn_m2);
    auto evidence =
        told({fmt::format("편입면적 {} m² ({}), 도상 {} m²: 차이 {} m² (허용 {} m²)",
                          grouped(*written, 1), row.entry == nullptr ? "조서에 없음" : "조서",
                          grouped(row.drawn_m2, 1), grouped(difference, 1), grouped(noise, 1)),
              fmt::format("taken {} m² ({}), drawn {} m²: differ by {} m² (allowed {})",
                          grouped(*written, 1), row.entry == nullptr ? "not in the list" : "listed",
                          grouped(row.drawn_m2, 1), grouped(difference, 1), grouped(noise, 1))});
    evidence.measured = difference;
    evidence.threshold = noise;
    evidence.unit = "m²";
    return within(difference, noise) ? pass(std::move(evidence))
                                     : placed(breach(std::move(evidence)), row.parcel->shape);
}

/// DI-17: a parcel in the project is in the list and the other way round, with the area taken.
void acquisition_list(const Context& context, Sink& sink) {
    const auto* const parcels = context.project.layer("parcels");
    const auto* const list = context.project.layer("acquisition");
    const auto* const boundary = context.project.layer("boundary");
    if (list == nullptr) {
        sink.add({"acquisition", "", -1}, unknown({"layer acquisition"}));
        return;
    }
    if (parcels == nullptr || boundary == nullptr) {
        sink.add({"acquisition", "", -1},
                 unknown({parcels == nullptr ? "layer parcels" : "layer boundary"}));
        return;
    }
    const auto rows = taken_parcels(*parcels, *list, geom::dissolve(polygons_of(*boundary)));
    for (const auto& [id, row] : rows) {
        const auto fid = row.parcel == nullptr ? row.entry->fid : row.parcel->fid;
        const bool concerned = row.entry != nullptr || row.drawn_m2 > 0;
        if (concerned) {
            sink.add({row.parcel == nullptr ? "acquisition" : "parcels", id, fid},
                     judge_taken(context, *parcels, *list, row));
        }
    }
}

constexpr std::array table{
    Rule{"DI-13", zone_overlaps},
    Rule{"DI-17", acquisition_list},
};

} // namespace

std::span<const Rule> notice_rules() {
    return table;
}

} // namespace sandan::rules
