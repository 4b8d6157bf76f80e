#include "render/labels.hpp"

#include "render/marks.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>

namespace sandan::render {

namespace {

using geom::Line;
using geom::Point;

constexpr double line_height = 1.16; // em
constexpr double padding = 0.22;     // em around a label
constexpr std::array sizes{8.0, 7.0, 6.0, 5.2, 4.5, 4.0};

/// Boxes already taken, in a grid of square cells over the frame.
class Taken {
public:
    explicit Taken(const geom::Box& frame) : m_frame{frame}, m_cells(side * side) {}

    [[nodiscard]] bool free(const Rectangle& box) const {
        bool result = true;
        visit(box, [&](std::size_t cell) {
            for (const auto at : m_cells[cell]) {
                result = result && !overlap(box, m_boxes[at]);
            }
        });
        return result;
    }

    void add(const Rectangle& box) {
        m_boxes.push_back(box);
        visit(box, [&](std::size_t cell) { m_cells[cell].push_back(m_boxes.size() - 1); });
    }

private:
    static constexpr std::size_t side = 48;

    [[nodiscard]] static std::size_t cell(double from, double at, double extent) {
        const double share = std::clamp((at - from) / extent, 0.0, 0.999999);
        return static_cast<std::size_t>(share * static_cast<double>(side));
    }

    template <typename Work>
    void visit(const Rectangle& box, const Work& work) const {
        const double reach = std::hypot(box.half_width, box.half_height);
        const double width = m_frame.max.x - m_frame.min.x;
        const double height = m_frame.max.y - m_frame.min.y;
        const auto last_x = cell(m_frame.min.x, box.centre.x + reach, width);
        const auto last_y = cell(m_frame.min.y, box.centre.y + reach, height);
        for (auto y = cell(m_frame.min.y, box.centre.y - reach, height); y <= last_y; ++y) {
            for (auto x = cell(m_frame.min.x, box.centre.x - reach, width); x <= last_x; ++x) {
                work(y * side + x);
            }
        }
    }

    geom::Box m_frame;
    std::vector<Rectangle> m_boxes;
    std::vector<std::vector<std::size_t>> m_cells;
};

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

/// Its candidate texts, then the bare mark.
std::vector<Block> blocks_of(const MapFeature& feature, const Typesetter& type) {
    std::vector<Block> blocks;
    for (const auto& text : feature.labels) {
        if (!text.empty()) {
            blocks.push_back(make_block(text, feature.mark, type));
        }
    }
    if (!feature.mark.empty()) {
        blocks.push_back(make_block("", feature.mark, type));
    }
    return blocks;
}

Rectangle box_of(const Block& block, const Point& centre, double size, double angle) {
    return {centre, block.width * size / 2, block.height * size / 2, angle};
}

double shoelace(const Line& ring) {
    double twice = 0;
    for (std::size_t i = 1; i < ring.size(); ++i) {
        twice += (ring[i - 1].x - ring[0].x) * (ring[i].y - ring[0].y) -
                 (ring[i].x - ring[0].x) * (ring[i - 1].y - ring[0].y);
    }
    return std::abs(twice) / 2;
}

double squared_clearance(const Point& p, const std::vector<Line>& rings) {
    double nearest = std::numeric_limits<double>::infinity();
    for (const auto& ring : rings) {
        for (std::size_t i = 1; i < ring.size(); ++i) {
            const double dx = ring[i].x - ring[i - 1].x;
            const double dy = ring[i].y - ring[i - 1].y;
            const double length = dx * dx + dy * dy;
            const double along =
                length == 0
                    ? 0
                    : std::clamp(((p.x - ring[i - 1].x) * dx + (p.y - ring[i - 1].y) * dy) / length,
                                 0.0, 1.0);
            const double ex = p.x - ring[i - 1].x - along * dx;
            const double ey = p.y - ring[i - 1].y - along * dy;
            nearest = std::min(nearest, ex * ex + ey * ey);
        }
    }
    return nearest;
}

/// A grid over the shape along its long axis; the inner points, widest clearance first. The first
/// is within a cell of the centre of the largest inscribed circle.
std::vector<Point> anchors(const std::vector<Line>& rings, double axis) {
    const double c = std::cos(axis);
    const double s = std::sin(axis);
    geom::Box box;
    for (const auto& p : rings.front()) {
        box.extend({p.x * c + p.y * s, p.y * c - p.x * s});
    }
    constexpr int across = 9;

    struct Candidate {
        double clearance;
        double from_middle;
        Point at;
    };

    std::vector<Candidate> found;
    for (int iy = 1; iy < across + 1; ++iy) {
        for (int ix = 1; ix < across + 1; ++ix) {
            const double x = box.min.x + (box.max.x - box.min.x) * ix / (across + 1.0);
            const double y = box.min.y + (box.max.y - box.min.y) * iy / (across + 1.0);
            const Point p{x * c - y * s, y * c + x * s};
            if (inside({.centre = p}, rings)) {
                found.push_back({std::round(std::sqrt(squared_clearance(p, rings)) * 4),
                                 std::hypot(ix - 5, iy - 5), p});
            }
        }
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
        return a.clearance != b.clearance ? a.clearance > b.clearance
                                          : a.from_middle < b.from_middle;
    });
    std::vector<Point> points;
    for (const auto& candidate : found) {
        points.push_back(candidate.at);
    }
    return points;
}

/// Over plain fills text needs no rim.
std::string halo_for(const LabelRequest& request) {
    const auto& style = request.source->style;
    if (request.rings.empty() || request.source->may_overrun || style.fill.empty()) {
        return "#ffffff";
    }
    return style.hatch.empty() ? "" : style.fill;
}

struct Placing {
    const Block* block;
    Rectangle box;
    double size;
};

class Placer {
public:
    Placer(const geom::Box& frame, const Typesetter& type)
        : m_frame{frame}, m_type{type}, m_taken{frame} {}

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
        if (found) {
            m_taken.add(found->box);
            draw(*found, request);
        }
    }

    LabelPlan plan;

private:
    [[nodiscard]] bool fits(const Rectangle& box) const {
        const double reach = std::hypot(box.half_width, box.half_height);
        return box.centre.x - reach >= m_frame.min.x && box.centre.x + reach <= m_frame.max.x &&
               box.centre.y - reach >= m_frame.min.y && box.centre.y + reach <= m_frame.max.y &&
               m_taken.free(box);
    }

    [[nodiscard]] std::optional<Placing> in_polygon(const std::vector<Block>& blocks,
                                                    const LabelRequest& request) const {
        const double room = shoelace(request.rings.front());
        const double axis = long_axis(request.rings.front());
        const auto points = anchors(request.rings, axis);
        for (const auto& block : blocks) {
            for (const double size : sizes) {
                const double scaled = size;
                if (block.width * block.height * scaled * scaled > room) {
                    continue;
                }
                for (const double angle : {0.0, axis}) {
                    for (const auto& p : points) {
                        const auto box = box_of(block, p, size, angle);
                        if (inside(box, request.rings) && fits(box)) {
                            return Placing{&block, box, size};
                        }
                    }
                }
            }
        }
        if (request.source->may_overrun) {
            return overrun(blocks.back(), points);
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<Placing> overrun(const Block& block,
                                                 const std::vector<Point>& points) const {
        const double size = 5.2;
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

    void draw(const Placing& placing, const LabelRequest& request) {
        const auto& [block, box, size] = placing;
        const double c = std::cos(box.angle);
        const double s = std::sin(box.angle);
        const auto at = [&](double x, double y) {
            return Point{box.centre.x + x * c - y * s, box.centre.y + x * s + y * c};
        };
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
            item.halo = halo_for(request);
            plan.items.emplace_back(std::move(item));
            top += size * line_height;
            text += (i > 0 ? "\n" : "") + block->lines[i];
        }
        plan.labels.push_back({request.layer, request.feature, text, box});
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
        placer.place(request);
    }
    return std::move(placer.plan);
}

} // namespace sandan::render
