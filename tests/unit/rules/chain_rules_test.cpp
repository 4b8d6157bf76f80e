#include "pair_rules.hpp"

#include <catch2/catch.hpp>

using namespace sandan;
using test::rectangle;
using test::run_rule;
using Ids = std::vector<std::string>;

TEST_CASE("a lease runs five years, or one at the lessee's request", "[rules]") {
    test::ProjectBuilder builder;
    builder.parameter("SI-28", "min_years", 5)
        .parameter("SI-28", "min_years_on_request", 1)
        .layer("register", {"id", "leased", "lease_years", "lease_requested"})
        .feature(geom::Shape{}, {"five", "1", 5.0, "0"})
        .feature(geom::Shape{}, {"short", "1", 4.9, "0"})
        .feature(geom::Shape{}, {"asked", "1", 1.0, "1"})
        .feature(geom::Shape{}, {"brief", "1", 0.9, "1"})
        .feature(geom::Shape{}, {"silent", "1", {}, "0"})
        .feature(geom::Shape{}, {"owned", "0", {}, "0"});
    const auto found = run_rule(builder.project(), "SI-28");
    CHECK(found.passes() == Ids{"five", "asked"});
    CHECK(found.breaches() == Ids{"short", "brief"});
    CHECK(found.unknowns() == Ids{"silent"});
}

TEST_CASE("a plan that leases land and shows no contracts is unknown", "[rules]") {
    test::ProjectBuilder builder;
    builder.rule("SI-28")
        .layer("lots", {"id", "complex", "use", "lease"})
        .feature(rectangle(0, 0, 1, 1), {"L", "A", "IND", "1"});
    CHECK(run_rule(builder.project(), "SI-28").unknowns() == Ids{"register"});
    builder.project().layers[0].features[0].values[3] = "0";
    CHECK(run_rule(builder.project(), "SI-28").unknowns().empty());
}

namespace {

/// The anchor F on the first lot, its partner G `gap` m to the east of it.
test::ProjectBuilder partners(double gap) {
    test::ProjectBuilder builder;
    builder.complex("A", 1)
        .parameter("SI-29", "reach", 1500)
        .parameter("PC-07", "max_distance", 3000)
        .layer("lots", {"id", "complex", "use"})
        .feature(rectangle(0, 0, 100, 100), {"a", "A", "IND"})
        .feature(rectangle(100 + gap, 0, 100, 100), {"b", "A", "IND"});
    auto anchor = test::firm("F");
    anchor.anchor = true;
    builder.firm(anchor).firm(test::firm("G"));
    builder.project().links = {{"F", "G", 1, "supply", 1}, {"G", "H", 1, "supply", 2}};
    builder.project().assignments = {{"F", {"a"}, 1}, {"G", {"b"}, 2}};
    return builder;
}

} // namespace

TEST_CASE("the ends of a value-chain link are told how far they lie apart", "[rules]") {
    const auto found = run_rule(partners(1500).project(), "SI-29");
    REQUIRE(found.all.size() == 1); // H has no land
    CHECK(found.all[0].first.id == "F|G");
    CHECK(*found.all[0].second.evidence.measured == Approx(1500));
    CHECK(found.all[0].second.evidence.message.en.find("not near") != std::string::npos);
    const auto near = run_rule(partners(1499).project(), "SI-29");
    CHECK(near.all[0].second.evidence.message.en.find("not near") == std::string::npos);
}

TEST_CASE("partners of an anchor are within reach or in its zone", "[rules]") {
    CHECK(run_rule(partners(3000).project(), "PC-07").passes() == Ids{"F|G"});
    auto apart = partners(3001);
    CHECK(run_rule(apart.project(), "PC-07").breaches() == Ids{"F|G"});
    apart.parameter("PC-01", "max_outside_area", 1)
        .layer("special_zone", {"id"})
        .feature(rectangle(-10, -10, 9000, 900), {"Z"});
    CHECK(run_rule(apart.project(), "PC-07").passes() == Ids{"F|G"});
}
