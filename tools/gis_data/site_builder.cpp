#include "site_builder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <sstream>
#include <stdexcept>

namespace gis_data {

namespace {

/// Decided areas: whole m² that sum to the whole area, by largest remainder.
void decide_areas(std::vector<Lot>& lots, double total_m2) {
    std::vector<std::size_t> order(lots.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    long rest = std::lround(total_m2);
    std::vector<double> fraction;
    for (Lot& lot : lots) {
        const double area = area_m2(lot.ring);
        lot.plan_m2 = static_cast<long>(area);
        fraction.push_back(area - std::floor(area));
        rest -= lot.plan_m2;
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return fraction[a] > fraction[b]; });
    for (std::size_t i = 0; i < static_cast<std::size_t>(rest); ++i) {
        ++lots[order[i]].plan_m2;
    }
}

void sum_parents(std::vector<Lot>& lots) {
    std::map<std::string, long> sums;
    for (const Lot& lot : lots) {
        sums[lot.block] += lot.use == "IND" ? lot.plan_m2 : 0;
    }
    for (Lot& lot : lots) {
        lot.parent_m2 = lot.use == "IND" ? sums[lot.block] : 0;
    }
}

} // namespace

SiteBuilder::SiteBuilder(std::string id, std::string prefix, std::uint64_t seed) : m_random{seed} {
    m_site.id = std::move(id);
    m_site.prefix = std::move(prefix);
}

void SiteBuilder::add(Lot lot) {
    m_site.lots.push_back(std::move(lot));
}

void SiteBuilder::belt(double x0, double y0, double x1, double y1) {
    Lot lot;
    lot.id = fmt::format("{}-N{:02}", m_site.prefix, ++m_belts);
    lot.use = "BUF";
    lot.ring = rectangle(x0, y0, x1, y1);
    lot.depth_m = std::min(x1 - x0, y1 - y0);
    m_site.cells.push_back({lot.use, lot.ring});
    add(std::move(lot));
}

void SiteBuilder::green(Ring ring) {
    Lot lot;
    lot.id = fmt::format("{}-G{:02}", m_site.prefix, ++m_greens);
    lot.use = "GREEN";
    lot.ring = std::move(ring);
    m_site.cells.push_back({lot.use, lot.ring});
    add(std::move(lot));
}

void SiteBuilder::road(double x0, double y0, double x1, double y1, bool horizontal,
                       std::string_view road_class) {
    Lot lot;
    lot.id = fmt::format("{}-R{:02}", m_site.prefix, ++m_roads);
    lot.use = "ROAD";
    lot.ring = rectangle(x0, y0, x1, y1);
    lot.road_class = road_class;
    lot.depth_m = horizontal ? y1 - y0 : x1 - x0;
    const double x = (x0 + x1) / 2;
    const double y = (y0 + y1) / 2;
    lot.centre = horizontal ? Ring{at(x0, y), at(x1, y)} : Ring{at(x, y0), at(x, y1)};
    m_site.cells.push_back({lot.use, lot.ring});
    add(std::move(lot));
}

void SiteBuilder::row(const Lot& like, int columns, Span x, Span y) {
    const double mean = (x.to - x.from) / columns;
    double from = x.from;
    for (int i = 1; i <= columns; ++i) {
        const auto shift = static_cast<double>(m_random.between(-16, 16)) / 100;
        const double to = i == columns ? x.to : std::round(x.from + mean * (i + shift));
        Lot lot = like;
        lot.id = fmt::format("{}-{:02}", like.block, ++m_lot_of_block);
        lot.ring = rectangle(from, y.from, to, y.to);
        add(std::move(lot));
        from = to;
    }
}

void SiteBuilder::block(std::string_view parts, Span x, Span y, int phase) {
    m_lot_of_block = 0;
    const std::string block = fmt::format("{}-B{:02}", m_site.prefix, ++m_blocks);
    std::istringstream list{std::string{parts}};
    double from = x.from;
    for (std::string part; std::getline(list, part, ';');) {
        std::istringstream words{part};
        Lot lot;
        double share = 1;
        int bottom = 1;
        int top = 0;
        std::string flags;
        words >> lot.use >> share >> bottom >> top >> flags;
        lot.block = block;
        lot.phase = phase;
        lot.lease = flags.find('L') != std::string::npos;
        lot.negative = flags.find('N') != std::string::npos;
        const bool last = list.peek() == std::char_traits<char>::eof();
        const Span width{from, last ? x.to : std::round(from + share * (x.to - x.from))};
        const double middle = top > 0 ? (y.from + y.to) / 2 : y.to;
        row(lot, bottom, width, {y.from, middle});
        if (top > 0) {
            row(lot, top, width, {middle, y.to});
        }
        m_site.cells.push_back({lot.use, rectangle(width.from, y.from, width.to, y.to)});
        from = width.to;
    }
}

std::vector<Point> SiteBuilder::vertices() const {
    std::vector<Point> points;
    for (const Lot& lot : m_site.lots) {
        points.insert(points.end(), lot.ring.begin(), lot.ring.end());
    }
    return points;
}

Site SiteBuilder::finish(Ring boundary, const Frame& frame) {
    std::vector<Point> points = vertices();
    points.insert(points.end(), boundary.begin(), boundary.end());
    std::int64_t sum = 0;
    for (Lot& lot : m_site.lots) {
        insert_junctions(lot.ring, points);
        sum += twice_area(lot.ring);
        lot.ring = frame.place(lot.ring);
        lot.centre = frame.place(lot.centre);
    }
    if (sum != twice_area(boundary)) {
        throw std::logic_error(fmt::format("{}: lots {} m², boundary {} m²", m_site.id,
                                           static_cast<double>(sum) / 2e6, area_m2(boundary)));
    }
    for (Cell& cell : m_site.cells) {
        insert_junctions(cell.ring, points);
        cell.ring = frame.place(cell.ring);
    }
    insert_junctions(boundary, points);
    m_site.boundary = frame.place(boundary);
    m_site.frame = frame;
    decide_areas(m_site.lots, static_cast<double>(sum) / 2e6);
    sum_parents(m_site.lots);
    return std::move(m_site);
}

} // namespace gis_data
