#include "upgrade/strips.hpp"

#include <sandan/geom/adjacency.hpp>
#include <sandan/geom/box_index.hpp>
#include <sandan/geom/common_areas.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

namespace sandan::upgrade {

namespace {

constexpr double corner_m = 0.1;       ///< A shorter border is a corner.
constexpr double least_strip_m2 = 0.1; ///< Less is the noise of a border.

/// Parcels of sites, to be found by place.
class Land {
public:
    explicit Land(const Survey& survey) : m_survey{survey} {
        std::vector<geom::Box> boxes;
        for (std::size_t i = 0; i < survey.parcels.size(); ++i) {
            if (survey.parcels[i].site) {
                m_parcels.push_back(i);
                boxes.push_back(geom::envelope(shape(i)));
            }
        }
        m_index.emplace(boxes);
    }

    [[nodiscard]] const geom::MultiPolygon& shape(std::size_t parcel) const {
        return m_survey.land->features[m_survey.parcels[parcel].feature].shape.polygons;
    }

    /// What of each site lies within `depth_m` of the road, of parcels that border on it.
    [[nodiscard]] std::map<std::size_t, std::vector<geom::MultiPolygon>>
    along(const geom::Shape& road, double depth_m) const {
        const auto reach = geom::buffer(road, depth_m);
        std::map<std::size_t, std::vector<geom::MultiPolygon>> result;
        for (const auto found : m_index->query(geom::envelope(reach))) {
            const auto parcel = m_parcels[found];
            if (geom::shared_border(shape(parcel), road.polygons) <= corner_m) {
                continue;
            }
            auto strip = geom::intersection(shape(parcel), reach);
            if (geom::area(strip) > least_strip_m2) {
                result[*m_survey.parcels[parcel].site].push_back(std::move(strip));
            }
        }
        return result;
    }

private:
    const Survey& m_survey;
    std::vector<std::size_t> m_parcels;
    std::optional<geom::BoxIndex> m_index;
};

double built_on(const Survey& survey, const SiteRow& site, const geom::MultiPolygon& strip) {
    double area = 0;
    for (const auto building : site.buildings) {
        area += geom::common_area(survey.buildings->features[building].shape.polygons, strip);
    }
    return area;
}

RoadStrips strips_of(const Survey& survey, const Land& land, const geom::Shape& road,
                     double wider_m) {
    RoadStrips row;
    for (const auto& [site, strips] : land.along(road, wider_m / 2)) {
        row.strips.push_back(strips.size() == 1 ? strips.front() : geom::dissolve(strips));
        row.pieces.push_back({site, geom::area(row.strips.back())});
        row.cut_m2.push_back(built_on(survey, survey.sites[site], row.strips.back()));
    }
    return row;
}

} // namespace

std::vector<RoadStrips> road_strips(const rules::Context& context, const Survey& survey,
                                    double target_m, std::vector<std::string>& missing) {
    const auto layers = context.project.layers_of("roads");
    if (layers.empty()) {
        missing.emplace_back("layer roads");
        return {};
    }
    const Land land{survey};
    std::vector<RoadStrips> rows;
    std::size_t no_width = 0;
    for (const auto* const layer : layers) {
        for (const auto& road : layer->features) {
            const auto width = layer->number(road, "width_m");
            if (!width) {
                ++no_width;
                continue;
            }
            if (*width >= target_m || road.shape.polygons.empty()) {
                continue;
            }
            auto row = strips_of(survey, land, road.shape, target_m - *width);
            row.road = layer->id(road);
            if (!row.pieces.empty()) {
                rows.push_back(std::move(row));
            }
        }
    }
    if (no_width > 0) {
        missing.push_back(fmt::format("roads.width_m ({})", no_width));
    }
    std::stable_sort(rows.begin(), rows.end(),
                     [](const auto& a, const auto& b) { return a.road < b.road; });
    return rows;
}

void part_from(std::map<std::size_t, geom::MultiPolygon>& taken, RoadStrips& row) {
    RoadStrips rest;
    rest.road = row.road;
    for (std::size_t i = 0; i < row.pieces.size(); ++i) {
        const auto site = row.pieces[i].site;
        auto& before = taken[site];
        auto strip = before.empty() ? row.strips[i] : geom::difference(row.strips[i], before);
        const double area = geom::area(strip);
        if (area > least_strip_m2) {
            before = geom::dissolve({before, strip});
            rest.pieces.push_back({site, area});
            rest.strips.push_back(std::move(strip));
            rest.cut_m2.push_back(row.cut_m2[i]);
        }
    }
    row = std::move(rest);
}

} // namespace sandan::upgrade
