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

TEST_CASE("an input may not be written over through a link either, whichever result leads to it",
          "[io][output]") {
    const test::TempDir folder;
    const auto input = folder.write("in.csv", "a");
    const auto other = folder.write("other.csv", "b");
    std::filesystem::create_hard_link(input, folder / "hard.csv");
    std::filesystem::create_symlink(input, folder / "soft.csv");
    const auto refused = [&](const std::vector<std::string>& outputs) -> std::string {
        try {
            io::refuse_overwriting(outputs, {other + ".none", input});
        } catch (const Error& e) {
            CHECK(e.kind() == ErrorKind::usage);
            return e.what();
        }
        return "";
    };
    using Catch::StartsWith;
    CHECK(refused({other, folder / "new.csv"}).empty());
    CHECK(refused({"/dev/null"}).empty());
    CHECK_THAT(refused({other, input}), StartsWith(input));
    CHECK_THAT(refused({folder / "new.csv", folder / "hard.csv", other}),
               StartsWith(folder / "hard.csv"));
    CHECK_THAT(refused({folder / "soft.csv"}), StartsWith(folder / "soft.csv"));
    CHECK_THAT(refused({folder / "./in.csv"}), StartsWith(folder / "./in.csv"));
    // a device is no file that could be lost
    CHECK_NOTHROW(io::refuse_overwriting("/dev/null", {"/dev/null"}));
}

TEST_CASE("two results of one name are refused, before any is written", "[io][output]") {
    const test::TempDir folder;
    CHECK_THROWS_AS(io::write_files({{folder / "a.csv", "1"}, {folder / "./a.csv", "2"}}), Error);
    CHECK(folder.size() == 0);
}
