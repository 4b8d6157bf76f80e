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
#include <utility>

namespace sandan::geom {

namespace {

constexpr std::size_t block = 1024; ///< Shapes that a thread takes at a time.

/// What edges with equal corners in opposite directions say.
struct Matches {
    struct Pair {
        std::uint32_t a = 0;
        std::uint32_t b = 0;
        double length = 0;
    };

    std::vector<Pair> pairs;      ///< a < b; by b.
    std::vector<LooseEdge> loose; ///< In no order.
};

Matches match(const PolygonSet& set) {
    EdgeTable table;
    Matches matches;
    auto& pairs = matches.pairs;
    for (std::uint32_t shape = 0; shape < set.size(); ++shape) {
        const auto first = static_cast<std::ptrdiff_t>(pairs.size());
        const auto add = [&](const WaitingEdge& edge, std::uint32_t other) {
            if (other == shape) {
                return;
            }
            const double dx = edge.at[1].x - edge.at[0].x;
            const double dy = edge.at[1].y - edge.at[0].y;
            const auto known = std::find_if(pairs.begin() + first, pairs.end(),
                                            [&](const auto& pair) { return pair.a == other; });
            auto& pair =
                known == pairs.end() ? pairs.emplace_back(Matches::Pair{other, shape, 0}) : *known;
            pair.length += std::sqrt(dx * dx + dy * dy);
        };
        set.for_each_ring(
            shape, [&](std::span<const Point> ring) { table.add_ring(ring, shape, false, add); });
    }
    table.for_each([&](const WaitingEdge& edge) {
        matches.loose.push_back({edge.from(), edge.to(), edge.shape});
    });
    return matches;
}

/// Both, by (a, b). Either has the pairs of each a in the order of b; those measured, all of an a
/// one after the other.
std::vector<Contact> joined(const std::vector<Matches::Pair>& matched,
                            const std::vector<Contact>& measured, std::size_t shapes) {
    std::vector<std::size_t> at(shapes + 1);
    for (const auto& pair : matched) {
        ++at[pair.a + 1];
    }
    for (const auto& contact : measured) {
        ++at[contact.a + 1];
    }
    for (std::size_t i = 1; i < at.size(); ++i) {
        at[i] += at[i - 1];
    }
    const auto starts = measured.empty() ? std::vector<std::size_t>{} : at;
    std::vector<Contact> all(matched.size() + measured.size());
    for (const auto& [a, b, length] : matched) {
        all[at[a]++] = {a, b, length};
    }
    const auto place = [&](std::size_t k) {
        return all.begin() + static_cast<std::ptrdiff_t>(k);
    };
    for (auto from = measured.begin(); from != measured.end();) {
        const auto a = from->a;
        const auto middle = at[a];
        for (; from != measured.end() && from->a == a; ++from) {
            all[at[a]++] = *from;
        }
        std::inplace_merge(place(starts[a]), place(middle), place(at[a]),
                           [](const Contact& x, const Contact& y) { return x.b < y.b; });
    }
    return all;
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
    const Arrangement land{loose, {}};
    for (const auto& face : land.faces()) {
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
            doubtful[i] = !set.empty(i) && tree.any(grown(set.box(i), tolerance)) ? 1 : 0;
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
    std::erase_if(matched, [&](const auto& pair) {
        return (doubtful[pair.a] != 0 && doubtful[pair.b] != 0) || pair.length <= min_length;
    });
    auto measured = contacts_among(shapes, doubtful, tolerance, threads);
    std::erase_if(measured, [&](const Contact& c) { return c.length <= min_length; });
    return joined(matched, measured, shapes.size());
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
