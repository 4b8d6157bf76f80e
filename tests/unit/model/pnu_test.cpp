#include <sandan/model/pnu.hpp>

#include <catch2/catch.hpp>

using namespace sandan::model;

TEST_CASE("a PNU is 19 digits with ledger 1 or 2 and a main number", "[model]") {
    const auto pnu = Pnu::parse("5211310300109630254");
    REQUIRE(pnu);
    CHECK(pnu->province() == "52");
    CHECK(pnu->district() == "52113");
    CHECK_FALSE(pnu->mountain());
    CHECK(pnu->main_number() == 963);
    CHECK(pnu->sub_number() == 254);

    CHECK_FALSE(Pnu::parse("521131030010963025"));   // 18 digits
    CHECK_FALSE(Pnu::parse("52113103001096302540")); // 20 digits
    CHECK_FALSE(Pnu::parse("5211310300309630254"));  // ledger 3
    CHECK_FALSE(Pnu::parse("5211310300100000254"));  // no main number
    CHECK_FALSE(Pnu::parse("5.21131030010963e18"));
    CHECK_FALSE(Pnu::parse(""));
}

TEST_CASE("V4 and V5: a lot number agrees with its PNU or not", "[model]") {
    const auto land = Pnu::parse("5211310300109630254");
    const auto road = parse_jibun("963-254도");
    REQUIRE(road);
    CHECK(consistent(*land, *road));
    CHECK(road->mark == "도");

    const auto forest = Pnu::parse("5211310300200120003");
    CHECK(consistent(*forest, *parse_jibun("산12-3임")));
    CHECK_FALSE(consistent(*forest, *parse_jibun("12-3임")));
}

TEST_CASE("V6: lot numbers in the forms the map uses", "[model]") {
    CHECK(parse_jibun("66 도") == Jibun{false, 66, 0, "도"});
    CHECK(parse_jibun("1대") == Jibun{false, 1, 0, "대"});
    CHECK(parse_jibun("산7임") == Jibun{true, 7, 0, "임"});
    CHECK(parse_jibun("산 7임") == Jibun{true, 7, 0, "임"});
    CHECK(parse_jibun("산12-3") == Jibun{true, 12, 3, ""});
    CHECK(parse_jibun(" 963-254 ") == Jibun{false, 963, 254, ""});
    CHECK(parse_jibun("９６３－２５４　도") == Jibun{false, 963, 254, "도"});
}

TEST_CASE("V7: the mark of a park is no factory", "[model]") {
    CHECK(parse_jibun("100공")->mark == "공");
    CHECK(parse_jibun("100장")->mark == "장");
}

TEST_CASE("block lots and anything else are no lot numbers", "[model]") {
    for (const auto* text : {"가12-3", "B1-2", "", "산", "12-", "-3", "12345", "12-34567", "12가",
                             "12 도 로", "1-2-3", "\xEF\xBC"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_jibun(text));
    }
}

TEST_CASE("administrative codes change on their day, in both directions", "[model]") {
    using namespace std::chrono;
    const std::vector<RegionChange> changes{{"42", "51", 2023y / June / 11},
                                            {"47720", "27720", 2023y / July / 1},
                                            {"45", "52", 2024y / January / 18}};
    const auto at = [&](const char* pnu, sandan::Date day) {
        return on_day(*Pnu::parse(pnu), day, changes).text();
    };
    CHECK(at("4511310300109630254", 2024y / January / 17) == "4511310300109630254");
    CHECK(at("4511310300109630254", 2024y / January / 18) == "5211310300109630254");
    CHECK(at("5211310300109630254", 2024y / January / 17) == "4511310300109630254");
    CHECK(at("4772025021100010000", 2024y / June / 26) == "2772025021100010000");
    CHECK(at("4211010100100010000", 2023y / June / 11) == "5111010100100010000");
    CHECK(at("1168010800100820007", 2024y / June / 26) == "1168010800100820007");
}
