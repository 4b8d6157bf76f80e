#include "geom/contacts_among.hpp"

#include <sandan/core/parallel.hpp>

#include "core/piece_budget.hpp"
#include "geom/beside.hpp"
#include "geom/hilbert_tree.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace sandan::geom {

namespace {

/// Edges of shapes, by shape, and where each shape's begin.
struct Borders {
    std::vector<Segment> edges;
    std::vector<std::size_t> starts{0};

    Borders(const PolygonSet& set, const std::vector<char>& chosen) {
        for (std::size_t i = 0; i < set.size(); ++i) {
            if (chosen[i] == 0) {
                continue;
            }
            set.for_each_edge(i, [&](const Point& a, const Point& b) {
                if (a != b) {
                    edges.push_back({i, a, b});
                }
            });
            if (edges.size() > starts.back()) {
                starts.push_back(edges.size());
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

} // namespace

std::vector<Contact> contacts_among(const PolygonSet& set, const std::vector<char>& chosen,
                                    double tolerance, unsigned threads) {
    const Borders borders{set, chosen};
    const HilbertTree tree{boxes_of(borders.edges)};
    PieceBudget budget{borders.edges.size(), "adjacency"};
    std::vector<std::vector<Contact>> lists(borders.starts.size() - 1);
    parallel_for(lists.size(), threads, [&](std::size_t n) {
        lists[n] =
            contacts_of(borders, borders.starts[n], borders.starts[n + 1], tree, tolerance, budget);
    });
    std::vector<Contact> all;
    for (const auto& list : lists) {
        all.insert(all.end(), list.begin(), list.end());
    }
    return all;
}

} // namespace sandan::geom
