#include <sandan/core/parallel.hpp>
#include <sandan/geom/common_areas.hpp>
#include <sandan/geom/coverage.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>
#include <sandan/geom/width.hpp>

#include "core/piece_budget.hpp"
#include "geom/edge_matches.hpp"
#include "geom/gaps.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <tuple>
#include <utility>

namespace sandan::geom {

namespace {

template <typename Item>
std::vector<Item> flatten(std::vector<std::vector<Item>> lists) {
    std::vector<Item> all;
    for (auto& list : lists) {
        std::move(list.begin(), list.end(), std::back_inserter(all));
    }
    return all;
}

/// Pairs of `a` with every other shape, but for suspects only with those after it.
std::vector<Overlap> overlaps_of(const Indexed& indexed, const std::vector<bool>& suspect,
                                 std::size_t a) {
    std::vector<Overlap> found;
    for (const auto b : indexed.index.query(indexed.shapes.box(a))) {
        if (b == a || (suspect[b] && b < a)) {
            continue;
        }
        const double size = common_area(indexed.shapes, a, b);
        if (size > least_common_area) {
            found.push_back({std::min(a, b), std::max(a, b), size, {}, 0});
        }
    }
    return found;
}

/// All overlaps in which a suspect takes part, by (a, b).
std::vector<Overlap> overlaps_of_suspects(const Indexed& indexed, const std::vector<bool>& suspect,
                                          unsigned threads) {
    std::vector<std::size_t> suspects;
    for (std::size_t i = 0; i < suspect.size(); ++i) {
        if (suspect[i]) {
            suspects.push_back(i);
        }
    }
    PieceBudget budget{indexed.shapes.size(), "coverage"};
    std::vector<std::vector<Overlap>> lists(suspects.size());
    parallel_for(lists.size(), threads, [&](std::size_t k) {
        lists[k] = overlaps_of(indexed, suspect, suspects[k]);
        budget.spend(lists[k].size());
    });
    auto all = flatten(std::move(lists));
    std::sort(all.begin(), all.end(), [](const Overlap& x, const Overlap& y) {
        return std::tie(x.a, x.b) < std::tie(y.a, y.b);
    });
    return all;
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

bool contains(const Box& outer, const Box& inner) {
    return outer.min.x <= inner.min.x && outer.min.y <= inner.min.y && inner.max.x <= outer.max.x &&
           inner.max.y <= outer.max.y;
}

/// One entry per hole of `shape`, without the parts of `shape` that lie in it like islands.
std::vector<MultiPolygon> holes_of(const MultiPolygon& shape) {
    std::vector<Box> boxes;
    for (const auto& part : shape) {
        boxes.push_back(envelope({part}));
    }
    const BoxIndex index{boxes};
    std::vector<MultiPolygon> result;
    for (const auto& part : shape) {
        for (const auto& ring : part.holes) {
            MultiPolygon hole{{ring, {}}};
            std::reverse(hole[0].outer.begin(), hole[0].outer.end());
            const auto box = envelope(hole);
            MultiPolygon islands;
            for (const auto k : index.query(box)) {
                if (contains(box, boxes[k]) && covers(hole, shape[k].outer.front())) {
                    islands.push_back(shape[k]);
                }
            }
            result.push_back(islands.empty() ? std::move(hole) : difference(hole, islands));
        }
    }
    return result;
}

/// One entry per polygon.
std::vector<MultiPolygon> parts_of(MultiPolygon shape) {
    std::vector<MultiPolygon> result;
    for (auto& part : shape) {
        result.push_back({std::move(part)});
    }
    return result;
}

std::vector<Outside> outside_of(const MultiPolygon& boundary, const PolygonSet& shapes,
                                unsigned threads) {
    constexpr std::size_t block = 1024;
    const PolygonSet limits{std::vector<MultiPolygon>{boundary}};
    const CommonAreas inside{limits};
    std::vector<std::vector<Outside>> lists((shapes.size() + block - 1) / block);
    parallel_for(lists.size(), threads, [&](std::size_t n) {
        for (auto i = n * block; i < std::min(shapes.size(), (n + 1) * block); ++i) {
            const auto shares = inside.of(shapes, i);
            if (shapes.empty(i) || (!shares.empty() && shares[0].whole)) {
                continue;
            }
            const double common = shares.empty() ? 0 : shares[0].area;
            if (shapes.area(i) - common <= least_common_area) {
                continue;
            }
            const auto beyond = difference(shapes.shape(i), boundary);
            if (const double size = area(beyond); size > least_common_area) {
                const auto found = widest(beyond);
                lists[n].push_back({i, size, found.width, found.at});
            }
        }
    });
    return flatten(std::move(lists));
}

double sum_of_areas(const std::vector<Gap>& gaps) {
    double sum = 0;
    for (const auto& gap : gaps) {
        sum += gap.area;
    }
    return sum;
}

/// The shape without its holes.
double outline_area(const MultiPolygon& shape) {
    std::vector<MultiPolygon> parts;
    for (const auto& part : shape) {
        parts.push_back({{part.outer, {}}});
    }
    return area(dissolve(parts));
}

double area_of(const PolygonSet& shapes, const std::vector<bool>& chosen, bool which) {
    long double sum = 0; // of millions of areas
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        sum += chosen[i] == which ? static_cast<long double>(shapes.area(i)) : 0.0L;
    }
    return static_cast<double>(sum);
}

bool in_some_shape(const Indexed& indexed, const Point& p) {
    const auto near = indexed.index.query({p, p});
    return std::any_of(near.begin(), near.end(),
                       [&](std::size_t i) { return covers(indexed.shapes.shape(i), p); });
}

MultiPolygon join(const PolygonSet& shapes, const std::vector<bool>& chosen) {
    std::vector<MultiPolygon> parts;
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        if (chosen[i] && !shapes.empty(i)) {
            parts.push_back(shapes.shape(i));
        }
    }
    return dissolve(parts);
}

/// The union of all shapes from that of the suspects: the holes of the latter are either gaps or
/// wholly filled by the others. Nothing when the others do not just fill their holes.
std::optional<MultiPolygon> fill(const MultiPolygon& joined, const Indexed& indexed,
                                 const std::vector<bool>& suspect) {
    std::vector<MultiPolygon> filled;
    double area_filled = 0;
    for (const auto& hole : holes_of(joined)) {
        for (const auto& part : parts_of(hole)) {
            if (area(part) > least_common_area && in_some_shape(indexed, label_point(part))) {
                area_filled += area(part);
                filled.push_back(part);
            }
        }
    }
    const double others = area_of(indexed.shapes, suspect, false);
    if (std::abs(others - area_filled) > 1e-6 + 1e-13 * others) {
        return std::nullopt;
    }
    filled.push_back(joined);
    return filled.size() == 1 ? joined : dissolve(filled);
}

/// What all shapes cover, and which of them overlap.
struct Union {
    MultiPolygon shape;
    std::vector<Overlap> overlaps;
};

Union join_all(const Indexed& indexed, unsigned threads) {
    const std::vector<bool> all(indexed.shapes.size(), true);
    return {join(indexed.shapes, all), overlaps_of_suspects(indexed, all, threads)};
}

Union join_by_edges(const Indexed& indexed, unsigned threads) {
    auto suspect = wholly_matched(indexed.shapes);
    suspect.flip();
    auto overlaps = overlaps_of_suspects(indexed, suspect, threads);
    for (const auto& overlap : overlaps) {
        suspect[overlap.a] = suspect[overlap.b] = true;
    }
    const auto count = std::count(suspect.begin(), suspect.end(), true);
    if (2 * static_cast<std::size_t>(count) < suspect.size()) {
        if (auto shape = fill(join(indexed.shapes, suspect), indexed, suspect)) {
            return {std::move(*shape), std::move(overlaps)};
        }
    }
    return join_all(indexed, threads);
}

} // namespace

CoverageReport check_coverage(const PolygonSet& shapes, const MultiPolygon& boundary,
                              unsigned threads, double described_from) {
    const Indexed indexed{shapes};
    CoverageReport report;
    report.area = area_of(shapes, std::vector<bool>(shapes.size(), true), true);
    auto merged = join_by_edges(indexed, threads);
    report.overlaps = std::move(merged.overlaps);
    describe(report.overlaps, shapes, described_from, threads);
    report.union_area = area(merged.shape);
    const bool bounded = !boundary.empty();
    report.gaps = describe_gaps(bounded ? parts_of(difference(boundary, merged.shape))
                                        : holes_of(merged.shape),
                                indexed, threads);
    if (!bounded) {
        report.closure_error =
            report.union_area - (outline_area(merged.shape) - sum_of_areas(report.gaps));
        return report;
    }
    report.outside = outside_of(boundary, shapes, threads);
    report.boundary_area = area(boundary);
    const double beyond = area(difference(merged.shape, boundary));
    report.closure_error =
        report.union_area - (report.boundary_area - sum_of_areas(report.gaps) + beyond);
    return report;
}

CoverageReport check_coverage(std::span<const MultiPolygon> shapes, const MultiPolygon& boundary,
                              unsigned threads) {
    return check_coverage(PolygonSet{shapes}, boundary, threads);
}

} // namespace sandan::geom
