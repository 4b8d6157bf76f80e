#include <sandan/core/error.hpp>
#include <sandan/core/parallel.hpp>
#include <sandan/geom/box_index.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>
#include <sandan/overlay/overlap.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>
#include <utility>

namespace sandan::overlay {

namespace {

constexpr double conservation_limit = 1e-6; // of the parcel's area
constexpr double dust = 1e-9;               // of the parcel's area: rounding, no land
constexpr std::string_view uncovered = "(none)";

struct Zone {
    const geom::MultiPolygon* shape = nullptr;
    geom::Box box;
    std::string zone_class;
    std::size_t position = 0; ///< In all zone layers, one after the other.
};

/// What a zone takes of a parcel.
struct Piece {
    std::size_t parcel = 0;
    std::size_t zone = 0; ///< Position in the list of zones.
    geom::MultiPolygon shape;
};

using Pieces = std::vector<const Piece*>;

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
    throw Error{ErrorKind::input, layer.provenance.path + ": no field '" + zones.class_field +
                                      "' for the zone class: name a field of the layer"};
}

std::vector<Zone> list_zones(const std::vector<ZoneLayer>& layers) {
    std::vector<Zone> zones;
    std::size_t position = 0;
    for (const auto& zone_layer : layers) {
        for (const auto& feature : zone_layer.layer->features) {
            const auto& shape = feature.shape.polygons;
            if (!shape.empty()) {
                zones.push_back(
                    {&shape, geom::envelope(shape), class_of(zone_layer, feature), position});
            }
            ++position;
        }
    }
    return zones;
}

/// A zone and some of the parcels that its box meets: the unit of parallel work.
struct Job {
    std::size_t zone = 0;
    std::vector<std::size_t> parcels;
};

std::vector<Job> plan_jobs(const std::vector<Zone>& zones, const geom::BoxIndex& parcels) {
    constexpr std::size_t largest_job = 256; // parcels that share one prepared zone
    std::vector<Job> jobs;
    for (std::size_t z = 0; z < zones.size(); ++z) {
        const auto found = parcels.query(zones[z].box);
        for (std::size_t from = 0; from < found.size(); from += largest_job) {
            const auto to = std::min(found.size(), from + largest_job);
            jobs.push_back({z,
                            {found.begin() + static_cast<std::ptrdiff_t>(from),
                             found.begin() + static_cast<std::ptrdiff_t>(to)}});
        }
    }
    return jobs;
}

std::vector<Piece> cut(const Job& job, const Zone& zone, const model::Layer& parcels) {
    std::vector<Piece> pieces;
    const geom::Cutter cutter{*zone.shape};
    for (const auto parcel : job.parcels) {
        auto common = cutter.cut(parcels.features[parcel].shape.polygons);
        if (!common.empty()) {
            pieces.push_back({parcel, job.zone, std::move(common)});
        }
    }
    return pieces;
}

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

/// A piece that makes up the whole parcel is the parcel, however small.
bool is_sliver(const geom::MultiPolygon& shape, double area, double parcel_area,
               const SliverLimits& limits) {
    if (area >= parcel_area * (1 - dust)) {
        return false;
    }
    return area < limits.area_m2 || 2 * area / geom::perimeter(shape) < limits.width_m;
}

/// All that is to be said of one parcel.
struct ParcelResult {
    std::vector<Overlap> rows;
    double area = 0;
    double overlap = 0;
};

struct Accounts {
    ParcelResult result;
    std::size_t parcel = 0;
    const SliverLimits& limits;

    void add(std::string zone_class, const geom::MultiPolygon& shape, double area,
             std::vector<std::size_t> zones) {
        if (area <= dust * result.area) {
            return;
        }
        result.rows.push_back({parcel, std::move(zone_class), area, area / result.area,
                               is_sliver(shape, area, result.area, limits), std::move(zones)});
    }
};

void check_conservation(const model::Layer& parcels, std::size_t parcel, double area,
                        double covered, double rest) {
    if (std::abs(covered + rest - area) > conservation_limit * area) {
        throw Error{ErrorKind::geometry,
                    parcels.provenance.path + ": parcel " + parcels.id(parcels.features[parcel]) +
                        ": its parts add up to " + std::to_string(covered + rest) +
                        " m², not to its area of " + std::to_string(area) + " m²"};
    }
}

ParcelResult account(const model::Layer& parcels, std::size_t parcel, const Pieces& pieces,
                     const std::vector<Zone>& zones, const SliverLimits& limits) {
    const auto& shape = parcels.features[parcel].shape.polygons;
    Accounts accounts{{}, parcel, limits};
    accounts.result.area = geom::area(shape);
    const double area = accounts.result.area;
    if (area <= 0) {
        accounts.result.rows.push_back({parcel, std::string{uncovered}, 0, 0, false, {}});
        return std::move(accounts.result);
    }
    const auto covered_shape = merge(pieces);
    const double covered = geom::area(covered_shape);
    const bool whole = covered >= area * (1 - dust) && pieces.size() == 1;
    const auto rest_shape = whole ? geom::MultiPolygon{} : geom::difference(shape, covered_shape);
    const double rest = geom::area(rest_shape);
    check_conservation(parcels, parcel, area, covered, rest);

    accounts.add(std::string{uncovered}, rest_shape, rest, {});
    std::map<std::string_view, Pieces> by_class;
    for (const auto* piece : pieces) {
        by_class[zones[piece->zone].zone_class].push_back(piece);
    }
    double sum = 0;
    for (const auto& [zone_class, members] : by_class) {
        const auto part = by_class.size() == 1 ? covered_shape : merge(members);
        const double part_area = geom::area(part);
        sum += part_area;
        std::vector<std::size_t> positions;
        for (const auto* piece : members) {
            positions.push_back(zones[piece->zone].position);
        }
        accounts.add(std::string{zone_class}, part, part_area, std::move(positions));
    }
    accounts.result.overlap = std::max(0.0, sum - covered);
    return std::move(accounts.result);
}

std::vector<geom::Box> boxes_of(const model::Layer& layer) {
    std::vector<geom::Box> boxes;
    boxes.reserve(layer.features.size());
    for (const auto& feature : layer.features) {
        boxes.push_back(geom::envelope(feature.shape.polygons));
    }
    return boxes;
}

} // namespace

std::pair<std::size_t, std::size_t> OverlapTable::rows_of(std::size_t parcel) const {
    const auto range =
        std::equal_range(rows.begin(), rows.end(), Overlap{parcel, {}, 0, 0, false, {}},
                         [](const Overlap& a, const Overlap& b) { return a.parcel < b.parcel; });
    return {static_cast<std::size_t>(range.first - rows.begin()),
            static_cast<std::size_t>(range.second - rows.begin())};
}

OverlapTable overlaps(const model::Layer& parcels, const std::vector<ZoneLayer>& zones,
                      const SliverLimits& limits, unsigned threads) {
    const auto zone_list = list_zones(zones);
    const auto jobs = plan_jobs(zone_list, geom::BoxIndex{boxes_of(parcels)});
    std::vector<std::vector<Piece>> cuts(jobs.size());
    parallel_for(jobs.size(), threads,
                 [&](std::size_t j) { cuts[j] = cut(jobs[j], zone_list[jobs[j].zone], parcels); });

    std::vector<Pieces> pieces(parcels.features.size()); // of a parcel, in order of zones
    for (const auto& list : cuts) {
        for (const auto& piece : list) {
            pieces[piece.parcel].push_back(&piece);
        }
    }
    std::vector<ParcelResult> results(parcels.features.size());
    parallel_for(results.size(), threads, [&](std::size_t p) {
        results[p] = account(parcels, p, pieces[p], zone_list, limits);
    });

    OverlapTable table;
    for (auto& result : results) {
        table.parcel_area_m2.push_back(result.area);
        table.overlap_m2.push_back(result.overlap);
        for (auto& row : result.rows) {
            table.slivers += row.sliver ? 1 : 0;
            table.rows.push_back(std::move(row));
        }
    }
    return table;
}

} // namespace sandan::overlay
