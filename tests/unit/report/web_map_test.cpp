#include <sandan/report/web_map.hpp>

#include "project_builder.hpp"
#include "report/web_tables.hpp"
#include "web/page.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

using namespace sandan;

namespace {

const std::string hostile = "</script><script>alert(1)</script>";

test::ProjectBuilder plan() {
    test::ProjectBuilder builder;
    builder.complex("c", 20000)
        .layer("lots", {"id", "complex", "use"})
        .feature(test::rectangle(0, 0, 100, 100), {"L1", "c", "IND"})
        .feature(test::rectangle(100, 0, 100, 50), {hostile, "c", "ROAD"});
    model::Firm firm;
    firm.id = "F1";
    firm.name = hostile;
    builder.firm(firm);
    return builder;
}

/// The points of a payload, differences undone.
std::vector<geom::Point> points_of(const std::vector<std::int64_t>& xy) {
    std::vector<geom::Point> points;
    std::int64_t x = 0;
    std::int64_t y = 0;
    for (std::size_t i = 0; i < xy.size(); i += 2) {
        x += xy[i];
        y += xy[i + 1];
        points.push_back({static_cast<double>(x) / 100, static_cast<double>(y) / 100});
    }
    return points;
}

} // namespace

TEST_CASE("base64 of the vectors of RFC 4648", "[report][web]") {
    for (const auto& [plain, coded] : {std::pair<std::string, std::string>{"", ""},
                                       {"f", "Zg=="},
                                       {"fo", "Zm8="},
                                       {"foo", "Zm9v"},
                                       {"foob", "Zm9vYg=="},
                                       {"fooba", "Zm9vYmE="},
                                       {"foobar", "Zm9vYmFy"},
                                       {"\xFF\xFE\x00\x10", "//4="}}) {
        CHECK(web::base64(plain) == coded);
    }
}

TEST_CASE("a page holds no word of the plan as text", "[report][web]") {
    auto builder = plan();
    const rules::Analysis analysis;
    const rules::Context context{builder.project(), analysis, test::today};
    const report::MapData data{context, nullptr, nullptr, nullptr};
    const auto page = report::web_map(data, {}, "landuse");
    CHECK(page.starts_with("<!DOCTYPE html>"));
    CHECK(page.find("default-src 'none'") != std::string::npos);
    CHECK(page.find("@payload@") == std::string::npos);
    CHECK(page.find("alert(1)") == std::string::npos);
    CHECK((page == report::web_map(data, {}, "landuse")));
}

TEST_CASE("the payload puts the asked theme first and says each text in both languages",
          "[report][web]") {
    auto builder = plan();
    builder.project().assignments.push_back({"F1", {"L1"}, 0});
    const rules::Analysis analysis;
    const rules::Context context{builder.project(), analysis, test::today};
    Finding finding;
    finding.rule = "DI-01";
    finding.result = Result::fail;
    finding.subject = {"lots", "L1|" + hostile, -1};
    finding.message = {"겹침", "overlap"};
    finding.unit = "count";
    const std::vector findings{finding};
    const auto payload = nlohmann::json::parse(
        report::web_map_payload({context, nullptr, nullptr, &findings}, {}, "findings"));
    CHECK(payload["schema"] == "sandan.web_map/1");
    REQUIRE(payload["themes"].size() == 3);
    CHECK(payload["themes"][0]["name"] == "findings");
    CHECK(payload["themes"][0]["title"] == nlohmann::json::array({"검토 결과도", "Findings"}));
    CHECK(payload["findings"][0]["lots"] == nlohmann::json::array({0, 1}));
    CHECK(payload["findings"][0]["unit"] == nlohmann::json::array({"건", "count"}));
    CHECK(payload["findings"][0]["at"] == nlohmann::json::array({100, 50}));
    CHECK(payload["lots"]["id"][1] == hostile);
    CHECK(payload["lots"]["area"] == nlohmann::json::array({10000.0, 5000.0}));
    CHECK(payload["firms"][0]["lots"] == nlohmann::json::array({0}));
}

TEST_CASE("every feature's key has its row in the legend of the theme", "[report][web]") {
    auto builder = plan();
    const auto analysis = rules::analyse(builder.project(), test::today, 1);
    const rules::Context context{builder.project(), analysis, test::today};
    const auto payload = nlohmann::json::parse(
        report::web_map_payload({context, nullptr, nullptr, nullptr}, {}, "landuse"));
    std::set<std::string> rows;
    for (const auto& entry : payload["themes"][0]["legend"]) {
        rows.insert(entry["key"].get<std::string>());
    }
    std::set<std::string> keys;
    for (const auto& layer : payload["themes"][0]["layers"]) {
        for (const auto& key : layer["key"]) {
            keys.insert(key.get<std::string>());
        }
    }
    CHECK(keys == std::set<std::string>{"IND", "ROAD"});
    CHECK(std::includes(rows.begin(), rows.end(), keys.begin(), keys.end()));
}

TEST_CASE("equal shapes are stored once, to the centimetre", "[report][web]") {
    report::ShapeTable table;
    const geom::Shape square{test::rectangle(205000.004, 364000, 100.25, 50), {}, {}};
    CHECK(table.add(square) == 0);
    CHECK(table.add({test::rectangle(0, 0, 1, 1), {}, {}}) == 1);
    CHECK(table.add(square) == 0);
    CHECK(table.parts() == std::vector<std::int64_t>{1, 1, 4, 0, 0, 1, 1, 4, 0, 0});
    const auto points = points_of(table.xy());
    REQUIRE(points.size() == 8); // rings are closed by the reader
    for (std::size_t i = 0; i < 4; ++i) {
        const auto& expected = square.polygons.front().outer[i];
        CHECK(points[i].x == Approx(expected.x).margin(0.0051));
        CHECK(points[i].y == Approx(expected.y).margin(0.0051));
    }
}
