#include <sandan/io/read.hpp>
#include <sandan/io/session.hpp>
#include <sandan/io/write.hpp>

#include "report/workbook.hpp"
#include "temp_dir.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>

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

TEST_CASE("a sheet has a frozen head, a filter, and colours that follow the words", "[report]") {
    const report::Sheet sheet{.name = "check",
                              .table = {{"result", "name"}, {{"FAIL", "a"}, {"PASS", "b"}}},
                              .picture = {}};
    const test::TempDir folder;
    const auto path = folder / "book.xlsx";
    io::write_file(path, report::workbook({sheet}));
    const auto command = "unzip -p '" + path + "' xl/worksheets/sheet1.xml >'" + folder / "s'";
    if (std::system(command.c_str()) != 0) { // NOLINT(cert-env33-c,concurrency-mt-unsafe)
        WARN("unzip is not installed: the sheet's XML was not looked at");
        return;
    }
    const auto xml = test::read_file(folder / "s");
    CHECK_THAT(xml, Catch::Contains("state=\"frozen\""));
    CHECK_THAT(xml, Catch::Contains("<autoFilter ref=\"A1:B3\"/>"));
    CHECK_THAT(xml, Catch::Contains("<conditionalFormatting sqref=\"A2:A3\">"));
    CHECK_THAT(xml, Catch::Contains("<formula>\"FAIL\"</formula>"));
    CHECK(xml.find("sqref=\"B2:B3\"") == std::string::npos); // no verdicts there
}

TEST_CASE("the same sheets give the same workbook", "[report]") {
    const report::Sheet sheet{"a", {{"x"}, {{"1"}}}, {}};
    CHECK(report::workbook({sheet}) == report::workbook({sheet}));
}

TEST_CASE("a workbook may be filled sheet by sheet, and left unfinished", "[report]") {
    const report::Sheet first{"a", {{"x", "name"}, {{"1", "가"}, {"2", "나"}}}, {}};
    const report::Sheet second{"b", {{"result"}, {{"FAIL"}}}, {}};
    report::Workbook book;
    {
        const auto gone = first; // nothing of a sheet is needed once it was added
        book.add(gone);
    }
    report::Workbook{}.add(first);
    book.add(second);
    CHECK(book.take() == report::workbook({first, second}));
}

TEST_CASE("a sheet that Excel cannot hold is an error", "[report]") {
    const report::Sheet misnamed{"a/b", {{"x"}, {{"1"}}}, {}};
    CHECK_THROWS(report::workbook({misnamed}));
    const report::Sheet long_text{"a", {{"x"}, {{std::string(40'000, 'x')}}}, {}};
    CHECK_THROWS(report::workbook({long_text}));
}
