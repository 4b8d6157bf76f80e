// Slopes of the kernels over 1k, 10k and 100k parcels; run it on an idle machine.
#include <sandan/geom/box_index.hpp>
#include <sandan/geom/common_areas.hpp>
#include <sandan/geom/coverage.hpp>
#include <sandan/geom/nearest.hpp>
#include <sandan/geom/polygon_set.hpp>
#include <sandan/geom/validity.hpp>
#include <sandan/geom/zonal.hpp>

#include "geom/edge_matches.hpp"

#include <benchmark/benchmark.h>
#include <boost/geometry.hpp>
#include <boost/geometry/geometries/box.hpp>
#include <boost/geometry/geometries/point_xy.hpp>
#include <boost/geometry/index/rtree.hpp>

#include <algorithm>
#include <cmath>
#include <random>
#include <utility>
#include <vector>

using namespace sandan;

namespace {

/// About `count` four-cornered parcels with shared, jittered corners.
std::vector<geom::MultiPolygon> parcels(std::int64_t count) {
    const auto side = static_cast<std::size_t>(std::sqrt(static_cast<double>(count)));
    std::mt19937 random{1};
    std::uniform_real_distribution<double> jitter{-4, 4};
    std::vector<geom::Point> corners;
    for (std::size_t i = 0; i < (side + 1) * (side + 1); ++i) {
        corners.push_back({205000 + 40.0 * static_cast<double>(i % (side + 1)) + jitter(random),
                           361000 + 40.0 * static_cast<double>(i / (side + 1)) + jitter(random)});
    }
    std::vector<geom::MultiPolygon> all;
    for (std::size_t row = 0; row < side; ++row) {
        for (std::size_t column = 0; column < side; ++column) {
            const auto at = row * (side + 1) + column;
            const auto up = at + side + 1;
            all.push_back(
                {{{corners[at], corners[at + 1], corners[up + 1], corners[up], corners[at]}, {}}});
        }
    }
    return all;
}

void validity(benchmark::State& state) {
    const auto all = parcels(state.range(0));
    for (auto _ : state) {
        for (const auto& shape : all) {
            benchmark::DoNotOptimize(geom::find_defect(shape));
        }
    }
    state.SetComplexityN(state.range(0));
}

void matching_edges(benchmark::State& state) {
    const geom::PolygonSet set{parcels(state.range(0))};
    for (auto _ : state) {
        benchmark::DoNotOptimize(geom::loose_edges(set, geom::PolygonSet{}));
    }
    state.SetComplexityN(state.range(0));
}

void areas_in_zones(benchmark::State& state) {
    const geom::PolygonSet set{parcels(state.range(0))};
    const geom::PolygonSet zones{parcels(state.range(0) / 50)};
    for (auto _ : state) {
        const geom::CommonAreas areas{zones};
        for (std::size_t i = 0; i < set.size(); ++i) {
            benchmark::DoNotOptimize(areas.of(set, i));
        }
    }
    state.SetComplexityN(state.range(0));
}

void coverage(benchmark::State& state) {
    const geom::PolygonSet set{parcels(state.range(0))};
    for (auto _ : state) {
        benchmark::DoNotOptimize(geom::check_coverage(set, {}));
    }
    state.SetComplexityN(state.range(0));
}

std::vector<geom::Shape> shapes(std::vector<geom::MultiPolygon> polygons) {
    std::vector<geom::Shape> all(polygons.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        all[i].polygons = std::move(polygons[i]);
    }
    return all;
}

std::vector<const geom::Shape*> pointers(const std::vector<geom::Shape>& all) {
    std::vector<const geom::Shape*> result;
    for (const auto& shape : all) {
        result.push_back(&shape);
    }
    return result;
}

/// To a twentieth of the parcels, shrunk to a tenth around their first corner.
void nearest(benchmark::State& state) {
    const auto from = shapes(parcels(state.range(0)));
    std::vector<geom::Shape> others;
    for (std::size_t i = 7; i < from.size(); i += 20) {
        others.push_back(from[i]);
        auto& ring = others.back().polygons[0].outer;
        const auto corner = ring[0];
        for (auto& p : ring) {
            p = {corner.x + (p.x - corner.x) / 10, corner.y + (p.y - corner.y) / 10};
        }
    }
    for (auto _ : state) {
        const geom::NearestShapes index{pointers(others)};
        benchmark::DoNotOptimize(index.nearest_of_each(pointers(from)));
    }
    state.SetComplexityN(state.range(0));
}

/// Cells of 5 m, 64 to a parcel.
void zonal(benchmark::State& state) {
    const geom::PolygonSet set{parcels(state.range(0))};
    const auto side = static_cast<std::size_t>(std::sqrt(static_cast<double>(state.range(0))));
    const std::size_t cells = 8 * side + 8;
    const geom::Grid grid{.origin = {204980, 361000 + 5.0 * static_cast<double>(cells) - 20},
                          .cell_width = 5,
                          .cell_height = 5,
                          .columns = cells,
                          .rows = cells};
    for (auto _ : state) {
        geom::ZonalStatistics statistics{set, grid};
        const auto window = statistics.window();
        const std::vector<double> rows(window.columns() * 128, 3.5);
        for (auto row = window.first_row; row < window.end_row; row += 128) {
            const auto count = std::min<std::size_t>(128, window.end_row - row);
            statistics.add_rows(row, {rows.data(), count * window.columns()});
        }
        benchmark::DoNotOptimize(statistics.values().data());
    }
    state.SetComplexityN(state.range(0));
}

void hilbert_index(benchmark::State& state) {
    const geom::PolygonSet set{parcels(state.range(0))};
    for (auto _ : state) {
        const geom::BoxIndex index{set.boxes()};
        for (const auto& box : set.boxes()) {
            benchmark::DoNotOptimize(index.query(box));
        }
    }
    state.SetComplexityN(state.range(0));
}

/// What was there before: Boost.Geometry's packed R*-tree, same nodes.
void boost_index(benchmark::State& state) {
    namespace bg = boost::geometry;
    using Place = bg::model::d2::point_xy<double>;
    using Entry = std::pair<bg::model::box<Place>, std::size_t>;
    const geom::PolygonSet set{parcels(state.range(0))};
    std::vector<Entry> entries;
    for (const auto& box : set.boxes()) {
        entries.push_back(
            {{Place{box.min.x, box.min.y}, Place{box.max.x, box.max.y}}, entries.size()});
    }
    for (auto _ : state) {
        const bg::index::rtree<Entry, bg::index::rstar<16>> index{entries};
        std::vector<Entry> found;
        for (const auto& entry : entries) {
            found.clear();
            index.query(bg::index::intersects(entry.first), std::back_inserter(found));
            benchmark::DoNotOptimize(found.data());
        }
    }
    state.SetComplexityN(state.range(0));
}

void sizes(benchmark::internal::Benchmark* bench) {
    bench->Arg(1000)->Arg(10000)->Arg(100000)->Unit(benchmark::kMillisecond)->Complexity();
}

BENCHMARK(validity)->Apply(sizes);
BENCHMARK(matching_edges)->Apply(sizes);
BENCHMARK(areas_in_zones)->Apply(sizes);
BENCHMARK(coverage)->Apply(sizes);
BENCHMARK(nearest)->Apply(sizes);
BENCHMARK(zonal)->Apply(sizes);
BENCHMARK(hilbert_index)->Apply(sizes);
BENCHMARK(boost_index)->Apply(sizes);

} // namespace

BENCHMARK_MAIN();
