#include <sandan/core/parallel.hpp>
#include <sandan/geom/common_areas.hpp>
#include <sandan/geom/coverage.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>
#include <sandan/geom/width.hpp>

#include "geom/arrangement.hpp"
#include "geom/edge_matches.hpp"
#include "geom/enclosed.hpp"
#include "geom/gaps.hpp"
#include "geom/overlaps.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace sandan::geom {

namespace {

/// What faces say of the layer, m²: of millions of shapes, so that double would lose digits.
struct Account {
    long double covered = 0;  ///< Once or more.
    long double multiple = 0; ///< Covered n times: n (n − 1) / 2, as pairs count, less n − 1.
    long double beyond = 0;   ///< Covered, outside the boundary.
    std::vector<Box> doubled; ///< Faces covered more than once.
    std::vector<Box> outside; ///< Faces beyond the boundary.
    std::vector<MultiPolygon> gaps; ///< Within the boundary, or enclosed.
};

/// Places are told to the grid (geom/exact_grid.hpp): a box around one that surely holds it.
Box grown(const Box& box) {
    constexpr double margin = 1e-6;
    return {{box.min.x - margin, box.min.y - margin}, {box.max.x + margin, box.max.y + margin}};
}

Account account_of(const Arrangement& land, bool bounded) {
    Account account;
    const auto faces = land.faces();
    for (std::size_t i = 0; i < faces.size(); ++i) {
        const auto& cover = faces[i].cover;
        const auto size = static_cast<long double>(faces[i].area);
        if (cover.shapes <= 0) {
            if (bounded && cover.limits > 0) {
                account.gaps.push_back({land.polygon(i)});
            }
            continue;
        }
        account.covered += size;
        if (cover.shapes > 1) {
            const long double times = cover.shapes;
            account.multiple += size * (times - 1) * (times - 2) / 2;
            account.doubled.push_back(grown(faces[i].box));
        }
        if (bounded && cover.limits <= 0) {
            account.beyond += size;
            account.outside.push_back(grown(faces[i].box));
        }
    }
    if (!bounded) {
        for (const auto& hole : holes_of(land)) {
            auto& gap = account.gaps.emplace_back();
            for (const auto face : hole) {
                gap.push_back(land.polygon(face));
            }
        }
    }
    return account;
}

Account account_of(const PolygonSet& shapes, const MultiPolygon& boundary) {
    PolygonSet limits;
    if (!boundary.empty()) {
        limits.add(boundary);
    }
    const auto own = loose_edges(shapes, PolygonSet{});
    return account_of(Arrangement{own, loose_edges(limits, PolygonSet{})}, !boundary.empty());
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
    std::vector<std::size_t> near;
    for (const auto& place : places) {
        const auto there = indexed.index.query(place);
        near.insert(near.end(), there.begin(), there.end());
    }
    std::sort(near.begin(), near.end());
    near.erase(std::unique(near.begin(), near.end()), near.end());

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

long double area_of(const PolygonSet& shapes) {
    long double sum = 0;
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        sum += static_cast<long double>(shapes.area(i));
    }
    return sum;
}

long double area_of(const std::vector<Gap>& gaps) {
    long double sum = 0;
    for (const auto& gap : gaps) {
        sum += static_cast<long double>(gap.area);
    }
    return sum;
}

} // namespace

CoverageReport check_coverage(const PolygonSet& shapes, const MultiPolygon& boundary,
                              unsigned threads, double described_from) {
    const bool bounded = !boundary.empty();
    auto land = account_of(shapes, boundary);
    const auto sum = area_of(shapes);
    long double pairs = 0;
    CoverageReport report;
    report.area = static_cast<double>(sum);
    report.union_area = static_cast<double>(land.covered);
    report.boundary_area = area(boundary);
    if (!land.doubled.empty() || !land.gaps.empty() || !land.outside.empty()) {
        const Indexed indexed{shapes};
        auto overlaps = find_overlaps(indexed, land.doubled, threads);
        pairs = static_cast<long double>(overlaps.area);
        report.overlaps = std::move(overlaps.pairs);
        describe(report.overlaps, shapes, described_from, threads);
        report.gaps = describe_gaps(std::move(land.gaps), indexed, threads);
        if (land.beyond > static_cast<long double>(least_common_area)) {
            report.outside = outside_of(boundary, indexed, land.outside, threads);
        }
    }
    const auto within = bounded
                            ? static_cast<long double>(report.boundary_area) - area_of(report.gaps)
                            : land.covered;
    report.closure_error =
        static_cast<double>(sum - (pairs - land.multiple) - land.beyond - within);
    return report;
}

CoverageReport check_coverage(std::span<const MultiPolygon> shapes, const MultiPolygon& boundary,
                              unsigned threads) {
    return check_coverage(PolygonSet{shapes}, boundary, threads);
}

} // namespace sandan::geom
