#include "core/field_name.hpp"

#include <catch2/catch.hpp>

using sandan::is_field_name;

TEST_CASE("a field is known in any case and when a DBF cut its name to 10 bytes", "[core]") {
    CHECK(is_field_name("pnu", "PNU"));
    CHECK(is_field_name("ledger_are", "ledger_area_m2"));
    CHECK(is_field_name("용도지", "용도지역지구코드"));     // 9 of 24 bytes in UTF-8
    CHECK(is_field_name("용도지역지", "용도지역지구코드")); // 10 of 16 bytes in CP949
    CHECK(is_field_name("용도a지역", "용도a지역지구"));     // 9 bytes in CP949, no half letter
    CHECK_FALSE(is_field_name("용도지역", "용도지역지구코드"));
    CHECK_FALSE(is_field_name("ledger", "ledger_area_m2"));
    CHECK_FALSE(is_field_name("", "PNU"));
    CHECK_FALSE(is_field_name("PNUCD", "PNU"));
}
