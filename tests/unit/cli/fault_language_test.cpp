// The last words of a run that failed: in Korean and in English the same names, places and numbers.

#include "run_cli.hpp"
#include "small_plan.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace sandan;
using test::SmallPlan;

namespace {

struct Fault {
    std::vector<std::string> command;
    int exit = 0;
    std::string korean;            ///< Part of the sentence.
    std::string english;           ///< The same part.
    std::vector<std::string> same; ///< What stands in both.
};

/// A precomposed Hangul syllable, U+AC00 to U+D7A3.
bool holds_hangul(const std::string& text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return c >= '\xEA' && c <= '\xED'; });
}

void check_said(const test::CliResult& run, int exit, const std::string& words,
                const std::vector<std::string>& same) {
    CHECK(run.exit == exit);
    CHECK(run.out.empty());
    CHECK_THAT(run.err, Catch::StartsWith("sandan: ") && Catch::Contains(words));
    CHECK(std::count(run.err.begin(), run.err.end(), '\n') == 1);
    for (const auto& part : same) {
        CHECK_THAT(run.err, Catch::Contains(part));
    }
}

void check_both(const Fault& fault) {
    INFO(fault.english);
    const auto english = test::run_cli(fault.command);
    check_said(english, fault.exit, fault.english, fault.same);
    CHECK_FALSE(holds_hangul(english.err));
    auto command = fault.command;
    command.insert(command.end(), {"--lang", "ko"});
    const auto korean = test::run_cli(command);
    check_said(korean, fault.exit, fault.korean, fault.same);
    CHECK(holds_hangul(korean.err));
    CHECK(test::run_cli(fault.command, {"SANDAN_LANG=ko"}).err == korean.err);
}

} // namespace

TEST_CASE("a missing file is told in both languages", "[cli]") {
    const test::TempDir folder;
    const auto plan = folder / "none.toml";
    check_both({{"check", plan}, 2, "읽을 수 없습니다", "cannot read this file", {plan, "TOML"}});
    const auto layer = folder / "none.gpkg";
    check_both({{"inspect", layer},
                3,
                "그런 파일이 없습니다; 경로를 확인하십시오",
                "there is no such file; check the path",
                {layer}});
}

TEST_CASE("faults of a plan file are told in both languages at their place", "[cli]") {
    const SmallPlan misspelt;
    misspelt.change_plan("vintage", "vintige");
    check_both({{"check", misspelt.path()},
                2,
                "[layers.lots]에 알 수 없는 키 'vintige'가 있습니다; 혹시 'vintage'입니까?",
                "unknown key 'vintige' in [layers.lots]; did you mean 'vintage'?",
                {"plan.toml:15:1: "}});
    const SmallPlan mistyped;
    mistyped.change_plan("max_parcels = 3", "max_parcels = \"3\"");
    check_both({{"check", mistyped.path()},
                2,
                "'max_parcels'의 형식이 맞지 않습니다; 정수가 와야 합니다",
                "'max_parcels' is of the wrong type, expected a whole number",
                {"plan.toml:48:15: "}});
    const SmallPlan unmapped;
    unmapped.change_plan("complex = \"CPLX\"", "complex = \"COMPLEX\"");
    check_both({{"check", unmapped.path()},
                2,
                "필드 COMPLEX가 없습니다",
                "no field COMPLEX",
                {"plan.toml:16:1: ", "lots.geojson", "LOT", "CPLX"}});
    const SmallPlan twice;
    twice.change_lots("\"LOT\": \"A-2\"", "\"LOT\": \"A-1\"");
    check_both({{"check", twice.path()},
                3,
                "id 'A-1'이 레코드 0과 1에 있습니다",
                "id 'A-1' stands in records 0 and 1",
                {"lots.geojson: "}});
}

TEST_CASE("faults of the command line are told in both languages", "[cli]") {
    const SmallPlan plan;
    check_both({{"check", plan.path(), "--selct", "GT-02"},
                2,
                "쓸 수 없는 인자입니다: ",
                "not expected: ",
                {"--selct", "--select", "sandan check --help"}});
    check_both({{"chek"},
                2,
                "그런 명령이 없습니다; 혹시 check입니까?",
                "no such command, did you mean check?",
                {"chek: ", "sandan --help"}});
    check_both({{"check"}, 2, "지정해야 합니다", "is required", {"sandan check --help"}});
    check_both({{"map", plan.path(), "--teme", "landuse"},
                2,
                "--teme: 그런 옵션이 없습니다; 혹시 --theme입니까?; ",
                "--teme: no such option, did you mean --theme?; --theme is required",
                {"sandan map --help"}});
    check_both({{"map", plan.path(), "--teme=landuse"},
                2,
                "--teme: 그런 옵션이 없습니다; 혹시 --theme입니까?; ",
                "--teme: no such option, did you mean --theme?; --theme is required",
                {"sandan map --help"}});
    check_both({{"check", plan.path(), "--threads", "5000"},
                2,
                "1부터 1024까지의 수여야 하는데 '5000'입니다",
                "not in range 1 to 1024",
                {"--threads: ", "5000"}});
    check_both({{"check", plan.path(), "--color", "allways"},
                2,
                "가운데 하나여야 하는데 'allways'입니다; 혹시 always입니까?",
                "got 'allways', did you mean always?",
                {"--color: ", "auto, always, never"}});
    check_both({{"check", plan.path(), "--as-of", "June"},
                2,
                "날짜가 아닙니다",
                "not a date",
                {"--as-of June: ", "YYYY-MM-DD"}});
}

TEST_CASE("the language of a wrong command line is that of its --lang, wherever it stands",
          "[cli]") {
    const auto korean = [](const std::vector<std::string>& command) {
        return test::run_cli(command).err.find("쓸 수 없는 인자") != std::string::npos;
    };
    CHECK(korean({"check", "--lang", "ko", "plan.toml", "--nonsense"}));
    CHECK(korean({"check", "--lang=ko", "plan.toml", "--nonsense"}));
    CHECK(korean({"--lang", "ko", "check", "plan.toml", "--nonsense"}));
    CHECK_FALSE(korean({"check", "plan.toml", "--nonsense"}));
    const auto unset =
        test::run_cli({"check", "plan.toml", "--nonsense"}, {"SANDAN_LANG=", "LC_ALL=C", "LANG=C"});
    CHECK_THAT(unset.err, Catch::Contains("쓸 수 없는 인자"));
    CHECK_THAT(
        test::run_cli({"check", "plan.toml", "--nonsense"}, {"SANDAN_LANG=", "LC_ALL=en_US"}).err,
        Catch::Contains("not expected"));
}

TEST_CASE("a folder that cannot be written in is told in both languages", "[cli]") {
    const SmallPlan plan;
    const auto file = plan.folder.write("file", "");
    check_both({{"run", plan.path(), "-o", file + "/out"},
                4,
                "쓸 수 있는 폴더가 아닙니다; 다른 폴더를 고르십시오",
                "is no folder that can be written in; choose another",
                {file + "/out: "}});
}

TEST_CASE("a Korean fault has the particles that go with its values", "[cli]") {
    const SmallPlan plan;
    const auto told = [&](const std::string& table) {
        plan.change_plan("[allocation]", table);
        return test::run_cli({"check", plan.path(), "--lang", "ko"}).err;
    };
    CHECK_THAT(told("[allocation]\nseed = 1\nspead = 2"), Catch::Contains("키 'spead'가 있습니다"));
    CHECK_THAT(told("[allocation]\nseed = 1\ngapp = 2"), Catch::Contains("키 'gapp'이 있습니다"));
}
