// Text of shapefiles: what GDAL reads wrongly without a word (rows S8 to S14 of the reliability
// study), and damage within a file whose encoding is known.
#include <sandan/core/error.hpp>
#include <sandan/io/read.hpp>

#include "findings.hpp"
#include "shapefile_bytes.hpp"

#include <catch2/catch.hpp>

#include <functional>

using namespace sandan;
using Catch::Contains;
using test::findings_of;
using test::tells;

namespace {

// Bytes by Python 3.11: "팔복동1가".encode("cp949"), "똠방뷁햏", "이름".
const std::string palbok = "\xC6\xC8\xBA\xB9\xB5\xBF\x31\xB0\xA1";
const std::string ddombang = "\x8C\x63\xB9\xE6\x94\xEE\xC1\x64";
const std::string name_cp949 = "\xC0\xCC\xB8\xA7";

/// `count` records with the same Korean text in a field called NAME; `spoil` may change one.
test::ShapefileBytes korean(std::size_t count, const std::string& text, unsigned char ldid = 0) {
    auto file = test::row_of_squares(count);
    file.fields = {{.name = "ID"}, {.name = "NAME", .length = 20}};
    for (std::size_t i = 0; i < count; ++i) {
        file.rows[i] = {"P" + std::to_string(i), text};
    }
    file.ldid = ldid;
    return file;
}

std::string name_of(const model::Layer& layer, std::size_t i, const char* field = "NAME") {
    return layer.text(layer.features.at(i), field).value_or("(none)");
}

} // namespace

TEST_CASE("S8: CP949 under language driver 0x57 is no western text", "[io][text]") {
    const test::TempDir dir;
    const auto layer = io::read_layer(korean(3, palbok, 0x57).write(dir, "lots"), {});
    CHECK(name_of(layer, 0) == "팔복동1가");
    CHECK(layer.provenance.encoding == "CP949");
    CHECK(tells(layer, "TEXT-SNIFFED", "3/3 texts fit, 100 % of their letters are Hangul"));
    CHECK(tells(layer, "TEXT-SNIFFED", "3 texts are no UTF-8, first fid 0"));
}

TEST_CASE("CP949 that is UTF-8 by chance is read as Korean where it stands like Korean",
          "[io][text]") {
    const test::TempDir dir;
    // "1천" in CP949 is "1õ" in UTF-8
    const auto river = io::read_layer(korean(3, "1\xC3\xB5").write(dir, "river"), {});
    CHECK(name_of(river, 0) == "1천");
    CHECK(tells(river, "TEXT-SNIFFED", "as UTF-8 they would be no Hangul"));
    auto mixed = korean(12, "1\xC3\xB5");
    mixed.rows[11][1] = "2\xB4\xE4"; // 답, which is no UTF-8
    const auto fields = io::read_layer(mixed.write(dir, "fields"), {});
    CHECK(name_of(fields, 11) == "2답");
    CHECK(name_of(fields, 0) == "1천");
    const auto western = io::read_layer(korean(3, "Stra\xC3\x9F"
                                                  "e")
                                            .write(dir, "west"),
                                        {});
    CHECK(name_of(western, 0) == "Straße");
    CHECK(western.provenance.encoding == "UTF-8");
}

TEST_CASE("S9 and S10: whatever the .cpg calls it, CP949 is read whole", "[io][text]") {
    for (const auto* const words :
         {"MS949", "ANSI 949", "KS_C_5601-1987", "EUC-KR", "949", "UHC"}) {
        CAPTURE(words);
        const test::TempDir dir;
        const auto path = korean(2, ddombang).write(dir, "lots");
        dir.write("lots.cpg", words);
        const auto layer = io::read_layer(path, {});
        CHECK(name_of(layer, 1) == "똠방뷁햏");
        CHECK(layer.provenance.encoding_how == "cpg");
        CHECK(layer.provenance.findings.empty());
    }
}

TEST_CASE("S9: a .cpg that says UTF-8, or nothing known, is passed over and told", "[io][text]") {
    const test::TempDir dir;
    const auto path = korean(2, palbok).write(dir, "lots");
    dir.write("lots.cpg", "UTF-8");
    const auto layer = io::read_layer(path, {});
    CHECK(name_of(layer, 0) == "팔복동1가");
    CHECK(tells(layer, "TEXT-HINT", "UTF-8, as its cpg says; the text is not"));
    dir.write("lots.cpg", "UTF-\x1B");
    CHECK(tells(io::read_layer(path, {}), "TEXT-HINT", "it says 'UTF-?'"));
}

TEST_CASE("marks that turn the writing direction or cannot be seen are told", "[io][text]") {
    const test::TempDir dir;
    for (const auto* const mark : {"\xE2\x80\xAE", "\xE2\x80\x8B"}) { // U+202E, U+200B
        auto file = korean(3, "팔복동");
        file.rows[1][1] = std::string("팔") + mark + "복";
        const auto layer = io::read_layer(file.write(dir, "lots"), {});
        CHECK(tells(layer, "TEXT-CONTROL", "text without invisible marks in NAME"));
        CHECK(name_of(layer, 1) == std::string("팔") + mark + "복");
    }
}

TEST_CASE("CP949 under a western label is Korean, western text under it stays western",
          "[io][text]") {
    for (const auto* const label : {"ISO-8859-1", "1252", "850"}) {
        CAPTURE(label);
        const test::TempDir dir;
        const auto path = korean(2, palbok).write(dir, "lots");
        dir.write("lots.cpg", label);
        const auto layer = io::read_layer(path, {});
        CHECK(name_of(layer, 0) == "팔복동1가");
        CHECK(tells(layer, "TEXT-HINT", "as its cpg says; the text is not"));
    }
    const test::TempDir dir;
    const auto path = korean(2, "Ch\xE2teau, for\xEAt").write(dir, "lots");
    dir.write("lots.cpg", "ISO-8859-1");
    const auto layer = io::read_layer(path, {});
    CHECK(name_of(layer, 0) == "Château, forêt");
    CHECK(layer.provenance.findings.empty());
}

TEST_CASE("S11: UTF-8 under a .cpg of CP949 is UTF-8", "[io][text]") {
    const test::TempDir dir;
    const auto path = korean(2, "팔복동1가").write(dir, "lots");
    dir.write("lots.cpg", "CP949");
    const auto layer = io::read_layer(path, {});
    CHECK(name_of(layer, 0) == "팔복동1가");
    CHECK(layer.provenance.encoding == "UTF-8");
    CHECK(tells(layer, "TEXT-HINT", "CP949, as its cpg says; the text is not"));
}

TEST_CASE("one damaged byte among Korean texts costs one letter, not the encoding", "[io][text]") {
    const test::TempDir dir;
    const auto ldid = static_cast<unsigned char>(GENERATE(0x00, 0x4E));
    auto file = korean(30, palbok, ldid);
    file.rows[17][1] = "\xC6\xC8\xFF\xB9\xB5\xBF";
    const auto layer = io::read_layer(file.write(dir, "lots"), {});
    CHECK(layer.provenance.encoding == "CP949");
    CHECK(name_of(layer, 16) == "팔복동1가");
    CHECK_THAT(name_of(layer, 17), Contains("팔\uFFFD"));
    const auto found = findings_of(layer, "TEXT-BYTES");
    REQUIRE(found.size() == 1);
    CHECK(found[0].fid == 17);
    CHECK_THAT(found[0].expected.en, Contains("field NAME"));
}

TEST_CASE("a letter cut at the end of its field, or of a field name, is left out and told",
          "[io][text]") {
    const test::TempDir dir;
    auto file = korean(12, palbok, 0x4E);
    file.fields[1] = {.name = name_cp949, .length = 5};
    for (auto& row : file.rows) {
        row[1] = palbok.substr(0, 4);
    }
    file.rows[3][1] = palbok.substr(0, 5); // two letters and a half
    const auto layer = io::read_layer(file.write(dir, "lots"), {});
    CHECK(name_of(layer, 3, "이름") == "팔복");
    const auto found = findings_of(layer, "TEXT-CUT");
    REQUIRE(found.size() == 1);
    CHECK(found[0].fid == 3);

    auto utf8 = korean(2, "x");
    utf8.fields[1].name = std::string{"용도지역"}.substr(0, 10); // 3 letters and a byte
    const auto cut = io::read_layer(utf8.write(dir, "cut"), {});
    CHECK(cut.column("용도지"));
    CHECK(tells(cut, "TEXT-CUT", "whole letters"));
}

TEST_CASE("a field whose name was cut to 10 bytes serves its canonical name", "[io][text]") {
    const test::TempDir dir;
    auto file = korean(1, "12.5");
    file.fields[1].name = "ledger_are";
    io::ReadOptions options;
    options.canonical = {"id", "ledger_area_m2"};
    const auto layer = io::read_layer(file.write(dir, "lots"), options);
    CHECK(layer.number(layer.features[0], "ledger_area_m2") == 12.5);
}
