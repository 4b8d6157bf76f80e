// Contacts of a layer that passes by in blocks: against a count of equal edges, and against the
// same layer in one piece.
#include "faulty_cadastre.hpp"
#include "geom/contact_survey.hpp"
#include "geom/contacts_among.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <random>
#include <utility>

using namespace sandan;

namespace {

constexpr std::size_t count = 2500; // groups of 1,024 end inside rows

/// As a command lets it pass: blocks of `size`, then the doubtful shapes alone. `asked`: how many.
std::vector<geom::Contact> in_blocks(const geom::PolygonSet& set, std::size_t size,
                                     std::size_t& asked) {
    geom::ContactSurvey survey{0.01, 0.01};
    geom::ContactSurvey::Part part;
    for (std::size_t first = 0; first < set.size(); first += size) {
        survey.see(set, first, std::min(set.size(), first + size), part);
        survey.add(part);
    }
    const auto numbers = survey.doubtful();
    geom::PolygonSet doubtful;
    for (const auto i : numbers) {
        doubtful.add(set.shape(i));
    }
    asked = numbers.size();
    survey.measure(doubtful, numbers, 1);
    std::vector<geom::Contact> all;
    for (std::size_t group = 0; group < survey.groups(); ++group) {
        const auto some = survey.contacts(group);
        all.insert(all.end(), some.begin(), some.end());
    }
    return all;
}

/// Two edges a side: neighbours share both.
geom::Ring with_middles(const geom::Ring& ring) {
    geom::Ring result{ring.front()};
    for (std::size_t k = 1; k < ring.size(); ++k) {
        result.push_back({(ring[k - 1].x + ring[k].x) / 2, (ring[k - 1].y + ring[k].y) / 2});
        result.push_back(ring[k]);
    }
    return result;
}

} // namespace

TEST_CASE("lots share the edges that both have, whatever the blocks", "[geom]") {
    std::vector<geom::MultiPolygon> lots;
    std::map<std::array<double, 4>, std::pair<std::size_t, double>>
        edges; // by corners: lot, length
    std::map<std::pair<std::size_t, std::size_t>, double> shared;
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (GENERATE(false, true)) {
        std::mt19937 random{11};
        std::shuffle(order.begin(), order.end(), random);
    }
    for (const auto place : order) {
        const auto ring = with_middles(test::lot_ring(place));
        for (std::size_t k = 1; k < ring.size(); ++k) {
            const auto [a, b] = std::minmax(ring[k - 1], ring[k], [](const auto& p, const auto& q) {
                return std::pair{p.x, p.y} < std::pair{q.x, q.y};
            });
            const double length = std::hypot(b.x - a.x, b.y - a.y);
            const auto [known, fresh] =
                edges.emplace(std::array{a.x, a.y, b.x, b.y}, std::pair{lots.size(), length});
            if (!fresh) {
                shared[{known->second.first, lots.size()}] += length;
            }
        }
        lots.push_back({{ring, {}}});
    }
    const geom::PolygonSet set{lots};
    for (const std::size_t size : {1U, 7U, 60U, 1024U, 2500U}) {
        std::size_t asked = 0;
        const auto found = in_blocks(set, size, asked);
        CHECK(asked == 0); // nothing comes near an edge at the outside
        REQUIRE(found.size() == shared.size());
        auto expected = shared.begin();
        for (const auto& [a, b, length] : found) {
            REQUIRE(std::pair{a, b} == expected->first);
            REQUIRE(length == Approx(expected->second));
            ++expected;
        }
    }
}

TEST_CASE("blocks change no bit of the contacts of a faulty layer", "[geom]") {
    const geom::PolygonSet set{test::faulty_cadastre(count, GENERATE(range(1U, 9U)))};
    const auto whole = geom::contacts(set);
    for (const std::size_t size : {1U, 13U, 100U, 1024U, 2500U}) {
        CAPTURE(size);
        std::size_t asked = 0;
        CHECK(in_blocks(set, size, asked) == whole);
        CHECK(asked > 0);
        CHECK(asked < count / 2);
    }
    CHECK(geom::contacts(set, 0.01, 0.01, 4) == whole);
}

TEST_CASE("a road around thousands of lots has each of them as a neighbour, once", "[geom]") {
    // The road runs along the fronts and back along the rears: it meets every lot twice, with all
    // other lots in between.
    constexpr std::size_t lots = 5000;
    const auto corner = [](std::size_t i, bool rear) -> geom::Point {
        const auto step = static_cast<double>(i);
        return {210'000 + 10 * step + std::sin(step), rear ? 365'020.0 : 365'000.0};
    };
    const auto lot = [&](std::size_t i) -> geom::MultiPolygon {
        return {{{corner(i, false), corner(i + 1, false), corner(i + 1, true), corner(i, true),
                  corner(i, false)},
                 {}}};
    };
    geom::Ring inner;
    for (std::size_t i = 0; i <= lots; ++i) {
        inner.push_back(corner(i, true));
    }
    for (std::size_t i = 0; i <= lots; ++i) {
        inner.push_back(corner(lots - i, false));
    }
    inner.push_back(inner.front());
    const geom::Ring outer{{209'980, 364'980},
                           {260'100, 364'980},
                           {260'100, 365'040},
                           {209'980, 365'040},
                           {209'980, 364'980}};
    const geom::MultiPolygon road{{outer, {inner}}};

    // by hand: of two lots the side that both have, of lot and road front and rear, and the ends
    const auto width = [&](std::size_t i) {
        return corner(i + 1, false).x - corner(i, false).x;
    };
    const auto place_of_road = GENERATE(std::size_t{0}, std::size_t{lots});
    const std::size_t first_lot = place_of_road == 0 ? 1 : 0;
    std::map<std::pair<std::size_t, std::size_t>, double> expected;
    for (std::size_t i = 0; i < lots; ++i) {
        const auto number = first_lot + i;
        const double ends = (i == 0 || i + 1 == lots) ? 20 : 0;
        expected[std::minmax(number, place_of_road)] = 2 * width(i) + ends;
        if (i + 1 < lots) {
            expected[{number, number + 1}] = 20;
        }
    }
    geom::PolygonSet set;
    for (std::size_t i = 0; i <= lots; ++i) {
        set.add(i == place_of_road ? road : lot(i - first_lot));
    }
    for (const std::size_t size : {std::size_t{256}, lots + 1}) {
        std::size_t asked = 0;
        const auto found = in_blocks(set, size, asked);
        CAPTURE(place_of_road, size);
        CHECK(asked < 5); // next to all of it by equal edges
        REQUIRE(found.size() == expected.size());
        auto next = expected.begin();
        for (const auto& [a, b, length] : found) {
            REQUIRE(std::pair{a, b} == next->first);
            REQUIRE(length == Approx(next->second));
            ++next;
        }
    }
}

TEST_CASE("borders are the same among many shapes at a time or few", "[geom]") {
    const geom::PolygonSet set{test::faulty_cadastre(count, GENERATE(range(1U, 5U)))};
    std::vector<char> chosen(set.size());
    for (std::size_t i = 0; i < set.size(); ++i) {
        chosen[i] = i % 5 != 0 ? 1 : 0;
    }
    const auto at_once = geom::contacts_among(set, chosen, 0.01, 1, count, 1U << 20U);
    CHECK(at_once.size() > count);
    for (const std::size_t edges : {1U, 30U, 1000U}) {
        CAPTURE(edges);
        CHECK(geom::contacts_among(set, chosen, 0.01, 2, count, edges) == at_once);
    }
}
