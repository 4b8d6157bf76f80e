#include "render/layout.hpp"

#include <sandan/core/error.hpp>

#include "geom/boxes.hpp"
#include "render/furniture.hpp"
#include "render/hatch.hpp"
#include "render/labels.hpp"
#include "render/locator.hpp"
#include "render/windows.hpp"

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
    throw Error{ErrorKind::usage, Text{fmt::format("용지 '{}': A3나 A4여야 합니다", name),
                                       fmt::format("paper '{}': expected A3 or A4", name)}};
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
    const double panel = right - 262 * u;
    const double notes = notes_height(spec, type, u, right - panel);
    if (landscape) {
        page.frame = box_of(margin, top, panel - 14 * u, bottom);
        page.notes = box_of(panel, std::max(bottom - notes, bottom - 200 * u), right, bottom);
        page.scale = box_of(panel, page.notes.min.y - scale_height, right, page.notes.min.y);
        page.legend = box_of(panel, top, right, page.scale.min.y - 6 * u);
        return page;
    }
    const double legend = legend_height(spec, type, u, panel - 16 * u - margin);
    const double most = 0.3 * page.height;
    const double band = bottom - std::max(std::min(legend, most), notes + scale_height);
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
        throw Error{ErrorKind::input, Text{"map: 그릴 것이 없습니다; 계획의 레이어가 비어 있습니다",
                                           "map: nothing to draw; the plan's layers are empty"}};
    }
    return box;
}

/// From the plan's metres to the page's points.
struct Projection {
    Point origin; ///< Plan coordinates of the window's centre.
    Point centre; ///< On the page
    double factor;

    Projection(const Window& window, double scale)
        : origin{middle(window.extent)},
          centre{middle(window.frame)},
          factor{points_per_metre / scale} {}

    [[nodiscard]] static Point middle(const Box& box) {
        return {(box.min.x + box.max.x) / 2, (box.min.y + box.max.y) / 2};
    }

    [[nodiscard]] Box operator()(const Box& box) const {
        Box result;
        result.extend((*this)(box.min));
        result.extend((*this)(box.max));
        return result;
    }

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

/// Draws a point as a small dot.
Line dot(const Point& p) {
    constexpr double r = 1.8;
    return {{p.x - r, p.y - r},
            {p.x + r, p.y - r},
            {p.x + r, p.y + r},
            {p.x - r, p.y + r},
            {p.x - r, p.y - r}};
}

void draw_feature(Window& window, const MapFeature& feature, const Projection& to_page) {
    std::vector<Line> rings;
    for (const auto& polygon : feature.shape.polygons) {
        auto part = to_page(polygon);
        std::move(part.begin(), part.end(), std::back_inserter(rings));
    }
    for (const auto& point : feature.shape.points) {
        rings.push_back(dot(to_page(point)));
    }
    if (!rings.empty()) {
        window.items.emplace_back(PathItem{std::move(rings), true, feature.style});
    }
    if (!feature.shape.lines.empty()) {
        PathItem item{{}, false, feature.style};
        for (const auto& line : feature.shape.lines) {
            item.lines.push_back(to_page(line));
        }
        item.style.fill.clear();
        window.items.emplace_back(std::move(item));
    }
}

LabelRequest request_for(const MapFeature& feature, const Projection& to_page) {
    LabelRequest request;
    request.source = &feature;
    const auto& parts = feature.shape.polygons;
    if (!parts.empty()) {
        request.rings =
            to_page(*std::max_element(parts.begin(), parts.end(), [](const auto& a, const auto& b) {
                return shoelace(a.outer) < shoelace(b.outer);
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

void draw_watermark(Window& window, const MapSpec& spec, const Typesetter& type) {
    if (spec.watermark.empty()) {
        return;
    }
    const double width = window.frame.max.x - window.frame.min.x;
    const double height = window.frame.max.y - window.frame.min.y;
    const double angle = -std::atan2(height, width) * 0.8;
    const double extent = type.width(spec.watermark, true);
    const double size = std::min(width, height) * 0.7 / extent;
    TextItem text;
    text.text = spec.watermark;
    text.size = size;
    text.angle = angle;
    text.bold = true;
    text.opacity = 0.05;
    const auto centre = Projection::middle(window.frame);
    const double dx = -extent * size / 2;
    const double dy = size * 0.35;
    text.at = {centre.x + dx * std::cos(angle) - dy * std::sin(angle),
               centre.y + dx * std::sin(angle) + dy * std::cos(angle)};
    window.items.emplace_back(std::move(text));
}

bool holds(const Box& outer, const Box& inner) {
    return outer.min.x <= inner.min.x && inner.max.x <= outer.max.x && outer.min.y <= inner.min.y &&
           inner.max.y <= outer.max.y;
}

/// A feature is drawn in every window it reaches and named in one: the first that holds it whole,
/// else the first.
struct Seen {
    std::vector<std::size_t> windows;
    std::size_t named = 0;
};

Seen where(const Sheet& sheet, const geom::Shape& shape) {
    Box box;
    extend(box, shape);
    Seen seen;
    bool whole = false;
    for (std::size_t i = 0; i < sheet.windows.size(); ++i) {
        const auto& window = sheet.windows[i];
        const auto on_page = Projection{window, sheet.scale}(box);
        if (box.empty() || !geom::touch(on_page, window.frame)) {
            continue;
        }
        const bool here = holds(window.frame, on_page);
        if (seen.windows.empty() || (here && !whole)) {
            seen.named = i;
            whole = here;
        }
        seen.windows.push_back(i);
    }
    return seen;
}

void draw_map(Sheet& sheet, const MapSpec& spec, const Typesetter& type) {
    std::vector<std::vector<LabelRequest>> requests(sheet.windows.size());
    for (std::size_t layer = 0; layer < spec.layers.size(); ++layer) {
        const auto& features = spec.layers[layer].features;
        for (std::size_t i = 0; i < features.size(); ++i) {
            const auto seen = where(sheet, features[i].shape);
            for (const auto at : seen.windows) {
                auto& window = sheet.windows[at];
                draw_feature(window, features[i], Projection{window, sheet.scale});
            }
            if (!seen.windows.empty() && wants_label(features[i])) {
                const auto& window = sheet.windows[seen.named];
                auto request = request_for(features[i], Projection{window, sheet.scale});
                request.layer = layer;
                request.feature = i;
                requests[seen.named].push_back(std::move(request));
            }
        }
    }
    draw_watermark(sheet.windows.front(), spec, type);
    for (std::size_t at = 0; at < sheet.windows.size(); ++at) {
        auto& window = sheet.windows[at];
        sheet.labels_wanted += requests[at].size();
        auto plan = place_labels(std::move(requests[at]), window.frame, type);
        for (auto& label : plan.labels) {
            label.window = at;
            sheet.labels.push_back(std::move(label));
        }
        std::move(plan.items.begin(), plan.items.end(), std::back_inserter(window.items));
    }
}

void draw_frames(Sheet& sheet, const Typesetter& type, double unit) {
    Style neat;
    neat.stroke = "#1a1a1a";
    neat.stroke_pt = 0.9;
    for (const auto& window : sheet.windows) {
        sheet.page.emplace_back(rectangle(window.frame, neat));
        if (!window.name.empty()) {
            const double size = 9 * unit;
            auto name =
                text_line(type, window.name,
                          {window.frame.min.x + 5 * unit, window.frame.min.y + size + 3 * unit},
                          size, 'l', true);
            name.halo = "#ffffff";
            sheet.page.emplace_back(std::move(name));
        }
    }
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
    const double gap = 6 * paper.unit;
    auto page = page_of(paper, true, spec, type);
    auto arrangement = arrange(page.frame, extent, spec.parts, gap);
    const auto portrait = page_of(paper, false, spec, type);
    auto upright = arrange(portrait.frame, extent, spec.parts, gap);
    if (std::pair{upright.scale, tight_scale(extent, portrait.frame)} <
        std::pair{arrangement.scale, tight_scale(extent, page.frame)}) {
        page = portrait;
        arrangement = std::move(upright);
    }
    Sheet sheet;
    sheet.width = page.width;
    sheet.height = page.height;
    sheet.scale = arrangement.scale;
    sheet.windows = std::move(arrangement.windows);
    draw_map(sheet, spec, type);
    draw_frames(sheet, type, page.unit);
    draw_locator(sheet, page, spec, type);
    draw_title(sheet, page, spec, type);
    draw_legend(sheet, page, spec, seen_entries(spec, sheet), type);
    draw_scale(sheet, page, spec, type);
    draw_notes(sheet, page, spec, type);
    return sheet;
}

} // namespace sandan::render
