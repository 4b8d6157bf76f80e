#include <sandan/core/error.hpp>
#include <sandan/io/growing_file.hpp>
#include <sandan/io/write.hpp>

#include "temp_dir.hpp"

#include <catch2/catch.hpp>

using namespace sandan;

TEST_CASE("of several results none is published when one cannot be written", "[io][output]") {
    const test::TempDir folder;
    const auto good = folder.write("good.csv", "old");
    CHECK_THROWS_AS(io::write_files({{good, "new"}, {folder / "no/such/folder.csv", "x"}}), Error);
    CHECK(test::read_file(good) == "old");
    std::size_t entries = 0;
    for (const auto& entry : std::filesystem::directory_iterator{folder / ""}) {
        if (entry.exists()) {
            ++entries;
        }
    }
    CHECK(entries == 1); // no temporary stays behind

    io::write_files({{good, "new"}, {folder / "other.csv", "more"}});
    CHECK(test::read_file(good) == "new");
    CHECK(test::read_file(folder / "other.csv") == "more");
}

TEST_CASE("a result that grows to many megabytes is whole", "[io][output]") {
    const test::TempDir folder;
    const auto path = folder.write("grown.csv", "old");
    std::string all;
    {
        io::GrowingFile file{path};
        for (std::size_t i = 0; all.size() < (9U << 20U); ++i) {
            const std::string piece(1 + (i * 7919) % 300'000, static_cast<char>('a' + i % 26));
            file.add(piece);
            all += piece;
        }
        CHECK(test::read_file(path) == "old");
        file.commit();
    }
    CHECK(test::read_file(path) == all);
}

TEST_CASE("a path named for two results, a link and a folder are refused", "[io][output]") {
    const test::TempDir folder;
    const auto path = folder / "a.csv";
    CHECK_THROWS_WITH(io::write_files({{path, "1"}, {path, "2"}}), Catch::Contains("two results"));
    CHECK_FALSE(std::filesystem::exists(path));

    const auto file = folder.write("file.csv", "mine");
    std::filesystem::create_symlink(file, folder / "link.csv");
    CHECK_THROWS_WITH(io::write_file(folder / "link.csv", "x"), Catch::Contains("symbolic link"));
    CHECK(test::read_file(file) == "mine");
    CHECK_THROWS_WITH(io::write_file(folder / "", "x"), Catch::Contains("folder"));
}

TEST_CASE("every file of a shapefile counts as the input", "[io][output]") {
    const test::TempDir folder;
    const auto input = folder.write("lots.shp", "shape");
    (void)folder.write("lots.dbf", "table");
    CHECK_THROWS_AS(io::refuse_overwriting(folder / "lots.dbf", {input}), Error);
    CHECK_THROWS_AS(io::refuse_overwriting(folder / "lots.cpg", {input}), Error);
    CHECK_NOTHROW(io::refuse_overwriting(folder / "lots.csv", {input}));
    CHECK_NOTHROW(io::refuse_overwriting(folder / "other.dbf", {input}));
}
