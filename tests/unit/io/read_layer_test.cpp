#include <sandan/core/error.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/io/read.hpp>

#include "findings.hpp"
#include "shapefile_bytes.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>

using namespace sandan;
using Catch::Contains;

namespace {

// "용도" and "전용공업" in CP949; "똠" exists in CP949 but not in EUC-KR.
const std::string use_cp949 = "\xBF\xEB\xB5\xB5";
const std::string industrial_cp949 = "\xC0\xFC\xBF\xEB\xB0\xF8\xBE\xF7";
const std::string ddom_cp949 = "\x8C\x63";

test::ShapefileBytes korean() {
    auto file = test::row_of_squares(2);
    file.fields = {{.name = "ID"}, {.name = use_cp949}};
    file.rows = {{"P0", industrial_cp949}, {"P1", ddom_cp949}};
    return file;
}

std::string text_of(const model::Layer& layer, std::size_t row, const std::string& field) {
    return layer.text(layer.features.at(row), field).value_or("(none)");
}

bool any_warning(const model::Layer& layer, const std::string& words) {
    const auto& findings = layer.provenance.findings;
    return std::any_of(findings.begin(), findings.end(), [&](const auto& finding) {
        const auto line = finding.code + " " + finding.expected.en + " " + finding.done.en;
        return line.find(words) != std::string::npos;
    });
}

/// declared = delivered + null + rejected
void check_closed(const model::Layer& layer) {
    const auto& l = layer.ledger;
    CHECK(l.declared == l.delivered + l.null + l.rejected);
    CHECK(layer.features.size() == l.delivered + l.null);
}

ErrorKind kind_of_error(const std::string& path, const io::ReadOptions& options = {}) {
    try {
        static_cast<void>(io::read_layer(path, options));
    } catch (const Error& e) {
        CHECK_THAT(e.what(), Contains(path));
        return e.kind();
    }
    FAIL("no error for " << path);
    return ErrorKind::solver;
}

} // namespace

TEST_CASE("Korean text is read whatever the files say about it", "[io]") {
    struct Case {
        unsigned char ldid;
        const char* cpg;
        const char* option;
        const char* how;
    };

    // 0x57 is what ArcGIS writes whatever the text is: it is not believed.
    const auto given = GENERATE(values<Case>({{0x00, "", "", "sniffed"},
                                              {0x57, "", "", "sniffed"},
                                              {0x4E, "", "", "ldid"},
                                              {0x00, "EUC-KR", "", "cpg"},
                                              {0x57, "949", "", "cpg"},
                                              {0x00, "ANSI 949\r\n", "", "cpg"},
                                              {0x00, "UTF-8", "", "sniffed"},
                                              {0x00, "<html>", "", "sniffed"},
                                              {0x00, "UTF-8", "cp949", "option"}}));
    CAPTURE(given.cpg, given.option, int{given.ldid});
    const test::TempDir dir;
    auto file = korean();
    file.ldid = given.ldid;
    const auto path = file.write(dir, "zones");
    if (*given.cpg != '\0') {
        dir.write("zones.cpg", given.cpg);
    }
    io::ReadOptions options;
    options.encoding = given.option;
    const auto layer = io::read_layer(path, options);
    CHECK(layer.provenance.encoding == "CP949");
    CHECK(layer.provenance.encoding_how == given.how);
    CHECK(text_of(layer, 0, "용도") == "전용공업");
    CHECK(text_of(layer, 1, "용도") == "똠");
}

TEST_CASE("UTF-8, western and plain text are told apart", "[io]") {
    const test::TempDir dir;
    auto file = korean();
    file.fields[1].name = "NAME";
    file.rows = {{"P0", "공업"}, {"P1", "산단"}};
    CHECK(io::read_layer(file.write(dir, "utf8"), {}).provenance.encoding == "UTF-8");

    file.rows = {{"P0", "Zone \xE9tudi\xE9"
                        "e"},
                 {"P1", "x"}};
    const auto western = io::read_layer(file.write(dir, "latin"), {});
    CHECK(text_of(western, 0, "NAME") == "Zone étudiée");
    CHECK(western.provenance.encoding == "CP1252");
    CHECK(any_warning(western, "neither UTF-8 nor CP949"));

    CHECK(io::read_layer(test::row_of_squares(1).write(dir, "plain"), {}).provenance.encoding ==
          "ASCII");
    io::ReadOptions wrong;
    wrong.encoding = "UTF-8";
    CHECK(kind_of_error(korean().write(dir, "not8"), wrong) == ErrorKind::input);
}

TEST_CASE("canonical fields come first, by map or by name, and a wrong map lists the fields",
          "[io]") {
    const test::TempDir dir;
    const auto path = korean().write(dir, "zones");
    io::ReadOptions options;
    options.fields = {{"code", "용도"}};
    options.canonical = {"id", "code", "name"};
    const auto layer = io::read_layer(path, options);
    CHECK(layer.fields == std::vector<std::string>{"code", "id"});
    CHECK(layer.id(layer.features[1]) == "P1");

    options.fields = {{"code", "UCODE"}};
    CHECK(kind_of_error(path, options) == ErrorKind::usage);
    CHECK_THROWS_WITH(io::read_layer(path, options), Contains("UCODE") && Contains("ID, 용도"));
}

TEST_CASE("numbers are numbers, nothing is nothing, and a numeric PNU can be found out", "[io]") {
    const test::TempDir dir;
    auto file = test::row_of_squares(2);
    file.fields = {{.name = "PNU", .type = 'N', .length = 19},
                   {.name = "AREA", .type = 'N', .length = 12, .decimals = 2},
                   {.name = "DAY", .type = 'D', .length = 8}};
    file.rows = {{"4511310100101000001", "      100.25", "20240626"},
                 {"4511310100101000002", "            ", "        "}};
    const auto layer = io::read_layer(file.write(dir, "lots"), {});
    CHECK(layer.number(layer.features[0], "AREA") == 100.25);
    CHECK_FALSE(layer.number(layer.features[1], "AREA"));
    CHECK(text_of(layer, 0, "DAY") == "2024-06-26");
    CHECK(layer.provenance.numeric_fields == std::vector<std::string>{"PNU", "AREA"});
}

TEST_CASE("null shapes are delivered as records and counted apart", "[io]") {
    const test::TempDir dir;
    auto file = test::row_of_squares(3);
    file.polygons[1].clear();
    const auto layer = io::read_layer(file.write(dir, "lots"), {});
    CHECK(layer.ledger == model::Ledger{.declared = 3, .delivered = 2, .null = 1});
    CHECK(layer.features[1].shape.empty());
    CHECK(layer.id(layer.features[1]) == "1");
    check_closed(layer);
}

TEST_CASE("a repair is made within the limit, listed, and refused beyond it", "[io]") {
    const test::TempDir dir;
    auto file = test::row_of_squares(3);
    // fid 0: a spike out and back encloses nothing. fid 1: a bow-tie, 0 m² as stored, 50 m² made
    // valid. fid 2: sound.
    file.polygons[0] = {{{210'000, 365'000},
                         {210'000, 365'010},
                         {210'005, 365'010},
                         {210'005, 365'020},
                         {210'005, 365'010},
                         {210'010, 365'010},
                         {210'010, 365'000},
                         {210'000, 365'000}}};
    file.polygons[1] = {{{210'020, 365'000},
                         {210'030, 365'010},
                         {210'030, 365'000},
                         {210'020, 365'010},
                         {210'020, 365'000}}};
    const auto path = file.write(dir, "lots");

    const auto layer = io::read_layer(path, {});
    CHECK(layer.ledger ==
          model::Ledger{.declared = 3, .delivered = 2, .repaired = 1, .rejected = 1});
    REQUIRE(layer.repairs.size() == 2);
    CHECK(layer.repairs[0].fid == 0);
    CHECK(layer.repairs[0].area_before == Approx(100));
    CHECK(layer.repairs[0].area_after == Approx(100));
    CHECK(layer.repairs[1].rejected);
    CHECK(layer.repairs[1].at.x == Approx(210'025));
    CHECK_THAT(layer.repairs[1].reason.en,
               Contains("elf-intersection at ") && Contains("; a repair would make "));
    CHECK_THAT(layer.repairs[1].reason.ko,
               Contains("자기 교차, 위치 ") && Contains("; 수리하면 ") && !Contains("elf"));
    check_closed(layer);

    io::ReadOptions options;
    options.repair = io::Repair::force;
    const auto forced = io::read_layer(path, options);
    CHECK(forced.ledger.repaired == 2);
    CHECK(geom::area(forced.features[1].shape.polygons) == Approx(50));

    options.repair = io::Repair::none;
    CHECK(io::read_layer(path, options).ledger.rejected == 2);
}

TEST_CASE("a coordinate that is no number rejects its record and no other", "[io]") {
    const test::TempDir dir;
    auto file = test::row_of_squares(3);
    const double wrong =
        GENERATE(std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity());
    file.polygons[1][0][1].y = wrong;
    const auto layer = io::read_layer(file.write(dir, "lots"), {});
    CHECK(layer.ledger.rejected == 1);
    REQUIRE(layer.repairs.size() == 1);
    CHECK(layer.repairs[0].fid == 1);
    check_closed(layer);
}

TEST_CASE("records that GDAL passes over in silence are in the ledger", "[io]") {
    const test::TempDir dir;
    auto file = test::row_of_squares(5);

    SECTION(".dbf shorter than .shp") {
        file.rows.resize(3);
        const auto layer = io::read_layer(file.write(dir, "lots"), {});
        CHECK(layer.ledger.declared == 5);
        CHECK(layer.ledger.rejected + layer.ledger.delivered == 5);
        CHECK(any_warning(layer, "SHP-DBF-COUNT 5 rows"));
        check_closed(layer);
    }
    SECTION("deleted row") {
        const auto path = file.write(dir, "lots");
        auto bytes = file.dbf();
        bytes[33 + 32 + 2 * 21] = '*';
        dir.write("lots.dbf", bytes);
        const auto layer = io::read_layer(path, {});
        CHECK(layer.ledger.rejected == 1);
        CHECK(layer.repairs.at(0).fid == 2);
        CHECK(layer.repairs.at(0).undelivered);
        const auto& finding = layer.provenance.findings.at(0);
        CHECK(finding.code == "SHP-DELETED");
        CHECK(finding.fid == 2);
        CHECK(finding.count == 1);
        check_closed(layer);
    }
    SECTION(".shp cut off") {
        const auto path = file.write(dir, "lots");
        auto bytes = file.shp();
        bytes.resize(bytes.size() - 200);
        dir.write("lots.shp", bytes);
        const auto layer = io::read_layer(path, {});
        CHECK(layer.ledger.declared == 5);
        CHECK(layer.ledger.rejected >= 1);
        CHECK(layer.ledger.null == 0);
        check_closed(layer);
    }
    SECTION("index entries swapped") {
        const auto path = file.write(dir, "lots");
        auto bytes = file.shx();
        std::swap_ranges(bytes.begin() + 100, bytes.begin() + 108, bytes.begin() + 116);
        dir.write("lots.shx", bytes);
        CHECK(kind_of_error(path) == ErrorKind::input);
    }
}

TEST_CASE("missing parts of a shapefile are refused or told", "[io]") {
    const test::TempDir dir;
    const auto path = test::row_of_squares(2).write(dir, "lots");
    const auto remove = [&](const char* name) {
        std::filesystem::remove(dir.path() / name);
    };

    SECTION(".shx") {
        remove("lots.shx");
        CHECK(kind_of_error(path) == ErrorKind::input);
        CHECK_THROWS_WITH(io::read_layer(path, {}), Contains(".shx is missing"));
        CHECK(io::list_layers(path) == std::vector<std::string>{"lots"});
    }
    SECTION(".dbf") {
        remove("lots.dbf");
        CHECK(kind_of_error(path) == ErrorKind::input);
        io::ReadOptions options;
        options.need_attributes = false;
        const auto layer = io::read_layer(path, options);
        CHECK(layer.ledger.delivered == 2);
        CHECK(layer.id(layer.features[1]) == "1");
        CHECK(any_warning(layer, "SHP-NO-DBF"));
    }
    SECTION(".dbf that is a Git-LFS pointer") {
        io::ReadOptions options;
        options.need_attributes = false;
        dir.write("lots.dbf", "version https://git-lfs.github.com/spec/v1\noid sha256:0\n");
        CHECK(kind_of_error(path) == ErrorKind::input);
        CHECK_THROWS_WITH(io::read_layer(path, {}), Contains("no DBF file"));
        CHECK(io::read_layer(path, options).ledger.delivered == 2);
    }
    SECTION(".prj") {
        remove("lots.prj");
        CHECK(kind_of_error(path) == ErrorKind::input);
        io::ReadOptions options;
        options.crs = "EPSG:5174";
        options.target_crs = "EPSG:5186";
        const auto layer = io::read_layer(path, options);
        CHECK(layer.provenance.crs_how == "option");
        CHECK(layer.provenance.operation.accuracy_m > 0);
        CHECK(std::abs(layer.features[0].shape.polygons[0].outer[0].y - 365'000) > 1000);
    }
    SECTION("a .prj that the user contradicts") {
        io::ReadOptions options;
        options.crs = "EPSG:5174";
        CHECK(kind_of_error(path, options) == ErrorKind::input);
    }
}

TEST_CASE("only local files of known kinds are opened", "[io]") {
    const test::TempDir dir;
    for (const auto* const path :
         {"http://example.org/a.shp", "/vsicurl/http://example.org/a.shp", "PG:dbname=x",
          "WFS:http://example.org", R"({"type":"FeatureCollection","features":[]})"}) {
        CHECK(kind_of_error(path) == ErrorKind::usage);
    }
    CHECK(kind_of_error(dir.write("a.vrt", "<OGRVRTDataSource/>")) == ErrorKind::usage);
    CHECK(kind_of_error(dir / "nothing.shp") == ErrorKind::input);
    CHECK(kind_of_error(dir.write("text.gpkg", "hello")) == ErrorKind::input);
    CHECK(kind_of_error(dir.write("no.geojson", "{\"layers\":[]}")) == ErrorKind::input);
}

TEST_CASE("metres in a file that claims degrees are found out", "[io]") {
    const test::TempDir dir;
    const auto path = dir.write(
        "lots.geojson",
        R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":)"
        R"({"type":"Polygon","coordinates":[[[210000,365000],[210010,365000],[210010,365010],)"
        R"([210000,365000]]]}}]})");
    CHECK(kind_of_error(path) == ErrorKind::input);
    CHECK_THROWS_WITH(io::read_layer(path, {}), Contains("not in degrees"));
}

TEST_CASE("a filter with Korean words selects, and tells what it leaves out", "[io]") {
    const test::TempDir dir;
    io::ReadOptions options;
    options.where = "\"용도\" = '전용공업'";
    const auto layer = io::read_layer(korean().write(dir, "zones"), options);
    CHECK(layer.ledger == model::Ledger{.declared = 1, .delivered = 1});
    CHECK(any_warning(layer, "1 of 2 records left out"));
    options.where = "no such ((";
    CHECK(kind_of_error(dir / "zones.shp", options) == ErrorKind::usage);
}

TEST_CASE("a table is a layer without shapes", "[io]") {
    const test::TempDir dir;
    io::ReadOptions options;
    options.fields = {{"id", "번호"}};
    const auto layer =
        io::read_layer(dir.write("register.csv", "번호,업체\nR1,가\nR2,\n"), options);
    CHECK(layer.ledger == model::Ledger{.declared = 2, .delivered = 2});
    CHECK(layer.id(layer.features[1]) == "R2");
    CHECK_FALSE(layer.text(layer.features[1], "업체"));
}

TEST_CASE("a .dbf is read as the table it is, whatever lies beside it", "[io]") {
    const test::TempDir dir;
    auto file = test::row_of_squares(3);
    file.fields = {{.name = "NAME"}, {.name = "AREA", .type = 'N', .length = 8}};
    file.rows = {{"\xC6\xC8\xBA\xB9\xB5\xBF", "     100"}, {"b", "   12abc"}, {"c", "       3"}};
    (void)file.write(dir, "lots");
    std::filesystem::remove(dir / "lots.shx"); // the .shp could not be read any more
    auto layer = io::read_layer(dir / "lots.dbf", {});
    CHECK(layer.ledger.delivered == 3);
    CHECK(layer.text(layer.features[0], "NAME") == "팔복동");
    CHECK(layer.number(layer.features[0], "AREA") == 100);
    CHECK(layer.provenance.encoding == "CP949");
    CHECK(test::tells(layer, "NUM-TEXT", "12abc"));

    auto bytes = file.dbf();
    bytes[33 + 2 * 32] = '*';
    bytes.resize(bytes.size() - 10);
    layer = io::read_layer(dir.write("cut.dbf", bytes), {});
    CHECK(layer.ledger.declared == 3);
    CHECK(layer.ledger.delivered == 1);
    CHECK(layer.ledger.rejected == 2);
    CHECK(test::tells(layer, "SHP-DELETED", "not deleted"));
    CHECK(test::tells(layer, "SRC-COUNT", "3 rows as its header says, it holds 2"));
    CHECK_THROWS_WITH(io::read_table(dir / "cut.dbf"), Contains("2 of its 3 rows"));

    dir.write("lfs.dbf", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n");
    CHECK_THROWS_WITH(io::read_layer(dir / "lfs.dbf", {}), Contains("SHP-DBF-FORMAT"));
}

TEST_CASE("text that is neither UTF-8 nor CP949 is read as western, with a warning", "[io]") {
    const test::TempDir dir;
    auto file = test::row_of_squares(3);
    for (auto& row : file.rows) {
        row[0] = "Stra\xDF"
                 "e \xE9t\xE9"; // CP1252, no pairs of CP949
    }
    const auto path = file.write(dir, "lots");
    for (const auto* const name : {"lots.shp", "lots.dbf"}) {
        const auto layer = io::read_layer(dir / name, {});
        CHECK(layer.text(layer.features[0], "ID") == "Straße été");
        CHECK(test::tells(layer, "TEXT-UNKNOWN", "neither UTF-8 nor CP949"));
    }
}
