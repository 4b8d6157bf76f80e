#include "project_builder.hpp"
#include "rules/flow_network.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace sandan;
using test::rectangle;
using Ids = std::vector<std::string>;

namespace {

geom::Shape line(geom::Line points) {
    return {.polygons = {}, .lines = {std::move(points)}, .points = {}};
}

/// A stream of 30 km to the east along y = 0, with a confluence at x = 20 km; one lot that drains
/// to it at x = `east`, an intake at x = 20 km + `below`.
test::ProjectBuilder valley(double east, const char* kind, double capacity, double below = 0) {
    test::ProjectBuilder builder;
    builder.complex("A", 10000)
        .parameter("SI-14", "min_flow_distance", 10000)
        .parameter("SI-14", "min_flow_distance", 20000, {}, 200000)
        .parameter("SI-14", "min_flow_distance", 15000, "unprotected")
        .parameter("SI-14", "min_flow_distance", 1000, "groundwater")
        .parameter("SI-14", "min_downstream", 1000, "unprotected")
        .parameter("SI-14", "approvable_from", 7000)
        .parameter("SI-14", "approvable_near", 4000)
        .parameter("SI-14", "approvable_off_river", 500)
        .layer("lots", {"id", "complex", "use"})
        .feature(rectangle(east - 10, 100, 10, 50), {"L", "A", "IND"})
        .layer("streams", {"id"})
        .feature(line({{0, 0}, {20000, 0}}), {"upper"})
        .feature(line({{20000, 0}, {30000, 0}}), {"lower"})
        .feature(line({{20000, 9000}, {20000, 0}}), {"side"})
        .layer("intakes", {"id", "kind", "capacity_m3d"})
        .feature(test::point_shape(20000 + below, -5), {"I", kind, capacity});
    return builder;
}

rules::Outcome judge(test::ProjectBuilder builder) {
    return test::run_rule(builder.project(), "SI-14").all.front().second;
}

using Kind = rules::Outcome::Kind;

} // namespace

TEST_CASE("water flows down, never up", "[rules]") {
    model::Layer streams;
    streams.features.resize(3);
    streams.features[0].shape = line({{0, 0}, {100, 0}, {100, 50}});
    streams.features[1].shape = line({{100, 50}, {100, 80}});
    streams.features[2].shape = line({{300, 50}, {100, 50}});
    const rules::FlowNetwork network{{&streams}};
    const auto place = [&](double x, double y) {
        return *network.nearest({x, y});
    };
    const auto mouth = network.target(place(100, 70));
    CHECK(network.distance(place(10, 3), mouth) == Approx(90 + 50 + 20));
    CHECK(network.distance(place(250, 50), mouth) == Approx(150 + 20));
    CHECK(network.distance(place(100, 60), mouth) == Approx(10));
    CHECK(std::isinf(network.distance(place(100, 75), mouth)));
    CHECK(std::isinf(network.distance(place(250, 50), network.target(place(50, 0)))));
    CHECK(network.away({50, -7}) == Approx(7));
}

TEST_CASE("R9: a protected source keeps factories 10 km away along the stream, 20 km if large",
          "[rules]") {
    CHECK(judge(valley(9999, "protected", 1000)).kind == Kind::pass); // 10,001 m
    const auto near = judge(valley(10000, "protected", 1000));        // exactly 10 km: 이내
    CHECK(near.kind == Kind::breach);
    CHECK(near.evidence.advisory); // beyond 7 km it may be approved
    CHECK_FALSE(judge(valley(13001, "protected", 1000)).evidence.advisory);
    CHECK(judge(valley(9999, "protected", 200000)).kind == Kind::breach);
    CHECK(judge(valley(9999, "protected", 199999)).kind == Kind::pass);
    CHECK(judge(valley(21000, "protected", 1000)).kind == Kind::pass); // below it
}

TEST_CASE("R9: an unprotected intake looks 15 km up and 1 km down, groundwater 1 km around",
          "[rules]") {
    CHECK(judge(valley(5000, "unprotected", 0)).kind == Kind::breach);
    CHECK(judge(valley(4999, "unprotected", 0)).kind == Kind::pass);
    CHECK(judge(valley(21010, "unprotected", 0)).kind == Kind::breach); // 1,000 m below
    CHECK(judge(valley(21011, "unprotected", 0)).kind == Kind::pass);
    CHECK(judge(valley(21000, "groundwater", 0)).kind == Kind::breach);
    CHECK(judge(valley(21011, "groundwater", 0)).kind == Kind::pass);
}

TEST_CASE("without a stream network the flow distance is unknown", "[rules]") {
    test::ProjectBuilder builder;
    builder.complex("A", 1).rule("SI-14").layer("lots", {"id", "complex", "use"});
    const auto found = test::run_rule(builder.project(), "SI-14");
    CHECK(found.all.front().second.missing == Ids{"layer streams", "layer intakes"});
}

TEST_CASE("R10: a reservoir keeps factories 5 km upstream, 2 km in urban zones", "[rules]") {
    const auto answer = [](double east, const char* zone) {
        test::ProjectBuilder builder;
        builder.project().codes.zoning.push_back({"UQC001", {"농림지역", ""}, "other", false, ""});
        builder.complex("A", 10000)
            .parameter("SI-15", "min_flow_distance", 5000)
            .parameter("SI-15", "min_flow_distance", 2000, "urban")
            .layer("lots", {"id", "complex", "use", "zoning"})
            .feature(rectangle(east - 10, 50, 10, 50), {"L", "A", "IND", zone})
            .layer("streams", {"id"})
            .feature(line({{0, 0}, {20000, 0}}), {"s"}) // through it, without a vertex inside
            .layer("reservoirs", {"id"})
            .feature(rectangle(9999.99, -50, 400, 100), {"R"});
        return test::run_rule(builder.project(), "SI-15").all.front().second.kind;
    };
    CHECK(answer(8000, "UQA320") == Kind::breach);
    CHECK(answer(7999, "UQA320") == Kind::pass);
    CHECK(answer(5000, "UQC001") == Kind::breach);
    CHECK(answer(4999, "UQC001") == Kind::pass);
    CHECK(answer(8000, "") == Kind::breach); // too near in any zone
    CHECK(answer(7999, "") == Kind::unknown);
    CHECK(answer(5000, "") == Kind::unknown); // near enough only in an urban zone
    CHECK(answer(4999, "") == Kind::pass);
}

TEST_CASE("a reservoir that no stream enters is unknown, but land on its bank is too near",
          "[rules]") {
    test::ProjectBuilder builder;
    builder.complex("A", 10000)
        .parameter("SI-15", "min_flow_distance", 5000)
        .parameter("SI-15", "min_flow_distance", 2000, "urban")
        .layer("lots", {"id", "complex", "use", "zoning"})
        .feature(rectangle(0, 0, 10, 50), {"bank", "A", "IND", "UQA320"})
        .feature(rectangle(900, 0, 10, 50), {"far", "A", "IND", "UQA320"})
        .layer("streams", {"id"})
        .feature(line({{0, -100}, {2000, -100}}), {"s"})
        .layer("reservoirs", {"id"})
        .feature(rectangle(10, 0, 40, 50), {"R"});
    const auto found = test::run_rule(builder.project(), "SI-15");
    CHECK(found.breaches() == Ids{"bank"});
    CHECK(found.unknowns() == Ids{"R"});
    CHECK(found.all.front().second.missing == Ids{"streams into R"});
}

TEST_CASE("R9: an intake that does not say its kind or capacity is unknown where that decides",
          "[rules]") {
    const auto silent = [](double east, model::Value kind, model::Value capacity) {
        auto builder = valley(east, "protected", 0);
        auto& values = builder.project().layers.back().features[0].values;
        values[1] = std::move(kind);
        values[2] = std::move(capacity);
        return judge(std::move(builder));
    };
    CHECK(silent(9999, test::text("protected"), {}).missing == Ids{"intakes.capacity_m3d"});
    CHECK(silent(10000, test::text("protected"), {}).kind == Kind::breach); // 10 km, small or not
    CHECK(silent(21000, test::text("protected"), {}).kind == Kind::pass);
    CHECK(silent(4999, test::text("unprotected"), {}).kind == Kind::pass);
    CHECK(silent(19000, {}, 300000.0).missing == Ids{"intakes.kind"});
}

TEST_CASE("SI-15 takes the zone a lot lies in where no zone is planned for it", "[rules]") {
    const auto answer = [](const char* zone, double width = 2000) {
        test::ProjectBuilder builder;
        builder.project().codes.zoning.push_back(
            {"UQB100", {"계획관리지역", ""}, "other", false, ""});
        builder.project().codes.zoning.push_back({"UQC001", {"농림지역", ""}, "other", false, ""});
        builder.complex("A", 10000)
            .parameter("ZO-08", "min_area", 1)
            .parameter("ZO-08", "min_width", 1)
            .parameter("SI-15", "min_flow_distance", 5000)
            .parameter("SI-15", "min_flow_distance", 2000, "urban")
            .parameter("SI-15", "urban_zone", 1, "UQB100")
            .layer("lots", {"id", "complex", "use"})
            .feature(rectangle(7000, 50, 10, 50), {"L", "A", "IND"}) // 2,990 m
            .layer("zoning", {"code"})
            .feature(rectangle(6000, 0, width, 200), {test::text(zone)})
            .layer("streams", {"id"})
            .feature(line({{0, 0}, {20000, 0}}), {"s"})
            .layer("reservoirs", {"id"})
            .feature(rectangle(10000, -50, 400, 100), {"R"});
        return test::run_rule(builder.project(), "SI-15").all.front().second;
    };
    CHECK(answer("UQA320").kind == Kind::pass);
    CHECK(answer("UQB100").kind == Kind::pass);
    CHECK(answer("UQC001").kind == Kind::breach);
    CHECK(answer("UQZ999").missing == std::vector<std::string>{"kind of zone UQZ999"});
    CHECK(answer("UQC001", 1005).kind == Kind::breach); // whatever the rest of the lot is in
    CHECK(answer("UQA320", 1005).missing == std::vector<std::string>{"layer zoning"});
}
