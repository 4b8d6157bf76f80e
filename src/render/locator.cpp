#include "render/locator.hpp"

#include "geom/boxes.hpp"
#include "render/windows.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace sandan::render {

namespace {

using geom::Box;
using geom::Point;

constexpr double points_per_metre = 72 / 0.0254;
constexpr double largest_side = 96; // × unit, pt

double width(const Box& box) {
    return box.max.x - box.min.x;
}

double height(const Box& box) {
    return box.max.y - box.min.y;
}

Point middle(const Box& box) {
    return {(box.min.x + box.max.x) / 2, (box.min.y + box.max.y) / 2};
}

bool holds(const Box& outer, const Box& inner) {
    return outer.min.x <= inner.min.x && inner.max.x <= outer.max.x && outer.min.y <= inner.min.y &&
           inner.max.y <= outer.max.y;
}

Box extent_of(const std::vector<geom::MultiPolygon>& places) {
    Box box;
    for (const auto& place : places) {
        for (const auto& polygon : place) {
            for (const auto& p : polygon.outer) {
                box.extend(p);
            }
        }
    }
    return box;
}

/// From plan to paper, upside down as paper is.
struct Fit {
    Box from;
    Box to;
    double factor;

    Fit(const Box& extent, const Box& paper)
        : from{extent},
          to{paper},
          factor{0.86 * std::min(width(paper) / width(extent), height(paper) / height(extent))} {}

    [[nodiscard]] Point operator()(const Point& p) const {
        const auto a = middle(from);
        const auto b = middle(to);
        return {b.x + (p.x - a.x) * factor, b.y - (p.y - a.y) * factor};
    }

    /// Cut to the paper.
    [[nodiscard]] Box operator()(const Box& box) const {
        const auto one = (*this)(box.min);
        const auto other = (*this)(box.max);
        return {{std::max(one.x, to.min.x), std::max(other.y, to.min.y)},
                {std::min(other.x, to.max.x), std::min(one.y, to.max.y)}};
    }
};

/// Boxes of what lies in the window and has a name: the locator must not hide it.
std::vector<Box> named_on_page(const Sheet& sheet, const MapSpec& spec) {
    const auto& window = sheet.windows.front();
    const auto from = middle(window.extent);
    const auto to = middle(window.frame);
    const double k = points_per_metre / sheet.scale;
    std::vector<Box> boxes;
    for (const auto& layer : spec.layers) {
        for (const auto& feature : layer.features) {
            Box box;
            for (const auto& polygon : feature.shape.polygons) {
                for (const auto& p : polygon.outer) {
                    box.extend({to.x + (p.x - from.x) * k, to.y - (p.y - from.y) * k});
                }
            }
            if (!box.empty() && (!feature.labels.empty() || !feature.mark.empty())) {
                boxes.push_back(box);
            }
        }
    }
    return boxes;
}

std::optional<Box> free_corner(const Box& frame, double across, double down,
                               const std::vector<Box>& taken) {
    const double gap = 5;
    const double left = frame.min.x + gap;
    const double right = frame.max.x - gap - across;
    const double top = frame.min.y + gap;
    const double bottom = frame.max.y - gap - down;
    for (const auto& at :
         {Point{right, bottom}, Point{left, bottom}, Point{right, top}}) { // a name stands top left
        const Box box{at, {at.x + across, at.y + down}};
        if (std::none_of(taken.begin(), taken.end(),
                         [&](const Box& other) { return geom::touch(box, other); })) {
            return box;
        }
    }
    return std::nullopt;
}

Style style(const char* fill, const char* stroke, double stroke_pt) {
    Style result;
    result.fill = fill;
    result.stroke = stroke;
    result.stroke_pt = stroke_pt;
    return result;
}

PathItem outline(const geom::MultiPolygon& place, const Fit& fit) {
    PathItem item{.lines = {}, .closed = true, .style = style("#d9c9e8", "#b3261e", 0.4)};
    for (const auto& polygon : place) {
        geom::Line ring;
        for (const auto& p : polygon.outer) {
            ring.push_back(fit(p));
        }
        item.lines.push_back(std::move(ring));
    }
    return item;
}

} // namespace

void draw_locator(Sheet& sheet, const Page& page, const MapSpec& spec, const Typesetter& type) {
    const auto extent = extent_of(spec.places);
    if (extent.empty() || width(extent) <= 0 || height(extent) <= 0) {
        return;
    }
    const auto& first = sheet.windows.front();
    if (sheet.windows.size() == 1 && holds(shown_by(first, sheet.scale), extent)) {
        return;
    }
    const double u = page.unit;
    const double longer = std::max(width(extent), height(extent));
    const double title = 9 * u;
    const double across = std::max(0.5, width(extent) / longer) * largest_side * u;
    const double down = std::max(0.5, height(extent) / longer) * largest_side * u + title;
    const auto box = free_corner(first.frame, across, down, named_on_page(sheet, spec));
    if (!box) {
        return;
    }
    sheet.page.emplace_back(rectangle(*box, style("#ffffff", "#1a1a1a", 0.6)));
    sheet.page.emplace_back(text_line(type, spec.language == Language::ko ? "위치도" : "Key map",
                                      {box->min.x + 3 * u, box->min.y + 7.5 * u}, 6 * u, 'l',
                                      true));
    const Fit fit{extent, {{box->min.x, box->min.y + title}, box->max}};
    for (const auto& place : spec.places) {
        sheet.page.emplace_back(outline(place, fit));
    }
    for (const auto& window : sheet.windows) {
        sheet.page.emplace_back(
            rectangle(fit(shown_by(window, sheet.scale)), style("", "#1a1a1a", 0.7)));
    }
}

} // namespace sandan::render
