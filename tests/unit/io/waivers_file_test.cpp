#include <sandan/core/error.hpp>

#include "io/waivers_file.hpp"
#include "temp_dir.hpp"

#include <catch2/catch.hpp>

using namespace sandan;

namespace {

model::RuleBook book() {
    model::RuleBook book;
    book.rules.emplace_back().id = "GT-02";
    return book;
}

} // namespace

TEST_CASE("a waiver whose reason, approver or document is blank is refused", "[io]") {
    const std::string whole = "[[waiver]]\nrule = \"GT-02\"\nsubject = \"S\"\nreason = \"why\"\n"
                              "approver = \"who\"\ndocument = \"what\"\nuntil = 2025-12-31\n";
    const test::TempDir dir;
    model::ReadLog log;
    CHECK(io::read_waivers(dir.write("w.toml", whole), book(), log).size() == 1);
    for (const std::string word : {"why", "who", "what"}) {
        for (const std::string blank : {"", " ", "\u3000"}) {
            auto text = whole;
            text.replace(text.find(word), word.size(), blank);
            try {
                (void)io::read_waivers(dir.write("w.toml", text), book(), log);
                FAIL("taken without " << word);
            } catch (const Error& error) {
                CHECK(error.kind() == ErrorKind::usage);
                CHECK_THAT(error.what(),
                           Catch::Contains("is blank, expected") && Catch::Contains("w.toml:"));
            }
        }
    }
}

TEST_CASE("a waivers file of no bytes has no waivers", "[io]") {
    const test::TempDir dir;
    model::ReadLog log;
    CHECK(io::read_waivers(dir.write("w.toml", ""), book(), log).empty());
    CHECK_THROWS_AS(io::read_waivers(dir / "none.toml", book(), log), Error);
}
