#include <sandan/core/error.hpp>
#include <sandan/geom/box_index.hpp>
#include <sandan/geom/common_areas.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/overlay/zone_overlay.hpp>

#include "core/korean.hpp"
#include "core/piece_budget.hpp"
#include "overlay/zones.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace sandan::overlay {

namespace {

std::string class_of(const ZoneLayer& zones, const model::Feature& feature) {
    const auto& layer = *zones.layer;
    if (zones.class_field.empty()) {
        return layer.name;
    }
    if (layer.column(zones.class_field)) {
        return layer.text(feature, zones.class_field).value_or("(null)");
    }
    if (zones.class_field == "id" || zones.class_field == "fid") {
        return layer.id(feature);
    }
    throw Error{
        ErrorKind::input,
        Text{format_ko(
                 "{}: 용도지역 분류에 쓸 필드 '{}'이(가) 없습니다: 레이어의 필드를 지정하십시오",
                 layer.provenance.path, zones.class_field),
             fmt::format("{}: no field '{}' for the zone class: name a field of the layer",
                         layer.provenance.path, zones.class_field)}};
}

geom::PolygonSet shapes_of(const std::vector<Zone>& zones) {
    geom::PolygonSet set;
    for (const auto& zone : zones) {
        set.add(*zone.shape);
    }
    return set;
}

constexpr double rounding = 1e-9; ///< Of areas and lengths.

/// What is known of one class, or of all zones, in one parcel.
struct Part {
    double area = 0;
    geom::LengthBounds border; ///< Of its zones inside the parcel.
    geom::LengthBounds alone;  ///< As `border`, without what zones share.
    geom::LengthBounds own;    ///< Of the parcel inside the zones.
    bool whole = false;
    std::vector<std::size_t> zones; ///< By position.

    void add(const geom::Share& share, std::size_t position) {
        const auto add = [](geom::LengthBounds& to, const geom::LengthBounds& length) {
            to.least += length.least;
            to.most += length.most;
        };
        area += share.area;
        add(border, share.border);
        add(alone, share.alone);
        add(own, share.own);
        whole = whole || share.whole;
        zones.push_back(position);
    }
};

} // namespace

std::vector<Zone> list_zones(const std::vector<ZoneLayer>& layers) {
    std::vector<Zone> zones;
    std::size_t position = 0;
    for (const auto& zone_layer : layers) {
        for (const auto& feature : zone_layer.layer->features) {
            const auto& shape = feature.shape.polygons;
            if (!shape.empty()) {
                zones.push_back({&shape, class_of(zone_layer, feature), position});
            }
            ++position;
        }
    }
    return zones;
}

struct ZoneOverlay::Zones {
    Zones(const std::vector<ZoneLayer>& layers, const SliverLimits& sliver_limits)
        : list{list_zones(layers)},
          shapes{shapes_of(list)},
          areas{shapes},
          index{shapes.boxes()},
          limits{sliver_limits},
          budget{list.size(), "overlay"},
          overlapping{find_overlapping()} {}

    /// By zone: the other zones that it shares land with, ascending.
    [[nodiscard]] std::vector<std::vector<std::size_t>> find_overlapping();

    /// True if two zones that only cut the parcel may claim the same land of it.
    [[nodiscard]] bool entangled(const std::vector<geom::Share>& shares) const;

    /// Rows from areas alone; nothing when a part may be a sliver or the sum is not sound.
    [[nodiscard]] std::optional<ParcelOverlaps>
    add_up(double area, double perimeter, const std::vector<geom::Share>& shares) const;

    /// Adds a row for a part, unless it is too small; false when it may be a sliver.
    [[nodiscard]] bool add_row(std::string_view zone_class, Part& part, double perimeter,
                               ParcelOverlaps& result) const;

    std::vector<Zone> list;
    geom::PolygonSet shapes;
    geom::CommonAreas areas;
    geom::BoxIndex index;
    SliverLimits limits;
    PieceBudget budget;
    std::vector<std::vector<std::size_t>> overlapping;
};

std::vector<std::vector<std::size_t>> ZoneOverlay::Zones::find_overlapping() {
    std::vector<std::vector<std::size_t>> result(list.size());
    for (std::size_t z = 0; z < list.size(); ++z) {
        const auto shares = areas.of(shapes, z);
        budget.spend(shares.size());
        for (const auto& share : shares) {
            if (share.other != z) {
                result[z].push_back(share.other);
            }
        }
    }
    return result;
}

bool ZoneOverlay::Zones::entangled(const std::vector<geom::Share>& shares) const {
    for (auto a = shares.begin(); a != shares.end(); ++a) {
        const auto& others = overlapping[a->other];
        if (a->whole || others.empty()) {
            continue;
        }
        for (auto b = std::next(a); b != shares.end(); ++b) {
            if (!b->whole && std::binary_search(others.begin(), others.end(), b->other)) {
                return true;
            }
        }
    }
    return false;
}

bool ZoneOverlay::Zones::add_row(std::string_view zone_class, Part& part, double perimeter,
                                 ParcelOverlaps& result) const {
    if (part.area <= least_area(result.area_m2)) {
        return true;
    }
    // The border of a part is made of borders of the parcel and of zones. A border between two
    // zones of the part is none of its own.
    const double longest = std::min(perimeter, part.own.most) + part.border.most;
    const double shortest =
        part.own.least + (part.zones.size() > 1 ? part.alone : part.border).least;
    const bool sliver = is_sliver(part.area, longest * (1 + rounding), result.area_m2, limits);
    if (sliver != is_sliver(part.area, shortest * (1 - rounding), result.area_m2, limits)) {
        return false;
    }
    result.rows.push_back({0, std::string{zone_class}, part.area, part.area / result.area_m2,
                           sliver, std::move(part.zones)});
    return true;
}

std::optional<ParcelOverlaps>
ZoneOverlay::Zones::add_up(double area, double perimeter,
                           const std::vector<geom::Share>& shares) const {
    std::map<std::string_view, Part> classes;
    Part all;
    for (const auto& share : shares) {
        const auto& zone = list[share.other];
        classes[zone.zone_class].add(share, zone.position);
        all.add(share, zone.position);
    }
    const double covered = all.whole ? area : all.area;
    if (covered > area * (1 + rounding) + geom::least_common_area) {
        return std::nullopt;
    }
    ParcelOverlaps result;
    result.area_m2 = area;
    Part rest;
    rest.area = std::max(0.0, area - covered);
    rest.border = all.alone;
    rest.own = {std::max(0.0, perimeter - all.own.most), perimeter - all.own.least};
    bool sure = add_row(uncovered, rest, perimeter, result);
    double sum = 0;
    for (auto& [zone_class, part] : classes) {
        part.area = part.whole ? area : part.area;
        sum += part.area;
        sure = sure && add_row(zone_class, part, perimeter, result);
    }
    result.overlap_m2 = all.whole ? std::max(0.0, sum - area) : 0;
    return sure ? std::optional{std::move(result)} : std::nullopt;
}

ZoneOverlay::ZoneOverlay(const std::vector<ZoneLayer>& zones, const SliverLimits& limits)
    : m_zones{std::make_unique<Zones>(zones, limits)} {}

ZoneOverlay::~ZoneOverlay() = default;
ZoneOverlay::ZoneOverlay(ZoneOverlay&&) noexcept = default;
ZoneOverlay& ZoneOverlay::operator=(ZoneOverlay&&) noexcept = default;

ParcelOverlaps ZoneOverlay::of(const geom::PolygonSet& parcels, std::size_t parcel) const {
    const double area = parcels.empty(parcel) ? 0 : parcels.area(parcel);
    if (area <= 0) {
        return {{{0, std::string{uncovered}, 0, 0, false, {}}}, 0, 0};
    }
    auto shares = m_zones->areas.of(parcels, parcel);
    m_zones->budget.allow(1);
    m_zones->budget.spend(shares.size());
    if (!m_zones->entangled(shares)) {
        const double perimeter = parcels.perimeter(parcel);
        if (auto sums = m_zones->add_up(area, perimeter, shares)) {
            return std::move(*sums);
        }
        // Cutting takes a hundred times longer than a closer look at the borders.
        m_zones->areas.measure_borders(parcels, parcel, shares);
        if (auto sums = m_zones->add_up(area, perimeter, shares)) {
            return std::move(*sums);
        }
    }
    std::vector<std::size_t> near;
    near.reserve(shares.size());
    for (const auto& share : shares) {
        near.push_back(share.other);
    }
    return cut(parcels.shape(parcel), m_zones->list, near, m_zones->limits);
}

ParcelOverlaps ZoneOverlay::by_cutting(const geom::MultiPolygon& parcel) const {
    if (geom::area(parcel) <= 0) {
        return {{{0, std::string{uncovered}, 0, 0, false, {}}}, 0, 0};
    }
    return cut(parcel, m_zones->list, m_zones->index.query(geom::envelope(parcel)),
               m_zones->limits);
}

void cross_check(const ParcelOverlaps& first, const ParcelOverlaps& second,
                 const std::string& name) {
    const double tolerance = 1e-8 + 1e-9 * second.area_m2;
    std::map<std::string, std::pair<double, double>> areas;
    for (const auto& row : first.rows) {
        areas[row.zone_class].first = row.area_m2;
    }
    for (const auto& row : second.rows) {
        areas[row.zone_class].second = row.area_m2;
    }
    areas["(overlap)"] = {first.overlap_m2, second.overlap_m2};
    for (const auto& [what, pair] : areas) {
        const bool rounding = std::max(pair.first, pair.second) <= 2 * geom::least_common_area;
        if (!rounding && std::abs(pair.first - pair.second) > tolerance) {
            throw Error{
                ErrorKind::geometry,
                Text{fmt::format("ENGINES-DISAGREE: {}, {}: 변으로 잰 면적은 {:.6f} m², GEOS는 "
                                 "{:.6f} m²입니다",
                                 name, what, pair.first, pair.second),
                     fmt::format(
                         "ENGINES-DISAGREE: {}, {}: edge areas give {:.6f} m², GEOS {:.6f} m²",
                         name, what, pair.first, pair.second)}};
        }
    }
}

} // namespace sandan::overlay
