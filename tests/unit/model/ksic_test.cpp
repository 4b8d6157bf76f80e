#include <sandan/core/error.hpp>
#include <sandan/model/ksic.hpp>

#include <catch2/catch.hpp>

using namespace sandan;
using namespace sandan::model;

namespace {

Admit admit(std::string_view rule, std::string_view code,
            const std::vector<std::string>& emits = {}, bool known = true) {
    return AdmissionRule::parse(rule).evaluate(code, emits, known);
}

} // namespace

TEST_CASE("industry codes are read with and without letter", "[model]") {
    CHECK(normalise_ksic("C23995") == "23995");
    CHECK(normalise_ksic("23995") == "23995");
    CHECK(normalise_ksic(" C23 ") == "23");
    CHECK(normalise_ksic("M70") == "70");
    CHECK_FALSE(normalise_ksic("D23")); // 23 is manufacturing
    CHECK_FALSE(normalise_ksic("C35")); // 35 is not
    CHECK_FALSE(normalise_ksic("04"));  // no such division
    CHECK_FALSE(normalise_ksic("2"));
    CHECK_FALSE(normalise_ksic("239955"));
    CHECK_FALSE(normalise_ksic("C"));
    CHECK_FALSE(normalise_ksic("탄소섬유"));
    CHECK(ksic_matches("23995", "239"));
    CHECK_FALSE(ksic_matches("23995", "24"));
}

TEST_CASE("V22: what an exception means depends on the polarity, which must be written",
          "[model]") {
    CHECK(admit("deny C20 except 20501", "C20501") == Admit::allow);
    CHECK(admit("deny C20 except 20501", "C20111") == Admit::deny);
    CHECK(admit("allow C20 except 20501", "C20501") == Admit::deny);
    CHECK(admit("allow C20 except 20501", "C20111") == Admit::allow);
    CHECK_THROWS_WITH(AdmissionRule::parse("C20 except 20501"), Catch::Contains("'C20'"));
}

TEST_CASE("the grammar of the domain facts", "[model]") {
    const auto* const rule =
        "allow C13 C20 C22-C31 except 20111,20112,2032*; deny if emits(특정수질유해물질)";
    CHECK(admit(rule, "13213") == Admit::allow);
    CHECK(admit(rule, "22100") == Admit::allow);
    CHECK(admit(rule, "31322") == Admit::allow); // the end of a range by prefix
    CHECK(admit(rule, "32011") == Admit::deny);
    CHECK(admit(rule, "20111") == Admit::deny);
    CHECK(admit(rule, "20321") == Admit::deny);
    CHECK(admit(rule, "23995", {"특정수질유해물질"}) == Admit::deny);
    CHECK(admit(rule, "23995", {"악취"}) == Admit::allow);
}

TEST_CASE("unknown emissions make a rule unknown only where they decide", "[model]") {
    const auto* const rule = "allow C20; deny emits(악취) except 20501";
    CHECK(admit(rule, "20111", {}, false) == Admit::unknown);
    CHECK(admit(rule, "20501", {}, false) == Admit::allow);
    CHECK(admit(rule, "10111", {}, false) == Admit::deny); // not allowed in any case
    CHECK(admit(rule, "20111", {"악취"}, false) == Admit::deny);
    CHECK(admit("deny C20 if emits(악취)", "30399", {}, false) == Admit::allow);
}

TEST_CASE("a code too short to decide is unknown", "[model]") {
    CHECK(admit("allow C20 except 20501", "C20") == Admit::unknown);
    CHECK(admit("allow C20 except 20501", "C21") == Admit::deny);
    CHECK(admit("allow C20 C21", "C20") == Admit::allow);
    CHECK(admit("allow C20", "탄소섬유") == Admit::unknown);
}

TEST_CASE("a matching deny wins over allow, whatever the order", "[model]") {
    CHECK(admit("deny 23995; allow all", "23995") == Admit::deny);
    CHECK(admit("allow all; deny 23995", "23995") == Admit::deny);
    CHECK(admit("allow all; deny 23995", "23994") == Admit::allow);
    CHECK(admit("allow C13~C14", "14111") == Admit::allow);
}

TEST_CASE("a rule that does not parse names the word", "[model]") {
    CHECK_THROWS_WITH(AdmissionRule::parse("allow C20 execpt 20501"), Catch::Contains("'execpt'"));
    CHECK_THROWS_WITH(AdmissionRule::parse("allow C31-C22"), Catch::Contains("'C31-C22'"));
    CHECK_THROWS_WITH(AdmissionRule::parse("deny C20 if smelly"), Catch::Contains("'smelly'"));
    CHECK_THROWS_WITH(AdmissionRule::parse("allow"), Catch::Contains("'allow'"));
    CHECK_THROWS_WITH(AdmissionRule::parse("deny C20 except"), Catch::Contains("'except'"));
    CHECK_THROWS_AS(AdmissionRule::parse(" "), Error);
}
