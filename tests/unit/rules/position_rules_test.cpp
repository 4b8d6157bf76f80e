#include "project_builder.hpp"

#include <catch2/catch.hpp>

using namespace sandan;
using test::rectangle;
using Ids = std::vector<std::string>;

namespace {

/// Three parcels, and the reference with the same ones moved by (east, north).
rules::Outcome moved(double east, double north) {
    test::ProjectBuilder builder;
    builder.parameter("DI-10", "max_residual", 5).parameter("DI-10", "belt_shift", 261);
    builder.layer("parcels", {"id"});
    for (int i = 0; i < 3; ++i) {
        builder.feature(rectangle(205000 + 30 * i, 363000, 20, 20), {std::to_string(i)});
    }
    builder.layer("reference", {"id"});
    for (int i = 0; i < 3; ++i) {
        builder.feature(rectangle(205000 + 30 * i + east, 363000 + north, 20, 20),
                        {std::to_string(i)});
    }
    return test::run_rule(builder.project(), "DI-10").all.front().second;
}

} // namespace

TEST_CASE("parcels 261 m off in east are those of the other Bessel system, and it is said",
          "[rules]") {
    CHECK(moved(0.4, 0.2).kind == rules::Outcome::Kind::pass);
    CHECK(moved(3, 3.99).kind == rules::Outcome::Kind::pass);
    CHECK(moved(3, 4).kind == rules::Outcome::Kind::breach); // 5.000 m is not less than 5
    const auto belt = moved(261, 0);
    CHECK(belt.kind == rules::Outcome::Kind::breach);
    CHECK(*belt.evidence.measured == Approx(261));
    CHECK(belt.evidence.message.en.find("2097") != std::string::npos);
    CHECK(moved(189.5, -331.9).evidence.message.en.find("2097") == std::string::npos); // V14
}

TEST_CASE("without a reference, or one of other parcels, position is unknown", "[rules]") {
    test::ProjectBuilder builder;
    builder.parameter("DI-10", "max_residual", 5)
        .layer("parcels", {"id"})
        .feature(rectangle(0, 0, 1, 1), {"a"});
    CHECK(test::run_rule(builder.project(), "DI-10").all[0].second.missing ==
          Ids{"layer reference"});
    builder.layer("reference", {"id"}).feature(rectangle(0, 0, 1, 1), {"b"});
    CHECK(test::run_rule(builder.project(), "DI-10").unknowns() == Ids{"position"});
}

TEST_CASE("lots are drawn on the millimetre grid", "[rules]") {
    const auto judge = [](double x, bool transformed) {
        test::ProjectBuilder builder;
        builder.parameter("GT-10", "grid", 0.001)
            .layer("lots", {"id"})
            .feature(rectangle(x, 363000.001, 20, 20), {"a"});
        if (transformed) {
            builder.project().layers[0].provenance.operation = {"Helmert", 1, false, false};
        }
        return test::run_rule(builder.project(), "GT-10").all.front().second;
    };
    CHECK(judge(205000.123, false).kind == rules::Outcome::Kind::pass);
    const auto off = judge(205000.1234, false);
    CHECK(off.kind == rules::Outcome::Kind::breach);
    CHECK(*off.evidence.measured == 5); // every x of the ring: both sides are 20 m apart
    CHECK(judge(205000.1234, true).kind == rules::Outcome::Kind::not_applicable);
}
