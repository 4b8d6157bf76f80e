#include <sandan/core/parallel.hpp>
#include <sandan/geom/box_index.hpp>
#include <sandan/geom/coverage.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace sandan::geom {

namespace {

/// Shapes with their boxes and an index over these.
struct Indexed {
    explicit Indexed(std::span<const MultiPolygon> all)
        : shapes{all}, boxes{boxes_of(all)}, index{boxes} {}

    static std::vector<Box> boxes_of(std::span<const MultiPolygon> all) {
        std::vector<Box> result;
        result.reserve(all.size());
        for (const auto& shape : all) {
            result.push_back(envelope(shape));
        }
        return result;
    }

    std::span<const MultiPolygon> shapes;
    std::vector<Box> boxes;
    BoxIndex index;
};

template <typename Item>
std::vector<Item> flatten(std::vector<std::vector<Item>> lists) {
    std::vector<Item> all;
    for (auto& list : lists) {
        std::move(list.begin(), list.end(), std::back_inserter(all));
    }
    return all;
}

std::vector<Overlap> overlaps_of(const Indexed& indexed, std::size_t a) {
    std::vector<Overlap> found;
    auto candidates = indexed.index.query(indexed.boxes[a]);
    std::erase_if(candidates, [a](std::size_t b) { return b <= a; });
    if (candidates.empty()) {
        return found;
    }
    const Cutter cutter{indexed.shapes[a]};
    for (const auto b : candidates) {
        const auto common = cutter.cut(indexed.shapes[b]);
        if (const double size = area(common); size > 0) {
            found.push_back({a, b, size, label_point(common), max_width(common)});
        }
    }
    return found;
}

std::vector<Overlap> all_overlaps(const Indexed& indexed, unsigned threads) {
    std::vector<std::vector<Overlap>> lists(indexed.shapes.size());
    parallel_for(lists.size(), threads, [&](std::size_t a) { lists[a] = overlaps_of(indexed, a); });
    return flatten(std::move(lists));
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

Gap describe_gap(MultiPolygon shape, const Indexed& indexed) {
    constexpr double touch = 1e-6; // m; the union moves nodes by rounding only
    Gap gap;
    gap.area = area(shape);
    if (gap.area <= 0) {
        return gap;
    }
    gap.width = max_width(shape);
    gap.at = label_point(shape);
    const Cutter cutter{shape};
    auto box = envelope(shape);
    box = {{box.min.x - touch, box.min.y - touch}, {box.max.x + touch, box.max.y + touch}};
    for (const auto i : indexed.index.query(box)) {
        if (cutter.within(indexed.shapes[i], touch)) {
            gap.neighbours.push_back(i);
        }
    }
    gap.shape = std::move(shape);
    return gap;
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

std::vector<Outside> outside_of(const MultiPolygon& boundary, const Indexed& indexed,
                                unsigned threads) {
    constexpr std::size_t block = 64; // shapes that share one prepared boundary
    std::vector<std::vector<Outside>> lists((indexed.shapes.size() + block - 1) / block);
    parallel_for(lists.size(), threads, [&](std::size_t n) {
        const Cutter cutter{boundary};
        const auto last = std::min(indexed.shapes.size(), (n + 1) * block);
        for (std::size_t i = n * block; i < last; ++i) {
            const auto& shape = indexed.shapes[i];
            if (shape.empty() || cutter.covers(shape)) {
                continue;
            }
            const auto beyond = difference(shape, boundary);
            if (const double size = area(beyond); size > 0) {
                lists[n].push_back({i, size, label_point(beyond)});
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

} // namespace

CoverageReport check_coverage(std::span<const MultiPolygon> shapes, const MultiPolygon& boundary,
                              unsigned threads) {
    const Indexed indexed{shapes};
    CoverageReport report;
    for (const auto& shape : shapes) {
        report.area += area(shape);
    }
    report.overlaps = all_overlaps(indexed, threads);

    const auto merged = dissolve({shapes.begin(), shapes.end()});
    report.union_area = area(merged);
    const bool bounded = !boundary.empty();
    report.gaps = describe_gaps(bounded ? parts_of(difference(boundary, merged)) : holes_of(merged),
                                indexed, threads);
    if (!bounded) {
        report.closure_error =
            report.union_area - (outline_area(merged) - sum_of_areas(report.gaps));
        return report;
    }
    report.outside = outside_of(boundary, indexed, threads);
    report.boundary_area = area(boundary);
    const double beyond = area(difference(merged, boundary));
    report.closure_error =
        report.union_area - (report.boundary_area - sum_of_areas(report.gaps) + beyond);
    return report;
}

} // namespace sandan::geom
