#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>

#include "report/complex_part.hpp"
#include "report/firm_looks.hpp"
#include "report/map_sheet.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace sandan::report {

namespace {

using allocation::Placement;
using render::MapFeature;
using render::MapLayer;

/// A placed firm on the map.
struct Seat {
    const Placement* placement = nullptr;
    const model::Firm* firm = nullptr;
    std::vector<const model::Feature*> lots;
    geom::Shape shape; ///< Its lots as one.
    double area_m2 = 0;
    FirmLook look;
};

void join(Seat& seat) {
    std::vector<geom::MultiPolygon> parts;
    for (const auto* const lot : seat.lots) {
        parts.push_back(lot->shape.polygons);
    }
    seat.shape.polygons = geom::dissolve(parts);
}

/// Phases differ in the line around a firm: fills and hatches tell the firms apart.
std::string dash_of(int phase) {
    constexpr std::array dashes{"", "dashed", "dotted", "dashdot"};
    const auto at = static_cast<std::size_t>(std::clamp(phase - 1, 0, 3));
    return dashes[at];
}

void set_looks(std::vector<Seat>& seats) {
    constexpr double touching_m = 1; // across a gap of the survey
    constexpr double near_m = 80;    // across a road
    Neighbours touching(seats.size());
    Neighbours near(seats.size());
    for (std::size_t i = 0; i < seats.size(); ++i) {
        for (std::size_t k = 0; k < i; ++k) {
            const double distance = geom::distance(seats[i].shape, seats[k].shape);
            if (distance < near_m) {
                near[i].push_back(k);
                near[k].push_back(i);
            }
            if (distance < touching_m) {
                touching[i].push_back(k);
                touching[k].push_back(i);
            }
        }
    }
    const auto looks = firm_looks(touching, near);
    for (std::size_t i = 0; i < seats.size(); ++i) {
        seats[i].look = looks[i];
    }
}

std::vector<Seat> seats_of(const model::Project& project, const allocation::Allocation& result) {
    std::map<std::string, const model::Feature*> lots;
    if (const auto* const layer = project.layer("lots")) {
        for (const auto& lot : layer->features) {
            lots.emplace(layer->id(lot), &lot);
        }
    }
    std::vector<Seat> seats;
    for (const auto& placement : result.placements) {
        Seat seat{.placement = &placement,
                  .firm = project.firm(placement.firm),
                  .lots = {},
                  .shape = {},
                  .area_m2 = placement.area_m2,
                  .look = {}};
        for (const auto& lot : placement.lots) {
            if (const auto found = lots.find(lot); found != lots.end()) {
                seat.lots.push_back(found->second);
            }
        }
        if (placement.placed && !seat.lots.empty()) {
            join(seat);
            seats.push_back(std::move(seat));
        }
    }
    set_looks(seats);
    return seats;
}

/// Leaves what lies in one complex; looks stay those of the whole plan.
void keep_complex(std::vector<Seat>& seats, const model::Project& project,
                  const std::string& complex) {
    const auto* const layer = project.layer("lots");
    for (auto& seat : seats) {
        const auto gone = std::erase_if(
            seat.lots, [&](const auto* lot) { return !belongs(*layer, *lot, complex); });
        if (gone > 0 && !seat.lots.empty()) {
            join(seat);
            seat.area_m2 = geom::area(seat.shape.polygons);
        }
    }
    std::erase_if(seats, [](const auto& seat) { return seat.lots.empty(); });
}

std::string name_of(const model::Firm* firm, const std::string& id) {
    return firm == nullptr || firm->name.empty() ? id : firm->name;
}

render::Style style_of(const Seat& seat) {
    auto style = area_style(firm_colours.at(seat.look.colour), "#222222", 1.2);
    style.dash = dash_of(seat.placement->phase);
    style.hatch = firm_hatches.at(seat.look.hatch);
    style.hatch_colour = "#6a6a6a";
    return style;
}

std::string phase_name(int phase, Language language) {
    return language == Language::ko ? fmt::format("{}단계", phase) : fmt::format("Phase {}", phase);
}

/// Area of the placed firms by phase.
std::map<int, double> phases_of(const std::vector<Seat>& seats) {
    std::map<int, double> phases;
    for (const auto& seat : seats) {
        phases[seat.placement->phase] += seat.area_m2;
    }
    return phases;
}

/// Later phases on top: their broken lines are seen where two firms share a border.
MapLayer firms(const std::vector<Seat>& seats, bool phased, Language language) {
    MapLayer layer{.name = "firms", .features = {}};
    std::vector<const Seat*> order;
    for (const auto& seat : seats) {
        order.push_back(&seat);
    }
    std::stable_sort(order.begin(), order.end(), [](const auto* a, const auto* b) {
        return a->placement->phase < b->placement->phase;
    });
    for (const auto* const seat : order) {
        MapFeature feature;
        feature.shape = seat->shape;
        feature.style = style_of(*seat);
        feature.key = seat->placement->firm;
        const auto name = name_of(seat->firm, seat->placement->firm);
        const auto phase =
            phased ? " · " + phase_name(seat->placement->phase, language) : std::string{};
        feature.labels = {name + "\n" + square_metres(seat->area_m2, language) + phase, name,
                          seat->placement->firm};
        feature.label_priority = seat->firm != nullptr && seat->firm->anchor ? 3 : 2;
        feature.may_overrun = true;
        layer.features.push_back(std::move(feature));
    }
    return layer;
}

/// A quadratic Bézier from `a` to `b` that bends to the left by a sixth of the way.
geom::Line arc(const geom::Point& a, const geom::Point& b) {
    const geom::Point bend{(a.x + b.x) / 2 - (b.y - a.y) / 3, (a.y + b.y) / 2 + (b.x - a.x) / 3};
    constexpr int steps = 24;
    geom::Line line;
    for (int i = 0; i <= steps; ++i) {
        const double t = static_cast<double>(i) / steps;
        const double u = 1 - t;
        line.push_back({u * u * a.x + 2 * u * t * bend.x + t * t * b.x,
                        u * u * a.y + 2 * u * t * bend.y + t * t * b.y});
    }
    return line;
}

render::Style style_of_link(double weight) {
    return line_style("#7a1f1f", 0.5 + 0.35 * std::min(weight, 4.0));
}

MapLayer links(const model::Project& project, const std::vector<Seat>& seats) {
    std::map<std::string, geom::Point> places;
    for (const auto& seat : seats) {
        places.emplace(seat.placement->firm, geom::label_point(seat.shape.polygons));
    }
    MapLayer layer{.name = "links", .features = {}};
    for (const auto& link : project.links) {
        const auto from = places.find(link.from);
        const auto to = places.find(link.to);
        if (from != places.end() && to != places.end()) {
            MapFeature feature;
            feature.shape.lines = {arc(from->second, to->second)};
            feature.style = style_of_link(link.weight);
            feature.key = "links";
            layer.features.push_back(std::move(feature));
        }
    }
    return layer;
}

void list_unplaced(render::MapSpec& spec, const MapData& data, Language language) {
    for (const auto& placement : data.allocation->placements) {
        if (!placement.placed) {
            spec.legend.push_back(
                legend_text(fmt::format("{} {} – {}: {}", placement.firm,
                                        name_of(data.context.project.firm(placement.firm), ""),
                                        language == Language::ko ? "미배치" : "not placed",
                                        placement.reason.in(language))));
        }
    }
}

/// On the sheet of one complex: firms that it does not show.
void count_others(render::MapSpec& spec, const allocation::Allocation& result,
                  std::size_t elsewhere, Language language) {
    const auto unplaced = std::count_if(result.placements.begin(), result.placements.end(),
                                        [](const auto& placement) { return !placement.placed; });
    spec.legend.push_back(legend_text(fmt::format(
        fmt::runtime(language == Language::ko ? "다른 단지 {}개사 · 미배치 {}개사 (전체 도면 참조)"
                                              : "{} firms in other complexes · {} not placed (see "
                                                "the sheet of the plan)"),
        elsewhere, unplaced)));
}

void add_legend(render::MapSpec& spec, const std::vector<Seat>& seats, const MapLayer& arcs,
                Language language) {
    const bool korean = language == Language::ko;
    const auto phases = phases_of(seats);
    double placed_m2 = 0;
    for (const auto& seat : seats) {
        const auto phase =
            phases.size() > 1 ? phase_name(seat.placement->phase, language) + " · " : std::string{};
        spec.legend.push_back(legend_area(seat.placement->firm + " " + name_of(seat.firm, ""),
                                          style_of(seat),
                                          phase + square_metres(seat.area_m2, language)));
        spec.legend.back().key = seat.placement->firm;
        placed_m2 += seat.area_m2;
    }
    spec.legend.push_back(legend_text(
        fmt::format(fmt::runtime(korean ? "배치 {}개사 합계" : "{} firms placed"), seats.size()),
        square_metres(placed_m2, language)));
    for (const auto& [phase, area] : phases) {
        auto style = area_style("#ffffff", "#222222", 1.2);
        style.dash = dash_of(phase);
        spec.legend.push_back(
            legend_area(phase_name(phase, language), style, square_metres(area, language)));
    }
    if (!arcs.features.empty()) {
        spec.legend.push_back(legend_line(korean ? "가치사슬 연계 (굵기 = 가중치)"
                                                 : "Value-chain link (width = weight)",
                                          style_of_link(2)));
        spec.legend.back().key = "links";
    }
}

} // namespace

render::MapSpec map_of_allocation(const MapData& data, const MapOptions& options) {
    const auto& project = data.context.project;
    const bool korean = options.language == Language::ko;
    auto spec =
        blank_sheet(data, options, {"기업 배치도", "Allocation of firms"}, {"배치 기업", "Firms"});
    spec.subtitle += data.allocation->solver.empty()
                         ? (korean ? " · 수동 배정" : " · assigned by hand")
                         : " · " + outcome_of(*data.allocation).in(options.language);
    auto seats = seats_of(project, *data.allocation);
    const auto all = seats.size();
    if (!options.complex.empty()) {
        keep_complex(seats, project, options.complex);
    }
    auto arcs = links(project, seats);
    add_legend(spec, seats, arcs, options.language);
    if (options.complex.empty()) {
        list_unplaced(spec, data, options.language);
    } else {
        count_others(spec, *data.allocation, all - seats.size(), options.language);
    }
    spec.layers = {surroundings(project),
                   pale_lots(project),
                   firms(seats, phases_of(seats).size() > 1, options.language),
                   lot_outlines(project),
                   std::move(arcs),
                   boundaries(project)};
    add_base_legend(spec, project, options);
    return spec;
}

} // namespace sandan::report
