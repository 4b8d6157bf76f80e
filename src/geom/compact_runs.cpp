#include "geom/compact_runs.hpp"

namespace sandan::geom {

namespace {

double area(const Box& box) {
    return box.empty() ? 0 : (box.max.x - box.min.x) * (box.max.y - box.min.y);
}

void extend(Box& box, const Box& by) {
    if (!by.empty()) {
        box.extend(by.min);
        box.extend(by.max);
    }
}

/// The end of the first of two runs of [first, last), or `last` where none are small enough.
std::size_t best_cut(std::span<const Box> boxes, std::size_t first, std::size_t last,
                     double least) {
    std::vector<double> before; // areas of what ends before each shape
    Box whole;
    for (auto i = first; i < last; ++i) {
        before.push_back(area(whole));
        extend(whole, boxes[i]);
    }
    auto cut = last;
    auto smallest = area(whole) / 2;
    if (area(whole) <= least) {
        return cut;
    }
    Box after;
    for (auto i = last; i-- > first + 1;) {
        extend(after, boxes[i]);
        const double together = before[i - first] + area(after);
        if (together < smallest) {
            smallest = together;
            cut = i;
        }
    }
    return cut;
}

void cut(std::span<const Box> boxes, std::size_t first, std::size_t last, double least, int times,
         std::vector<std::size_t>& ends) {
    const auto middle = times == 0 ? last : best_cut(boxes, first, last, least);
    if (middle == last) {
        ends.push_back(last);
        return;
    }
    cut(boxes, first, middle, least, times - 1, ends);
    cut(boxes, middle, last, least, times - 1, ends);
}

} // namespace

std::vector<std::size_t> compact_runs(std::span<const Box> boxes, double least) {
    std::vector<std::size_t> ends;
    if (!boxes.empty()) {
        constexpr int times = 2;
        cut(boxes, 0, boxes.size(), least, times, ends);
    }
    return ends;
}

} // namespace sandan::geom
