#include "report/rule_help.hpp"
#include "report/words.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>

using namespace sandan;

namespace {

bool is_korean(const std::string& text) {
    return std::none_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

} // namespace

TEST_CASE("words for people are in their language", "[report]") {
    for (const auto severity : {Severity::error, Severity::warning, Severity::information}) {
        CHECK(is_korean(report::word_for(severity).ko));
        CHECK(report::word_for(severity).en == to_string(severity));
    }
    using allocation::Status;
    for (const auto status : {Status::optimal, Status::optimal_in_pool, Status::feasible,
                              Status::time_limit, Status::infeasible}) {
        CHECK(is_korean(report::word_for(status).ko));
        CHECK(report::word_for(status).en == allocation::to_string(status));
    }
    for (const auto* const scope : {"full", "pool"}) {
        CHECK(is_korean(report::word_for_scope(scope).ko));
    }
    for (const auto* const letter : {"V", "w", "d", "U"}) { // all that a pack may say
        CHECK(is_korean(report::word_for_reading(letter).ko));
        CHECK(report::word_for_reading(letter).en.size() > 1);
    }
    CHECK(report::unit_in("firms/ha", Language::ko) == "개사/ha");
    CHECK(report::unit_in("m²", Language::ko) == "m²");
    CHECK(report::unit_in("count", Language::en) == "count");
}

TEST_CASE("what is counted is told whole, what is measured with its decimals", "[report]") {
    Finding finding;
    CHECK(report::measured_in(finding, Language::ko).empty());
    finding.measured = 1;
    finding.threshold = 0;
    finding.unit = "count";
    CHECK(report::measured_in(finding, Language::ko) == "1 / 0 건");
    CHECK(report::measured_in(finding, Language::en) == "1 / 0 count");
    finding.measured = 49.5;
    finding.threshold = 50;
    finding.unit = "%";
    CHECK(report::measured_in(finding, Language::ko) == "49.50 / 50.00 %");
    finding.threshold.reset();
    CHECK(report::measured_in(finding, Language::ko) == "49.50 %");
}

TEST_CASE("the help on a rule names severity and status in Korean", "[report]") {
    model::RuleInfo rule;
    rule.id = "none of ours";
    rule.severity = Severity::warning;
    const auto ko = report::rule_help(rule, std::nullopt, Language::ko);
    REQUIRE_FALSE(ko.empty());
    CHECK(ko.front().second == "경고, 판정하지 않음");
    CHECK(report::rule_help(rule, std::nullopt, Language::en).front().second ==
          "warning, declared");
}
