// Help in the reader's language: of the whole tree of commands, through the manual that is written
// from it.

#include "run_cli.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <map>
#include <sstream>

using namespace sandan;

namespace {

/// What a page says of each option, argument or command, by its head: `.TP`, `.B head`, text.
std::map<std::string, std::string> items(const std::string& page) {
    std::map<std::string, std::string> result;
    std::istringstream lines{page};
    std::string line;
    while (std::getline(lines, line)) {
        if (line == ".TP" && std::getline(lines, line) && line.starts_with(".B ")) {
            std::getline(lines, result[line]);
        }
    }
    return result;
}

bool has_hangul(const std::string& text) {
    for (std::size_t i = 0; i + 2 < text.size(); ++i) { // U+AC00–U+D7A3 in UTF-8
        const auto lead = static_cast<unsigned char>(text[i]);
        const auto next = static_cast<unsigned char>(text[i + 1]);
        if ((lead == 0xEA && next >= 0xB0) || (lead > 0xEA && lead < 0xED) ||
            (lead == 0xED && next < 0x9E)) {
            return true;
        }
    }
    return false;
}

bool has_letters(const std::string& text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               static_cast<unsigned char>(c) > 127;
    });
}

} // namespace

TEST_CASE("every command, argument and option is explained in Korean and in English", "[cli]") {
    const test::TempDir folder;
    REQUIRE(test::run_cli({"completion", "all", "-o", folder / "share"}).exit == 0);
    std::size_t pages = 0;
    std::size_t all = 0;
    for (const auto& file : std::filesystem::directory_iterator{folder / "share/man/man1"}) {
        const auto name = file.path().filename().string();
        const auto english = items(test::read_file(file.path().string()));
        const auto korean = items(test::read_file(folder / ("share/man/ko/man1/" + name)));
        ++pages;
        REQUIRE(english.size() == korean.size());
        for (const auto& [head, text] : english) {
            CAPTURE(name, head, text);
            REQUIRE(korean.contains(head));
            const auto& told = korean.at(head);
            ++all;
            CHECK_FALSE(has_hangul(text));
            CHECK(has_letters(text));
            CHECK(has_hangul(told));
            CHECK(told != text);
        }
    }
    CHECK(pages > 20);
    CHECK(all > 400);
}

TEST_CASE("help is in the language of --lang, else of the environment, else Korean", "[cli]") {
    using Catch::Contains;
    const auto korean = test::run_cli({"--lang", "ko", "map", "--help"});
    CHECK(korean.exit == 0);
    CHECK_THAT(korean.out, Contains("사용법: ") && Contains("옵션:") &&
                               Contains("계획 파일 (TOML)") && Contains("이 단지만") &&
                               !Contains("Only this complex"));
    CHECK(test::run_cli({"map", "--help", "--lang=ko"}).out ==
          test::run_cli({"map", "--help"}, {"SANDAN_LANG=", "LC_ALL=", "LANG=ko_KR.UTF-8"}).out);
    CHECK(test::run_cli({"map", "--help"}, {"SANDAN_LANG=", "LC_ALL=", "LANG=C"}).out ==
          korean.out);
    const auto english = test::run_cli({"map", "--help"});
    CHECK_THAT(english.out, Contains("Usage: ") && Contains("Only this complex"));
    CHECK_FALSE(has_hangul(english.out));
}

TEST_CASE("the list of commands is in one language", "[cli]") {
    using Catch::Contains;
    const auto korean = test::run_cli({"--help"}, {"SANDAN_LANG=ko"}).out;
    CHECK_THAT(korean, Contains("명령:") && Contains("토지이용계획표") && !Contains("Options:") &&
                           !Contains("required"));
    CHECK_FALSE(has_hangul(test::run_cli({"--help"}).out));
}
