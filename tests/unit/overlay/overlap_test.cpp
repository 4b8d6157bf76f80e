#include <sandan/core/error.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/overlay/overlap.hpp>
#include <sandan/overlay/split.hpp>
#include <sandan/overlay/zone_overlay.hpp>

#include "parcel_grid.hpp"
#include "random_cells.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <map>
#include <random>
#include <set>

using namespace sandan;

namespace {

model::Layer layer(std::vector<geom::MultiPolygon> shapes, std::vector<std::string> classes = {}) {
    model::Layer result;
    result.name = "layer";
    result.fields = {"class"};
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        model::Value value;
        if (i < classes.size()) {
            value = classes[i];
        }
        result.features.push_back(
            {static_cast<std::int64_t>(i), {std::move(shapes[i]), {}, {}}, {std::move(value)}});
    }
    return result;
}

geom::MultiPolygon rectangle(double x, double y, double width, double height) {
    return {{{{x, y}, {x + width, y}, {x + width, y + height}, {x, y + height}, {x, y}}, {}}};
}

using Areas = std::map<std::string, double>;

Areas areas_of(const overlay::OverlapTable& table, std::size_t parcel) {
    Areas areas;
    const auto [first, last] = table.rows_of(parcel);
    for (auto i = first; i < last; ++i) {
        CHECK(table.rows[i].parcel == parcel);
        areas[table.rows[i].zone_class] = table.rows[i].area_m2;
    }
    return areas;
}

} // namespace

TEST_CASE("a lot is divided by the zones that cut it", "[overlay]") {
    const auto parcels = layer({rectangle(0, 0, 100, 100), rectangle(100, 0, 50, 100)});
    const auto zones =
        layer({rectangle(-10, -10, 107, 200), rectangle(97, -10, 30, 200)}, {"UQA320", "UQA430"});
    const auto table = overlay::overlaps(parcels, {{&zones, "class"}});
    CHECK(areas_of(table, 0)["UQA320"] == Approx(9700));
    CHECK(areas_of(table, 0)["UQA430"] == Approx(300));
    CHECK(areas_of(table, 0).size() == 2);
    CHECK(overlay::split_parcels(table) == 2); // the second lot is half in no zone
    CHECK(areas_of(table, 1)["UQA430"] == Approx(2700));
    CHECK(areas_of(table, 1)["(none)"] == Approx(2300));
    CHECK(table.rows[0].share == Approx(0.97));
    CHECK(table.rows[0].zones == std::vector<std::size_t>{0});
    CHECK(table.parcel_area_m2 == std::vector<double>{10000, 5000});
    CHECK(table.overlap_m2[0] == Approx(0).margin(1e-9));
}

TEST_CASE("zones of one class are counted once where they overlap", "[overlay]") {
    const auto parcels = layer({rectangle(0, 0, 100, 100)});
    const auto zones =
        layer({rectangle(0, 0, 60, 100), rectangle(40, 0, 60, 100), rectangle(0, 0, 100, 10)},
              {"A", "A", "B"});
    const auto table = overlay::overlaps(parcels, {{&zones, "class"}});
    CHECK(areas_of(table, 0) == Areas{{"A", 10000}, {"B", 1000}});
    CHECK(table.overlap_m2[0] == Approx(1000));
    CHECK(table.rows[0].zones == std::vector<std::size_t>{0, 1});
}

TEST_CASE("slivers are marked and counted, not dropped", "[overlay]") {
    const auto parcels = layer({rectangle(0, 0, 100, 100), rectangle(200, 0, 0.5, 0.5)});
    const auto zones =
        layer({rectangle(0, 0, 100, 0.3), rectangle(0, 0.3, 100, 300), rectangle(199, -1, 5, 5)},
              {"edge", "main", "tiny"});
    const auto table = overlay::overlaps(parcels, {{&zones, "class"}});
    REQUIRE(table.rows.size() == 3);
    CHECK(table.rows[0].zone_class == "edge");
    CHECK(table.rows[0].sliver); // 30 m², but 0.3 m wide
    CHECK(table.rows[0].area_m2 == Approx(30));
    CHECK_FALSE(table.rows[1].sliver);
    CHECK_FALSE(table.rows[2].sliver); // the whole parcel, small as it is
    CHECK(table.slivers == 1);
}

TEST_CASE("a parcel without land has one empty row", "[overlay]") {
    const auto parcels = layer({{}, rectangle(0, 0, 10, 10)});
    const auto zones = layer({rectangle(0, 0, 10, 10), {}}, {"A", "B"});
    const auto table = overlay::overlaps(parcels, {{&zones, "class"}});
    CHECK(areas_of(table, 0) == Areas{{"(none)", 0}});
    CHECK(areas_of(table, 1) == Areas{{"A", 100}});
    CHECK(areas_of(overlay::overlaps(parcels, {}), 1) == Areas{{"(none)", 100}});
}

TEST_CASE("the class of a zone without one is named so, a missing field is an Error", "[overlay]") {
    const auto parcels = layer({rectangle(0, 0, 10, 10)});
    const auto zones = layer({rectangle(0, 0, 10, 10)});
    CHECK(areas_of(overlay::overlaps(parcels, {{&zones, "class"}}), 0) == Areas{{"(null)", 100}});
    CHECK(areas_of(overlay::overlaps(parcels, {{&zones, ""}}), 0) == Areas{{"layer", 100}});
    CHECK(areas_of(overlay::overlaps(parcels, {{&zones, "fid"}}), 0) == Areas{{"0", 100}});
    CHECK_THROWS_AS(overlay::overlaps(parcels, {{&zones, "klass"}}), Error);
}

TEST_CASE("random parcels by random zones give what counting cells gives", "[overlay]") {
    std::mt19937 random{1809};
    constexpr std::size_t side = 8;
    constexpr std::size_t cells = side * side;
    for (int round = 0; round < 15; ++round) {
        std::vector<test::Cells> parcels;
        std::vector<test::Cells> zones;
        std::vector<geom::MultiPolygon> parcel_shapes;
        std::vector<geom::MultiPolygon> zone_shapes;
        const std::vector<std::string> classes{"A", "B", "A", "C", "B"};
        for (int k = 0; k < 6; ++k) {
            parcels.push_back(test::random_cells(side, 0.3, random));
            parcel_shapes.push_back(test::to_shape(parcels.back()));
        }
        for (std::size_t k = 0; k < classes.size(); ++k) {
            zones.push_back(test::random_cells(side, 0.3, random));
            zone_shapes.push_back(test::to_shape(zones.back()));
        }
        const auto zone_layer = layer(zone_shapes, classes);
        const auto table = overlay::overlaps(layer(parcel_shapes), {{&zone_layer, "class"}});
        for (std::size_t p = 0; p < parcels.size(); ++p) {
            const auto zone_has = [&](std::size_t i, const std::string& wanted) {
                for (std::size_t z = 0; z < zones.size(); ++z) {
                    if (zones[z].in[i] && (wanted.empty() || classes[z] == wanted)) {
                        return true;
                    }
                }
                return false;
            };
            auto found = areas_of(table, p);
            double sum = 0;
            for (const std::string zone_class : {"A", "B", "C"}) {
                const double expected = test::counted_area(
                    cells, [&](auto i) { return parcels[p].in[i] && zone_has(i, zone_class); });
                CHECK(found[zone_class] == Approx(expected).margin(1e-6));
                sum += expected;
            }
            const double covered = test::counted_area(
                cells, [&](auto i) { return parcels[p].in[i] && zone_has(i, ""); });
            CHECK(found["(none)"] == Approx(table.parcel_area_m2[p] - covered).margin(1e-6));
            CHECK(table.overlap_m2[p] == Approx(sum - covered).margin(1e-6));
        }
    }
}

TEST_CASE("parcels close to 1e-6 over zones drawn along their edges with survey noise",
          "[overlay]") {
    std::mt19937 random{12};
    std::uniform_real_distribution<double> noise{-0.005, 0.005};
    const auto quadrilateral = [&](double x, double y, double width, double height) {
        const auto corner = [&](double dx, double dy) {
            return geom::Point{205000 + x + dx + noise(random), 361000 + y + dy + noise(random)};
        };
        const auto first = corner(0, 0);
        return geom::MultiPolygon{
            {{first, corner(width, 0), corner(width, height), corner(0, height), first}, {}}};
    };
    std::vector<geom::MultiPolygon> parcels;
    std::vector<geom::MultiPolygon> zones;
    std::vector<std::string> classes;
    for (int i = 0; i < 12; ++i) {
        for (int k = 0; k < 12; ++k) {
            parcels.push_back(quadrilateral(30 * i, 50 * k, 30, 50));
            if (i % 3 == 0 && k % 2 == 0) {
                zones.push_back(quadrilateral(30 * i, 50 * k, 90, 100));
                classes.push_back((i + k) % 2 == 0 ? "even" : "odd");
            }
        }
    }
    const auto parcel_layer = layer(parcels);
    const auto zone_layer = layer(zones, classes);
    const auto table = overlay::overlaps(parcel_layer, {{&zone_layer, "class"}}, {}, 1);
    for (std::size_t p = 0; p < parcels.size(); ++p) {
        double sum = 0;
        for (const auto& [zone_class, area] : areas_of(table, p)) {
            sum += area;
        }
        CHECK(sum - table.overlap_m2[p] == Approx(geom::area(parcels[p])).epsilon(1e-6));
    }
    CHECK(table.slivers > 0);

    const auto parallel = overlay::overlaps(parcel_layer, {{&zone_layer, "class"}}, {}, 4);
    REQUIRE(parallel.rows.size() == table.rows.size());
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        CHECK(parallel.rows[i].parcel == table.rows[i].parcel);
        CHECK(parallel.rows[i].zone_class == table.rows[i].zone_class);
        CHECK(parallel.rows[i].area_m2 == table.rows[i].area_m2);
        CHECK(parallel.rows[i].zones == table.rows[i].zones);
    }
}

TEST_CASE("both engines agree on every random parcel, and a difference is told with both numbers",
          "[overlay]") {
    std::mt19937 random{64};
    for (int round = 0; round < 5; ++round) {
        std::vector<geom::MultiPolygon> parcels;
        std::vector<geom::MultiPolygon> zones;
        for (int k = 0; k < 6; ++k) {
            parcels.push_back(test::to_shape(test::random_cells(8, 0.4, random)));
            zones.push_back(test::to_shape(test::random_cells(8, 0.1 + 0.05 * k, random)));
        }
        const auto zone_layer = layer(zones, {"A", "B", "A", "C"});
        CHECK_NOTHROW(overlay::overlaps(layer(parcels), {{&zone_layer, "class"}}, {}, 1,
                                        overlay::CrossCheck::all));
    }
    overlay::ParcelOverlaps first{{{0, "A", 12.5, 0.5, false, {}}}, 25, 0};
    auto second = first;
    CHECK_NOTHROW(overlay::cross_check(first, second, {"필지 7", "lot 7"}));
    second.rows[0].area_m2 = 12.5001;
    CHECK_THROWS_WITH(overlay::cross_check(first, second, {"필지 7", "lot 7"}),
                      Catch::StartsWith("ENGINES-DISAGREE: lot 7, A: ") &&
                          Catch::Contains(" 12.5 m²") && Catch::Contains(" 12.5001 m²"));
}

TEST_CASE("parcels thinner than a millimetre close, and both engines agree on them", "[overlay]") {
    std::mt19937 random{74};
    std::uniform_real_distribution<double> turn{0, 1.5};
    std::uniform_real_distribution<double> exponent{-7, -3};
    const double x = 210'000;
    const double y = GENERATE(365'000.0, 1'760'000.0); // EPSG:5186, EPSG:5179
    const double length = GENERATE(90.0, 900.0);
    CAPTURE(y, length);
    std::vector<geom::MultiPolygon> parcels;
    for (int i = 0; i < 300; ++i) {
        const double width = std::pow(10, exponent(random));
        const double angle = turn(random);
        const geom::Point end{x + length * std::cos(angle), y + length * std::sin(angle)};
        const geom::Point off{-width * std::sin(angle), width * std::cos(angle)};
        parcels.push_back(
            {{{{x, y}, end, {end.x + off.x, end.y + off.y}, {x + off.x, y + off.y}, {x, y}}, {}}});
    }
    std::erase_if(parcels, [](const auto& shape) { return geom::area(shape) <= 0; });
    REQUIRE(parcels.size() > 250);
    const auto zones = layer({rectangle(x - 10, y - 10, 60, 60), rectangle(x + 20, y + 10, 50, 50),
                              rectangle(x, y + 33.3, 100, 80)},
                             {"A", "B", "C"}); // of which some lie on each other
    const auto table =
        overlay::overlaps(layer(parcels), {{&zones, "class"}}, {}, 1, overlay::CrossCheck::all);
    CHECK(table.rows.size() > parcels.size());
}

TEST_CASE("borders that cross all too often end in a limit, not in hours", "[overlay]") {
    const auto comb = [](std::size_t teeth, bool upright) { // teeth of 1 m, 1 m apart
        geom::Ring ring{{0, 0}};
        const double length = 2 * static_cast<double>(teeth) + 10;
        for (std::size_t i = 0; i < teeth; ++i) {
            const double at = 2 * static_cast<double>(i);
            for (const auto& p : geom::Ring{{at, 0}, {at, length}, {at + 1, length}, {at + 1, 0}}) {
                ring.push_back(upright ? p : geom::Point{p.y - 5, p.x + 5});
            }
        }
        const double last = 2 * static_cast<double>(teeth) - 1;
        ring.push_back(upright ? geom::Point{last, -4} : geom::Point{-9, last + 5});
        ring.push_back(upright ? geom::Point{0, -4} : geom::Point{-9, 5});
        ring.front() = upright ? geom::Point{0, 0} : geom::Point{-5, 5};
        ring.push_back(ring.front());
        return geom::MultiPolygon{{ring, {}}};
    };
    const auto overlaid = [&](std::size_t teeth) {
        const auto zones = layer({comb(teeth, false)}, {"A"});
        return overlay::overlaps(layer({comb(teeth, true)}), {{&zones, "class"}});
    };
    const auto table = overlaid(20);
    CHECK(areas_of(table, 0)["A"] == Approx(400)); // one square metre at every crossing
    try {
        (void)overlaid(510);
        FAIL("1,040,400 crossings");
    } catch (const Error& e) {
        CHECK(e.kind() == ErrorKind::budget);
        CHECK_THAT(e.message().en, Catch::Contains("zone A") && Catch::Contains("1,000,000"));
    }
}

TEST_CASE("overlapping zones inside a lot are counted as GEOS counts them", "[overlay]") {
    const auto parcels = layer({rectangle(0, 0, 100, 100)});
    const auto zones = layer(
        {rectangle(-10, 20, 60, 50), rectangle(30, 40, 100, 90), rectangle(-50, -50, 300, 300)},
        {"A", "B", "base"});
    const auto table =
        overlay::overlaps(parcels, {{&zones, "class"}}, {}, 1, overlay::CrossCheck::all);
    CHECK(areas_of(table, 0) == Areas{{"A", 2500}, {"B", 4200}, {"base", 10000}});
    CHECK(table.overlap_m2[0] == Approx(6700)); // 2500 + 4200 + 10000 − 10000
}

TEST_CASE("slivers are those that cutting finds, whatever the borders tell before", "[overlay]") {
    std::mt19937 random{512};
    std::uniform_real_distribution<double> place{0, 100};
    std::uniform_real_distribution<double> side{1, 40};
    std::vector<geom::MultiPolygon> strips; // 6 m wide and leaning, 3 m apart
    std::vector<std::string> classes;
    for (int k = 0; k < 18; ++k) {
        const double x = 9.0 * k;
        strips.push_back({{{{x, -10}, {x + 6, -10}, {x + 36, 160}, {x + 30, 160}, {x, -10}}, {}}});
        classes.emplace_back(k % 3 == 0 ? "A" : "B");
    }
    const auto zone_layer = layer(strips, classes);
    const overlay::ZoneOverlay zones{{{&zone_layer, "class"}}};
    std::size_t slivers = 0;
    for (int round = 0; round < 900; ++round) {
        const auto lot = rectangle(place(random), place(random), side(random), side(random));
        const geom::PolygonSet set{std::vector<geom::MultiPolygon>{lot}};
        const auto flags = [](const overlay::ParcelOverlaps& result) {
            std::map<std::string, bool> of_class;
            for (const auto& row : result.rows) {
                if (row.area_m2 > 1e-5) {
                    of_class[row.zone_class] = row.sliver;
                }
            }
            return of_class;
        };
        const auto first = zones.of(set, 0);
        const auto second = zones.by_cutting(lot);
        CAPTURE(round);
        REQUIRE(flags(first) == flags(second));
        CHECK_NOTHROW(overlay::cross_check(first, second, {"필지", "lot"}));
        for (const auto& [zone_class, sliver] : flags(second)) {
            slivers += sliver ? 1U : 0U;
        }
    }
    CHECK(slivers > 50);
}

TEST_CASE("hairs that cutting leaves along a border make no part a sliver", "[overlay]") {
    // The zone cuts a corner off: 2.36 m², 0.56 m wide. The node of the cut lies 1e-10 m beside the
    // lot's eastern border, so that lot − (lot ∩ zone) has a hair along it.
    const geom::MultiPolygon lot{{{{212592.422, 341248.987},
                                   {212598.015, 341272.467},
                                   {212597.949, 341286.521},
                                   {212612.262, 341282.519},
                                   {212635.999, 341276.551},
                                   {212637.103, 341270.885},
                                   {212636.096, 341265.287},
                                   {212639.165, 341261.379},
                                   {212636.688, 341255.983},
                                   {212637.414, 341251.96},
                                   {212639.866, 341247.369},
                                   {212639.252, 341241.527},
                                   {212619.083, 341242.884},
                                   {212611.963, 341244.019},
                                   {212592.422, 341248.987}},
                                  {}}};
    const auto zone_layer = layer({{{{{212642.231, 341249.806},
                                      {212642.231, 341300},
                                      {212580, 341300},
                                      {212580, 341239.417},
                                      {212636.683, 341239.417},
                                      {212642.231, 341249.806}},
                                     {}}}},
                                  {"A"});
    const overlay::ZoneOverlay zones{{{&zone_layer, "class"}}};
    const geom::PolygonSet set{std::vector<geom::MultiPolygon>{lot}};
    for (const auto& result : {zones.of(set, 0), zones.by_cutting(lot)}) {
        REQUIRE(result.rows.size() == 2);
        CHECK(result.rows[0].zone_class == "(none)");
        CHECK(result.rows[0].area_m2 == Approx(2.357066).margin(1e-6));
        CHECK_FALSE(result.rows[0].sliver);
    }
}

TEST_CASE("what zones leave between them is a sliver by its own border", "[overlay]") {
    // 0.4 and 1 m between zones that also touch each other: cut by GEOS the answers are the same
    const auto zone_layer = layer({rectangle(-5, -5, 10, 40), rectangle(5.4, -5, 10, 40),
                                   rectangle(15.4, -5, 10, 40), rectangle(26.4, -5, 20, 40)},
                                  {"A", "B", "A", "B"});
    const overlay::ZoneOverlay zones{{{&zone_layer, "class"}}};
    for (const double width : {20.0, 30.0}) {
        const auto lot = rectangle(0, 0, width, 20);
        const geom::PolygonSet set{std::vector<geom::MultiPolygon>{lot}};
        const auto first = zones.of(set, 0);
        const auto second = zones.by_cutting(lot);
        REQUIRE(first.rows.size() == second.rows.size());
        for (std::size_t i = 0; i < first.rows.size(); ++i) {
            CAPTURE(width, first.rows[i].zone_class);
            CHECK(first.rows[i].sliver == second.rows[i].sliver);
        }
        CHECK(first.rows[0].sliver == (width < 25)); // the strip of 1 m makes the mean wider
    }
}

TEST_CASE("an account without names says what the overlaps say", "[overlay]") {
    std::mt19937 random{77};
    std::vector<geom::MultiPolygon> parcels;
    std::vector<geom::MultiPolygon> shapes;
    for (int k = 0; k < 6; ++k) {
        parcels.push_back(test::to_shape(test::random_cells(8, 0.4, random)));
        shapes.push_back(test::to_shape(test::random_cells(8, 0.1 + 0.05 * k, random)));
    }
    parcels.emplace_back(); // no land
    const auto zone_layer = layer(shapes, {"B", "(none)", "B", "A", "C", "A"});
    const overlay::ZoneOverlay zones{{{&zone_layer, "class"}}};
    CHECK(zones.classes() == std::vector<std::string>{"(none)", "(none)", "A", "B", "C"});
    const geom::PolygonSet set{parcels};
    overlay::ParcelAccount account;
    for (std::size_t i = 0; i < parcels.size(); ++i) {
        const auto whole = zones.of(set, i);
        zones.measure(set, i, set.area(i), account);
        CHECK(account.area_m2 == whole.area_m2);
        CHECK(account.overlap_m2 == whole.overlap_m2);
        REQUIRE(account.rows.size() == whole.rows.size());
        for (std::size_t k = 0; k < whole.rows.size(); ++k) {
            CHECK(zones.classes()[account.rows[k].zone_class] == whole.rows[k].zone_class);
            CHECK((account.rows[k].zone_class == 0) == whole.rows[k].zones.empty());
            CHECK(account.rows[k].area_m2 == whole.rows[k].area_m2);
            CHECK(account.rows[k].share == whole.rows[k].share);
            CHECK(account.rows[k].sliver == whole.rows[k].sliver);
        }
    }
}
