#include <sandan/io/read.hpp>
#include <sandan/io/session.hpp>
#include <sandan/io/write.hpp>

#include "report/workbook.hpp"
#include "temp_dir.hpp"

#include <catch2/catch.hpp>

using namespace sandan;

TEST_CASE("a workbook read back by GDAL holds its ids, formulas and numbers as they were",
          "[report]") {
    const report::Sheet sheet{
        .name = "표",
        .table = {{"pnu", "name", "area_m2"},
                  {{"5211310300106160001", "=1+1", "1560.25"}, {"0012", "효성첨단소재", "미정"}}},
        .picture = {}};
    const test::TempDir folder;
    const auto path = folder / "book.xlsx";
    io::write_file(path, report::workbook({sheet}));
    const io::Session session;
    const auto table = io::read_table(path);
    CHECK(table.columns == sheet.table.columns);
    CHECK(table.rows == sheet.table.rows);
}

TEST_CASE("the same sheets give the same workbook", "[report]") {
    const report::Sheet sheet{"a", {{"x"}, {{"1"}}}, {}};
    CHECK(report::workbook({sheet}) == report::workbook({sheet}));
}

TEST_CASE("a sheet that Excel cannot hold is an error", "[report]") {
    const report::Sheet misnamed{"a/b", {{"x"}, {{"1"}}}, {}};
    CHECK_THROWS(report::workbook({misnamed}));
    const report::Sheet long_text{"a", {{"x"}, {{std::string(40'000, 'x')}}}, {}};
    CHECK_THROWS(report::workbook({long_text}));
}
