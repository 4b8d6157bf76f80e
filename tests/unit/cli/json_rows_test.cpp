// A document in pieces against dump() of the whole.
#include "cli/json_rows.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <string>

using namespace sandan;

TEST_CASE("a document in pieces has the bytes of the whole", "[cli]") {
    const auto count = GENERATE(0, 1, 2, 50);
    const auto at_a_time = GENERATE(1, 7);
    nlohmann::ordered_json document{{"schema", "x/1"}, {"sum", 0.1}, {"of", {{"a", 1}}}};
    document["rows"] = nlohmann::ordered_json::array();
    cli::JsonRows rows{document};
    cli::JsonRows ready{document};
    std::string text;
    std::string waiting;
    for (int i = 0; i < count; ++i) {
        const nlohmann::ordered_json row{{"id", "line\nend \"ㄱ\"" + std::to_string(i)},
                                         {"length", i / 3.0},
                                         {"none", nlohmann::ordered_json()},
                                         {"list", {1, 2}}};
        rows.add(row);
        cli::append_json_row(waiting, row);
        document["rows"].push_back(row);
        if (i % at_a_time == 0) {
            text += rows.take();
            ready.add_text(waiting);
            waiting.clear();
        }
    }
    ready.add_text(waiting);
    CHECK(text + rows.end() == document.dump(2) + "\n");
    CHECK(ready.end() == document.dump(2) + "\n");
}
