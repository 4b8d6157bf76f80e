#include "geom/coverage_survey.hpp"

#include <sandan/core/parallel.hpp>
#include <sandan/geom/common_areas.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>
#include <sandan/geom/width.hpp>

#include "geom/arrangement.hpp"
#include "geom/boxes.hpp"
#include "geom/enclosed.hpp"
#include "geom/gaps.hpp"
#include "geom/overlaps.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace sandan::geom {

namespace {

/// Places are told to the grid (geom/exact_grid.hpp): a box so much larger surely holds one.
constexpr double margin = 1e-6;

/// The borders of a boundary.
std::vector<LooseEdge> edges_of(const MultiPolygon& boundary) {
    PolygonSet limits;
    if (!boundary.empty()) {
        limits.add(boundary);
    }
    return loose_edges(limits, PolygonSet{});
}

void describe(std::vector<Overlap>& overlaps, const PolygonSet& shapes, double from,
              unsigned threads) {
    parallel_for(overlaps.size(), threads, [&](std::size_t k) {
        auto& overlap = overlaps[k];
        if (overlap.area < from) {
            return;
        }
        const auto common = intersection(shapes.shape(overlap.a), shapes.shape(overlap.b));
        if (area(common) > 0) {
            const auto found = widest(common);
            overlap.at = found.at;
            overlap.width = found.width;
        }
    });
}

/// `places`: boxes around all land beyond the boundary.
std::vector<Outside> outside_of(const MultiPolygon& boundary, const Indexed& indexed,
                                std::span<const Box> places, unsigned threads) {
    const auto& shapes = indexed.shapes;
    const auto near = indexed.near(places);
    const PolygonSet limits{std::vector<MultiPolygon>{boundary}};
    const CommonAreas inside{limits};
    std::vector<Outside> all(near.size());
    parallel_for(near.size(), threads, [&](std::size_t k) {
        const auto i = near[k];
        const auto shares = inside.of(shapes, i);
        if (!shares.empty() && shares[0].whole) {
            return;
        }
        const double common = shares.empty() ? 0 : shares[0].area;
        if (shapes.area(i) - common <= least_common_area) {
            return;
        }
        const auto beyond = difference(shapes.shape(i), boundary);
        if (const double size = area(beyond); size > least_common_area) {
            const auto found = widest(beyond);
            all[k] = {i, size, found.width, found.at};
        }
    });
    std::erase_if(all, [](const Outside& outside) { return outside.area <= 0; });
    return all;
}

void see_edges(const PolygonSet& set, std::size_t first, std::size_t last,
               CoverageSurvey::Part& part) {
    thread_local BlockEdges edges;
    part.open.clear();
    part.boxes.assign(set.boxes().begin() + static_cast<std::ptrdiff_t>(first),
                      set.boxes().begin() + static_cast<std::ptrdiff_t>(last));
    edges.match(
        set, first, last, [](const Point&, const Point&, std::uint32_t, std::uint32_t) {},
        part.open);
}

long double area_of(const std::vector<Gap>& gaps) {
    long double sum = 0;
    for (const auto& gap : gaps) {
        sum += static_cast<long double>(gap.area);
    }
    return sum;
}

} // namespace

void CoverageSurvey::see(const PolygonSet& set, std::size_t first, std::size_t last, Part& part) {
    see_edges(set, first, last, part);
    part.areas.clear();
    for (auto i = first; i < last; ++i) {
        part.areas.push_back(set.area(i));
    }
}

void CoverageSurvey::see(const PolygonSet& set, const std::vector<double>& areas, Part& part) {
    see_edges(set, 0, set.size(), part);
    part.areas = areas;
}

void CoverageSurvey::add(const Part& part) {
    m_front.add(part.open, m_boxes.size(), [](const EdgeByItself&, const EdgeByItself&) {});
    m_boxes.add(part.boxes);
    for (const auto area : part.areas) {
        m_area += static_cast<long double>(area);
    }
}

void CoverageSurvey::conclude(const MultiPolygon& boundary) {
    const bool bounded = !boundary.empty();
    const Arrangement land{m_front.open(), edges_of(boundary)};
    m_front = {};
    const auto faces = land.faces();
    for (std::size_t i = 0; i < faces.size(); ++i) {
        const auto& cover = faces[i].cover;
        const auto size = static_cast<long double>(faces[i].area);
        if (cover.shapes <= 0) {
            if (bounded && cover.limits > 0) {
                m_land.gaps.push_back({land.polygon(i)});
            }
            continue;
        }
        m_land.covered += size;
        if (cover.shapes > 1) {
            const long double times = cover.shapes;
            m_land.multiple += size * (times - 1) * (times - 2) / 2;
            m_land.doubled.push_back(grown(faces[i].box, margin));
        }
        if (bounded && cover.limits <= 0) {
            m_land.beyond += size;
            m_land.outside.push_back(grown(faces[i].box, margin));
        }
    }
    if (!bounded) {
        for (const auto& hole : holes_of(land)) {
            auto& gap = m_land.gaps.emplace_back();
            for (const auto face : hole) {
                gap.push_back(land.polygon(face));
            }
        }
    }
    auto places = m_land.doubled;
    std::transform(m_land.gaps.begin(), m_land.gaps.end(), std::back_inserter(places), reach_of);
    if (reaches_out()) {
        places.insert(places.end(), m_land.outside.begin(), m_land.outside.end());
    }
    m_places = HilbertTree{places};
}

/// Land beyond the boundary that is more than rounding.
bool CoverageSurvey::reaches_out() const noexcept {
    return m_land.beyond > static_cast<long double>(least_common_area);
}

CoverageReport CoverageSurvey::report(const PolygonSet& shapes, const MultiPolygon& boundary,
                                      unsigned threads, double described_from) {
    long double pairs = 0;
    CoverageReport report;
    report.area = static_cast<double>(m_area);
    report.union_area = static_cast<double>(m_land.covered);
    report.boundary_area = area(boundary);
    if (!m_land.doubled.empty() || !m_land.gaps.empty() || !m_land.outside.empty()) {
        const Indexed indexed{shapes};
        auto overlaps = find_overlaps(indexed, m_land.doubled, m_boxes.size(), threads);
        pairs = static_cast<long double>(overlaps.area);
        report.overlaps = std::move(overlaps.pairs);
        describe(report.overlaps, shapes, described_from, threads);
        report.gaps = describe_gaps(std::move(m_land.gaps), indexed, threads);
        if (reaches_out()) {
            report.outside = outside_of(boundary, indexed, m_land.outside, threads);
        }
    }
    const auto within = boundary.empty()
                            ? m_land.covered
                            : static_cast<long double>(report.boundary_area) - area_of(report.gaps);
    report.closure_error =
        static_cast<double>(m_area - (pairs - m_land.multiple) - m_land.beyond - within);
    return report;
}

} // namespace sandan::geom
