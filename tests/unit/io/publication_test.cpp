#include <sandan/core/error.hpp>
#include <sandan/io/write.hpp>

#include "io/local_file.hpp"
#include "io/publication.hpp"
#include "temp_dir.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace sandan;

TEST_CASE("what a killed run left is removed by the next one, a living run's is not",
          "[io][output]") {
    const test::TempDir folder;
    std::filesystem::create_directories(folder / ".sandan-part-dead00");
    (void)folder.write(".sandan-part-dead00/new-0", "half");
    std::filesystem::create_directories(folder / ".sandan-part-alive0");
    const int lock = open((folder / ".sandan-part-alive0").c_str(), O_RDONLY | O_DIRECTORY);
    REQUIRE(flock(lock, LOCK_EX | LOCK_NB) == 0);
    (void)folder.write(".sandan-part-file", "a file of the user's");

    io::write_file(folder / "result.csv", "x");
    CHECK_FALSE(std::filesystem::exists(folder / ".sandan-part-dead00"));
    CHECK(std::filesystem::exists(folder / ".sandan-part-alive0"));
    CHECK(std::filesystem::exists(folder / ".sandan-part-file"));
    CHECK(folder.size() == 3);
    close(lock);
}

TEST_CASE("a result that cannot be put in place takes back those before it", "[io][output]") {
    const test::TempDir folder;
    const auto first = folder.write("first.csv", "old first");
    const auto manifest = folder.write("manifest.json", "old manifest");
    io::Publication publication;
    publication.add(first, "new first");
    publication.add(folder / "second.csv", "new second");
    publication.add(folder / "third.csv", "new third");
    publication.add(manifest, "new manifest");
    std::filesystem::create_directories(folder / "third.csv/in the way");
    CHECK_THROWS_AS(publication.commit(), Error);
    CHECK(test::read_file(first) == "old first");
    CHECK(test::read_file(manifest) == "old manifest");
    CHECK_FALSE(std::filesystem::exists(folder / "second.csv"));
}

TEST_CASE("W14: several results of two runs never mix in a folder", "[io][output]") {
    const test::TempDir folder;
    const int held = open(folder.path().c_str(), O_RDONLY | O_DIRECTORY);
    REQUIRE(flock(held, LOCK_EX) == 0); // another run publishes
    std::atomic<bool> done{false};
    std::thread run{[&] {
        io::write_files({{folder / "a.csv", "1"}, {folder / "manifest.json", "1"}});
        done = true;
    }};
    // It has written both, and waits: the kernel lists who waits for a lock with an arrow.
    while (test::read_file("/proc/locks").find("->") == std::string::npos) {
        std::this_thread::yield();
    }
    CHECK_FALSE(done);
    CHECK_FALSE(std::filesystem::exists(folder / "a.csv"));
    close(held);
    run.join();
    CHECK(test::read_file(folder / "a.csv") == "1");
    CHECK(test::read_file(folder / "manifest.json") == "1");
}

TEST_CASE("a replaced file keeps its rights", "[io][output]") {
    const test::TempDir folder;
    const auto path = folder.write("secret.csv", "old");
    REQUIRE(chmod(path.c_str(), 0600) == 0);
    io::write_file(path, "new");
    CHECK(std::filesystem::status(path).permissions() ==
          (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
}

TEST_CASE("two spellings of one path are one result", "[io][output]") {
    const test::TempDir folder;
    CHECK_THROWS_WITH(io::write_files({{folder / "a.csv", "1"}, {folder / "./a.csv", "2"}}),
                      Catch::Contains("two results"));
}

TEST_CASE("a file that changes while it is read is noticed", "[io]") {
    const test::TempDir folder;
    const auto path = folder.write("lots.csv", "id\n1\n");
    const io::FileStates before{{path, folder / "lots.dbf"}};
    CHECK_NOTHROW(before.require_unchanged());
    SECTION("written in place, same length, old time put back") {
        const auto time = std::filesystem::last_write_time(path);
        (void)folder.write("lots.csv", "id\n2\n");
        std::filesystem::last_write_time(path, time);
        CHECK_THROWS_WITH(before.require_unchanged(),
                          Catch::Contains("lots.csv: SRC-CHANGED: was changed"));
    }
    SECTION("replaced by another file") {
        std::filesystem::rename(folder.write("other", "id\n1\n"), path);
        CHECK_THROWS_AS(before.require_unchanged(), Error);
    }
    SECTION("a part that comes later") {
        (void)folder.write("lots.dbf", "x");
        CHECK_THROWS_WITH(before.require_unchanged(), Catch::Contains("lots.dbf"));
    }
}
