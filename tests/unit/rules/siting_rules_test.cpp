#include "pair_rules.hpp"

#include <catch2/catch.hpp>

#include <limits>

using namespace sandan;
using test::ask;
using test::ask_lots;
using test::Kind;
using test::rectangle;
using Ids = std::vector<std::string>;

namespace {

constexpr Date day(int y, unsigned m, unsigned d) {
    return Date{std::chrono::year{y}, std::chrono::month{m}, std::chrono::day{d}};
}

/// A lot of a completed complex, held since a day.
test::ProjectBuilder held_since(const char* date) {
    test::ProjectBuilder builder;
    builder.complex("A", 10'000)
        .parameter("SI-27", "min_years", 5)
        .layer("lots", {"id", "complex", "use", "owned_since"})
        .feature(rectangle(0, 0, 100, 100), {"L", "A", "IND", test::text(date)});
    builder.project().plan.complexes[0].completed = day(1990, 1, 1);
    return builder;
}

} // namespace

TEST_CASE("SI-27: a lot held for five years to the day is free, a day less goes by the agency",
          "[rules]") {
    const auto judge = [](const char* date) {
        return ask_lots(held_since(date).project(), "SI-27", test::firm("F"), {0});
    };
    CHECK(judge("2019-06-26").kind == Kind::pass); // today is 2024-06-26
    const auto young = judge("2019-06-27");
    CHECK(young.kind == Kind::breach);
    CHECK(*young.evidence.measured == 4);
    CHECK(young.evidence.advisory); // a path, no bar
    CHECK_THAT(young.evidence.message.en, Catch::Contains("only through the managing agency"));
    CHECK(judge("").missing == Ids{"lots.owned_since"}); // an empty cell is no unheld lot
}

TEST_CASE("SI-27: the factory register tells when the lot itself does not", "[rules]") {
    test::ProjectBuilder builder;
    builder.complex("A", 10'000)
        .parameter("SI-27", "min_years", 5)
        .layer("lots", {"id", "complex", "use"})
        .feature(rectangle(0, 0, 100, 100), {"L", "A", "IND"});
    auto& project = builder.project();
    project.plan.complexes[0].completed = day(1990, 1, 1);
    const auto judge = [&] {
        return ask_lots(project, "SI-27", test::firm("F"), {0});
    };
    CHECK(judge().missing == Ids{"lots.owned_since"});
    builder.layer("register", {"id", "pnu", "registered"})
        .feature(geom::Shape{}, {"1", "L", "2001-01-01"})
        .feature(geom::Shape{}, {"2", "L", "2022-01-01"}); // the latest holder counts
    CHECK(judge().kind == Kind::breach);
    auto& rows = project.layers.back().features;
    rows.pop_back();
    CHECK(judge().kind == Kind::pass);
    rows[0].values[2] = {}; // registered, nobody knows when
    CHECK(judge().missing == Ids{"register.registered"});
    builder.feature(geom::Shape{}, {"3", "L", "2020-01-01"}); // bound whatever row 1 says
    CHECK(judge().kind == Kind::breach);
    rows.back().values[2] = "2001-01-01";
    CHECK(judge().missing == Ids{"register.registered"});
    rows.clear(); // the register is all the plan has, and nobody is in it
    CHECK(judge().kind == Kind::pass);
    project.layers.pop_back();
    project.plan.complexes[0].completed = std::nullopt; // first sale
    CHECK(judge().kind == Kind::not_applicable);
}

TEST_CASE("SI-30: every assessment begins at its own size, the size itself included", "[rules]") {
    const auto due = [](double area) {
        test::ProjectBuilder builder;
        builder.complex("A", area)
            .parameter("SI-30", "min_area", 150'000, "environment")
            .parameter("SI-30", "min_area", 30'000, "heritage")
            .parameter("SI-30", "min_area", 50'000, "disaster", 0, false)
            .parameter("SI-30", "min_area", 200'000, "traffic", 0, false);
        std::string names;
        for (const auto& [subject, outcome] : test::run_rule(builder.project(), "SI-30").all) {
            if (outcome.kind == Kind::breach) {
                const auto& text = outcome.evidence.message.en;
                names += text.substr(0, text.find(' ')) + " ";
            }
        }
        return names;
    };
    CHECK(due(29'999).empty());
    CHECK(due(30'000) == "heritage ");
    CHECK(due(50'000) == "heritage disaster ");
    CHECK(due(149'999) == "heritage disaster ");
    CHECK(due(150'000) == "environmental heritage disaster ");
    CHECK(due(200'000) == "environmental heritage disaster traffic ");
}

TEST_CASE("SI-30: an assessment without a threshold on the day is unknown, not forgotten",
          "[rules]") {
    test::ProjectBuilder builder;
    builder.complex("A", 1).parameter("SI-30", "min_area", 30'000, "heritage");
    const auto found = test::run_rule(builder.project(), "SI-30");
    CHECK(found.unknowns() == Ids{"A", "A", "A"});
    CHECK(found.all.front().second.missing == Ids{"parameter SI-30 min_area environment"});
}

TEST_CASE("SI-27: one young holder binds a site, whatever its other lots do not say", "[rules]") {
    auto builder = held_since("2022-06-26");
    builder.feature(rectangle(100, 0, 100, 100), {"M", "A", "IND", {}});
    const auto judge = [&] {
        return ask_lots(builder.project(), "SI-27", test::firm("F"), {0, 1});
    };
    CHECK(judge().kind == Kind::breach);
    builder.project().layers[0].features[0].values[3] = "2001-01-01";
    CHECK(judge().missing == Ids{"lots.owned_since"});
}

TEST_CASE("SI-27: a register row of no lot may be of any that nobody young is known to hold",
          "[rules]") {
    auto builder = held_since("");
    builder.layer("register", {"id", "pnu", "registered"})
        .feature(geom::Shape{}, {"1", "L", "2001-01-01"})
        .feature(geom::Shape{}, {"2", {}, "2022-01-01"});
    const auto judge = [&] {
        return ask_lots(builder.project(), "SI-27", test::firm("F"), {0});
    };
    CHECK(judge().missing == Ids{"register.pnu"});
    auto& rows = builder.project().layers.back().features;
    rows[1].values[2] = {}; // nobody knows when
    CHECK(judge().missing == Ids{"register.pnu"});
    rows[1].values[2] = "2002-01-01"; // wherever it is, it binds nothing
    CHECK(judge().kind == Kind::pass);
    rows[1].values[2] = "2022-01-01";
    rows[0].values[2] = "2021-01-01";
    CHECK(judge().kind == Kind::breach); // bound by its own row
    rows[0].values[1] = "other lot";
    rows[1].values[2] = "2002-01-01";
    CHECK(judge().missing == Ids{"lots.owned_since"}); // a blank cell: no row says nothing
    rows[0].values[1] = "L";
    rows[0].values[2] = "2001-01-01";
    builder.project().layers[0].features[0].values[3] = "1999-01-01";
    CHECK(judge().kind == Kind::pass); // the lot itself says
}
