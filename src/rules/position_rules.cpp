// DI-10, GT-10: whether coordinates are where, and on the grid, they should be.

#include <sandan/geom/measure.hpp>

#include "rules/support.hpp"
#include "rules/topics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace sandan::rules {

namespace {

using model::Layer;

/// From the reference's to the parcel's centroid, by id; ids that are not unique are left out.
std::vector<geom::Point> displacements(const Layer& parcels, const Layer& reference) {
    std::map<std::string, std::vector<geom::Point>> known;
    for (const auto& feature : reference.features) {
        known[reference.id(feature)].push_back(geom::centroid(feature.shape.polygons));
    }
    std::vector<geom::Point> found;
    for (const auto& parcel : parcels.features) {
        const auto at = known.find(parcels.id(parcel));
        if (at != known.end() && at->second.size() == 1 && !parcel.shape.polygons.empty()) {
            const auto here = geom::centroid(parcel.shape.polygons);
            found.push_back({here.x - at->second[0].x, here.y - at->second[0].y});
        }
    }
    return found;
}

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// The cause that a shift of this size and direction is known for.
Text cause_of(double east, double north, const model::Parameter* belt, double noise) {
    const bool belt_shift = belt != nullptr && std::abs(std::abs(east) - belt->value) < noise &&
                            std::abs(north) < noise;
    return belt_shift ? Text{" – 10.405″ 보정 차이: EPSG:5174와 2097이 뒤바뀜",
                             " – the 10.405″ correction: EPSG:5174 taken for 2097 or vice versa"}
                      : Text{};
}

/// DI-10: matched parcels lie where a layer of known position says.
void against_reference(const Context& context, Sink& sink) {
    const auto* const parcels = context.project.layer("parcels");
    const auto* const reference = context.project.layer("reference");
    const Subject subject{"parcels", "position", -1};
    if (parcels == nullptr || reference == nullptr) {
        sink.add(subject, unknown({parcels == nullptr ? "layer parcels" : "layer reference"}));
        return;
    }
    const auto shifts = displacements(*parcels, *reference);
    if (shifts.empty()) {
        sink.add(subject, unknown({"reference.id (none matches parcels.id)"}));
        return;
    }
    std::vector<double> east;
    std::vector<double> north;
    std::vector<double> length;
    for (const auto& shift : shifts) {
        east.push_back(shift.x);
        north.push_back(shift.y);
        length.push_back(std::hypot(shift.x, shift.y));
    }
    const auto* const limit = context.parameter("DI-10", "max_residual");
    const double dx = median(std::move(east));
    const double dy = median(std::move(north));
    auto note = cause_of(dx, dy, context.parameter("DI-10", "belt_shift"),
                         limit == nullptr ? 0 : limit->value);
    const auto vector = fmt::format(" (E {:+.2f}, N {:+.2f} m, n = {})", dx, dy, shifts.size());
    note = {vector + note.ko, vector + note.en};
    sink.add(subject, less_than({{"기준 필지와의 거리(중앙값)", "median distance to the reference"},
                                 median(std::move(length)),
                                 note},
                                limit, "DI-10 max_residual"));
}

bool is_on_grid(double coordinate, double grid) {
    constexpr double noise = 1e-4; // of a cell: what a double of 10⁶ m divided by 1 mm may be off
    const double cells = coordinate / grid;
    return std::abs(cells - std::round(cells)) < noise;
}

Outcome judge_grid(const Layer& lots, const model::Parameter& grid) {
    std::size_t all = 0;
    std::vector<geom::Point> off;
    for (const auto& lot : lots.features) {
        for (const auto& polygon : lot.shape.polygons) {
            for (const auto& p : polygon.outer) {
                ++all;
                if (!is_on_grid(p.x, grid.value) || !is_on_grid(p.y, grid.value)) {
                    off.push_back(p);
                }
            }
        }
    }
    auto evidence =
        told({fmt::format("꼭짓점 {}개 중 {}개가 {} m 격자 밖", all, off.size(), grid.value),
              fmt::format("{} of {} vertices are off the {} m grid", off.size(), all, grid.value)});
    evidence.measured = static_cast<double>(off.size());
    evidence.threshold = 0;
    evidence.unit = "vertices";
    evidence.parameter = &grid;
    if (off.empty()) {
        return pass(std::move(evidence));
    }
    evidence.location = location_at(off.front());
    return breach(std::move(evidence));
}

/// GT-10: decided lots are drawn to the millimetre. Transformed coordinates cannot be.
void precision(const Context& context, Sink& sink) {
    const auto* const lots = context.project.layer("lots");
    const auto* const grid = context.parameter("GT-10", "grid");
    const Subject subject{"lots", "grid", -1};
    if (lots == nullptr || grid == nullptr) {
        sink.add(subject,
                 lots == nullptr ? unknown({"layer lots"}) : without_parameter("GT-10", "grid"));
        return;
    }
    const auto& operation = lots->provenance.operation;
    const bool transformed = !operation.identity && !operation.name.empty();
    sink.add(subject, transformed ? not_applicable({"좌표 변환으로 얻은 좌표",
                                                    "the coordinates come from a transformation"})
                                  : judge_grid(*lots, *grid));
}

constexpr std::array table{
    Rule{"DI-10", against_reference},
    Rule{"GT-10", precision},
};

} // namespace

std::span<const Rule> position_rules() {
    return table;
}

} // namespace sandan::rules
