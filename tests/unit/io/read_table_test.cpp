#include <sandan/core/error.hpp>
#include <sandan/io/read.hpp>
#include <sandan/io/session.hpp>
#include <sandan/io/write.hpp>

#include "core/csv.hpp"
#include "findings.hpp"
#include "io/tables.hpp"
#include "shapefile_bytes.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

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

TEST_CASE("a CSV read as a layer tells its encoding, how it was found, and odd parcel numbers",
          "[io]") {
    const test::TempDir dir;
    const std::string name{"\xC0\xCC\xB8\xA7"}; // "이름" in CP949
    const auto encoding_of = [&](const std::string& bytes, const std::string& option = {}) {
        io::ReadOptions options;
        options.encoding = option;
        const auto from = io::read_layer(dir.write("t.csv", bytes), options).provenance;
        return from.encoding + " " + from.encoding_how;
    };
    CHECK(encoding_of("id," + name + "\n1,2\n") == "CP949 sniffed");
    CHECK(encoding_of("id,이름\n1,2\n") == "UTF-8 sniffed");
    CHECK(encoding_of("id,name\n1,2\n") == "ASCII sniffed");
    CHECK(encoding_of("\xEF\xBB\xBFid,이름\n1,2\n") == "UTF-8 bom");
    CHECK(encoding_of("id," + name + "\n1,2\n", "EUC-KR") == "CP949 option");
    CHECK_THROWS_WITH(encoding_of("id,x\n1," + name + "\n", "UTF-8"),
                      Contains("t.csv:2:1: the text is not UTF-8"));
    CHECK_THROWS_WITH(encoding_of("id\n1\n", "klingon"), Contains("klingon is not known"));
    CHECK_THROWS_WITH(encoding_of("\xEF\xBB\xBFid\n1\n", "CP949"), Contains("marked as UTF-8"));
    // "천" in CP949 is a letter of UTF-8, too: the word of the user decides.
    io::ReadOptions options;
    options.encoding = "CP949";
    const auto layer = io::read_layer(dir.write("t.csv", "PNU,n\n4.51131E+18,\xC3\xB5\n"), options);
    CHECK(layer.text(layer.features.at(0), "n") == "천");
    CHECK(test::tells(layer, "PNU-FORM"));
    CHECK(layer.name == "t");
    options.layer = "u";
    CHECK_THROWS_WITH(io::read_layer(dir / "t.csv", options), Contains("no layer u; it has: t"));
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
    CHECK_THAT(error("a,b\n\"두\n줄\",\"x\"y\n"), Contains("t.csv:3:7: text after the closing"));
    CHECK_THAT(error("a,b\r\n\"1\r\n\n\",2\r\n 가,나 \"\r\n"),
               Contains("t.csv:5:6: a quote inside"));
    CHECK_THAT(error("a,b\n\"1\n\",2\n1\n"), EndsWith("t.csv:4:1: 1 cells, but the header has 2"));
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

namespace {

/// A DBF of firms as a plan wants them; `name` is the raw name of the first.
std::string firms_dbf(const test::TempDir& dir, const std::string& name) {
    test::ShapefileBytes table;
    table.fields = {{.name = "firm_id"}, {.name = "name"}, {.name = "ksic"}};
    table.rows = {{"F1", name, "23995"}};
    for (int i = 2; i < 15; ++i) {
        table.rows.push_back({"F" + std::to_string(i), "\xB0\xA1\xB3\xAA", "23995"}); // 가나
    }
    return dir.write("firms.dbf", table.dbf());
}

} // namespace

TEST_CASE("what reading a DBF as a table met is told with the table", "[io]") {
    const test::TempDir dir;
    const auto table = io::read_table(firms_dbf(dir, "\xB0\xA1\x1B"));
    REQUIRE(table.rows.size() == 14);
    const auto found = std::find_if(table.findings.begin(), table.findings.end(),
                                    [](const auto& f) { return f.code == "TEXT-CONTROL"; });
    REQUIRE(found != table.findings.end());
    CHECK(found->fid == 0);
    REQUIRE(table.files.size() == 1);
    CHECK(table.files[0].sha256 == io::sha256_of_file(dir / "firms.dbf"));
}

TEST_CASE("a name with bytes that are no text is refused where firms are read", "[io]") {
    const test::TempDir dir;
    model::ReadLog log;
    CHECK(io::read_firms(firms_dbf(dir, "\xB0\xA1"), log).at(0).name == "가");
    log.findings.clear();
    CHECK_THROWS_WITH(io::read_firms(firms_dbf(dir, "\xB0\xA1\xFF\xB0\xA1"), log),
                      Contains("firms.dbf:2: TEXT-BYTES"));
    CHECK_NOTHROW(io::read_firms(firms_dbf(dir, "\xB0\xA1\x1B"), log));
    REQUIRE_FALSE(log.findings.empty());
    CHECK_THAT(log.findings[0].expected.en, Contains("firms.dbf: "));
}
