#include <sandan/core/parallel.hpp>
#include <sandan/geom/adjacency.hpp>
#include <sandan/geom/box_index.hpp>
#include <sandan/geom/measure.hpp>

#include "upgrade/measure.hpp"

namespace sandan::upgrade {

namespace {

constexpr double reach_m = 0.1;  ///< Wider than what borders may be apart (geom::shared_border).
constexpr double corner_m = 0.1; ///< A shorter border is a corner.

/// Road polygons with their widths.
class Roads {
public:
    explicit Roads(const model::Project& project) {
        for (const auto* const layer : project.layers_of("roads")) {
            for (const auto& road : layer->features) {
                m_shapes.push_back(road.shape.polygons);
                m_widths.push_back(layer->number(road, "width_m"));
            }
        }
        std::vector<geom::Box> boxes;
        for (const auto& shape : m_shapes) {
            boxes.push_back(geom::envelope(shape));
        }
        m_index.emplace(boxes);
    }

    [[nodiscard]] bool empty() const { return m_shapes.empty(); }

    /// Border on roads narrower than `least_m`, of the border on roads of known width.
    [[nodiscard]] Measured frontage(const geom::MultiPolygon& parcel, double least_m) const {
        Measured result;
        auto box = geom::envelope(parcel);
        if (box.empty()) {
            return result;
        }
        box.extend({box.min.x - reach_m, box.min.y - reach_m});
        box.extend({box.max.x + reach_m, box.max.y + reach_m});
        for (const auto road : m_index->query(box)) {
            const double length = geom::shared_border(parcel, m_shapes[road]);
            if (length <= corner_m) {
                continue;
            }
            if (!m_widths[road]) {
                ++result.missing;
                continue;
            }
            result.known = true;
            result.whole += length;
            result.part += *m_widths[road] < least_m ? length : 0;
        }
        return result;
    }

private:
    std::vector<geom::MultiPolygon> m_shapes;
    std::vector<std::optional<double>> m_widths;
    std::optional<geom::BoxIndex> m_index;
};

void measure_frontage(const Work& work) {
    auto& survey = work.survey;
    const Roads roads{work.context.project};
    const auto* const least = work.context.parameter("PD-04", "min_road_width_large");
    if (roads.empty() || least == nullptr) {
        survey.missing.emplace_back(roads.empty() ? "layer roads"
                                                  : "parameter PD-04 min_road_width_large");
        return;
    }
    parallel_for(survey.parcels.size(), work.threads, [&](std::size_t i) {
        auto& row = survey.parcels[i];
        if (row.site) {
            at(row.values, Key::narrow_road) =
                roads.frontage(survey.land->features[row.feature].shape.polygons, least->value);
        }
    });
}

void measure_prices(const Work& work) {
    auto& survey = work.survey;
    const auto& reference = work.inputs.land_price_krw_m2;
    if (!reference) {
        survey.missing.emplace_back("[upgrade] land_price_krw_m2");
    }
    for (std::size_t i = 0; i < survey.parcels.size(); ++i) {
        auto& row = survey.parcels[i];
        auto& value = at(row.values, Key::land_price);
        const auto& price = work.facts[i].price_krw_m2;
        if (price && reference) {
            value = {
                .part = *price * row.area_m2, .whole = *reference * row.area_m2, .known = true};
        } else {
            value.missing = 1;
        }
    }
}

void measure_footprints(const Work& work) {
    auto& survey = work.survey;
    if (survey.buildings == nullptr) {
        return;
    }
    for (std::size_t i = 0; i < work.buildings.size(); ++i) {
        for (const auto& part : work.joined.standings[i]) {
            survey.parcels[part.parcel].footprint_m2 += part.area_m2;
            survey.parcels[part.parcel].buildings.push_back(work.buildings[i].feature);
        }
    }
    for (auto& row : survey.parcels) {
        at(row.values,
           Key::footprint) = {.part = row.footprint_m2, .whole = row.area_m2, .known = true};
        survey.join.parcels_built += row.buildings.empty() ? 0U : 1U;
    }
}

} // namespace

void measure_land(const Work& work) {
    measure_footprints(work);
    measure_frontage(work);
    measure_prices(work);
    for (auto& site : work.survey.sites) {
        for (const auto parcel : site.parcels) {
            add(site.values, work.survey.parcels[parcel].values);
        }
        for (auto& value : site.values) {
            value.left_out = 0; // counts sites, not parcels
        }
    }
}

} // namespace sandan::upgrade
