#include "workbench/answers.hpp"
#include "workbench/http_server.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <set>

using namespace sandan;
using namespace sandan::workbench;

TEST_CASE("words have one form, and nothing else is taken", "[workbench]") {
    const auto word = read_assign(R"({"firm": "F1", "lots": ["L1", "L2"]})");
    CHECK(word.firm == "F1");
    CHECK(word.lots == std::vector<std::string>{"L1", "L2"});
    CHECK(read_lock(R"({"firm": "F1", "locked": true})").locked);
    CHECK_NOTHROW(read_nothing("{}"));
    for (const auto* const wrong :
         {"", "null", "[]", "{", R"({"firm": "F1"})", R"({"firm": 1, "lots": []})",
          R"({"firm": "F1", "lots": "L1"})", R"({"firm": "F1", "lots": [1]})",
          R"({"firm": "F1", "lots": [], "more": 1})", "{\"firm\": \"\xff\", \"lots\": []}"}) {
        CAPTURE(wrong);
        CHECK_THROWS_AS(read_assign(wrong), Refusal);
    }
    CHECK_THROWS_AS(read_lock(R"({"firm": "F1", "locked": 1})"), Refusal);
    CHECK_THROWS_AS(read_nothing(R"({"a": 1})"), Refusal);
    CHECK_THROWS_AS(read_nothing(std::string(60'000, '[')), Refusal);
}

TEST_CASE("what went wrong is told in both languages, whatever bytes it names", "[workbench]") {
    const auto json = nlohmann::json::parse(error_json({"가", "a \xff <b>"}));
    CHECK(json["error"]["ko"] == "가");
    CHECK(json["error"]["en"] == "a \xEF\xBF\xBD <b>");
}

TEST_CASE("tokens are long, never the same, and compared whole", "[workbench]") {
    std::set<std::string> tokens;
    for (int i = 0; i < 100; ++i) {
        tokens.insert(random_token());
    }
    CHECK(tokens.size() == 100);
    const auto token = *tokens.begin();
    CHECK(token.size() == 32);
    CHECK(token.find_first_not_of("0123456789abcdef") == std::string::npos);
    CHECK(same_secret(token, token));
    CHECK_FALSE(same_secret(token.substr(1), token));
    CHECK_FALSE(same_secret(token + "0", token));
    CHECK_FALSE(same_secret("", token));
    auto other = token;
    other.back() = other.back() == '0' ? '1' : '0';
    CHECK_FALSE(same_secret(other, token));
}
