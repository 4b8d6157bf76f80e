#include <sandan/core/error.hpp>
#include <sandan/core/parallel.hpp>
#include <sandan/geom/box_index.hpp>
#include <sandan/geom/common_areas.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/overlay/zone_overlay.hpp>

#include "core/korean.hpp"
#include "core/piece_budget.hpp"
#include "geom/edge_work.hpp"
#include "overlay/zones.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
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
    std::size_t zone_class = 0;
    std::size_t shares = 0;
    double area = 0;
    geom::LengthBounds border{}; ///< Of its zones inside the parcel.
    geom::LengthBounds alone{};  ///< As `border`, without what zones share.
    geom::LengthBounds own{};    ///< Of the parcel inside the zones.
    bool whole = false;

    void add(const geom::Share& share) {
        const auto add = [](geom::LengthBounds& to, const geom::LengthBounds& length) {
            to.least += length.least;
            to.most += length.most;
        };
        area += share.area;
        add(border, share.border);
        add(alone, share.alone);
        add(own, share.own);
        whole = whole || share.whole;
        ++shares;
    }
};

/// The perimeter within rounding; std::hypot takes five times longer.
double border_of(const geom::PolygonSet& parcels, std::size_t parcel) {
    double sum = 0;
    parcels.for_each_edge(parcel, [&](const geom::Point& a, const geom::Point& b) {
        const double dx = b.x - a.x;
        const double dy = b.y - a.y;
        sum += std::sqrt(dx * dx + dy * dy);
    });
    return sum;
}

/// Working memory of a query.
struct Scratch {
    std::vector<geom::Share> shares;
    std::vector<Part> parts; ///< By class.
    ParcelAccount account;
};

Scratch& scratch() {
    thread_local Scratch instance;
    return instance;
}

std::vector<std::string> classes_of(const std::vector<Zone>& zones) {
    std::set<std::string> names;
    for (const auto& zone : zones) {
        names.insert(zone.zone_class);
    }
    std::vector<std::string> classes{std::string{uncovered}};
    classes.insert(classes.end(), names.begin(), names.end());
    return classes;
}

/// Every zone's place in `classes`.
std::vector<std::size_t> class_numbers(const std::vector<Zone>& zones,
                                       const std::vector<std::string>& classes) {
    std::vector<std::size_t> numbers;
    for (const auto& zone : zones) {
        const auto found =
            std::lower_bound(std::next(classes.begin()), classes.end(), zone.zone_class);
        numbers.push_back(static_cast<std::size_t>(found - classes.begin()));
    }
    return numbers;
}

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
    Zones(const std::vector<ZoneLayer>& layers, const SliverLimits& sliver_limits, unsigned threads)
        : list{list_zones(layers)},
          classes{classes_of(list)},
          class_of_zone{class_numbers(list, classes)},
          shapes{shapes_of(list)},
          areas{shapes},
          index{shapes.boxes()},
          limits{sliver_limits},
          budget{list.size(), "overlay"},
          overlapping{find_overlapping(threads)} {}

    /// By zone: the later zones that it shares land with, ascending.
    [[nodiscard]] std::vector<std::vector<std::size_t>> find_overlapping(unsigned threads);

    /// True if two zones that only cut the parcel may claim the same land of it.
    [[nodiscard]] bool entangled(const std::vector<geom::Share>& shares) const;

    /// Rows from areas alone; false when a part may be a sliver or the sum is not sound.
    [[nodiscard]] bool add_up(double area, double perimeter, Scratch& work,
                              ParcelAccount& account) const;

    /// Adds a row for a part, unless it is too small; false when it may be a sliver.
    [[nodiscard]] bool add_row(const Part& part, double perimeter, ParcelAccount& account) const;

    /// The shares of a parcel and, by them, its rows; false when it must be cut.
    [[nodiscard]] bool measure(const geom::PolygonSet& parcels, std::size_t parcel, double area,
                               Scratch& work, ParcelAccount& account);

    [[nodiscard]] ParcelOverlaps cut_up(const geom::PolygonSet& parcels, std::size_t parcel,
                                        const std::vector<geom::Share>& shares) const;

    /// \throws Error{budget}: cutting them would take minutes and gigabytes.
    void require_few_crossings(const geom::PolygonSet& parcels, std::size_t parcel,
                               std::size_t zone) const;

    /// Zones of one class that take part, by position.
    [[nodiscard]] std::vector<std::size_t> zones_of(std::size_t zone_class,
                                                    const std::vector<geom::Share>& shares) const;

    std::vector<Zone> list;
    std::vector<std::string> classes;
    std::vector<std::size_t> class_of_zone;
    geom::PolygonSet shapes;
    geom::CommonAreas areas;
    geom::BoxIndex index;
    SliverLimits limits;
    PieceBudget budget;
    std::vector<std::vector<std::size_t>> overlapping;
};

std::vector<std::vector<std::size_t>> ZoneOverlay::Zones::find_overlapping(unsigned threads) {
    std::vector<std::vector<std::size_t>> result(list.size());
    parallel_for(list.size(), threads, [&](std::size_t z) {
        const auto shares = areas.of_later(shapes, z);
        budget.spend(1 + 2 * shares.size());
        for (const auto& share : shares) {
            result[z].push_back(share.other);
        }
    });
    return result;
}

bool ZoneOverlay::Zones::entangled(const std::vector<geom::Share>& shares) const {
    for (auto a = shares.begin(); a != shares.end(); ++a) {
        const auto& others = overlapping[a->other];
        if (a->whole || others.empty()) { // shares ascend
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

bool ZoneOverlay::Zones::add_row(const Part& part, double perimeter, ParcelAccount& account) const {
    const double whole = account.area_m2;
    if (part.area <= least_area(whole)) {
        return true;
    }
    // The border of a part is made of borders of the parcel and of zones. A border between two
    // zones of the part is none of its own.
    const double longest = std::min(perimeter, part.own.most) + part.border.most;
    const double shortest = part.own.least + (part.shares > 1 ? part.alone : part.border).least;
    const bool sliver = is_sliver(part.area, longest * (1 + rounding), whole, limits);
    if (sliver != is_sliver(part.area, shortest * (1 - rounding), whole, limits)) {
        return false;
    }
    account.rows.push_back({part.zone_class, part.area, part.area / whole, sliver});
    return true;
}

bool ZoneOverlay::Zones::add_up(double area, double perimeter, Scratch& work,
                                ParcelAccount& account) const {
    auto& parts = work.parts;
    parts.clear();
    Part all;
    for (const auto& share : work.shares) {
        const auto number = class_of_zone[share.other];
        auto part = std::find_if(parts.begin(), parts.end(),
                                 [&](const Part& p) { return p.zone_class >= number; });
        if (part == parts.end() || part->zone_class != number) {
            part = parts.insert(part, Part{.zone_class = number});
        }
        part->add(share);
        all.add(share);
    }
    const double covered = all.whole ? area : all.area;
    if (covered > area * (1 + rounding) + geom::least_common_area) {
        return false;
    }
    account.rows.clear();
    account.area_m2 = area;
    Part rest;
    rest.area = std::max(0.0, area - covered);
    rest.border = all.alone;
    rest.own = {std::max(0.0, perimeter - all.own.most), perimeter - all.own.least};
    bool sure = add_row(rest, perimeter, account);
    double sum = 0;
    for (auto& part : parts) {
        part.area = part.whole ? area : part.area;
        sum += part.area;
        sure = sure && add_row(part, perimeter, account);
    }
    account.overlap_m2 = all.whole ? std::max(0.0, sum - area) : 0;
    return sure;
}

bool ZoneOverlay::Zones::measure(const geom::PolygonSet& parcels, std::size_t parcel, double area,
                                 Scratch& work, ParcelAccount& account) {
    auto& shares = work.shares;
    areas.find(parcels, parcel, area, shares);
    budget.allow(1);
    budget.spend(shares.size());
    if (shares.empty() || (shares.size() == 1 && shares.front().whole)) { // as of most parcels
        const auto number = shares.empty() ? 0 : class_of_zone[shares.front().other];
        account.rows.assign(1, ClassArea{number, area, 1, false});
        account.area_m2 = area;
        account.overlap_m2 = 0;
        return true;
    }
    if (entangled(shares)) {
        return false;
    }
    const double perimeter = border_of(parcels, parcel);
    if (add_up(area, perimeter, work, account)) {
        return true;
    }
    // Cutting takes a hundred times longer than a closer look at the borders.
    areas.measure_borders(parcels, parcel, shares);
    return add_up(area, perimeter, work, account);
}

void ZoneOverlay::Zones::require_few_crossings(const geom::PolygonSet& parcels, std::size_t parcel,
                                               std::size_t zone) const {
    constexpr std::size_t most = 1'000'000; // GEOS: some 20 s and 1.6 GB
    if (parcels.points(parcel) * shapes.points(zone) > most &&
        geom::crossings(parcels, parcel, shapes, zone, most) > most) {
        const auto& at = parcels.box(parcel).min;
        throw Error{
            ErrorKind::budget,
            Text{fmt::format(
                     "{:.0f} {:.0f}에서 시작하는 필지의 경계와 용도지역 {}의 경계가 너무 많은 "
                     "곳(1,000,000곳)에서 엇갈려 자를 수 없습니다; 도형을 단순화하거나 "
                     "나누십시오",
                     at.x, at.y, list[zone].zone_class),
                 fmt::format(
                     "the border of the parcel from {:.0f} {:.0f} on crosses that of zone {} "
                     "in too many places to cut it (1,000,000); simplify or divide the "
                     "shapes",
                     at.x, at.y, list[zone].zone_class)}};
    }
}

ParcelOverlaps ZoneOverlay::Zones::cut_up(const geom::PolygonSet& parcels, std::size_t parcel,
                                          const std::vector<geom::Share>& shares) const {
    std::vector<std::size_t> near;
    near.reserve(shares.size());
    for (const auto& share : shares) {
        require_few_crossings(parcels, parcel, share.other);
        near.push_back(share.other);
    }
    return cut(parcels.shape(parcel), list, near, limits);
}

std::vector<std::size_t>
ZoneOverlay::Zones::zones_of(std::size_t zone_class, const std::vector<geom::Share>& shares) const {
    std::vector<std::size_t> positions;
    for (const auto& share : shares) {
        if (class_of_zone[share.other] == zone_class) {
            positions.push_back(list[share.other].position);
        }
    }
    return positions;
}

ZoneOverlay::ZoneOverlay(const std::vector<ZoneLayer>& zones, const SliverLimits& limits,
                         unsigned threads)
    : m_zones{std::make_unique<Zones>(zones, limits, threads)} {}

ZoneOverlay::~ZoneOverlay() = default;
ZoneOverlay::ZoneOverlay(ZoneOverlay&&) noexcept = default;
ZoneOverlay& ZoneOverlay::operator=(ZoneOverlay&&) noexcept = default;

const std::vector<std::string>& ZoneOverlay::classes() const noexcept {
    return m_zones->classes;
}

ParcelOverlaps ZoneOverlay::of(const geom::PolygonSet& parcels, std::size_t parcel) const {
    const double area = parcels.empty(parcel) ? 0 : parcels.area(parcel);
    if (area <= 0) {
        return {{{0, std::string{uncovered}, 0, 0, false, {}}}, 0, 0};
    }
    auto& work = scratch();
    if (!m_zones->measure(parcels, parcel, area, work, work.account)) {
        return m_zones->cut_up(parcels, parcel, work.shares);
    }
    ParcelOverlaps result{{}, work.account.area_m2, work.account.overlap_m2};
    for (const auto& row : work.account.rows) {
        result.rows.push_back({0, m_zones->classes[row.zone_class], row.area_m2, row.share,
                               row.sliver, m_zones->zones_of(row.zone_class, work.shares)});
    }
    return result;
}

void ZoneOverlay::measure(const geom::PolygonSet& parcels, std::size_t parcel, double area,
                          ParcelAccount& account) const {
    account.rows.clear();
    account.area_m2 = account.overlap_m2 = account.rounding_m2 = 0;
    if (area <= 0) {
        account.rows.push_back({});
        return;
    }
    auto& work = scratch();
    if (m_zones->measure(parcels, parcel, area, work, account)) {
        return;
    }
    const auto parts = m_zones->cut_up(parcels, parcel, work.shares);
    const auto& classes = m_zones->classes;
    account.rows.clear();
    account.area_m2 = parts.area_m2;
    account.overlap_m2 = parts.overlap_m2;
    account.rounding_m2 = parts.rounding_m2;
    for (const auto& row : parts.rows) {
        const bool none = row.zones.empty();
        const auto found =
            none ? classes.begin()
                 : std::lower_bound(std::next(classes.begin()), classes.end(), row.zone_class);
        account.rows.push_back({static_cast<std::size_t>(found - classes.begin()), row.area_m2,
                                row.share, row.sliver});
    }
}

ParcelOverlaps ZoneOverlay::by_cutting(const geom::MultiPolygon& parcel) const {
    if (geom::area(parcel) <= 0) {
        return {{{0, std::string{uncovered}, 0, 0, false, {}}}, 0, 0};
    }
    return cut(parcel, m_zones->list, m_zones->index.query(geom::envelope(parcel)),
               m_zones->limits);
}

void ZoneOverlay::cross_check(const geom::MultiPolygon& parcel, const ParcelOverlaps& found,
                              const Text& name) const {
    ParcelOverlaps second;
    try {
        second = by_cutting(parcel);
    } catch (const Error& e) {
        throw e.within(name);
    }
    overlay::cross_check(found, second, name);
}

} // namespace sandan::overlay
