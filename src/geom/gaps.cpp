#include "geom/gaps.hpp"

#include <sandan/core/parallel.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/geom/width.hpp>

#include "geom/boxes.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace sandan::geom {

namespace {

constexpr double nearness = 1e-6; // m; crossings are rounded

double distance(const Point& p, const Point& a, const Point& b) {
    const double length_squared = (b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y);
    const double along = (p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y);
    const double t = length_squared > 0 ? std::clamp(along / length_squared, 0.0, 1.0) : 0;
    return std::hypot(a.x + t * (b.x - a.x) - p.x, a.y + t * (b.y - a.y) - p.y);
}

struct Edge {
    Point a;
    Point b;
};

bool touch_each_other(const Edge& s, const Edge& t) {
    return distance(s.a, t.a, t.b) <= nearness || distance(s.b, t.a, t.b) <= nearness ||
           distance(t.a, s.a, s.b) <= nearness || distance(t.b, s.a, s.b) <= nearness;
}

std::vector<Edge> border_of(const MultiPolygon& shape) {
    std::vector<Edge> border;
    const auto add = [&](const Ring& ring) {
        for (std::size_t i = 1; i < ring.size(); ++i) {
            border.push_back({ring[i - 1], ring[i]});
        }
    };
    for (const auto& part : shape) {
        add(part.outer);
        std::for_each(part.holes.begin(), part.holes.end(), add);
    }
    return border;
}

/// How a shape touches a gap.
struct Touch {
    bool any = false;  ///< Be it in a point.
    double length = 0; ///< Of the gap's border along it, m.
};

/// `reach`: the gap's box and a little more. Borders of a gap and of shapes never cross.
Touch contact_of(const std::vector<Edge>& border, const Box& reach, const PolygonSet& set,
                 std::size_t other) {
    std::vector<Edge> near;
    set.for_each_edge(other, [&](const Point& a, const Point& b) {
        Box box;
        box.extend(a);
        box.extend(b);
        if (touch(box, reach)) {
            near.push_back({a, b});
        }
    });
    Touch contact;
    for (const auto& edge : border) {
        const Point middle{(edge.a.x + edge.b.x) / 2, (edge.a.y + edge.b.y) / 2};
        bool along = false;
        for (const auto& beside : near) {
            along = along || distance(middle, beside.a, beside.b) <= nearness;
            contact.any = contact.any || along || touch_each_other(edge, beside);
        }
        contact.length += along ? std::hypot(edge.b.x - edge.a.x, edge.b.y - edge.a.y) : 0;
    }
    return contact;
}

Gap describe_gap(MultiPolygon shape, const Indexed& indexed) {
    Gap gap;
    gap.area = area(shape);
    if (gap.area <= 0) {
        return gap;
    }
    const auto found = widest(shape);
    gap.width = found.width;
    gap.at = found.at;
    const auto border = border_of(shape);
    const auto reach = reach_of(shape);
    for (const auto i : indexed.index.query(reach)) {
        if (const auto contact = contact_of(border, reach, indexed.shapes, i); contact.any) {
            gap.neighbours.push_back(i);
            gap.contacts.push_back(contact.length);
        }
    }
    gap.shape = std::move(shape);
    return gap;
}

} // namespace

std::vector<std::size_t> Indexed::near(std::span<const Box> places) const {
    std::vector<std::size_t> found;
    for (const auto& place : places) {
        const auto there = index.query(place);
        found.insert(found.end(), there.begin(), there.end());
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

Box reach_of(const MultiPolygon& gap) {
    return grown(envelope(gap), nearness);
}

double contact(const MultiPolygon& gap, const PolygonSet& set, std::size_t other) {
    return contact_of(border_of(gap), reach_of(gap), set, other).length;
}

std::vector<Gap> describe_gaps(std::vector<MultiPolygon> shapes, const Indexed& indexed,
                               unsigned threads) {
    std::vector<Gap> gaps(shapes.size());
    parallel_for(shapes.size(), threads,
                 [&](std::size_t i) { gaps[i] = describe_gap(std::move(shapes[i]), indexed); });
    std::erase_if(gaps, [](const Gap& gap) { return gap.area <= 0; });
    std::sort(gaps.begin(), gaps.end(), [](const Gap& a, const Gap& b) {
        return std::tie(a.at.y, a.at.x, a.area) < std::tie(b.at.y, b.at.x, b.area);
    });
    return gaps;
}

} // namespace sandan::geom
