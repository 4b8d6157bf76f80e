#include <sandan/core/error.hpp>
#include <sandan/io/session.hpp>
#include <sandan/io/write.hpp>

#include "io/snapshot.hpp"
#include "io/source.hpp"
#include "shapefile_bytes.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <sys/stat.h>
#include <unistd.h>

using namespace sandan;
using Catch::Contains;

namespace {

// FIPS 180-4, example of one block.
const std::string sha_of_abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

const std::string lots =
    R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":
"urn:ogc:def:crs:EPSG::5186"}},"features":[{"type":"Feature","properties":{"id":"A"},"geometry":
{"type":"Polygon","coordinates":[[[210000,350000],[210010,350000],[210010,350010],[210000,350000]]]}}]})";

/// A GeoPackage of one polygon with id A.
std::string package(const test::TempDir& folder) {
    auto layer = io::read_layer(folder.write("lots.geojson", lots), {});
    const auto path = folder / "lots.gpkg";
    io::write_geopackage(path, "EPSG:5186",
                         {{.name = "lots",
                           .geometry = "MultiPolygon",
                           .fields = layer.fields,
                           .numeric = {false},
                           .features = layer.features}});
    return path;
}

} // namespace

TEST_CASE("W10: bytes come with their size and SHA-256", "[io][snapshot]") {
    const test::TempDir folder;
    const auto path = folder.write("a.txt", "abc");
    std::vector<io::InputFile> files;
    CHECK(io::read_bytes(path, files) == "abc");
    REQUIRE(files.size() == 1);
    CHECK(files[0].path == path);
    CHECK(files[0].bytes == 3);
    CHECK(files[0].sha256 == sha_of_abc);
}

TEST_CASE("W10: a copy is private, complete, and gone with its owner", "[io][snapshot]") {
    const test::TempDir folder;
    const auto path = folder.write("a.fgb", "abc");
    std::string place;
    {
        const io::Snapshot copy{path, {path}};
        place = copy.place();
        CHECK(test::read_file(place) == "abc");
        CHECK(copy.files().at(0).sha256 == sha_of_abc);
        CHECK(copy.files().at(0).path == path);

        struct stat status {};

        REQUIRE(stat(std::filesystem::path{place}.parent_path().c_str(), &status) == 0);
        CHECK((status.st_mode & 0777U) == 0700U);
        REQUIRE(stat(place.c_str(), &status) == 0);
        CHECK((status.st_mode & 0777U) == 0600U);
        CHECK(std::filesystem::path{place}.filename() == "a.fgb");
        (void)folder.write("a.fgb", "other");
        CHECK(test::read_file(place) == "abc");
    }
    CHECK_FALSE(std::filesystem::exists(place));
}

TEST_CASE("W10: a folder is copied with all below it", "[io][snapshot]") {
    const test::TempDir folder;
    std::filesystem::create_directories(folder / "a.gdb/inner");
    const auto first = folder.write("a.gdb/gdb", "abc");
    const auto second = folder.write("a.gdb/inner/a00000001.gdbtable", "1234");
    for (const auto& spelling : {folder / "a.gdb", folder / "a.gdb/"}) {
        const io::Snapshot copy{spelling, {spelling, first, folder / "a.gdb/inner", second}};
        CHECK(test::read_file(copy.place() + "/gdb") == "abc");
        CHECK(test::read_file(copy.place() + "/inner/a00000001.gdbtable") == "1234");
        CHECK(copy.files().size() == 2);
    }
}

TEST_CASE("W10: a link is followed by name once, a pipe behind it is not waited for",
          "[io][snapshot]") {
    const test::TempDir folder;
    (void)folder.write("real.txt", "abc");
    std::filesystem::create_symlink("real.txt", folder / "link.txt");
    std::vector<io::InputFile> files;
    CHECK(io::read_bytes(folder / "link.txt", files) == "abc");
    REQUIRE(mkfifo((folder / "pipe").c_str(), 0600) == 0);
    CHECK_THROWS_AS(io::read_bytes(folder / "pipe", files), Error);
    CHECK_THROWS_AS(io::read_bytes(folder / "none", files), Error);
    CHECK_THROWS_AS(io::read_bytes(folder.path().string(), files), Error);
}

TEST_CASE("W10: what is opened is the copy, and the original may change meanwhile",
          "[io][snapshot]") {
    const test::TempDir folder;
    const auto path = package(folder);
    const auto sum = io::sha256_of_file(path);
    const auto source = io::find_source(path);
    CHECK(source.opened != path);
    CHECK(std::filesystem::path{source.opened}.filename() == "lots.gpkg");
    (void)folder.write("lots.gpkg", "overwritten");
    std::vector<model::ReadFinding> said;
    CHECK(io::layer_names(source, said) == std::vector<std::string>{"lots"});
    REQUIRE(source.files.size() == 1);
    CHECK(source.files[0].sha256 == sum);
}

TEST_CASE("W10: a message names the file of the user, not the copy", "[io][snapshot]") {
    const test::TempDir folder;
    const auto path = folder.write("lots.gpkg", "no database");
    CHECK_THROWS_WITH(io::read_layer(path, {}),
                      Contains(path + ": GPKG-DAMAGED") && !Contains(".sandan-part-"));
}

TEST_CASE("W10: whatever kind it is, the files a layer was read from are told", "[io][snapshot]") {
    const test::TempDir folder;
    const auto shapes = test::row_of_squares(2).write(folder, "squares");
    for (const auto& [path, count] :
         {std::pair{shapes, std::size_t{4}}, std::pair{package(folder), std::size_t{1}},
          std::pair{folder / "lots.geojson", std::size_t{1}}}) {
        std::vector<io::InputFile> files;
        (void)io::read_layer(path, {}, &files);
        INFO(path);
        CHECK(files.size() == count);
        for (const auto& file : files) {
            CHECK(file.sha256 == io::sha256_of_file(file.path));
            CHECK(file.bytes == std::filesystem::file_size(file.path));
        }
    }
}

TEST_CASE("W10: reading makes nothing beside the inputs", "[io][snapshot]") {
    const test::TempDir folder;
    const auto path = package(folder);
    const auto before = folder.size();
    (void)io::read_layer(path, {});
    (void)io::read_layers(folder / "lots.geojson", {});
    CHECK(folder.size() == before);
}
