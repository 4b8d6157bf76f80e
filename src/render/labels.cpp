#include "render/labels.hpp"

#include "render/furniture.hpp"
#include "render/label_block.hpp"
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

/// pt. A shorter text that stays legible goes before a longer one that does not.
constexpr std::array legible{8.0, 7.0, 6.0, 5.2};
constexpr std::array small{4.6, 4.0};
constexpr double overrun_size = 6.0;
constexpr double dot_reach = 1.8; // pt, of a drawn point

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

/// What a label keeps off besides other labels: each also what stands before it.
enum class Heed { nothing, leaders, outlines };

class Placer {
public:
    Placer(const geom::Box& frame, const Typesetter& type)
        : m_frame{frame}, m_type{type}, m_taken{frame}, m_outlines{frame}, m_leaders{frame} {}

    /// No label hides a point that has a label of its own; a label that may leave its shape crosses
    /// no outline of such shapes if it can stand elsewhere.
    void keep_clear(const LabelRequest& request) {
        for (const auto& p : request.points) {
            m_taken.add({p, dot_reach, dot_reach, 0});
        }
        for (const auto& ring : request.rings) {
            for (std::size_t i = 1; request.source->may_overrun && i < ring.size(); ++i) {
                add_edge(ring[i - 1], ring[i]);
            }
        }
    }

    void place(const LabelRequest& request) {
        const auto blocks = blocks_of(*request.source, m_type);
        if (blocks.empty()) {
            return;
        }
        if (const auto found = place_of(blocks, request)) {
            m_taken.add(found->box);
            if (found->foot) {
                m_leaders.add(leader_of(*found));
            }
            draw(*found, request);
        }
    }

    LabelPlan plan;
    std::vector<Item> leaders; ///< Below all labels.

private:
    /// In pieces as long as a cell of the grid is wide, so that each touches few.
    void add_edge(const Point& a, const Point& b) {
        constexpr double piece = 16; // pt
        const double length = std::hypot(b.x - a.x, b.y - a.y);
        const auto count = std::max(1L, std::lround(std::ceil(length / piece)));
        const double part = 1.0 / static_cast<double>(count);
        const double angle = std::atan2(b.y - a.y, b.x - a.x);
        for (auto i = 0L; i < count; ++i) {
            const double at = (static_cast<double>(i) + 0.5) * part;
            m_outlines.add(
                {{std::lerp(a.x, b.x, at), std::lerp(a.y, b.y, at)}, length * part / 2, 0, angle});
        }
    }

    [[nodiscard]] bool fits(const Rectangle& box, Heed heed) const {
        const double reach = std::hypot(box.half_width, box.half_height);
        return box.centre.x - reach >= m_frame.min.x && box.centre.x + reach <= m_frame.max.x &&
               box.centre.y - reach >= m_frame.min.y && box.centre.y + reach <= m_frame.max.y &&
               m_taken.free(box) && (heed != Heed::outlines || m_outlines.free(box)) &&
               (heed == Heed::nothing || m_leaders.free(box));
    }

    [[nodiscard]] std::optional<Placing> place_of(const std::vector<Block>& blocks,
                                                  const LabelRequest& request) const {
        if (!request.source->may_overrun) {
            return at_its_feature(blocks, request, Heed::nothing);
        }
        for (const auto heed : {Heed::outlines, Heed::leaders, Heed::nothing}) {
            if (auto found = at_its_feature(blocks, request, heed)) {
                return found;
            }
            if (auto found = led(blocks, request, heed)) {
                return found;
            }
        }
        return request.rings.empty() ? std::nullopt : over(shortest(blocks), request);
    }

    [[nodiscard]] std::optional<Placing>
    at_its_feature(const std::vector<Block>& blocks, const LabelRequest& request, Heed heed) const {
        if (!request.rings.empty()) {
            return in_polygon(blocks, request, heed);
        }
        if (!request.points.empty()) {
            return beside(blocks, request.points.front(), heed);
        }
        return along(blocks, request.lines, heed);
    }

    [[nodiscard]] std::optional<Placing> in_polygon(const std::vector<Block>& blocks,
                                                    const LabelRequest& request, Heed heed) const {
        const auto& ring = request.rings.front();
        const double axis = long_axis(ring);
        const auto points = anchors(request.rings, axis);
        const Ground ground{&request.rings, shoelace(ring), level_first(axis), &points};
        const bool overruns = request.source->may_overrun;
        const std::span<const double> sizes{legible};
        auto found = best(blocks, overruns ? sizes.first(3) : sizes, ground, heed);
        found = found ? found : best(blocks, overruns ? sizes.last(1) : small, ground, heed);
        if (found || !overruns) {
            return found;
        }
        const bool hidden = !points.empty() && hides(shortest(blocks), ring);
        return hidden ? beside(blocks, points.front(), heed) : std::nullopt;
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
                                              std::span<const double> sizes, const Ground& ground,
                                              Heed heed) const {
        for (const auto& block : blocks) {
            for (const double size : sizes) {
                if (block.width * block.height * size * size > ground.area) {
                    continue;
                }
                for (const double angle : ground.angles) {
                    for (const auto& p : *ground.points) {
                        const auto box = box_of(block, p, size, angle);
                        if (inside(box, *ground.rings) && fits(box, heed)) {
                            return Placing{&block, box, size};
                        }
                    }
                }
            }
        }
        return std::nullopt;
    }

    /// Would the label be larger than the shape?
    [[nodiscard]] static bool hides(const Block& block, const Line& ring) {
        geom::Box shape;
        std::for_each(ring.begin(), ring.end(), [&](const auto& p) { shape.extend(p); });
        return shape.max.x - shape.min.x < block.width * overrun_size &&
               shape.max.y - shape.min.y < block.height * overrun_size;
    }

    /// Where there is room for nothing else.
    [[nodiscard]] std::optional<Placing> over(const Block& block,
                                              const LabelRequest& request) const {
        for (const auto& p : anchors(request.rings, long_axis(request.rings.front()))) {
            const auto box = box_of(block, p, overrun_size, 0);
            if (fits(box, Heed::nothing)) {
                return Placing{&block, box, overrun_size};
            }
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<Placing> beside(const std::vector<Block>& blocks, const Point& p,
                                                Heed heed) const {
        for (const auto& block : blocks) {
            const double dx = block.width * overrun_size / 2 + 2.5;
            const double dy = block.height * overrun_size / 2 + 2;
            for (const auto& centre : {Point{p.x + dx, p.y}, Point{p.x - dx, p.y},
                                       Point{p.x, p.y - dy}, Point{p.x, p.y + dy}}) {
                const auto box = box_of(block, centre, overrun_size, 0);
                if (fits(box, heed)) {
                    return Placing{&block, box, overrun_size};
                }
            }
        }
        return std::nullopt;
    }

    /// Over the longest segments of the line that are as long as the label.
    [[nodiscard]] std::optional<Placing> along(const std::vector<Block>& blocks,
                                               const std::vector<Line>& lines, Heed heed) const {
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
        for (const auto& block : blocks) {
            for (const auto& segment : segments) {
                const auto box = box_of(block, segment.middle, overrun_size, segment.angle);
                if (segment.length >= block.width * overrun_size && fits(box, heed)) {
                    return Placing{&block, box, overrun_size};
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
                                             const LabelRequest& request, Heed heed) const {
        constexpr int turns = 16;
        constexpr double farthest = 220; // pt
        const auto foot = foot_of(request);
        const auto& block = shortest(blocks);
        const double size = overrun_size;
        double reach = 6;
        while (foot && reach < farthest) {
            for (int turn = 0; turn < turns; ++turn) {
                const double angle = turn * 2 * std::numbers::pi / turns;
                const Point centre{foot->x + std::cos(angle) * (reach + block.width * size / 2),
                                   foot->y + std::sin(angle) * (reach + block.height * size / 2)};
                const Placing placing{&block, box_of(block, centre, size, 0), size, foot};
                if (fits(placing.box, heed) &&
                    (heed == Heed::nothing || m_taken.free(leader_of(placing)))) {
                    return placing;
                }
            }
            reach *= 1.25;
        }
        return std::nullopt;
    }

    /// From its foot to the nearest side of the label.
    [[nodiscard]] static Line leader(const Placing& placing) {
        const auto& box = placing.box;
        const auto& foot = *placing.foot;
        return {
            foot,
            {std::clamp(foot.x, box.centre.x - box.half_width, box.centre.x + box.half_width),
             std::clamp(foot.y, box.centre.y - box.half_height, box.centre.y + box.half_height)}};
    }

    /// Without its beginning, which several share whose feet are in one place.
    [[nodiscard]] static Rectangle leader_of(const Placing& placing) {
        constexpr double shared = 3; // pt
        const auto line = leader(placing);
        const double dx = line[1].x - line[0].x;
        const double dy = line[1].y - line[0].y;
        const double length = std::hypot(dx, dy);
        const double rest = std::max(0.0, length - shared) / 2;
        const double middle = length > 0 ? 1 - rest / length : 1;
        return {{line[0].x + dx * middle, line[0].y + dy * middle}, rest, 0, std::atan2(dy, dx)};
    }

    /// A line to the feature, and a pale plate that keeps the ground out of the text.
    void draw_leader(const Placing& placing) {
        PathItem line{.lines = {leader(placing)}, .closed = false, .style = {}};
        line.style.stroke = "#333333";
        line.style.stroke_pt = 0.4;
        leaders.emplace_back(std::move(line));
        const auto& [centre, across, down, angle] = placing.box;
        Style plate;
        plate.fill = "#ffffff";
        plate.stroke = "#333333";
        plate.stroke_pt = 0.25;
        leaders.emplace_back(rectangle(
            {{centre.x - across, centre.y - down}, {centre.x + across, centre.y + down}}, plate));
    }

    void draw(const Placing& placing, const LabelRequest& request) {
        const auto& block = *placing.block;
        const auto& box = placing.box;
        const double size = placing.size;
        const double c = std::cos(box.angle);
        const double s = std::sin(box.angle);
        const auto at = [&](const Point& p) {
            const double x = p.x * size;
            const double y = p.y * size;
            return Point{box.centre.x + x * c - y * s, box.centre.y + x * s + y * c};
        };
        if (placing.foot) {
            draw_leader(placing);
        }
        if (!block.mark.empty()) {
            plan.items.emplace_back(mark(block.mark, at(block.centre_of_mark()), size * 0.95));
        }
        std::string text;
        for (std::size_t i = 0; i < block.lines.size(); ++i) {
            TextItem item;
            item.text = block.lines[i];
            item.at = at(block.start_of(i));
            item.size = size;
            item.angle = box.angle;
            item.halo = placing.foot ? "#ffffff" : halo_for(request);
            plan.items.emplace_back(std::move(item));
            text += (i > 0 ? "\n" : "") + block.lines[i];
        }
        plan.labels.push_back({0, request.layer, request.feature, text, box});
    }

    geom::Box m_frame;
    const Typesetter& m_type;
    Taken m_taken;
    Taken m_outlines;
    Taken m_leaders;
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
