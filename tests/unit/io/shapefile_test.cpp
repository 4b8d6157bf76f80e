// One corrupt shapefile, one code: each file is sound but for one thing, made byte by byte.
#include <sandan/core/error.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/io/read.hpp>

#include "shapefile_bytes.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstring>
#include <functional>
#include <limits>
#include <set>

using namespace sandan;
using Catch::Contains;

namespace {

constexpr std::size_t record_bytes = 8 + 44 + 4 + 5 * 16; ///< Of one square in the .shp.

/// The three files of five squares with an id, a number, a day and a text, for a test to break.
struct Files {
    std::string shp;
    std::string shx;
    std::string dbf;

    [[nodiscard]] std::string write(const test::TempDir& dir) const {
        dir.write("lots.shx", shx);
        dir.write("lots.dbf", dbf);
        dir.write("lots.prj", test::ShapefileBytes::korea_2000());
        return dir.write("lots.shp", shp);
    }

    /// Content of record `i` (from 0) starts here in the .shp.
    static std::size_t content(std::size_t i) { return 100 + i * record_bytes + 8; }

    static std::size_t point(std::size_t i, std::size_t vertex) {
        return content(i) + 48 + 16 * vertex;
    }

    /// Row `i` (from 0), its deletion flag first.
    [[nodiscard]] static std::size_t row(std::size_t i) {
        return 33 + 4 * std::size_t{32} + i * (1 + 10 + 12 + 8 + 8);
    }
};

Files five() {
    auto file = test::row_of_squares(5);
    file.fields = {{.name = "ID", .length = 10},
                   {.name = "AREA", .type = 'N', .length = 12, .decimals = 2},
                   {.name = "DAY", .type = 'D', .length = 8},
                   {.name = "NAME", .length = 8}};
    for (std::size_t i = 0; i < 5; ++i) {
        file.rows[i] = {"P" + std::to_string(i), "      100.25", "20240626", "lot"};
    }
    return {file.shp(), file.shx(), file.dbf()};
}

void put_real(std::string& bytes, std::size_t at, double value) {
    std::memcpy(bytes.data() + at, &value, sizeof value);
}

void put_cell(Files& f, std::size_t row, std::size_t at, const std::string& text) {
    f.dbf.replace(Files::row(row) + at, text.size(), text);
}

/// Codes a reading gives; the code of its error if it is refused.
std::set<std::string> codes_of(const std::string& path) {
    std::set<std::string> codes;
    try {
        io::ReadOptions options;
        options.need_attributes = false;
        const auto layer = io::read_layer(path, options);
        const auto& l = layer.ledger;
        CHECK(l.declared == l.delivered + l.null + l.rejected);
        for (const auto& finding : layer.provenance.findings) {
            codes.insert(finding.code);
        }
    } catch (const Error& e) {
        CHECK(e.kind() == ErrorKind::input);
        const std::string text = e.what();
        const auto start = text.find(": ") + 2;
        codes.insert(text.substr(start, text.find(':', start) - start));
    }
    return codes;
}

} // namespace

TEST_CASE("each damage to a shapefile has one code", "[io]") {
    struct Case {
        const char* what;
        const char* code;
        std::function<void(Files&)> damage;
    };

    const double nan = std::numeric_limits<double>::quiet_NaN();
    const std::vector<Case> cases{
        {".shp is no shapefile", "SHP-HEADER",
         [](Files& f) {
             f.shp[0] = 'X';
         }},
        {"unknown shape type", "SHP-HEADER",
         [](Files& f) {
             f.shp[32] = 7;
         }},
        {".shx of another type", "SHP-HEADER",
         [](Files& f) {
             f.shx[32] = 3;
         }},
        {".shp header states another size", "SHP-SIZE",
         [](Files& f) {
             f.shp[27] ^= 2;
         }},
        {".shx header states another size", "SHP-SIZE",
         [](Files& f) {
             f.shx[27] ^= 2;
         }},
        {"version", "SHP-SIZE",
         [](Files& f) {
             f.shx[28] = 1;
         }},
        {"half an entry behind the .shx", "SHP-SIZE",
         [](Files& f) {
             f.shx += "1234";
             f.shx[27] = static_cast<char>(f.shx[27] + 2);
         }},
        {"box in the .shx header", "SHP-BOX",
         [](Files& f) {
             put_real(f.shx, 36, 1);
         }},
        {"box in both headers", "SHP-BOX",
         [](Files& f) {
             put_real(f.shp, 36, 1);
             put_real(f.shx, 36, 1);
         }},
        {"box of a record", "SHP-BOX",
         [](Files& f) {
             put_real(f.shp, Files::content(1) + 4, 1);
         }},
        {"a vertex inside its file's box, outside its record's", "SHP-BOX",
         [](Files& f) {
             put_real(f.shp, Files::point(2, 2), 210'032);
         }},
        {"record number", "SHP-RECORD-NUMBER",
         [](Files& f) {
             f.shp[Files::content(2) - 5] = 9;
         }},
        {"index entries swapped", "SHP-SHX-PAIR",
         [](Files& f) {
             std::swap_ranges(f.shx.begin() + 100, f.shx.begin() + 108, f.shx.begin() + 116);
         }},
        {"index entry doubled", "SHP-SHX-PAIR",
         [](Files& f) {
             std::copy_n(f.shx.begin() + 100, 8, f.shx.begin() + 116);
         }},
        {"index entry beyond the file", "SHP-SHX-RANGE",
         [](Files& f) {
             f.shx[100 + 4 * 8] = 9;
         }},
        {"index shortened, its header with it", "SHP-SHX-COUNT",
         [](Files& f) {
             f.shx.resize(f.shx.size() - 8);
             f.shx[27] = static_cast<char>(f.shx[27] - 4);
         }},
        {"length in the .shx", "SHP-SHX-LENGTH",
         [](Files& f) {
             f.shx[100 + 8 + 7] += 2;
         }},
        {"length in the .shp", "SHP-RECORD-DAMAGED",
         [](Files& f) {
             f.shp[Files::content(1) - 1] += 2;
         }},
        {"garbage behind the .shp", "SHP-TRAILING",
         [](Files& f) {
             f.shp += std::string(20, 'x');
             f.shp[27] = static_cast<char>(f.shp[27] + 10);
         }},
        {"a point in a polygon file", "SHP-RECORD-TYPE",
         [](Files& f) {
             f.shp[Files::content(1)] = 1;
         }},
        {"a null shape with a body", "SHP-RECORD-TYPE",
         [](Files& f) {
             f.shp[Files::content(1)] = 0;
         }},
        {"10⁹ points", "SHP-RECORD-DAMAGED",
         [](Files& f) {
             f.shp[Files::content(1) + 43] = 0x3B;
         }},
        {"−1 parts", "SHP-RECORD-DAMAGED",
         [](Files& f) {
             f.shp.replace(Files::content(1) + 36, 4, "\xFF\xFF\xFF\xFF");
         }},
        {"fewer points than bytes", "SHP-RECORD-LENGTH",
         [](Files& f) {
             f.shp[Files::content(1) + 40] = 4;
             put_real(f.shp, Files::point(1, 3), 210'010);
             put_real(f.shp, Files::point(1, 3) + 8, 365'000);
         }},
        {"a part that starts behind its points", "SHP-RECORD-DAMAGED",
         [](Files& f) {
             f.shp[Files::content(1) + 44] = 1;
         }},
        {"NaN", "GEO-COORDINATE",
         [=](Files& f) {
             put_real(f.shp, Files::point(1, 1), nan);
         }},
        {"1e308", "GEO-COORDINATE",
         [](Files& f) {
             put_real(f.shp, Files::point(1, 1), 1e308);
         }},
        {"1e9", "GEO-COORDINATE",
         [](Files& f) {
             put_real(f.shp, Files::point(1, 1), 1e9);
         }},
        {"open ring", "RING-OPEN",
         [](Files& f) {
             put_real(f.shp, Files::point(1, 4), 210'015);
             put_real(f.shp, Files::point(1, 4) + 8, 365'000);
         }},
        {"fewer rows than shapes", "SHP-DBF-COUNT",
         [](Files& f) {
             f.dbf[4] = 3;
         }},
        {"more rows than shapes", "SHP-DBF-COUNT",
         [](Files& f) {
             f.dbf[4] = 7;
         }},
        {"2³¹ rows", "SHP-DBF-COUNT",
         [](Files& f) {
             f.dbf[7] = static_cast<char>(0x80);
         }},
        {"rows cut off", "SHP-DBF-COUNT",
         [](Files& f) {
             f.dbf.resize(Files::row(4));
         }},
        {"bytes behind the .dbf", "DBF-TRAILING",
         [](Files& f) {
             f.dbf += "more";
         }},
        {"row length", "SHP-DBF-FORMAT",
         [](Files& f) {
             f.dbf[10] += 1;
         }},
        {"header length", "SHP-DBF-FORMAT",
         [](Files& f) {
             f.dbf[8] += 32;
         }},
        {"field width", "SHP-DBF-FORMAT",
         [](Files& f) {
             f.dbf[32 + 16] += 1;
         }},
        {"field type", "DBF-FIELD-TYPE",
         [](Files& f) {
             f.dbf[32 + 11] = 'X';
         }},
        {"field without a name", "DBF-FIELD-NAME",
         [](Files& f) {
             f.dbf[32] = 0;
         }},
        {"field name with an escape", "DBF-FIELD-NAME",
         [](Files& f) {
             f.dbf[33] = '\x1B';
         }},
        {"field name without an end", "DBF-FIELD-NAME",
         [](Files& f) {
             f.dbf.replace(32, 11, "AAAAAAAAAAA");
         }},
        {"a memo, which no shapefile has", "DBF-FIELD-TYPE",
         [](Files& f) {
             f.dbf[32 + 11] = 'M';
         }},
        {"a binary number, which no shapefile has", "DBF-FIELD-TYPE",
         [](Files& f) {
             f.dbf[32 + 11] = 'I';
         }},
        {"a date ten bytes wide", "DBF-FIELD-TYPE",
         [](Files& f) {
             f.dbf[32 + 11] = 'D';
         }},
        {"a field called PNU without parcel numbers", "PNU-FORM",
         [](Files& f) {
             f.dbf.replace(32, 4, std::string("PNU\0", 4));
         }},
        {"deleted row", "SHP-DELETED",
         [](Files& f) {
             f.dbf[Files::row(1)] = '*';
         }},
        {"row flag", "DBF-ROW-FLAG",
         [](Files& f) {
             f.dbf[Files::row(1)] = 'A';
         }},
        {"stars", "NUM-OVERFLOW",
         [](Files& f) {
             put_cell(f, 1, 11, "************");
         }},
        {"grouped number", "NUM-TEXT",
         [](Files& f) {
             put_cell(f, 1, 11, "    1,234.50");
         }},
        {"number and letters", "NUM-TEXT",
         [](Files& f) {
             put_cell(f, 1, 11, "       12abc");
         }},
        {"nan", "NUM-TEXT",
         [](Files& f) {
             put_cell(f, 1, 11, "         nan");
         }},
        {"NUL in a number", "NUM-TEXT",
         [](Files& f) {
             put_cell(f, 1, 11, std::string("1\0 2        ", 12));
         }},
        {"NUL before a number", "NUM-TEXT",
         [](Files& f) {
             put_cell(f, 1, 11, std::string("\0     100.25", 12));
         }},
        {"NUL before a text", "TEXT-CONTROL",
         [](Files& f) {
             put_cell(f, 1, 31, std::string("\0ot     ", 8));
         }},
        {"1e400", "NUM-NOT-FINITE",
         [](Files& f) {
             put_cell(f, 1, 11, "       1e400");
         }},
        {"no date", "DBF-DATE",
         [](Files& f) {
             put_cell(f, 1, 23, "20241399");
         }},
        {"a day that February has not", "DBF-DATE",
         [](Files& f) {
             put_cell(f, 1, 23, "20240231");
         }},
        {"NUL in a text", "TEXT-CONTROL",
         [](Files& f) {
             put_cell(f, 1, 31, std::string("a\0b     ", 8));
         }},
        {"a byte in the padding of a text", "TEXT-GAP",
         [](Files& f) {
             put_cell(f, 1, 31, "lot    x");
         }},
        {"stars in a text", "NUM-OVERFLOW",
         [](Files& f) {
             put_cell(f, 1, 31, "********");
         }},
        {"escape in a text", "TEXT-CONTROL",
         [](Files& f) {
             put_cell(f, 1, 31, "\x1B[2J    ");
         }},
    };
    CHECK(codes_of(five().write(test::TempDir{})).empty());
    for (const auto& given : cases) {
        CAPTURE(given.what);
        const test::TempDir dir;
        auto files = five();
        given.damage(files);
        CHECK(codes_of(files.write(dir)) == std::set<std::string>{given.code});
    }
}

TEST_CASE("what a damaged shapefile still says is delivered, the rest rejected by number", "[io]") {
    const test::TempDir dir;
    auto files = five();

    SECTION("a header that counts fewer rows") {
        files.dbf[4] = 3;
        const auto layer = io::read_layer(files.write(dir), {});
        CHECK(layer.ledger == model::Ledger{.declared = 5, .delivered = 3, .rejected = 2});
        CHECK(layer.provenance.findings.at(0).fid == 3);
        CHECK(layer.provenance.findings.at(0).count == 2);
    }
    SECTION("a header that counts 2³¹ rows costs no memory") {
        files.dbf[7] = static_cast<char>(0x80);
        const auto layer = io::read_layer(files.write(dir), {});
        CHECK(layer.ledger.declared == 2'147'483'653U);
        CHECK(layer.ledger.delivered == 5);
        CHECK(layer.repairs.size() == 1);
    }
    SECTION("the .shp cut in half") {
        files.shp.resize(100 + 2 * record_bytes + 40);
        const auto layer = io::read_layer(files.write(dir), {});
        CHECK(layer.ledger == model::Ledger{.declared = 5, .delivered = 2, .rejected = 3});
        CHECK(layer.ledger.null == 0);
    }
    SECTION("wrong numbers are empty, right ones stay") {
        put_cell(files, 1, 11, "    1,234.50");
        const auto layer = io::read_layer(files.write(dir), {});
        CHECK_FALSE(layer.number(layer.features[1], "AREA"));
        CHECK(layer.number(layer.features[2], "AREA") == 100.25);
        CHECK_THAT(layer.provenance.findings.at(0).expected.en, Contains("1,234.50"));
    }
    SECTION("a text is not cut at a NUL and brings no escape") {
        put_cell(files, 1, 31, std::string("a\0b\x1B    ", 8));
        const auto layer = io::read_layer(files.write(dir), {});
        CHECK(layer.text(layer.features[1], "NAME") == "a b ");
    }
}

namespace {

/// Forty records: codes of two forms, words that many share, numbers with two decimals.
test::ShapefileBytes forty() {
    auto file = test::row_of_squares(40);
    file.fields = {{.name = "CODE", .length = 10},
                   {.name = "USE", .length = 10},
                   {.name = "AREA", .type = 'N', .length = 10, .decimals = 2}};
    for (std::size_t i = 0; i < 40; ++i) {
        const auto number = std::to_string(10 + i);
        file.rows[i] = {(i % 2 == 0 ? "G-B" : "S-") + number, i % 3 == 0 ? "factory" : "road",
                        "     " + number + ".25"};
    }
    return file;
}

} // namespace

TEST_CASE("a value that stands out in its column is told", "[io]") {
    struct Case {
        const char* code;
        std::size_t column;
        std::string cell;
    };

    const std::vector<Case> cases{
        {"TEXT-ODD", 0, "S-1q"},       {"TEXT-ODD", 0, "S=17"},
        {"TEXT-ODD", 1, "<road>"},     {"TEXT-ODD", 0, "::error::x"},
        {"TEXT-NEAR", 1, "factary"},   {"VALUE-MISSING", 0, ""},
        {"VALUE-MISSING", 2, ""},      {"DBF-CELL", 2, "     17.2"},
        {"DBF-CELL", 2, "17.25"},      {"DBF-CELL", 2, "    1e1.25"},
        {"DBF-CELL", 1, "  road"},     {"DBF-CELL", 1, std::string("road\0\0\0\0\0\0", 10)},
        {"DBF-CELL", 2, "         7"},
    };
    const test::TempDir dir;
    CHECK(codes_of(forty().write(dir, "lots")).empty());
    for (const auto& given : cases) {
        CAPTURE(given.code, given.cell);
        auto file = forty();
        file.rows[7][given.column] = given.cell;
        CHECK(codes_of(file.write(dir, "lots")).count(given.code) == 1);
        const auto layer = io::read_layer(dir / "lots.shp", {});
        CHECK(layer.provenance.findings.at(0).fid == 7);
        CHECK(layer.ledger.delivered == 40);
    }
}

TEST_CASE("what several records share is a habit, and nothing is told", "[io]") {
    const test::TempDir dir;
    auto file = forty();
    for (const std::size_t i : {7U, 8U}) { // two in forty are no exception
        file.rows[i] = {"none", "", "17.5"};
    }
    CHECK(codes_of(file.write(dir, "lots")).empty());
    file = forty();
    file.rows[7][0] = "S-99"; // another number is another code
    file.rows[7][1] = "park";
    CHECK(codes_of(file.write(dir, "lots")).empty());
}

TEST_CASE("a record far from all others, and from Korea, is told", "[io]") {
    const test::TempDir dir;
    auto file = test::row_of_squares(3);
    file.polygons[1] = {test::square(5'000'000, 365'000, 10)};
    const auto layer = io::read_layer(file.write(dir, "lots"), {});
    REQUIRE_FALSE(layer.provenance.findings.empty());
    CHECK(layer.provenance.findings.back().code == "GEO-FAR");
    CHECK(layer.provenance.findings.back().fid == 1);
    CHECK(layer.provenance.findings.size() == 1); // and not the system too
    CHECK(layer.ledger.delivered == 3);
}

TEST_CASE("a parcel number keeps its 19 digits however it is stored", "[io]") {
    const test::TempDir dir;
    auto file = test::row_of_squares(2);
    file.fields = {{.name = "PNU", .type = 'N', .length = 19}};
    file.rows = {{"4511310100101000001"}, {"              45113"}};
    auto layer = io::read_layer(file.write(dir, "lots"), {});
    CHECK(layer.text(layer.features[0], "PNU") == "4511310100101000001");
    CHECK(layer.text(layer.features[1], "PNU") == "45113");
    REQUIRE(layer.provenance.findings.size() == 1);
    CHECK(layer.provenance.findings[0].code == "PNU-FORM");
    CHECK(layer.provenance.findings[0].fid == 1);

    file.fields = {{.name = "PNU", .type = 'F', .length = 19}};
    file.rows[0] = {"4.51131010010100e+18"};
    CHECK(codes_of(file.write(dir, "lots")) == std::set<std::string>{"NUM-PNU", "PNU-FORM"});
}

TEST_CASE("rings that can be read in two ways are told with both areas", "[io]") {
    const auto reversed = [](geom::Ring ring) {
        std::reverse(ring.begin(), ring.end());
        return ring;
    };
    const auto read = [&](const std::vector<geom::Ring>& rings) {
        const test::TempDir dir;
        auto file = test::row_of_squares(1);
        file.polygons = {rings};
        return io::read_layer(file.write(dir, "lots"), {});
    };
    const auto shell = test::square(210'000, 365'000, 100);
    const auto hole = test::square(210'010, 365'010, 10);

    const auto sound = read({shell, reversed(hole)});
    CHECK(sound.provenance.findings.empty());
    CHECK(geom::area(sound.features[0].shape.polygons) == Approx(9'900));

    const auto all_reversed = read({reversed(shell), hole});
    CHECK(all_reversed.provenance.findings.empty());
    CHECK(geom::area(all_reversed.features[0].shape.polygons) == Approx(9'900));

    // Reliability S18: 10,100 by orientation, 9,900 by nesting.
    const auto doubtful = read({shell, hole});
    REQUIRE_FALSE(doubtful.provenance.findings.empty());
    CHECK(doubtful.provenance.findings[0].code == "RING-AMBIGUOUS");
    CHECK_THAT(doubtful.provenance.findings[0].expected.en, Contains("10100") && Contains("9900"));
    CHECK(doubtful.ledger.rejected == 1);

    const auto island = test::square(210'012, 365'012, 2);
    const auto nested = read({shell, reversed(hole), island});
    CHECK(nested.provenance.findings.empty());
    CHECK(nested.features[0].shape.polygons.size() == 2);
    CHECK(geom::area(nested.features[0].shape.polygons) == Approx(9'904));
}
