#include "core/korean.hpp"

#include <catch2/catch.hpp>

using namespace sandan;

TEST_CASE("particles follow the last sound of what they stand behind", "[core]") {
    struct Case {
        const char* word;
        const char* topic; ///< As a Korean reader writes it.
    };

    for (const auto& [word, topic] :
         {Case{"획지", "는"},       Case{"필지", "는"},        Case{"도로", "는"},
          Case{"기업", "은"},       Case{"공장", "은"},        Case{"서울", "은"},
          Case{"0", "은"} /* 영 */, Case{"1", "은"},           Case{"2", "는"},
          Case{"3", "은"},          Case{"4", "는"},           Case{"5", "는"},
          Case{"6", "은"},          Case{"7", "은"},           Case{"8", "은"},
          Case{"9", "는"},          Case{"10", "은"} /* 십 */, Case{"1,000", "은"},
          Case{"G-B24-01", "은"},   Case{"12.5", "는"},        Case{"EPSG:5186", "은"},
          Case{"CP949", "는"},      Case{"UTF-8", "은"},       Case{"PNU", "는"},
          Case{"KSIC", "는"},       Case{"DXF", "는"},         Case{"SHP", "는"},
          Case{"LH", "는"},         Case{"XML", "은"},         Case{"m", "은"} /* 엠 */,
          Case{"3 m", "는"},        Case{"30 km", "는"},       Case{"12 m²", "는"},
          Case{"12 ㎡", "는"},      Case{"7 %", "는"},         Case{"lots", "는"},
          Case{"block", "은"},      Case{"map", "은"},         Case{"plan", "은"},
          Case{"zoning", "은"},     Case{"table", "은"},       Case{"file", "은"},
          Case{"zone", "은"},       Case{"code", "는"},        Case{"효성첨단소재(주)", "는"},
          Case{"'공장'", "은"},     Case{"“도로”", "는"},      Case{"(가)", "는"},
          Case{"F02", "는"},        Case{"?", "은(는)"},       Case{"", "은(는)"}}) {
        CAPTURE(word);
        CHECK(with_particles(std::string{word} + "은(는)") == std::string{word} + topic);
    }
}

TEST_CASE("each particle has its two forms, and 로 also stands behind ㄹ", "[core]") {
    CHECK(with_particles("공장이(가) 공장을(를) 공장과(와) 공장(으)로") ==
          "공장이 공장을 공장과 공장으로");
    CHECK(with_particles("도로이(가) 도로을(를) 도로과(와) 도로(으)로") ==
          "도로가 도로를 도로와 도로로");
    CHECK(with_particles("서울이(가) 서울을(를) 서울과(와) 서울(으)로") ==
          "서울이 서울을 서울과 서울로");
    CHECK(with_particles("EPSG:5181(으)로, EPSG:5186(으)로, UTF-8(으)로, CP949(으)로") ==
          "EPSG:5181로, EPSG:5186으로, UTF-8로, CP949로");
    CHECK(format_ko("획지 {}이(가) {}과(와) {}에 고정됨", "A-3", "F02", "F1") ==
          "획지 A-3이 F02와 F1에 고정됨");
    CHECK(with_particles("은행(가) 이(사)") == "은행(가) 이(사)"); // other brackets stay
}
