#include <sandan/core/error.hpp>
#include <sandan/io/read.hpp>
#include <sandan/io/write.hpp>

#include "core/csv.hpp"
#include "temp_dir.hpp"

#include <catch2/catch.hpp>

using namespace sandan;
using Catch::Contains;
using Catch::EndsWith;

TEST_CASE("a CSV table keeps quotes, commas, line breaks and the line of each row", "[io]") {
    const test::TempDir dir;
    const auto path = dir.write("firms.csv", "\xEF\xBB\xBF"
                                             "firm_id,name,note\r\n"
                                             "F1, 효성첨단소재 ,\"a, \"\"b\"\"\"\r\n"
                                             "\r\n"
                                             "F2,\"two\nlines\",\r\n"
                                             "F3,x,y");
    const auto table = io::read_table(path);
    CHECK(table.columns == std::vector<std::string>{"firm_id", "name", "note"});
    REQUIRE(table.rows.size() == 3);
    CHECK(table.rows[0] == std::vector<std::string>{"F1", "효성첨단소재", "a, \"b\""});
    CHECK(table.rows[1] == std::vector<std::string>{"F2", "two\nlines", ""});
    CHECK(table.lines == std::vector<int>{2, 4, 6});
    CHECK(table.column("note") == 2U);
    CHECK_FALSE(table.column("Note"));
}

TEST_CASE("CP949 tables are recognised, text that is neither CP949 nor UTF-8 names its line",
          "[io]") {
    const test::TempDir dir;
    // "이름" and "똠방" (only in CP949, not in EUC-KR)
    const auto korean = dir.write("cp949.csv", "id,\xC0\xCC\xB8\xA7\n1,\x8C\x63\xB9\xE6\n");
    const auto table = io::read_table(korean);
    CHECK(table.columns[1] == "이름");
    CHECK(table.rows[0][1] == "똠방");

    const auto broken = dir.write("broken.csv", "id,name\n1,ok\n2,\xFF\xFE\n");
    CHECK_THROWS_WITH(io::read_table(broken), Contains("broken.csv:3:1: "));
}

TEST_CASE("text is composed, so that a name from macOS equals the one typed here", "[io]") {
    const test::TempDir dir;
    const auto path = dir.write("nfd.csv", "id\n\xE1\x84\x80\xE1\x85\xA1\n"); // ㄱ + ㅏ
    CHECK(io::read_table(path).rows[0][0] == "가");
}

TEST_CASE("a malformed CSV is an Error at file:line:column", "[io]") {
    const test::TempDir dir;
    const auto error = [&](std::string_view bytes) -> std::string {
        try {
            static_cast<void>(io::read_table(dir.write("t.csv", bytes)));
        } catch (const Error& e) {
            CHECK(e.kind() == ErrorKind::input);
            return e.what();
        }
        return "no error";
    };
    CHECK_THAT(error("a,b\n1,2\n1\n"), EndsWith("t.csv:3:1: 1 cells, but the header has 2"));
    CHECK_THAT(error("a,b\n1,가\"\n"), Contains("t.csv:2:4: a quote inside"));
    CHECK_THAT(error("a,b\n1,\"x\"y\n"), Contains("t.csv:2:6: text after the closing quote"));
    CHECK_THAT(error("a,b\n\n1,\"x\n2,3\n"), Contains("t.csv:3:3: a quoted cell without"));
    CHECK_THAT(error("a,a\n"), Contains("t.csv:1:1: two columns are called `a`"));
    CHECK_THAT(error(""), Contains("t.csv:1:1: the file is empty"));
    CHECK_THAT(error("a;b\n1;2\n"), Contains("not separated by commas"));
    CHECK_THAT(error(std::string_view{"a,b\n1,\0\n", 8}), Contains("t.csv:2:1: a zero byte"));
}

TEST_CASE("csv_line and read_table are inverse", "[io]") {
    const std::vector<std::string> cells{"plain", "a,b", "say \"x\"", "two\r\nlines", "", "가"};
    CHECK(csv_line({"a", "b\"c", "d,e"}) == "a,\"b\"\"c\",\"d,e\"\n");
    const test::TempDir dir;
    const auto path =
        dir.write("t.csv", csv_line({"1", "2", "3", "4", "5", "6"}) + csv_line(cells));
    CHECK(io::read_table(path).rows[0] == cells);
}
