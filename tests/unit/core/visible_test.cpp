#include <sandan/core/visible.hpp>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using sandan::visible;
using sandan::visible_json;
using sandan::visible_line;

TEST_CASE("text that would drive a terminal is shown instead", "[core]") {
    CHECK(visible("\x1b]0;owned\x07") == "\\x1b]0;owned\\x07");
    CHECK(visible("a\rb") == "a\\x0db");
    CHECK(visible("\x7f") == "\\x7f");
    CHECK(visible("\xC2\x9B"
                  "2J") == "\\x9b2J"); // C1: the one-character CSI
    CHECK(visible("\xE2\x80\xAE"
                  "fdp.exe") == "U+202Efdp.exe"); // right-to-left override
    CHECK(visible("\xE2\x81\xA6\xD8\x9C") == "U+2066U+061C");
    CHECK(visible("a\xE2\x80\xA8"
                  "b\xE2\x80\xA9") == "aU+2028bU+2029"); // separators, drawn nowhere
    CHECK(visible("a\tb\nc") == "a\tb\nc");
    CHECK(visible_line("a\tb\nc") == "a\\x09b\\x0ac");
}

TEST_CASE("ordinary text of any script stays", "[core]") {
    const std::string text{"팔복동1가 산단 ㎡ ㈜한솔 é 𠀀 · ~"};
    CHECK(visible(text) == text);
    CHECK(visible_line(text) == text);
}

TEST_CASE("bytes that are no UTF-8 are shown one by one", "[core]") {
    CHECK(visible("\xC0\xAF") == "\\xc0\\xaf");          // overlong
    CHECK(visible("\xED\xA0\x80") == "\\xed\\xa0\\x80"); // a surrogate
    CHECK(visible("\xF5\x80\x80\x80") == "\\xf5\\x80\\x80\\x80");
    CHECK(visible("가\xEA\xB0") == "가\\xea\\xb0"); // cut off
}

TEST_CASE("a JSON text keeps its meaning", "[core]") {
    const nlohmann::json value{{"firm", "a\xE2\x80\xAE\xE2\x80\xA8\xC2\x9B\x7f\x1b한"}};
    const auto shown = visible_json(value.dump(1));
    CHECK(shown.find("\xE2\x80\xAE") == std::string::npos);
    CHECK(shown.find("\\u202e") != std::string::npos);
    CHECK(shown.find("\\u2028") != std::string::npos);
    CHECK(shown.find("한") != std::string::npos);
    CHECK(nlohmann::json::parse(shown) == value);
}
