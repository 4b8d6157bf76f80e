#include "render/layout.hpp"

#include <sandan/core/error.hpp>

#include "render/furniture.hpp"
#include "render/hatch.hpp"
#include "render/labels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace sandan::render {

namespace {

using geom::Box;
using geom::Line;
using geom::Point;

constexpr double points_per_metre = 72 / 0.0254;

struct Paper {
    double shorter; ///< pt
    double longer;
    double unit;
};

/// ISO 216.
Paper paper_of(const std::string& name) {
    constexpr double millimetre = 72 / 25.4;
    if (name == "A3") {
        return {297 * millimetre, 420 * millimetre, 1};
    }
    if (name == "A4") {
        return {210 * millimetre, 297 * millimetre, 0.78};
    }
    throw Error{ErrorKind::usage, fmt::format("paper '{}': expected A3 or A4", name)};
}

Box box_of(double left, double top, double right, double bottom) {
    return {{left, top}, {right, bottom}};
}

Page page_of(const Paper& paper, bool landscape, const MapSpec& spec, const Typesetter& type) {
    const double u = paper.unit;
    Page page;
    page.unit = u;
    page.landscape = landscape;
    page.width = landscape ? paper.longer : paper.shorter;
    page.height = landscape ? paper.shorter : paper.longer;
    const double margin = 26 * u;
    const double right = page.width - margin;
    const double bottom = page.height - margin;
    page.title = box_of(margin, margin, right, margin + 40 * u);
    const double top = page.title.max.y + 4 * u;
    const double scale_height = 52 * u;
    const double panel = landscape ? right - 262 * u : right - 262 * u;
    const double notes = notes_height(spec, type, u, right - panel);
    if (landscape) {
        page.frame = box_of(margin, top, panel - 14 * u, bottom);
        page.notes = box_of(panel, std::max(bottom - notes, bottom - 200 * u), right, bottom);
        page.scale = box_of(panel, page.notes.min.y - scale_height, right, page.notes.min.y);
        page.legend = box_of(panel, top, right, page.scale.min.y - 6 * u);
        return page;
    }
    const double band = bottom - std::max(240 * u, notes + scale_height);
    page.frame = box_of(margin, top, right, band - 12 * u);
    page.legend = box_of(margin, band, panel - 16 * u, bottom);
    page.scale = box_of(panel, band, right, band + scale_height);
    page.notes = box_of(panel, page.scale.max.y, right, bottom);
    return page;
}

void extend(Box& box, const geom::Shape& shape) {
    const auto take = [&](const Line& line) {
        for (const auto& p : line) {
            box.extend(p);
        }
    };
    for (const auto& polygon : shape.polygons) {
        take(polygon.outer);
    }
    std::for_each(shape.lines.begin(), shape.lines.end(), take);
    take(shape.points);
}

Box extent_of(const MapSpec& spec) {
    Box box = spec.extent;
    if (box.empty()) {
        for (const auto& layer : spec.layers) {
            for (const auto& feature : layer.features) {
                extend(box, feature.shape);
            }
        }
    }
    if (box.empty()) {
        throw Error{ErrorKind::input, "map: nothing to draw; the plan's layers are empty"};
    }
    return box;
}

/// Denominator at which the extent fills the frame but for a margin.
double tight_scale(const Box& extent, const Box& frame) {
    constexpr double used = 0.95;
    const double x = (extent.max.x - extent.min.x) / (frame.max.x - frame.min.x);
    const double y = (extent.max.y - extent.min.y) / (frame.max.y - frame.min.y);
    constexpr double least = 1e-3; // a single point still gets a scale
    return std::max({x, y, least}) * points_per_metre / used;
}

/// From the plan's metres to the page's points.
struct Projection {
    Point origin; ///< Plan coordinates of the frame's centre.
    Point centre; ///< On the page
    double factor;

    [[nodiscard]] Point operator()(const Point& p) const {
        return {centre.x + (p.x - origin.x) * factor, centre.y - (p.y - origin.y) * factor};
    }

    [[nodiscard]] Line operator()(const Line& line) const {
        Line result;
        result.reserve(line.size());
        for (const auto& p : line) {
            result.push_back((*this)(p));
        }
        return result;
    }

    [[nodiscard]] std::vector<Line> operator()(const geom::Polygon& polygon) const {
        std::vector<Line> rings{(*this)(polygon.outer)};
        for (const auto& hole : polygon.holes) {
            rings.push_back((*this)(hole));
        }
        return rings;
    }
};

double size_of(const geom::Polygon& polygon) {
    double twice = 0;
    const auto& ring = polygon.outer;
    for (std::size_t i = 1; i < ring.size(); ++i) {
        twice += (ring[i - 1].x - ring[0].x) * (ring[i].y - ring[0].y) -
                 (ring[i].x - ring[0].x) * (ring[i - 1].y - ring[0].y);
    }
    return std::abs(twice);
}

/// Draws a point as a small dot.
Line dot(const Point& p) {
    constexpr double r = 1.8;
    return {{p.x - r, p.y - r},
            {p.x + r, p.y - r},
            {p.x + r, p.y + r},
            {p.x - r, p.y + r},
            {p.x - r, p.y - r}};
}

void draw_feature(Sheet& sheet, const MapFeature& feature, const Projection& to_page) {
    std::vector<Line> rings;
    for (const auto& polygon : feature.shape.polygons) {
        auto part = to_page(polygon);
        std::move(part.begin(), part.end(), std::back_inserter(rings));
    }
    for (const auto& point : feature.shape.points) {
        rings.push_back(dot(to_page(point)));
    }
    if (!rings.empty()) {
        sheet.map.emplace_back(PathItem{std::move(rings), true, feature.style});
    }
    if (!feature.shape.lines.empty()) {
        PathItem item{{}, false, feature.style};
        for (const auto& line : feature.shape.lines) {
            item.lines.push_back(to_page(line));
        }
        item.style.fill.clear();
        sheet.map.emplace_back(std::move(item));
    }
}

LabelRequest request_for(const MapFeature& feature, const Projection& to_page) {
    LabelRequest request;
    request.source = &feature;
    const auto& parts = feature.shape.polygons;
    if (!parts.empty()) {
        request.rings =
            to_page(*std::max_element(parts.begin(), parts.end(), [](const auto& a, const auto& b) {
                return size_of(a) < size_of(b);
            }));
    }
    for (const auto& line : feature.shape.lines) {
        request.lines.push_back(to_page(line));
    }
    request.points = to_page(feature.shape.points);
    return request;
}

bool wants_label(const MapFeature& feature) {
    return !feature.mark.empty() || std::any_of(feature.labels.begin(), feature.labels.end(),
                                                [](const auto& text) { return !text.empty(); });
}

void draw_watermark(Sheet& sheet, const MapSpec& spec, const Typesetter& type) {
    if (spec.watermark.empty()) {
        return;
    }
    const double width = sheet.frame.max.x - sheet.frame.min.x;
    const double height = sheet.frame.max.y - sheet.frame.min.y;
    const double angle = -std::atan2(height, width) * 0.8;
    const double extent = type.width(spec.watermark, true);
    const double size = std::min(width, height) * 0.62 / extent;
    TextItem text;
    text.text = spec.watermark;
    text.size = size;
    text.angle = angle;
    text.bold = true;
    text.opacity = 0.06;
    const Point centre{(sheet.frame.min.x + sheet.frame.max.x) / 2,
                       (sheet.frame.min.y + sheet.frame.max.y) / 2};
    const double dx = -extent * size / 2;
    const double dy = size * 0.35;
    text.at = {centre.x + dx * std::cos(angle) - dy * std::sin(angle),
               centre.y + dx * std::sin(angle) + dy * std::cos(angle)};
    sheet.map.emplace_back(std::move(text));
}

void draw_map(Sheet& sheet, const MapSpec& spec, const Projection& to_page,
              const Typesetter& type) {
    std::vector<LabelRequest> requests;
    for (std::size_t layer = 0; layer < spec.layers.size(); ++layer) {
        const auto& features = spec.layers[layer].features;
        for (std::size_t i = 0; i < features.size(); ++i) {
            draw_feature(sheet, features[i], to_page);
            if (wants_label(features[i])) {
                requests.push_back(request_for(features[i], to_page));
                requests.back().layer = layer;
                requests.back().feature = i;
            }
        }
    }
    draw_watermark(sheet, spec, type);
    sheet.labels_wanted = requests.size();
    auto plan = place_labels(std::move(requests), sheet.frame, type);
    sheet.labels = std::move(plan.labels);
    std::move(plan.items.begin(), plan.items.end(), std::back_inserter(sheet.map));
}

/// `value` rounded up or down to one of `steps` × 10^k.
template <std::size_t N>
double snap(double value, const std::array<double, N>& steps, bool up) {
    constexpr double noise = 1e-9;
    const double decade = std::pow(10, std::floor(std::log10(value) + noise));
    if (up) {
        for (const double step : steps) {
            if (step * decade >= value * (1 - noise)) {
                return step * decade;
            }
        }
        return 10 * decade;
    }
    const auto last = std::find_if(steps.rbegin(), steps.rend(), [&](double step) {
        return step * decade <= value * (1 + noise);
    });
    return (last == steps.rend() ? 1 : *last) * decade;
}

} // namespace

double nice_scale(double denominator) {
    return snap(denominator, std::array{1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 7.5, 8.0},
                true);
}

double nice_length(double length) {
    return snap(length, std::array{1.0, 2.0, 5.0}, false);
}

Sheet lay_out(const MapSpec& spec, const Typesetter& type) {
    const auto paper = paper_of(spec.paper);
    const auto extent = extent_of(spec);
    const auto landscape = page_of(paper, true, spec, type);
    const auto portrait = page_of(paper, false, spec, type);
    const auto& page = tight_scale(extent, landscape.frame) <= tight_scale(extent, portrait.frame)
                           ? landscape
                           : portrait;
    Sheet sheet;
    sheet.width = page.width;
    sheet.height = page.height;
    sheet.frame = page.frame;
    sheet.scale = nice_scale(tight_scale(extent, page.frame));
    const Projection to_page{
        {(extent.min.x + extent.max.x) / 2, (extent.min.y + extent.max.y) / 2},
        {(page.frame.min.x + page.frame.max.x) / 2, (page.frame.min.y + page.frame.max.y) / 2},
        points_per_metre / sheet.scale};
    draw_map(sheet, spec, to_page, type);
    Style neat;
    neat.stroke = "#1a1a1a";
    neat.stroke_pt = 0.9;
    sheet.page.emplace_back(rectangle(page.frame, neat));
    draw_title(sheet, page, spec, type);
    draw_legend(sheet, page, spec, type);
    draw_scale(sheet, page, spec, type);
    draw_notes(sheet, page, spec, type);
    return sheet;
}

} // namespace sandan::render
