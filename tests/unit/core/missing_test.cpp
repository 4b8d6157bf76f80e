#include <sandan/core/missing.hpp>

#include <catch2/catch.hpp>

#include <array>
#include <utility>

using namespace sandan;

TEST_CASE("what is missing is told in Korean, names of the data as they are", "[core]") {
    const std::array<std::pair<const char*, const char*>, 14> told{{
        {"layer buildings", "레이어 buildings"},
        {"layer zoning (12.5 m² uncovered)", "레이어 zoning (12.5 m² 빠짐)"},
        {"layer buildings (none of 7 on the land)",
         "레이어 buildings (건축물 7동 가운데 이 땅에 놓인 것이 없음)"},
        {"layer roads of the plan before", "변경 전 계획의 레이어 roads"},
        {"utilities.water_m3d of the plan before", "변경 전 계획의 utilities.water_m3d"},
        {"the plan before (sandan diff OLD NEW)", "변경 전 계획 (sandan diff OLD NEW)"},
        {"parameter LB-02 max_share", "기준값 LB-02 max_share"},
        {"limits of zone UQA320", "용도지역 UQA320의 한도"},
        {"lots of complex smart", "단지 smart의 획지"},
        {"lots of 3 PNUs of buildings", "건축물의 PNU 3개가 가리키는 획지"},
        {"3 of 10 lots", "획지 10개 중 3개"},
        {"rule ZZ-01", "규칙 ZZ-01"},
        {"lots.industrial_share", "lots.industrial_share"},
        {"firms.floor_area_m2 F01", "firms.floor_area_m2 F01"},
    }};
    for (const auto& [english, korean] : told) {
        CHECK(missing_in(english, Language::ko) == korean);
        CHECK(missing_in(english, Language::en) == english);
    }
    CHECK(missing_in(" lots", Language::ko) == " lots");
    CHECK(missing_in(" of lots", Language::ko) == " of lots");
    CHECK(missing_in("", Language::ko).empty());
}
