// What shared borders obey, 10,000 cases each, against closed forms, the definition spelt out for
// every pair of edges, and GEOS.
#include <sandan/geom/adjacency.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>

#include "random_shapes.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <random>
#include <utility>
#include <vector>

using namespace sandan;
using geom::MultiPolygon;
using geom::Point;

namespace {

constexpr int cases = 10000;
constexpr double close_m = 1e-7;

using Lengths = std::map<std::pair<std::size_t, std::size_t>, double>;

Lengths found(const std::vector<MultiPolygon>& shapes, double tolerance = 0.01,
              unsigned threads = 1) {
    Lengths lengths;
    for (const auto& [a, b, length] :
         geom::contacts(geom::PolygonSet{shapes}, close_m, tolerance, threads)) {
        REQUIRE(a < b);
        REQUIRE(lengths.emplace(std::pair{a, b}, length).second);
    }
    return lengths;
}

void require_equal(const Lengths& left, const Lengths& right) {
    for (const auto& [pair, length] : left) {
        const auto other = right.find(pair);
        CAPTURE(pair.first, pair.second);
        REQUIRE(length == Approx(other == right.end() ? 0 : other->second).margin(2 * close_m));
    }
    for (const auto& [pair, length] : right) {
        CAPTURE(pair.first, pair.second);
        REQUIRE((left.count(pair) == 1 || length < 2 * close_m));
    }
}

/// A block of land divided again and again, on whole metres.
struct Lot {
    double west;
    double south;
    double east;
    double north;
};

std::vector<Lot> divided(std::mt19937& random, std::size_t count) {
    std::vector<Lot> lots{{0, 0, 60, 60}};
    while (lots.size() < count) {
        auto& lot = lots[random() % lots.size()];
        auto rest = lot;
        const bool across = random() % 2 == 0;
        const double size = across ? lot.east - lot.west : lot.north - lot.south;
        if (size < 2) {
            continue;
        }
        const double cut = 1 + static_cast<double>(random() % static_cast<unsigned>(size - 1));
        (across ? lot.east : lot.north) = (across ? lot.west : lot.south) + cut;
        (across ? rest.west : rest.south) = across ? lot.east : lot.north;
        lots.push_back(rest);
    }
    return lots;
}

double common(double low1, double high1, double low2, double high2) {
    return std::max(0.0, std::min(high1, high2) - std::max(low1, low2));
}

double shared(const Lot& a, const Lot& b) {
    const bool beside = a.east == b.west || b.east == a.west;
    const bool above = a.north == b.south || b.north == a.south;
    return (beside ? common(a.south, a.north, b.south, b.north) : 0) +
           (above ? common(a.west, a.east, b.west, b.east) : 0);
}

/// Turned, at Jeonju: corners of others lie on borders up to rounding only. Some have corners on
/// their own sides, too, and begin at any corner, in either direction.
MultiPolygon drawn(const Lot& lot, double angle, std::mt19937& random) {
    const double middle = lot.west + (lot.east - lot.west) / 2;
    std::vector<Point> corners{{lot.west, lot.south}, {lot.east, lot.south}};
    corners.push_back({lot.east, lot.north});
    if (random() % 3 == 0) {
        corners.push_back({middle, lot.north});
    }
    corners.push_back({lot.west, lot.north});
    if (random() % 2 == 0) {
        std::reverse(corners.begin(), corners.end());
    }
    std::rotate(corners.begin(),
                corners.begin() + static_cast<std::ptrdiff_t>(random() % corners.size()),
                corners.end());
    for (auto& p : corners) {
        p = {test::jeonju.x + p.x * std::cos(angle) - p.y * std::sin(angle),
             test::jeonju.y + p.x * std::sin(angle) + p.y * std::cos(angle)};
    }
    corners.push_back(corners.front());
    return {{corners, {}}};
}

std::vector<MultiPolygon> drawn(const std::vector<Lot>& lots, double angle, std::mt19937& random) {
    std::vector<MultiPolygon> shapes;
    for (const auto& lot : lots) {
        shapes.push_back(drawn(lot, angle, random));
    }
    return shapes;
}

double random_angle(std::mt19937& random) {
    return random() % 4 == 0 ? 0 : std::uniform_real_distribution<double>{0, 6}(random);
}

std::vector<std::pair<Point, Point>> edges_of(const MultiPolygon& shape) {
    std::vector<std::pair<Point, Point>> edges;
    for (const auto& polygon : shape) {
        auto rings = polygon.holes;
        rings.push_back(polygon.outer);
        for (const auto& ring : rings) {
            for (std::size_t i = 1; i < ring.size(); ++i) {
                if (ring[i - 1] != ring[i]) {
                    edges.emplace_back(ring[i - 1], ring[i]);
                }
            }
        }
    }
    return edges;
}

/// The definition, for every pair of edges: where along a → b some edge c → d is within the
/// tolerance of it and as good as parallel.
double by_definition(const MultiPolygon& first, const MultiPolygon& second, double tolerance) {
    double sum = 0;
    const auto others = edges_of(second);
    for (const auto& [a, b] : edges_of(first)) {
        const double size = std::hypot(b.x - a.x, b.y - a.y);
        const Point u{(b.x - a.x) / size, (b.y - a.y) / size};
        std::vector<std::pair<double, double>> parts;
        for (const auto& [c, d] : others) {
            const Point way{d.x - c.x, d.y - c.y};
            const double run = way.x * u.x + way.y * u.y;
            const double rise = u.x * way.y - u.y * way.x;
            const double limit =
                std::max(std::tan(std::acos(-1.0) / 12) * std::abs(run), 2 * tolerance);
            if (run == 0 || std::abs(rise) > limit) {
                continue;
            }
            double low = 0; // shares of the way from c to d
            double high = 1;
            const auto keep = [&](double at, double by, double least, double most) {
                if (by == 0) {
                    high = at < least || at > most ? -1 : high;
                    return;
                }
                const auto [from, to] = std::minmax({(least - at) / by, (most - at) / by});
                low = std::max(low, from);
                high = std::min(high, to);
            };
            const Point start{c.x - a.x, c.y - a.y};
            keep(u.x * start.y - u.y * start.x, rise, -tolerance, tolerance);
            const double along = start.x * u.x + start.y * u.y;
            keep(along, run, 0, size);
            if (low < high) {
                const auto ends = std::minmax({along + low * run, along + high * run});
                parts.emplace_back(ends.first, ends.second);
            }
        }
        std::sort(parts.begin(), parts.end());
        double reached = 0;
        for (const auto& [from, to] : parts) {
            sum += std::max(0.0, to - std::max(from, reached));
            reached = std::max(reached, to);
        }
    }
    return sum;
}

Lengths by_definition(const std::vector<MultiPolygon>& shapes, double tolerance) {
    Lengths lengths;
    for (std::size_t a = 0; a < shapes.size(); ++a) {
        for (std::size_t b = a + 1; b < shapes.size(); ++b) {
            if (const double length = by_definition(shapes[a], shapes[b], tolerance); length > 0) {
                lengths[{a, b}] = length;
            }
        }
    }
    return lengths;
}

} // namespace

TEST_CASE("lots of a divided block share what the sides of boxes have in common", "[geom]") {
    std::mt19937 random{701};
    for (int round = 0; round < cases; ++round) {
        const auto lots = divided(random, 2 + random() % 9);
        Lengths expected;
        for (std::size_t a = 0; a < lots.size(); ++a) {
            for (std::size_t b = a + 1; b < lots.size(); ++b) {
                if (const double length = shared(lots[a], lots[b]); length > 0) {
                    expected[{a, b}] = length;
                }
            }
        }
        CAPTURE(round);
        require_equal(found(drawn(lots, random_angle(random), random)), expected);
    }
}

TEST_CASE("a lot's border is what it shares and what is the block's", "[geom]") {
    std::mt19937 random{702};
    for (int round = 0; round < cases; ++round) {
        const auto lots = divided(random, 2 + random() % 9);
        const auto shapes = drawn(lots, random_angle(random), random);
        std::vector<double> sums;
        for (const auto& lot : lots) {
            sums.push_back((lot.west == 0 ? lot.north - lot.south : 0) +
                           (lot.east == 60 ? lot.north - lot.south : 0) +
                           (lot.south == 0 ? lot.east - lot.west : 0) +
                           (lot.north == 60 ? lot.east - lot.west : 0));
        }
        for (const auto& [pair, length] : found(shapes)) {
            sums[pair.first] += length;
            sums[pair.second] += length;
        }
        for (std::size_t i = 0; i < lots.size(); ++i) {
            CAPTURE(round, i);
            REQUIRE(sums[i] == Approx(geom::perimeter(shapes[i])).margin(1e-6));
        }
    }
}

TEST_CASE("the order of lots and where the land lies change no shared border", "[geom]") {
    std::mt19937 random{703};
    for (int round = 0; round < cases; ++round) {
        const auto lots = divided(random, 2 + random() % 9);
        std::vector<std::size_t> order(lots.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::shuffle(order.begin(), order.end(), random);
        const auto shapes = drawn(lots, random_angle(random), random);
        std::vector<MultiPolygon> shuffled;
        for (const auto i : order) {
            shuffled.push_back(test::changed(shapes[i], [](Point p) {
                return Point{-p.y + 1'000'000, p.x + 333}; // a quarter turn and a shift
            }));
        }
        Lengths expected;
        for (const auto& [pair, length] : found(shuffled)) {
            expected[std::minmax(order[pair.first], order[pair.second])] = length;
        }
        CAPTURE(round);
        require_equal(found(shapes), expected);
    }
}

TEST_CASE("every length is what the definition gives edge by edge", "[geom]") {
    std::mt19937 random{704};
    std::uniform_real_distribution<double> noise{-0.004, 0.004};
    for (int round = 0; round < cases; ++round) {
        std::vector<MultiPolygon> shapes;
        const auto kind = round % 4;
        if (kind < 2) { // whatever lies on whatever
            for (int k = 0; k < 5; ++k) {
                shapes.push_back(test::random_shape(random, kind));
            }
            shapes.push_back(shapes[random() % 5]);
        } else { // a divided block, with strips of millimetres, or with noise
            auto lots = divided(random, 6);
            for (auto& lot : lots) {
                lot.west = kind == 2 && lot.west > 0 ? lot.west + 0.004 : lot.west;
            }
            const auto solid = lots.size();
            for (std::size_t i = 0; kind == 2 && i < solid; ++i) {
                if (lots[i].west > 0) {
                    lots.push_back(
                        {lots[i].west - 0.004, lots[i].south, lots[i].west, lots[i].north});
                }
            }
            shapes = drawn(lots, random_angle(random), random);
            for (auto& shape : shapes) {
                if (kind == 3 && random() % 2 == 0) {
                    auto& ring = shape[0].outer;
                    auto& corner = ring[1 + random() % (ring.size() - 2)];
                    corner = {corner.x + noise(random), corner.y + noise(random)};
                }
            }
        }
        if (round % 3 == 0) { // twice: all edges of either layer match within it
            const auto once = shapes;
            shapes.insert(shapes.end(), once.begin(), once.end());
        }
        CAPTURE(round);
        require_equal(found(shapes), by_definition(shapes, 0.01));
    }
}

TEST_CASE("deep inside a layer strips and wedges hide nothing, whether they are lots or open land",
          "[geom]") {
    const bool open = GENERATE(false, true); // or all edges match
    constexpr std::size_t side = 14;
    const auto corner = [](std::size_t column, std::size_t row, double up = 0) {
        const double x = 10 * static_cast<double>(column) - (column > 7 ? 9.996 : 0);
        const double y = 10 * static_cast<double>(row) + up;
        return Point{test::jeonju.x + 0.8 * x - 0.6 * y, test::jeonju.y + 0.6 * x + 0.8 * y};
    };
    std::vector<MultiPolygon> shapes;
    const auto add = [&](geom::Ring ring) {
        ring.push_back(ring.front());
        shapes.push_back({{std::move(ring), {}}});
    };
    const auto add_narrow = [&](geom::Ring ring) {
        if (open) {
            shapes.emplace_back(); // so that all others keep their numbers
        } else {
            add(std::move(ring));
        }
    };
    for (std::size_t c = 0; c < side; ++c) { // column 7 is a strip of 4 mm
        for (std::size_t r = 0; r < side; ++r) {
            const auto a = corner(c, r);
            const auto b = corner(c + 1, r);
            const auto d = corner(c + 1, r + 1);
            const auto e = corner(c, r + 1);
            const auto low = corner(c + 1, r, 1); // 6° above the side a → b
            if (c == 7) {
                add_narrow({a, b, d, e});
            } else if (c == 3 && r == 3) {
                add_narrow({a, b, low});
                add({a, low, d, e});
            } else if (c == 4 && r == 3) {
                add({a, b, d, e, corner(c, r, 1)});
            } else {
                add({a, b, d, e});
            }
        }
    }
    auto expected = by_definition(shapes, 0.01);
    CHECK(std::any_of(expected.begin(), expected.end(), [](const auto& entry) {
        return entry.second > 0.05 && entry.second < 0.15; // along the wedge
    }));
    CHECK(expected.count({6 * side + 8, 8 * side + 8}) == 1); // across the strip
    require_equal(found(shapes), expected);

    const auto once = shapes; // twice: either layer matches within itself
    shapes.insert(shapes.end(), once.begin(), once.end());
    require_equal(found(shapes), by_definition(shapes, 0.01));
}

TEST_CASE("GEOS finds the same length of border in common", "[geom]") {
    std::mt19937 random{705};
    for (int round = 0; round < 200; ++round) {
        const auto shapes = drawn(divided(random, 7), 0, random); // exact: GEOS has no tolerance
        Lengths expected;
        for (std::size_t a = 0; a < shapes.size(); ++a) {
            for (std::size_t b = a + 1; b < shapes.size(); ++b) {
                const auto& border = shapes[a][0].outer;
                if (const double length = geom::length_inside(border, shapes[b]); length > 0) {
                    expected[{a, b}] = length;
                }
            }
        }
        CAPTURE(round);
        require_equal(found(shapes), expected);
    }
}

TEST_CASE("shared borders are the same to the bit for any number of threads", "[geom]") {
    std::mt19937 random{706};
    for (int round = 0; round < 100; ++round) {
        auto shapes = drawn(divided(random, 300), 0.3, random);
        shapes.push_back(shapes[7]);
        const auto one = found(shapes, 0.01, 1);
        REQUIRE(found(shapes, 0.01, 2) == one);
        REQUIRE(found(shapes, 0.01, 4) == one);
    }
}
