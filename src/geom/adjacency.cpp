#include <sandan/core/parallel.hpp>
#include <sandan/geom/adjacency.hpp>
#include <sandan/geom/box_index.hpp>

#include "core/piece_budget.hpp"
#include "geom/arrangement.hpp"
#include "geom/beside.hpp"
#include "geom/boxes.hpp"
#include "geom/edge_table.hpp"
#include "geom/hilbert_tree.hpp"
#include "geom/narrow_places.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <tuple>
#include <utility>

namespace sandan::geom {

namespace {

constexpr std::size_t block = 1024; ///< Shapes that a thread takes at a time.

bool by_pair(const Contact& x, const Contact& y) {
    return std::tie(x.a, x.b) < std::tie(y.a, y.b);
}

/// What edges with equal corners in opposite directions say.
struct Matches {
    std::vector<Contact> contacts; ///< By (a, b).
    std::vector<LooseEdge> loose;  ///< In no order.
};

/// Found in the order of b: those of each a keep it.
std::vector<Contact> sorted(const std::vector<Contact>& found, std::size_t shapes) {
    std::vector<std::size_t> at(shapes + 1);
    for (const auto& contact : found) {
        ++at[contact.a + 1];
    }
    for (std::size_t i = 1; i < at.size(); ++i) {
        at[i] += at[i - 1];
    }
    std::vector<Contact> result(found.size());
    for (const auto& contact : found) {
        result[at[contact.a]++] = contact;
    }
    return result;
}

Matches match(const PolygonSet& set) {
    EdgeTable table;
    std::vector<Contact> found;
    for (std::size_t shape = 0; shape < set.size(); ++shape) {
        const auto first = static_cast<std::ptrdiff_t>(found.size());
        const auto add = [&](const WaitingEdge& edge, std::size_t other) {
            if (other == shape) {
                return;
            }
            const auto& a = edge.at[0];
            const auto& b = edge.at[1];
            const auto known =
                std::find_if(found.begin() + first, found.end(),
                             [&](const Contact& contact) { return contact.a == other; });
            auto& contact =
                known == found.end() ? found.emplace_back(Contact{other, shape, 0}) : *known;
            contact.length += std::sqrt((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y));
        };
        set.for_each_ring(shape, [&](std::span<const Point> ring) {
            table.add_ring(ring, static_cast<std::uint32_t>(shape), false, add);
        });
    }
    Matches matches{sorted(found, set.size()), {}};
    table.for_each([&](const WaitingEdge& edge) {
        matches.loose.push_back({edge.from(), edge.to(), edge.shape});
    });
    return matches;
}

Box grown(const Box& box, double margin) {
    return {{box.min.x - margin, box.min.y - margin}, {box.max.x + margin, box.max.y + margin}};
}

/// Boxes around all places where an edge may share its border with others than the shape whose edge
/// met it.
std::vector<Box> doubtful_places(const PolygonSet& set, const std::vector<LooseEdge>& loose,
                                 double tolerance, unsigned threads) {
    std::vector<Box> places;
    for (const auto& edge : loose) {
        places.push_back(box_of({edge.shape, edge.a, edge.b}, tolerance));
    }
    for (const auto& face : Arrangement{loose, {}}.faces()) {
        if (face.cover.shapes < 0 || face.cover.shapes > 1) {
            places.push_back(grown(face.box, tolerance));
        }
    }
    std::vector<std::vector<Box>> narrow((set.size() + block - 1) / block);
    parallel_for(narrow.size(), threads, [&](std::size_t n) {
        for (auto i = n * block; i < std::min(set.size(), (n + 1) * block); ++i) {
            add_narrow_places(set, i, tolerance, narrow[n]);
        }
    });
    for (const auto& list : narrow) {
        places.insert(places.end(), list.begin(), list.end());
    }
    return places;
}

/// By shape: 1 where it comes near such a place.
std::vector<char> doubtful_shapes(const PolygonSet& set, const std::vector<Box>& places,
                                  double tolerance, unsigned threads) {
    std::vector<char> doubtful(set.size(), 0);
    const HilbertTree tree{places};
    parallel_for((set.size() + block - 1) / block, threads, [&](std::size_t n) {
        for (auto i = n * block; i < std::min(set.size(), (n + 1) * block); ++i) {
            if (!set.empty(i)) {
                tree.query(grown(set.box(i), tolerance), [&](std::size_t) { doubtful[i] = 1; });
            }
        }
    });
    return doubtful;
}

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
    std::stable_sort(found.begin(), found.end(), by_pair); // sums in the order of the edges
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

/// All contacts among the shapes chosen, by (a, b).
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

} // namespace

std::vector<Contact> contacts(const PolygonSet& shapes, double min_length, double tolerance,
                              unsigned threads) {
    auto [matched, loose] = match(shapes);
    const auto places = doubtful_places(shapes, loose, tolerance, threads);
    const auto doubtful = doubtful_shapes(shapes, places, tolerance, threads);
    std::erase_if(matched, [&](const Contact& contact) {
        return doubtful[contact.a] != 0 && doubtful[contact.b] != 0;
    });
    const auto measured = contacts_among(shapes, doubtful, tolerance, threads);
    std::vector<Contact> all;
    all.reserve(matched.size() + measured.size());
    std::merge(matched.begin(), matched.end(), measured.begin(), measured.end(),
               std::back_inserter(all), by_pair);
    std::erase_if(all, [&](const Contact& contact) { return contact.length <= min_length; });
    return all;
}

std::vector<Contact> contacts(std::span<const MultiPolygon> shapes, double min_length,
                              double tolerance) {
    return contacts(PolygonSet{shapes}, min_length, tolerance);
}

double shared_border(const MultiPolygon& shape, const MultiPolygon& other, double tolerance) {
    const PolygonSet own{std::vector<MultiPolygon>{shape}};
    const auto reach = grown(own.box(0), tolerance);
    std::vector<Segment> near;
    const PolygonSet others{std::vector<MultiPolygon>{other}};
    others.for_each_edge(0, [&](const Point& a, const Point& b) {
        if (a != b && touch(reach, box_of({1, a, b}, 0))) {
            near.push_back({1, a, b});
        }
    });
    const BoxIndex index{boxes_of(near)};

    double sum = 0;
    own.for_each_edge(0, [&](const Point& a, const Point& b) {
        if (a == b) {
            return;
        }
        const Segment s{0, a, b};
        std::vector<Stretch> stretches;
        for (const auto hit : index.query(box_of(s, tolerance))) {
            if (const auto stretch = shared_stretch(s, near[hit], tolerance)) {
                stretches.push_back(*stretch);
            }
        }
        sum += covered(stretches);
    });
    return sum;
}

} // namespace sandan::geom
