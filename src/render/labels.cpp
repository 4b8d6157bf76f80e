#include "render/labels.hpp"

#include "render/marks.hpp"
#include "render/taken.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>
#include <optional>
#include <span>

namespace sandan::render {

namespace {

using geom::Line;
using geom::Point;

constexpr double line_height = 1.16; // em
constexpr double padding = 0.22;     // em around a label
/// pt. A shorter text that stays legible goes before a longer one that does not.
constexpr std::array legible{8.0, 7.0, 6.0, 5.2};
constexpr std::array small{4.6, 4.0};
constexpr double overrun_size = 6.0;
constexpr double dot_reach = 1.8; // pt, of a drawn point

/// A label's text and mark in units of its size.
struct Block {
    std::vector<std::string> lines;
    std::vector<double> widths;
    std::string mark;
    double width = 0;
    double height = 0;
};

Block make_block(const std::string& text, const std::string& mark, const Typesetter& type) {
    Block block{.lines = {}, .widths = {}, .mark = mark};
    for (std::size_t start = 0; start < text.size();) {
        const auto end = std::min(text.find('\n', start), text.size());
        block.lines.push_back(text.substr(start, end - start));
        block.widths.push_back(type.width(block.lines.back()));
        block.width = std::max(block.width, block.widths.back());
        start = end + 1;
    }
    const double rows = static_cast<double>(block.lines.size()) + (mark.empty() ? 0 : 1.1);
    block.width = std::max(block.width, mark.empty() ? 0 : 1.0) + 2 * padding;
    block.height = rows * line_height + 2 * padding;
    return block;
}

/// Its candidate texts, then the bare mark, unless its text may stand elsewhere: a mark alone does
/// not say what it marks.
std::vector<Block> blocks_of(const MapFeature& feature, const Typesetter& type) {
    std::vector<Block> blocks;
    for (const auto& text : feature.labels) {
        if (!text.empty()) {
            blocks.push_back(make_block(text, feature.mark, type));
        }
    }
    if (!feature.mark.empty() && (blocks.empty() || !feature.may_overrun)) {
        blocks.push_back(make_block("", feature.mark, type));
    }
    return blocks;
}

Rectangle box_of(const Block& block, const Point& centre, double size, double angle) {
    return {centre, block.width * size / 2, block.height * size / 2, angle};
}

/// Over a plain fill text needs no rim.
std::string halo_for(const LabelRequest& request) {
    const auto& style = request.source->style;
    if (request.rings.empty() || style.fill.empty()) {
        return "#ffffff";
    }
    return style.hatch.empty() && !request.source->may_overrun ? "" : style.fill;
}

struct Placing {
    const Block* block;
    Rectangle box;
    double size;
    std::optional<Point> foot = std::nullopt; ///< A line leads here from a label that stands off.
};

class Placer {
public:
    Placer(const geom::Box& frame, const Typesetter& type)
        : m_frame{frame}, m_type{type}, m_taken{frame} {}

    /// No label hides a point that has a label of its own.
    void keep_clear(const LabelRequest& request) {
        for (const auto& p : request.points) {
            m_taken.add({p, dot_reach, dot_reach, 0});
        }
    }

    void place(const LabelRequest& request) {
        const auto blocks = blocks_of(*request.source, m_type);
        if (blocks.empty()) {
            return;
        }
        std::optional<Placing> found;
        if (!request.rings.empty()) {
            found = in_polygon(blocks, request);
        } else if (!request.points.empty()) {
            found = beside(blocks, request.points.front());
        } else if (!request.lines.empty()) {
            found = along(blocks, request.lines);
        }
        if (!found && request.source->may_overrun) {
            found = led(blocks, request);
        }
        if (found) {
            m_taken.add(found->box);
            draw(*found, request);
        }
    }

    LabelPlan plan;
    std::vector<Item> leaders; ///< Below all labels.

private:
    [[nodiscard]] bool fits(const Rectangle& box) const {
        const double reach = std::hypot(box.half_width, box.half_height);
        return box.centre.x - reach >= m_frame.min.x && box.centre.x + reach <= m_frame.max.x &&
               box.centre.y - reach >= m_frame.min.y && box.centre.y + reach <= m_frame.max.y &&
               m_taken.free(box);
    }

    [[nodiscard]] std::optional<Placing> in_polygon(const std::vector<Block>& blocks,
                                                    const LabelRequest& request) const {
        const auto& ring = request.rings.front();
        const double axis = long_axis(ring);
        const auto points = anchors(request.rings, axis);
        const Ground ground{&request.rings, shoelace(ring), level_first(axis), &points};
        if (request.source->may_overrun) {
            auto found = best(blocks, std::span{legible}.first<3>(), ground);
            return found || points.empty() ? found : overrun(blocks, points, ring);
        }
        auto found = best(blocks, legible, ground);
        return found ? found : best(blocks, small, ground);
    }

    /// A polygon as the search sees it.
    struct Ground {
        const std::vector<Line>* rings;
        double area;
        std::array<double, 2> angles;
        const std::vector<Point>* points;
    };

    /// Along the shape's axes, the one that reads more nearly level first.
    [[nodiscard]] static std::array<double, 2> level_first(double axis) {
        constexpr double quarter = std::numbers::pi / 2;
        const double other = axis > 0 ? axis - quarter : axis + quarter;
        return std::abs(axis) <= quarter / 2 + 1e-6 ? std::array{axis, other}
                                                    : std::array{other, axis};
    }

    [[nodiscard]] std::optional<Placing> best(const std::vector<Block>& blocks,
                                              std::span<const double> sizes,
                                              const Ground& ground) const {
        for (const auto& block : blocks) {
            for (const double size : sizes) {
                if (block.width * block.height * size * size > ground.area) {
                    continue;
                }
                for (const double angle : ground.angles) {
                    for (const auto& p : *ground.points) {
                        const auto box = box_of(block, p, size, angle);
                        if (inside(box, *ground.rings) && fits(box)) {
                            return Placing{&block, box, size};
                        }
                    }
                }
            }
        }
        return std::nullopt;
    }

    /// Over the shape, or beside one that the label would hide.
    [[nodiscard]] std::optional<Placing> overrun(const std::vector<Block>& blocks,
                                                 const std::vector<Point>& points,
                                                 const Line& ring) const {
        const double size = overrun_size;
        const auto& block = blocks.back(); // the shortest
        geom::Box hidden;
        std::for_each(ring.begin(), ring.end(), [&](const auto& p) { hidden.extend(p); });
        if (hidden.max.x - hidden.min.x < block.width * size &&
            hidden.max.y - hidden.min.y < block.height * size) {
            return beside(blocks, points.front());
        }
        for (const auto& p : points) {
            const auto box = box_of(block, p, size, 0);
            if (fits(box)) {
                return Placing{&block, box, size};
            }
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<Placing> beside(const std::vector<Block>& blocks,
                                                const Point& p) const {
        const double size = 6;
        for (const auto& block : blocks) {
            const double dx = block.width * size / 2 + 2.5;
            const double dy = block.height * size / 2 + 2;
            for (const auto& centre : {Point{p.x + dx, p.y}, Point{p.x - dx, p.y},
                                       Point{p.x, p.y - dy}, Point{p.x, p.y + dy}}) {
                const auto box = box_of(block, centre, size, 0);
                if (fits(box)) {
                    return Placing{&block, box, size};
                }
            }
        }
        return std::nullopt;
    }

    /// Over the longest segments of the line that are as long as the label.
    [[nodiscard]] std::optional<Placing> along(const std::vector<Block>& blocks,
                                               const std::vector<Line>& lines) const {
        struct Segment {
            double length;
            Point middle;
            double angle;
        };

        std::vector<Segment> segments;
        for (const auto& line : lines) {
            for (std::size_t i = 1; i < line.size(); ++i) {
                const Line segment{line[i - 1], line[i]};
                segments.push_back(
                    {std::hypot(segment[1].x - segment[0].x, segment[1].y - segment[0].y),
                     {std::midpoint(segment[0].x, segment[1].x),
                      std::midpoint(segment[0].y, segment[1].y)},
                     long_axis(segment)});
            }
        }
        std::stable_sort(segments.begin(), segments.end(),
                         [](const auto& a, const auto& b) { return a.length > b.length; });
        const double size = 6;
        for (const auto& block : blocks) {
            for (const auto& segment : segments) {
                const auto box = box_of(block, segment.middle, size, segment.angle);
                if (segment.length >= block.width * size && fits(box)) {
                    return Placing{&block, box, size};
                }
            }
        }
        return std::nullopt;
    }

    /// A point of the feature that the frame shows.
    [[nodiscard]] std::optional<Point> foot_of(const LabelRequest& request) const {
        std::vector<Point> points = request.points;
        if (!request.rings.empty()) {
            const auto& ring = request.rings.front();
            points = anchors(request.rings, long_axis(ring));
            points.insert(points.end(), ring.begin(), ring.end());
        }
        for (const auto& line : request.lines) {
            points.push_back(line[line.size() / 2]);
            points.insert(points.end(), line.begin(), line.end());
        }
        const auto seen = std::find_if(points.begin(), points.end(), [&](const auto& p) {
            return p.x >= m_frame.min.x && p.x <= m_frame.max.x && p.y >= m_frame.min.y &&
                   p.y <= m_frame.max.y;
        });
        return seen == points.end() ? std::nullopt : std::optional{*seen};
    }

    /// As near to the feature as there is room around it.
    [[nodiscard]] std::optional<Placing> led(const std::vector<Block>& blocks,
                                             const LabelRequest& request) const {
        constexpr int turns = 16;
        constexpr double farthest = 220; // pt
        const auto foot = foot_of(request);
        const auto& block = blocks.back();
        const double size = overrun_size;
        double reach = 6;
        while (foot && reach < farthest) {
            for (int turn = 0; turn < turns; ++turn) {
                const double angle = turn * 2 * std::numbers::pi / turns;
                const Point centre{foot->x + std::cos(angle) * (reach + block.width * size / 2),
                                   foot->y + std::sin(angle) * (reach + block.height * size / 2)};
                const auto box = box_of(block, centre, size, 0);
                if (fits(box)) {
                    return Placing{&block, box, size, foot};
                }
            }
            reach *= 1.25;
        }
        return std::nullopt;
    }

    void draw_leader(const Point& foot, const Rectangle& box) {
        PathItem item{.lines = {}, .closed = false, .style = {}};
        item.lines = {
            {foot,
             {std::clamp(foot.x, box.centre.x - box.half_width, box.centre.x + box.half_width),
              std::clamp(foot.y, box.centre.y - box.half_height, box.centre.y + box.half_height)}}};
        item.style.stroke = "#333333";
        item.style.stroke_pt = 0.4;
        leaders.emplace_back(std::move(item));
    }

    void draw(const Placing& placing, const LabelRequest& request) {
        const auto* const block = placing.block;
        const auto& box = placing.box; // clang 14 captures no structured bindings
        const double size = placing.size;
        const double c = std::cos(box.angle);
        const double s = std::sin(box.angle);
        const auto at = [&](double x, double y) {
            return Point{box.centre.x + x * c - y * s, box.centre.y + x * s + y * c};
        };
        if (placing.foot) {
            draw_leader(*placing.foot, box);
        }
        const auto halo = placing.foot ? "#ffffff" : halo_for(request);
        double top = -(block->height / 2 - padding) * size;
        if (!block->mark.empty()) {
            plan.items.emplace_back(
                mark(block->mark, at(0, top + size * line_height * 0.55), size * 0.95));
            top += size * line_height * 1.1;
        }
        std::string text;
        for (std::size_t i = 0; i < block->lines.size(); ++i) {
            TextItem item;
            item.text = block->lines[i];
            item.at = at(-block->widths[i] * size / 2, top + size * 0.92);
            item.size = size;
            item.angle = box.angle;
            item.halo = halo;
            plan.items.emplace_back(std::move(item));
            top += size * line_height;
            text += (i > 0 ? "\n" : "") + block->lines[i];
        }
        plan.labels.push_back({0, request.layer, request.feature, text, box});
    }

    geom::Box m_frame;
    const Typesetter& m_type;
    Taken m_taken;
};

} // namespace

LabelPlan place_labels(std::vector<LabelRequest> requests, const geom::Box& frame,
                       const Typesetter& type) {
    std::stable_sort(requests.begin(), requests.end(), [](const auto& a, const auto& b) {
        return a.source->label_priority > b.source->label_priority;
    });
    Placer placer{frame, type};
    for (const auto& request : requests) {
        placer.keep_clear(request);
    }
    for (const auto& request : requests) {
        placer.place(request);
    }
    placer.plan.items.insert(placer.plan.items.begin(), placer.leaders.begin(),
                             placer.leaders.end());
    return std::move(placer.plan);
}

} // namespace sandan::render
