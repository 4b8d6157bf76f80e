#include "render/labels.hpp"

#include "render/marks.hpp"

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
        const auto last = std::find_if(blocks.rbegin(), blocks.rend(),
                                       [](const auto& b) { return !b.lines.empty(); });
        const auto& block = last == blocks.rend() ? blocks.back() : *last;
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

    void draw(const Placing& placing, const LabelRequest& request) {
        const auto* const block = placing.block;
        const auto& box = placing.box; // clang 14 captures no structured bindings
        const double size = placing.size;
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
        placer.place(request);
    }
    return std::move(placer.plan);
}

} // namespace sandan::render
