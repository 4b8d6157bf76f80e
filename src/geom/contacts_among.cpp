#include "geom/contacts_among.hpp"

#include <sandan/core/parallel.hpp>

#include "core/piece_budget.hpp"
#include "geom/beside.hpp"
#include "geom/boxes.hpp"
#include "geom/hilbert_tree.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>

namespace sandan::geom {

namespace {

/// Edges of shapes, by shape, and where each shape's begin.
struct Borders {
    std::vector<Segment> edges;
    std::vector<std::size_t> starts{0};

    void add(const PolygonSet& set, std::size_t shape) {
        set.for_each_edge(shape, [&](const Point& a, const Point& b) {
            if (a != b) {
                edges.push_back({shape, a, b});
            }
        });
        starts.push_back(edges.size());
    }
};

/// Shapes with some edge, ascending.
struct Bordered {
    std::vector<std::size_t> shapes;
    std::vector<std::size_t> edges; ///< How many each has.
    std::vector<Box> boxes;         ///< Of them.

    Bordered(const PolygonSet& set, const std::vector<char>& chosen) {
        for (std::size_t i = 0; i < set.size(); ++i) {
            std::size_t count = 0;
            Box box;
            set.for_each_edge(i, [&](const Point& a, const Point& b) {
                if (chosen[i] != 0 && a != b) {
                    box.extend(a);
                    box.extend(b);
                    ++count;
                }
            });
            if (count != 0) {
                shapes.push_back(i);
                edges.push_back(count);
                boxes.push_back(box);
            }
        }
    }
};

/// Contacts of one shape's edges [first, last) with shapes after it, by b.
std::vector<Contact> contacts_of(const Borders& borders, std::size_t first, std::size_t last,
                                 const HilbertTree& tree, double tolerance, PieceBudget& budget) {
    std::vector<Contact> found;
    std::vector<std::pair<std::size_t, Stretch>> near; // by the other shape
    std::vector<Stretch> stretches;
    for (auto i = first; i < last; ++i) {
        const auto& s = borders.edges[i];
        near.clear();
        tree.query(box_of(s, tolerance), [&](std::size_t k) {
            const auto& t = borders.edges[k];
            if (t.shape <= s.shape) {
                return;
            }
            if (const auto stretch = shared_stretch(s, t, tolerance)) {
                near.emplace_back(t.shape, *stretch);
            }
        });
        budget.spend(near.size());
        std::sort(near.begin(), near.end());
        for (auto from = near.begin(); from != near.end();) {
            const auto other = from->first;
            stretches.clear();
            for (; from != near.end() && from->first == other; ++from) {
                stretches.push_back(from->second);
            }
            found.push_back({s.shape, other, covered(stretches)});
        }
    }
    std::stable_sort(found.begin(), found.end(), // sums in the order of the edges
                     [](const Contact& x, const Contact& y) { return x.b < y.b; });
    std::vector<Contact> sums;
    for (const auto& contact : found) {
        if (!sums.empty() && sums.back().b == contact.b) {
            sums.back().length += contact.length;
        } else {
            sums.push_back(contact);
        }
    }
    return sums;
}

/// Of all `bordered` those [first, last), and what comes after them within the tolerance, by shape.
Borders borders_near(const PolygonSet& set, const Bordered& bordered, std::size_t first,
                     std::size_t last, double tolerance) {
    Borders borders;
    Box around;
    std::vector<Box> reach;
    for (auto k = first; k < last; ++k) {
        borders.add(set, bordered.shapes[k]);
        reach.push_back(grown(bordered.boxes[k], tolerance));
        around.extend(reach.back().min);
        around.extend(reach.back().max);
    }
    const HilbertTree near{reach};
    for (auto k = last; k < bordered.shapes.size(); ++k) {
        if (touch(around, bordered.boxes[k]) && near.any(bordered.boxes[k])) {
            borders.add(set, bordered.shapes[k]);
        }
    }
    return borders;
}

} // namespace

std::vector<Contact> contacts_among(const PolygonSet& set, const std::vector<char>& chosen,
                                    double tolerance, unsigned threads, std::size_t shapes,
                                    std::size_t edges_at_a_time) {
    constexpr std::size_t fewest_edges = 4; // of most shapes
    const Bordered bordered{set, chosen};
    const auto edges_chosen =
        std::accumulate(bordered.edges.begin(), bordered.edges.end(), std::size_t{0});
    PieceBudget budget{std::max(edges_chosen, fewest_edges * shapes), "adjacency"};
    std::vector<Contact> all;
    for (std::size_t first = 0; first < bordered.shapes.size();) {
        auto last = first;
        for (std::size_t edges = 0; last < bordered.shapes.size() && edges < edges_at_a_time;
             ++last) {
            edges += bordered.edges[last];
        }
        const auto borders = borders_near(set, bordered, first, last, tolerance);
        const HilbertTree tree{boxes_of(borders.edges)};
        std::vector<std::vector<Contact>> lists(last - first);
        parallel_for(lists.size(), threads, [&](std::size_t n) {
            lists[n] = contacts_of(borders, borders.starts[n], borders.starts[n + 1], tree,
                                   tolerance, budget);
        });
        for (const auto& list : lists) {
            all.insert(all.end(), list.begin(), list.end());
        }
        first = last;
    }
    return all;
}

} // namespace sandan::geom
