#include <sandan/core/error.hpp>
#include <sandan/geom/common_areas.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>

#include "overlay/zones.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace sandan::overlay {

namespace {

constexpr double conservation_limit = 1e-6; // of the parcel's area, above what is no land

/// What a zone takes of the parcel.
struct Piece {
    const Zone* zone = nullptr;
    geom::MultiPolygon shape;
};

using Pieces = std::vector<const Piece*>;

geom::MultiPolygon merge(const Pieces& pieces) {
    if (pieces.size() == 1) {
        return pieces.front()->shape;
    }
    std::vector<geom::MultiPolygon> shapes;
    shapes.reserve(pieces.size());
    for (const auto* piece : pieces) {
        shapes.push_back(piece->shape);
    }
    return geom::dissolve(shapes);
}

struct Accounts {
    ParcelOverlaps result;
    const SliverLimits& limits;

    void add(std::string zone_class, const geom::MultiPolygon& shape, double area,
             std::vector<std::size_t> zones) {
        if (area > least_area(result.area_m2)) {
            result.rows.push_back({0, std::move(zone_class), area, area / result.area_m2,
                                   sliver(shape, area), std::move(zones)});
        }
    }

    /// Where borders run along each other, cutting leaves hairs along them, which have no land but
    /// add to the perimeter.
    [[nodiscard]] bool sliver(const geom::MultiPolygon& shape, double area) const {
        return is_sliver(area, geom::perimeter(shape), result.area_m2, limits) &&
               is_sliver(area, geom::perimeter(geom::without_hairs(shape)), result.area_m2, limits);
    }
};

bool is_needle(const geom::MultiPolygon& parcel, double area) {
    constexpr double needle_m = 1e-3; // mean width
    return 2 * area < needle_m * geom::perimeter(parcel);
}

/// Where lines would not meet, GEOS moves corners by 1e-12 of the largest coordinate, and by ten
/// times as much when that does not do.
double rounding_of(const geom::MultiPolygon& parcel) {
    constexpr double moved = 1e-11; // of the largest coordinate
    const auto box = geom::envelope(parcel);
    const double largest = std::max(
        {std::abs(box.min.x), std::abs(box.min.y), std::abs(box.max.x), std::abs(box.max.y)});
    return moved * largest * geom::perimeter(parcel);
}

/// A parcel in pieces, in coordinates less those of some origin.
struct Pieced {
    std::vector<Piece> cuts;
    geom::MultiPolygon covered_shape;
    geom::MultiPolygon rest_shape;
    double covered = 0;
    double rest = 0;

    [[nodiscard]] bool conserves(double area, double rounding) const {
        return std::abs(covered + rest - area) <=
               geom::least_common_area + conservation_limit * area + rounding;
    }
};

Pieces all_of(const std::vector<Piece>& cuts) {
    Pieces pieces;
    for (const auto& piece : cuts) {
        pieces.push_back(&piece);
    }
    return pieces;
}

Pieced cut_from(const geom::Point& origin, const geom::MultiPolygon& parcel, double area,
                const std::vector<Zone>& zones, const std::vector<std::size_t>& near) {
    const auto land = geom::relative_to(origin, parcel);
    const double least = std::min(geom::least_common_area, 0.5 * area);
    Pieced result;
    for (const auto z : near) {
        const auto zone = geom::relative_to(origin, *zones[z].shape);
        if (auto common = geom::intersection(land, zone); geom::area(common) > least) {
            result.cuts.push_back({&zones[z], std::move(common)});
        }
    }
    result.covered_shape = merge(all_of(result.cuts));
    result.covered = geom::area(result.covered_shape);
    if (!is_whole(result.covered, area) || result.cuts.size() != 1) {
        result.rest_shape = geom::difference(land, result.covered_shape);
        result.rest = geom::area(result.rest_shape);
    }
    return result;
}

} // namespace

bool is_whole(double area, double whole) {
    return area >= whole * (1 - dust);
}

bool is_sliver(double area, double perimeter, double parcel_area, const SliverLimits& limits) {
    if (is_whole(area, parcel_area)) {
        return false;
    }
    return area < limits.area_m2 || 2 * area / perimeter < limits.width_m;
}

double least_area(double parcel_area) {
    return std::max(dust * parcel_area, std::min(geom::least_common_area, 0.5 * parcel_area));
}

ParcelOverlaps cut(const geom::MultiPolygon& parcel, const std::vector<Zone>& zones,
                   const std::vector<std::size_t>& near, const SliverLimits& limits) {
    Accounts accounts{{}, limits};
    accounts.result.area_m2 = geom::area(parcel);
    const double area = accounts.result.area_m2;
    double& rounding = accounts.result.rounding_m2;
    rounding = is_needle(parcel, area) ? rounding_of(parcel) : 0;
    auto pieced = cut_from(geom::middle_of(geom::envelope(parcel)), parcel, area, zones, near);
    if (!pieced.conserves(area, rounding)) { // GEOS 3.11 may take nothing away, without a word
        rounding = rounding_of(parcel);
        pieced = cut_from({0, 0}, parcel, area, zones, near);
    }
    if (const double sum = pieced.covered + pieced.rest; !pieced.conserves(area, rounding)) {
        throw Error{
            ErrorKind::geometry,
            Text{fmt::format("조각의 합이 {} m²로 면적 {} m²와 다릅니다", sum, area),
                 fmt::format("its parts add up to {} m², not to its area of {} m²", sum, area)}};
    }

    std::map<std::string_view, Pieces> by_class;
    for (const auto& piece : pieced.cuts) {
        by_class[piece.zone->zone_class].push_back(&piece);
    }
    accounts.add(std::string{uncovered}, pieced.rest_shape, pieced.rest, {});
    double sum = 0;
    for (const auto& [zone_class, members] : by_class) {
        const auto part = by_class.size() == 1 ? pieced.covered_shape : merge(members);
        const double part_area = geom::area(part);
        sum += part_area;
        std::vector<std::size_t> positions;
        for (const auto* piece : members) {
            positions.push_back(piece->zone->position);
        }
        accounts.add(std::string{zone_class}, part, part_area, std::move(positions));
    }
    accounts.result.overlap_m2 = std::max(0.0, sum - pieced.covered);
    return std::move(accounts.result);
}

} // namespace sandan::overlay
