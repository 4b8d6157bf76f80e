#include <sandan/core/error.hpp>
#include <sandan/model/objective.hpp>

#include <catch2/catch.hpp>

using sandan::model::parse_objective;

TEST_CASE("an objective names its terms by rank, by weight or as strict order", "[model]") {
    const auto ranked = parse_objective({"jobs", "fit"});
    CHECK_FALSE(ranked.lexicographic);
    REQUIRE(ranked.terms.size() == 2);
    CHECK(ranked.terms[0].name == "jobs");
    CHECK_FALSE(ranked.terms[0].weight.has_value());
    const auto weighted = parse_objective({"jobs:2.5", "fit:1"});
    CHECK(weighted.terms[0].weight == 2.5);
    CHECK(weighted.terms[1].weight == 1.0);
    const auto strict = parse_objective({"lexicographic", "investment", "jobs"});
    CHECK(strict.lexicographic);
    CHECK(strict.terms[1].name == "jobs");
}

TEST_CASE("an objective that says two things at once is refused", "[model]") {
    using Words = std::vector<std::string>;
    for (const auto& words :
         {Words{"profit"}, Words{"jobs", "jobs"}, Words{"jobs", "jobs:2"}, Words{"jobs:1", "fit"},
          Words{"jobs:"}, Words{"jobs:0"}, Words{"jobs:-1"}, Words{"jobs:nan"}, Words{"jobs:1e9"},
          Words{"jobs:2x"}, Words{"jobs", "lexicographic"}, Words{"lexicographic", "jobs:2"},
          Words{"lexicographic", "lexicographic"}, Words{""}}) {
        CAPTURE(words);
        CHECK_THROWS_AS(parse_objective(words), sandan::Error);
    }
}
