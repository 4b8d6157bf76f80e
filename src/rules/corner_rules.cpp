// PD-05: the corner of a lot between two narrow roads is cut back (가각전제, 건축법 영 §31).

#include <sandan/geom/box_index.hpp>
#include <sandan/geom/measure.hpp>

#include "rules/support.hpp"
#include "rules/topics.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

namespace sandan::rules {

namespace {

using geom::Point;

constexpr double infinity = std::numeric_limits<double>::infinity();

/// A stretch of a lot's border along a road.
struct Edge {
    Point a;
    Point b;
    std::size_t road = 0; ///< Position in the roads
};

struct Road {
    geom::Shape shape;
    std::optional<double> width;
};

double apart(const Point& a, const Point& b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}

/// The edges of the outer ring whose middle lies on a road.
std::vector<Edge> edges_on(const std::vector<Road>& roads, const geom::BoxIndex& index,
                           const geom::MultiPolygon& lot) {
    constexpr double noise_m = 0.02;
    std::vector<Edge> edges;
    for (const auto& polygon : lot) {
        for (std::size_t i = 1; i < polygon.outer.size(); ++i) {
            const auto& a = polygon.outer[i - 1];
            const auto& b = polygon.outer[i];
            const Point middle{(a.x + b.x) / 2, (a.y + b.y) / 2};
            geom::Box box;
            box.extend({middle.x - noise_m, middle.y - noise_m});
            box.extend({middle.x + noise_m, middle.y + noise_m});
            for (const auto road : index.query(box)) {
                const geom::Shape point{.polygons = {}, .lines = {}, .points = {middle}};
                if (geom::distance(point, roads[road].shape) <= noise_m) {
                    edges.push_back({a, b, road});
                    break;
                }
            }
        }
    }
    return edges;
}

/// Where the lines of two edges would meet, and the angle of the land between them.
struct Corner {
    Point at;
    double angle_deg = 0;
    double cut = 0; ///< The shorter of the two distances from it to the lot's edges.
};

std::optional<Corner> corner_of(const Edge& e, const Edge& f) {
    const Point u{e.b.x - e.a.x, e.b.y - e.a.y};
    const Point v{f.b.x - f.a.x, f.b.y - f.a.y};
    const double turn = u.x * v.y - u.y * v.x;
    const double scale = std::hypot(u.x, u.y) * std::hypot(v.x, v.y);
    if (std::abs(turn) <= 1e-6 * scale) {
        return std::nullopt; // one straight front
    }
    const double t = ((f.a.x - e.a.x) * v.y - (f.a.y - e.a.y) * v.x) / turn;
    Corner corner{{e.a.x + t * u.x, e.a.y + t * u.y}, 0, 0};
    const auto far = [&](const Edge& edge) {
        return apart(corner.at, edge.a) > apart(corner.at, edge.b) ? edge.a : edge.b;
    };
    const auto near = [&](const Edge& edge) {
        return std::min(apart(corner.at, edge.a), apart(corner.at, edge.b));
    };
    const Point p = far(e);
    const Point q = far(f);
    const Point ep{p.x - corner.at.x, p.y - corner.at.y};
    const Point fq{q.x - corner.at.x, q.y - corner.at.y};
    corner.angle_deg = std::abs(std::atan2(ep.x * fq.y - ep.y * fq.x, ep.x * fq.x + ep.y * fq.y)) *
                       180 / std::numbers::pi;
    corner.cut = std::min(near(e), near(f));
    return corner;
}

/// `6-8` or `4-6`; empty for widths the decree does not speak of.
std::string_view width_class(double width) {
    return width >= 6 && width < 8 ? "6-8" : width >= 4 && width < 6 ? "4-6" : "";
}

/// The parameter key of two road widths and an angle; empty where nothing is asked.
std::string key_of(double angle_deg, double width_a, double width_b) {
    const auto wide = width_class(std::max(width_a, width_b));
    const auto narrow = width_class(std::min(width_a, width_b));
    const char* const range = !reaches(angle_deg, 90)    ? "below_90"
                              : !reaches(angle_deg, 120) ? "below_120"
                                                         : "";
    return wide.empty() || narrow.empty() || *range == '\0'
               ? std::string{}
               : fmt::format("{}:{}x{}", range, wide, narrow);
}

/// A corner lies at the ends of two edges: farther off, the lines meet by chance.
constexpr double corner_reach_m = 15;

Outcome judge_cut(const Corner& corner, const model::Parameter* asked, const std::string& key) {
    const auto angle = fmt::format(" ({:.0f}°)", corner.angle_deg);
    auto outcome = at_least({{"가각전제 길이", "corner cut-back"}, corner.cut, {angle, angle}},
                            asked, fmt::format("PD-05 cutback {}", key));
    outcome.evidence.location = location_at(corner.at);
    return outcome;
}

std::vector<std::pair<Corner, std::array<std::size_t, 2>>>
corners_of(const std::vector<Edge>& edges) {
    std::vector<std::pair<Corner, std::array<std::size_t, 2>>> corners;
    for (std::size_t i = 0; i < edges.size(); ++i) {
        for (std::size_t j = i + 1; j < edges.size(); ++j) {
            const auto corner =
                edges[i].road == edges[j].road ? std::nullopt : corner_of(edges[i], edges[j]);
            if (corner && corner->cut <= corner_reach_m) {
                corners.emplace_back(*corner, std::array{edges[i].road, edges[j].road});
            }
        }
    }
    return corners;
}

/// The corner with the least to spare; a cut too short is one, whatever is not known of others.
Outcome judge_corners(const Context& context, const std::vector<Road>& roads,
                      const std::vector<Edge>& edges) {
    Outcome worst =
        not_applicable({"폭 8 m 미만 도로의 모퉁이가 아님", "at no corner of roads below 8 m"});
    double shortest = infinity;
    bool no_width = false;
    for (const auto& [corner, ends] : corners_of(edges)) {
        const auto& first = roads[ends[0]].width;
        const auto& second = roads[ends[1]].width;
        if (!first || !second) {
            no_width = true;
            continue;
        }
        const auto key = key_of(corner.angle_deg, *first, *second);
        if (key.empty()) {
            continue;
        }
        const auto* const asked = context.parameter("PD-05", "cutback", key);
        const double spare = corner.cut - (asked == nullptr ? 0 : asked->value);
        if (spare < shortest) {
            shortest = spare;
            worst = judge_cut(corner, asked, key);
        }
    }
    return no_width && worst.kind != Outcome::Kind::breach ? unknown({"roads.width_m"}) : worst;
}

void corner_cut(const Context& context, Sink& sink) {
    const auto* const lots = context.project.layer("lots");
    const auto layers = context.project.layers_of("roads");
    if (lots == nullptr || layers.empty()) {
        sink.add({"lots", "lots", -1}, unknown({lots == nullptr ? "layer lots" : "layer roads"}));
        return;
    }
    std::vector<Road> roads;
    std::vector<geom::Box> boxes;
    for (const auto* const layer : layers) {
        for (const auto& road : layer->features) {
            roads.push_back({road.shape, layer->number(road, "width_m")});
            boxes.push_back(geom::envelope(road.shape));
        }
    }
    const geom::BoxIndex index{boxes};
    for (const auto& lot : lots->features) {
        if (!is_on_offer(context.project, *lots, lot)) {
            continue;
        }
        const auto* const complex =
            context.project.plan.complex(lots->text(lot, "complex").value_or(""));
        const bool old = complex != nullptr && is_completed(*complex, context.date);
        sink.add(subject_of(*lots, lot),
                 old ? not_retroactive()
                     : judge_corners(context, roads, edges_on(roads, index, lot.shape.polygons)));
    }
}

constexpr std::array table{
    Rule{"PD-05", corner_cut},
};

} // namespace

std::span<const Rule> corner_rules() {
    return table;
}

} // namespace sandan::rules
