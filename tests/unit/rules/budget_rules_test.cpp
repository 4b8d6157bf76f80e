#include "project_builder.hpp"

#include <catch2/catch.hpp>

using namespace sandan;
using test::Collector;
using test::ProjectBuilder;
using test::rectangle;
using test::run_rule;
using Ids = std::vector<std::string>;

namespace {

const std::vector<std::string> fields{"id",     "complex", "use",     "industrial_share",
                                      "tenure", "lease",   "negative"};

/// A complex of 1,000 m depth whose lots lie side by side: `width` metres are `width` · 1,000 m².
class Strip {
public:
    explicit Strip(double designated_m2 = 1'000'000, const std::string& kind = "일반산업단지",
                   const std::string& developer = "public") {
        m_builder.complex("C", designated_m2, kind, developer).layer("lots", fields);
    }

    Strip& lot(const std::string& use, double area_m2, model::Value share = {},
               model::Value tenure = {}, model::Value lease = 0.0, model::Value negative = 0.0) {
        const double width = area_m2 / 1000;
        m_builder.feature(rectangle(m_x, 0, width, 1000),
                          {use + std::to_string(++m_count), "C", use, std::move(share),
                           std::move(tenure), std::move(lease), std::move(negative)});
        m_x += width;
        return *this;
    }

    ProjectBuilder& builder() { return m_builder; }

private:
    ProjectBuilder m_builder;
    double m_x = 0;
    int m_count = 0;
};

} // namespace

TEST_CASE("LB-01 asks for half of the land for sale, exactly half is enough", "[rules]") {
    const auto run = [](double industrial, double support) {
        Strip strip;
        strip.lot("IND", industrial).lot("SUP", support).lot("ROAD", 200'000);
        strip.builder().parameter("LB-01", "min_share", 50, "일반산업단지");
        return run_rule(strip.builder().project(), "LB-01");
    };
    CHECK(run(400'000, 400'000).passes() == Ids{"C"});
    CHECK(run(399'999, 400'001).breaches() == Ids{"C"});
    const auto passed = run(600'000, 200'000).all.at(0).second.evidence;
    CHECK(*passed.measured == Approx(75));
    CHECK(*passed.threshold == 50);
}

TEST_CASE("LB-01 counts mixed land only with enough industry, and asks when it is not told",
          "[rules]") {
    const auto run = [](model::Value share) {
        Strip strip;
        strip.lot("IND", 300'000).lot("MIX", 200'000, std::move(share)).lot("SUP", 300'000);
        strip.builder()
            .parameter("LB-01", "min_share", 50, "일반산업단지")
            .parameter("LB-01", "min_industrial_share_of_mixed", 50);
        return run_rule(strip.builder().project(), "LB-01");
    };
    CHECK(run(50.0).passes() == Ids{"C"});
    CHECK(run(49.0).breaches() == Ids{"C"});
    CHECK(run({}).unknowns() == Ids{"C"});
}

TEST_CASE("LB-01 without a threshold for the kind is unknown, never passed", "[rules]") {
    Strip strip{1'000'000, "준산업단지"};
    strip.lot("IND", 400'000);
    strip.builder().parameter("LB-01", "min_share", 50, "일반산업단지");
    CHECK(run_rule(strip.builder().project(), "LB-01").unknowns() == Ids{"C"});
}

TEST_CASE("V12: both readings of the cap on mixed land are told, the pack's decides", "[rules]") {
    bool deciding_verified = true;
    const auto run = [&](double includes_mixed) {
        Strip strip{2'000'000};
        strip.lot("IND", 400'000).lot("MIX", 300'000, 60.0).lot("SUP", 600'000);
        strip.builder()
            .parameter("LB-01", "min_industrial_share_of_mixed", 50)
            .parameter("LB-02", "max_share", 50)
            .parameter("LB-02", "base_includes_mixed", includes_mixed, {}, 0, false);
        const auto outcome = run_rule(strip.builder().project(), "LB-02").all.at(0).second;
        deciding_verified = outcome.evidence.parameter->verified;
        return outcome;
    };
    const auto both = run(1);
    CHECK(both.kind == rules::Outcome::Kind::pass);
    CHECK(*both.evidence.measured == Approx(100 * 300.0 / 700));
    CHECK_THAT(both.evidence.message.en, Catch::Contains("42.9 % of industrial + mixed") &&
                                             Catch::Contains("75.0 % of pure industrial"));
    const auto pure = run(0);
    CHECK(pure.kind == rules::Outcome::Kind::breach);
    CHECK(*pure.evidence.measured == Approx(75));
    CHECK_FALSE(deciding_verified); // so the engine can only warn
}

TEST_CASE("V12: the share of LB-01 is 53.8 %", "[rules]") {
    Strip strip{2'000'000};
    strip.lot("IND", 400'000).lot("MIX", 300'000, 60.0).lot("SUP", 600'000);
    strip.builder()
        .parameter("LB-01", "min_share", 50, "일반산업단지")
        .parameter("LB-01", "min_industrial_share_of_mixed", 50);
    const auto outcome = run_rule(strip.builder().project(), "LB-01").all.at(0).second;
    CHECK(*outcome.evidence.measured == Approx(53.846).margin(0.001));
}

TEST_CASE("LB-02 does not apply to a complex without mixed land", "[rules]") {
    Strip strip;
    strip.lot("IND", 400'000);
    const auto outcome = run_rule(strip.builder().project(), "LB-02").all.at(0).second;
    CHECK(outcome.kind == rules::Outcome::Kind::not_applicable);
}

TEST_CASE("LB-03 judges mixed lots one by one", "[rules]") {
    Strip strip;
    strip.lot("MIX", 1000, 50.0).lot("MIX", 1000, 49.0).lot("MIX", 1000).lot("IND", 1000);
    strip.builder().parameter("LB-03", "min_industrial_share", 50);
    const auto found = run_rule(strip.builder().project(), "LB-03");
    CHECK(found.passes() == Ids{"MIX1"});
    CHECK(found.breaches() == Ids{"MIX2"});
    CHECK(found.unknowns() == Ids{"MIX3"});
}

TEST_CASE("LB-04, LB-05 and LB-07 hold the shares of the band of the complex's size", "[rules]") {
    const auto run = [](const char* rule, double designated, double green, double road) {
        Strip strip{designated};
        strip.lot("GREEN", green).lot("ROAD", road);
        strip.builder()
            .parameter("LB-04", "min_share", 5)
            .parameter("LB-04", "min_share", 7.5, {}, 1'000'000)
            .parameter("LB-05", "max_share", 7.5)
            .parameter("LB-05", "max_share", 10, {}, 1'000'000)
            .parameter("LB-07", "min_share", 8)
            .parameter("LB-07", "min_share", 10, {}, 1'000'000);
        return run_rule(strip.builder().project(), rule).all.at(0).second.kind;
    };
    using Kind = rules::Outcome::Kind;
    CHECK(run("LB-04", 999'999, 50'000, 1) == Kind::pass);
    CHECK(run("LB-04", 1'000'000, 50'000, 1) == Kind::breach);
    CHECK(run("LB-04", 1'000'000, 75'000, 1) == Kind::pass);
    CHECK(run("LB-04", 1'000'000, 74'999, 1) == Kind::breach);
    CHECK(run("LB-05", 1'000'000, 100'000, 1) == Kind::pass);
    CHECK(run("LB-05", 1'000'000, 100'001, 1) == Kind::breach);
    CHECK(run("LB-05", 999'999, 100'000, 1) == Kind::breach);
    CHECK(run("LB-07", 1'000'000, 1000, 100'000) == Kind::pass);
    CHECK(run("LB-07", 1'000'000, 1000, 99'999) == Kind::breach);
    CHECK(run("LB-07", 999'999, 1000, 80'000) == Kind::pass);
}

TEST_CASE("LB-06 names the lots of a green patch below 500 m²", "[rules]") {
    Strip strip;
    strip.lot("GREEN", 300).lot("GREEN", 199).lot("IND", 1000).lot("GREEN", 500);
    strip.builder().parameter("LB-06", "min_patch", 500);
    const auto found = run_rule(strip.builder().project(), "LB-06");
    CHECK(found.breaches() == Ids{"GREEN1|GREEN2"});
    CHECK(found.passes() == Ids{"GREEN4"});
    CHECK(found.all.at(0).second.evidence.location);
}

TEST_CASE("LB-09 binds public developers of large complexes only", "[rules]") {
    const auto run = [](double designated, const char* developer, double leased) {
        Strip strip{designated, "일반산업단지", developer};
        strip.lot("IND", 1'000'000 - leased).lot("IND", leased, {}, "lease", 1.0);
        strip.builder()
            .parameter("LB-09", "min_share", 2)
            .parameter("LB-09", "min_complex_area", 1'000'000);
        return run_rule(strip.builder().project(), "LB-09").all.at(0).second.kind;
    };
    using Kind = rules::Outcome::Kind;
    CHECK(run(1'000'000, "public", 20'000) == Kind::pass);
    CHECK(run(1'000'000, "public", 19'999) == Kind::breach);
    CHECK(run(999'999, "public", 1) == Kind::not_applicable);
    CHECK(run(1'000'000, "private", 1) == Kind::not_applicable);
    CHECK(run(1'000'000, "", 1) == Kind::unknown);
}

TEST_CASE("LB-10 limits the negative-list zone to 30 % above 100,000 m²", "[rules]") {
    const auto run = [](double negative, double rest) {
        Strip strip;
        strip.lot("IND", negative, {}, {}, 0.0, 1.0).lot("IND", rest);
        strip.builder()
            .parameter("LB-10", "max_share", 30)
            .parameter("LB-10", "free_up_to", 100'000);
        return run_rule(strip.builder().project(), "LB-10").all.at(0).second.kind;
    };
    using Kind = rules::Outcome::Kind;
    CHECK(run(60'000, 140'000) == Kind::pass);
    CHECK(run(60'001, 139'999) == Kind::breach);
    CHECK(run(90'000, 10'000) == Kind::not_applicable);
}

TEST_CASE("LB-10 and LB-09 name the flag they miss", "[rules]") {
    Strip strip;
    strip.lot("IND", 200'000, {}, {}, {}, {});
    strip.builder()
        .parameter("LB-10", "max_share", 30)
        .parameter("LB-10", "free_up_to", 100'000)
        .parameter("LB-09", "min_share", 2)
        .parameter("LB-09", "min_complex_area", 1'000'000);
    CHECK(run_rule(strip.builder().project(), "LB-10").all.at(0).second.missing ==
          Ids{"lots.negative"});
    CHECK(run_rule(strip.builder().project(), "LB-09").all.at(0).second.missing ==
          Ids{"lots.lease"});
}

TEST_CASE("LB-11 finds free land that is sold", "[rules]") {
    Strip strip;
    strip.lot("IND", 1000, {}, "sale").lot("ROAD", 500, {}, "free");
    CHECK(run_rule(strip.builder().project(), "LB-11").passes() == Ids{"C"});
    strip.lot("PARK", 700, {}, "sale");
    const auto found = run_rule(strip.builder().project(), "LB-11");
    CHECK(found.breaches() == Ids{"C"});
    CHECK(*found.all.at(0).second.evidence.measured == Approx(700));
}

TEST_CASE("V10 and V11: minima per complex against pooled minima", "[rules]") {
    ProjectBuilder builder;
    builder.complex("general", 1'830'000)
        .complex("smart", 220'000)
        .complex("film", 100'000)
        .complex("recycling", 100'000)
        .parameter("LB-04", "min_share", 5)
        .parameter("LB-04", "min_share", 7.5, {}, 1'000'000)
        .parameter("LB-07", "min_share", 8)
        .parameter("LB-07", "min_share", 10, {}, 1'000'000);
    const auto found = run_rule(builder.project(), "LB-12");
    REQUIRE(found.passes() == Ids{"plan"});
    CHECK(found.all[0].second.evidence.message.en ==
          "minima per complex: green 158,250 m², roads 216,600 m² (pooled: 168,750, 225,000 m²)");
}

TEST_CASE("LB-20: parts that do not make the published total", "[rules]") {
    ProjectBuilder builder;
    builder.project().plan.facts = {
        {"newspim", "LB-20", "m²", 2'250'000, {1'830'000, 220'000, 100'000, 100'000}, "2024"},
        {"nocut", "LB-20", "m²", 2'050'000, {1'830'000, 220'000, 100'000, 100'000}, "2024"},
        {"other", "PC-09", "억원", 2'843, {1'519, 354, 980}, "breaknews"}};
    const auto found = run_rule(builder.project(), "LB-20");
    CHECK(found.passes() == Ids{"newspim"});
    CHECK(found.breaches() == Ids{"nocut"});
    CHECK(found.all.size() == 2);
}

TEST_CASE("budget rules without lots name the layer they miss", "[rules]") {
    ProjectBuilder builder;
    builder.complex("C", 1'000'000);
    for (const auto* rule : {"LB-01", "LB-02", "LB-04", "LB-05", "LB-07", "LB-09", "LB-10"}) {
        const auto found = run_rule(builder.project(), rule);
        REQUIRE(found.unknowns() == Ids{"C"});
        CHECK(found.all[0].second.missing == Ids{"layer lots"});
    }
}

TEST_CASE("LB-11 does not take a public lot without tenure for a free one", "[rules]") {
    Strip strip;
    strip.lot("IND", 1000).lot("ROAD", 500);
    CHECK(run_rule(strip.builder().project(), "LB-11").all.at(0).second.missing ==
          Ids{"lots.tenure"});
    strip.lot("PARK", 700, {}, "sale");
    CHECK(run_rule(strip.builder().project(), "LB-11").breaches() == Ids{"C"});
}

TEST_CASE("LB-09 and LB-10 count flags on land that counts as industrial only", "[rules]") {
    const auto run = [](const char* rule, model::Value share) {
        Strip strip;
        strip.lot("IND", 500'000).lot("MIX", 500'000, std::move(share), {}, 1.0, 1.0);
        strip.builder()
            .parameter("LB-01", "min_industrial_share_of_mixed", 50)
            .parameter("LB-09", "min_share", 2)
            .parameter("LB-09", "min_complex_area", 1'000'000)
            .parameter("LB-10", "max_share", 30)
            .parameter("LB-10", "free_up_to", 100'000);
        return run_rule(strip.builder().project(), rule).all.at(0).second;
    };
    using Kind = rules::Outcome::Kind;
    CHECK(run("LB-09", 40.0).kind == Kind::breach); // for lease, but not industrial
    CHECK(*run("LB-09", 40.0).evidence.measured == Approx(0));
    CHECK(run("LB-09", 50.0).kind == Kind::pass);
    CHECK(run("LB-09", {}).missing == Ids{"lots.industrial_share"});
    CHECK(run("LB-10", 40.0).kind == Kind::pass);
    CHECK(run("LB-10", 50.0).kind == Kind::breach);
    CHECK(run("LB-10", {}).missing == Ids{"lots.industrial_share"});
}
