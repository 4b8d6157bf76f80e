#include <sandan/core/error.hpp>
#include <sandan/io/read.hpp>

#include "findings.hpp"
#include "io/archive.hpp"
#include "places.hpp"
#include "temp_dir.hpp"
#include "zip_maker.hpp"

#include <catch2/catch.hpp>

#include <sys/stat.h>

using namespace sandan;
using test::ZipEntry;

namespace {

/// What the archive is refused for; empty when it is not.
std::string refusal(const std::vector<ZipEntry>& entries) {
    const test::TempDir folder;
    const auto path = folder.write("a.zip", test::make_zip(entries));
    try {
        const io::Archive archive{path};
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::input);
        return error.what();
    }
    return {};
}

ZipEntry named(const std::string& name) {
    return {.name = name, .bytes = "x"};
}

/// The roads of the sample plan under other names.
std::vector<ZipEntry> shapefile(const std::string& stem) {
    std::vector<ZipEntry> entries;
    for (const auto* const part : {".shp", ".shx", ".dbf", ".prj"}) {
        entries.push_back({.name = stem + part,
                           .bytes = test::read_file(std::string{SANDAN_SOURCE_DIR} +
                                                    "/gis_data/new_complex/roads" + part),
                           .packed = true});
    }
    return entries;
}

} // namespace

TEST_CASE("names that lead elsewhere are refused with the entry", "[io][zip]") {
    CHECK(refusal({named("lots.shp"), named("a/../b..c/d")}).find("'a/../b..c/d'") !=
          std::string::npos);
    for (const auto& name :
         std::vector<std::string>{"../../../etc/passwd", "..", "a/..", "/etc/passwd", "..\\..\\x",
                                  "C:/x", "a\\b", std::string("a\0b", 3), ""}) {
        INFO(name);
        CHECK_FALSE(refusal({named("good.txt"), named(name)}).empty());
    }
    CHECK(refusal({named("a..b/..c"), named("d/.e")}).empty());
}

TEST_CASE("links, devices, encryption, double names and unknown packing are refused", "[io][zip]") {
    auto link = named("lots.shp");
    link.attributes = static_cast<std::uint32_t>(S_IFLNK | 0777U) << 16U;
    CHECK_THAT(refusal({link}), Catch::Contains("'lots.shp' is a symbolic link"));
    auto device = named("lots.shp");
    device.attributes = static_cast<std::uint32_t>(S_IFCHR | 0666U) << 16U;
    CHECK_THAT(refusal({device}), Catch::Contains("no file"));
    auto secret = named("lots.shp");
    secret.flags = 1;
    CHECK_THAT(refusal({secret}), Catch::Contains("encrypted"));
    CHECK_THAT(refusal({named("lots.shp"), named("lots.shp")}), Catch::Contains("comes twice"));
    // The same name, composed and decomposed (macOS).
    CHECK_THAT(refusal({named("\xEA\xB0\x80.shp"), named("\xE1\x84\x80\xE1\x85\xA1.shp")}),
               Catch::Contains("comes twice"));
    // One file where names have no case.
    CHECK_THAT(refusal({named("lots.dbf"), named("lots.DBF")}),
               Catch::Contains("'lots.DBF' comes twice: it differs from 'lots.dbf' in case only"));
    CHECK_THAT(refusal({named("\xC3\xA9.shp"), named("\xC3\x89.shp")}), // é, É
               Catch::Contains("comes twice"));
}

TEST_CASE("bombs are refused before a byte is unpacked", "[io][zip]") {
    const std::string zeros(12 << 20, '\0');
    CHECK_THAT(refusal({{.name = "lots.shp", .bytes = zeros, .packed = true}}),
               Catch::Contains("100 times"));
    const std::string small(1 << 20, '\0'); // a thousand to one, but small
    CHECK(refusal({{.name = "lots.shp", .bytes = small, .packed = true}}).empty());

    ZipEntry huge{.name = "huge.shp", .bytes = std::string(6 << 20, 'x')};
    huge.declared_size = 520LL << 20;
    CHECK_THAT(refusal({huge}), Catch::Contains("above 512 MB"));

    auto twin = named("b.shp");
    twin.same_place_as = 0;
    CHECK_FALSE(refusal({named("a.shp"), twin}).empty());
    auto same_name_length = named("c.shp");
    same_name_length.same_place_as = 0;
    CHECK_THAT(refusal({named("c.shx"), same_name_length}), Catch::Contains("shares bytes"));

    std::vector<ZipEntry> many;
    for (int i = 0; i < 201; ++i) {
        many.push_back(named("f" + std::to_string(i)));
    }
    CHECK_THAT(refusal(many), Catch::Contains("201 entries"));
    many.pop_back();
    CHECK(refusal(many).empty());
}

TEST_CASE("a member that is longer or other than declared is damaged", "[io][zip]") {
    const test::TempDir folder;
    ZipEntry liar{.name = "a", .bytes = std::string(1000, 'x'), .packed = true};
    liar.declared_size = 10;
    const io::Archive archive{folder.write("a.zip", test::make_zip({liar}))};
    CHECK_THROWS_AS(archive.unpack(archive.members()[0], folder / "out"), Error);

    auto zip = test::make_zip({{.name = "a", .bytes = "hello, hello, hello"}});
    zip[zip.find("hello")] = 'j';
    const io::Archive changed{folder.write("b.zip", zip)};
    CHECK_THROWS_WITH(changed.unpack(changed.members()[0], folder / "out"),
                      Catch::Contains("damaged"));
}

TEST_CASE("cut off and foreign archives are refused", "[io][zip]") {
    const test::TempDir folder;
    const auto zip = test::make_zip({named("a"), named("b")});
    for (std::size_t length = 0; length + 8 < zip.size(); length += 3) {
        CHECK_THROWS_AS(io::Archive{folder.write("a.zip", zip.substr(0, length))}, Error);
    }
    CHECK_THROWS_AS(io::Archive{folder.write("a.zip", "no archive at all")}, Error);
}

TEST_CASE("a shapefile in a zip is read by its Korean name, and nothing stays behind",
          "[io][zip]") {
    const test::TempDir folder;
    for (const auto& stem : std::vector<std::string>{
             "\xB5\xB5\xB7\xCE",                                    // CP949
             "\xEB\x8F\x84\xEB\xA1\x9C",                            // UTF-8
             "\xE1\x84\x83\xE1\x85\xA9\xE1\x84\x85\xE1\x85\xA9"}) { // UTF-8, decomposed
        auto entries = shapefile("folder/" + stem);
        entries.push_back(named("__MACOSX/folder/._x.shp"));
        entries.push_back(named("folder/readme.txt"));
        const auto path = folder.write("a.zip", test::make_zip(entries));
        const auto layer = io::read_layer(path, {});
        CHECK(layer.provenance.source_layer == "도로");
        CHECK(layer.ledger.delivered == layer.ledger.declared);
        CHECK(layer.ledger.delivered > 0);
        CHECK(io::list_layers(path) == std::vector<std::string>{"도로"});
    }
    CHECK(folder.size() == 1);
}

TEST_CASE("a fault of a member is told by its name in the archive", "[io][zip]") {
    const test::TempDir folder;
    for (const auto& [part, words] : {std::pair{".prj", "a.zip/lots.prj: CRS-PRJ"},
                                      std::pair{".shp", "a.zip/lots.shp: SHP-HEADER"}}) {
        auto entries = shapefile("lots");
        for (auto& entry : entries) {
            if (entry.name.ends_with(part)) {
                entry.bytes = std::string(200, 'x');
            }
        }
        const auto path = folder.write("a.zip", test::make_zip(entries));
        CHECK_THROWS_WITH(io::read_layer(path, {}),
                          Catch::Contains(words) && !Catch::Contains(".sandan-part-"));
    }
}

TEST_CASE("of several shapefiles in a zip the layer chooses", "[io][zip]") {
    const test::TempDir folder;
    auto entries = shapefile("a");
    for (auto& entry : shapefile("b")) {
        entries.push_back(std::move(entry));
    }
    const auto path = folder.write("a.zip", test::make_zip(entries));
    CHECK_THROWS_WITH(io::read_layer(path, {}), Catch::Contains("found 2 (a.shp, b.shp)"));
    io::ReadOptions options;
    options.layer = "b";
    CHECK(io::read_layer(path, options).provenance.source_layer == "b");
}

TEST_CASE("all shapefiles of a zip are listed and read, from one copy", "[io][zip]") {
    const test::TempDir folder;
    auto entries = shapefile("north/lots");
    for (const auto* const stem : {"b", "south/lots"}) {
        for (auto& entry : shapefile(stem)) {
            entries.push_back(std::move(entry));
        }
    }
    const auto path = folder.write("a.zip", test::make_zip(entries));
    CHECK(io::list_layers(path) == std::vector<std::string>{"north/lots", "b", "south/lots"});
    std::vector<io::InputFile> files;
    const auto layers = io::read_layers(path, {}, &files);
    REQUIRE(layers.size() == 3);
    CHECK(layers[1].provenance.source_layer == "b");
    CHECK(layers[2].ledger.delivered > 0);
    REQUIRE(files.size() == 1);
    CHECK(files[0].path == path);
    io::ReadOptions options;
    options.layer = "south/lots";
    CHECK(io::read_layer(path, options).ledger.delivered == layers[2].ledger.delivered);
    options.layer = "lots";
    CHECK_THROWS_WITH(io::read_layer(path, options), Catch::Contains("found 2"));
}

TEST_CASE("parts of a shapefile in a zip belong together whatever their case, told", "[io][zip]") {
    const test::TempDir folder;
    const auto plain = io::read_layer(folder.write("a.zip", test::make_zip(shapefile("lots"))), {});
    auto entries = shapefile("lots");
    entries[2].name = "LOTS.dbf";
    const auto layer = io::read_layer(folder.write("b.zip", test::make_zip(entries)), {});
    CHECK(layer.fields == plain.fields);
    CHECK_FALSE(layer.fields.empty());
    CHECK(test::tells(layer, "ZIP-CASE", "lots.shp and LOTS.dbf"));
    CHECK_FALSE(test::tells(plain, "ZIP-CASE"));
    entries[2].name = "lots.DBF"; // as many programs write it
    CHECK_FALSE(test::tells(io::read_layer(folder.write("c.zip", test::make_zip(entries)), {}),
                            "ZIP-CASE"));
}

TEST_CASE("side files in a zip are as short as those beside a shapefile", "[io][zip]") {
    const test::TempDir folder;
    auto entries = shapefile("lots");
    entries[3].bytes += std::string(64 << 10, ' ');
    CHECK_THROWS_WITH(io::read_layer(folder.write("a.zip", test::make_zip(entries)), {}),
                      Catch::Contains("a.zip/lots.prj: SRC-SIDECAR"));
    entries = shapefile("lots");
    entries.push_back({.name = "LOTS.CPG", .bytes = std::string((64 << 10) + 1, 'A')});
    CHECK_THROWS_WITH(io::read_layer(folder.write("a.zip", test::make_zip(entries)), {}),
                      Catch::Contains("LOTS.CPG: SRC-SIDECAR"));
}

TEST_CASE("a zip without a shapefile is refused with what to do", "[io][zip]") {
    const test::TempDir folder;
    for (const auto& [name, advice] :
         {std::pair{"data/lots.gpkg", "it holds data/lots.gpkg: unpack it"},
          std::pair{"data/a.gdb/gdb", "it holds the geodatabase data/a.gdb: call the archive "
                                      "a.gdb.zip"},
          std::pair{"readme.txt", "unpack it, and give what is in it"}}) {
        CAPTURE(name);
        const auto path = folder.write("a.zip", test::make_zip({named(name)}));
        CHECK_THROWS_WITH(io::read_layer(path, {}), Catch::Contains(advice));
        CHECK_THROWS_WITH(io::read_layers(path, {}), Catch::Contains(advice));
    }
}

TEST_CASE("a spreadsheet is looked through like any archive", "[io][zip]") {
    const test::TempDir folder;
    const std::string laughs{"<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"ha\">"
                             "<!ENTITY b \"&a;&a;&a;\">]><worksheet>&b;</worksheet>"};
    CHECK_THROWS_WITH(
        io::read_table(folder.write(
            "a.xlsx", test::make_zip({{.name = "xl/worksheets/sheet1.xml", .bytes = laughs}}))),
        Catch::Contains("document type"));
    const std::string zeros(12 << 20, ' ');
    CHECK_THROWS_WITH(
        io::read_table(folder.write(
            "b.xlsx", test::make_zip(
                          {{.name = "xl/worksheets/sheet1.xml", .bytes = zeros, .packed = true}}))),
        Catch::Contains("100 times"));
}
