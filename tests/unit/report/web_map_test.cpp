#include <sandan/report/web_map.hpp>

#include "project_builder.hpp"
#include "report/siting_by_lot.hpp"
#include "report/web_siting.hpp"
#include "report/web_tables.hpp"
#include "web/page.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

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

/// The points of all shapes, in order: what the viewer makes of the table.
std::vector<geom::Point> points_of(const report::ShapeTable& table) {
    std::vector<geom::Point> known;
    std::int64_t x = 0;
    std::int64_t y = 0;
    for (std::size_t i = 0; i < table.xy().size(); i += 2) {
        x += table.xy()[i];
        y += table.xy()[i + 1];
        known.push_back({static_cast<double>(x) / 100, static_cast<double>(y) / 100});
    }
    std::vector<geom::Point> points;
    std::int64_t next = 0;
    std::int64_t last = 0;
    for (const auto step : table.order()) {
        last = step == 0 ? next++ : step > 0 ? last + step - 1 : last + step;
        points.push_back(known.at(static_cast<std::size_t>(last)));
    }
    return points;
}

/// A column of runs, row by row.
std::vector<std::int64_t> unrolled(const std::vector<std::int64_t>& runs) {
    std::vector<std::int64_t> column;
    for (std::size_t i = 0; i < runs.size(); i += 2) {
        column.insert(column.end(), static_cast<std::size_t>(runs[i]), runs[i + 1]);
    }
    return column;
}

Finding failed(const std::string& rule, Subject subject) {
    Finding finding;
    finding.rule = rule;
    finding.result = Result::fail;
    finding.subject = std::move(subject);
    return finding;
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
    CHECK(payload["schema"] == "sandan.web_map/2");
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
        for (const auto& key : layer["key"]["of"]) {
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
    const auto points = points_of(table);
    REQUIRE(points.size() == 8); // rings are closed by the reader
    for (std::size_t i = 0; i < 4; ++i) {
        const auto& expected = square.polygons.front().outer[i];
        CHECK(points[i].x == Approx(expected.x).margin(0.0051));
        CHECK(points[i].y == Approx(expected.y).margin(0.0051));
    }
}

TEST_CASE("points that shapes share are stated once", "[report][web]") {
    const std::vector<geom::MultiPolygon> lots{
        test::rectangle(0, 0, 10, 10), test::rectangle(10, 0, 10, 10),
        test::rectangle(0, 10, 10, 10),
        test::rectangle(0.002, 0.001, 10, 10)}; // the first, to the centimetre
    report::ShapeTable table;
    std::vector<geom::Point> expected;
    for (const auto& lot : lots) {
        (void)table.add({lot, {}, {}});
    }
    for (const auto& lot : std::vector(lots.begin(), lots.begin() + 3)) {
        const auto& ring = lot.front().outer;
        expected.insert(expected.end(), ring.begin(), ring.end() - 1);
    }
    CHECK(table.xy().size() == 2 * 8);
    CHECK((points_of(table) == expected));
    // A line that stands still at a point.
    (void)table.add({{}, {{{10, 10}, {10, 10}, {0, 10}}}, {}});
    expected.insert(expected.end(), {{10, 10}, {10, 10}, {0, 10}});
    CHECK((points_of(table) == expected));
    CHECK(table.xy().size() == 2 * 8);
}

TEST_CASE("columns in short say what they said", "[report][web]") {
    const std::vector<std::size_t> numbers{7, 8, 9, 3, 3};
    std::size_t sum = 0;
    std::vector<std::size_t> back;
    for (const auto step : report::differences(numbers)) {
        sum += static_cast<std::size_t>(step);
        back.push_back(sum);
    }
    CHECK(back == numbers);
    const std::vector<std::int64_t> values{-1, -1, 4, 4, 4, -1, 0};
    CHECK(unrolled(report::runs(values)) == values);
    CHECK(report::runs({}).empty());
    const std::vector<report::Json> column{"b", report::both("가", "a"), "b", ""};
    const auto dictionary = report::dictionary(column);
    CHECK(dictionary["of"].size() == 3);
    for (std::size_t i = 0; i < column.size(); ++i) {
        CHECK(dictionary["of"][dictionary["at"][i].get<std::size_t>()] == column[i]);
    }
}

TEST_CASE("the siting of a payload is that of the best site of each lot", "[report][web]") {
    auto builder = plan();
    siting::Matrix matrix;
    matrix.sites.resize(2);
    matrix.sites[0].lots = {0};
    siting::FirmSite cell;
    cell.verdict = siting::Verdict::infeasible;
    cell.reasons.push_back({"SI-09", {}, true});
    matrix.cells.assign(2, cell);
    auto& project = builder.project();
    const auto json = report::siting_json(matrix, project);
    const auto best = report::best_by_lot(matrix, 0, 2);
    const auto row = unrolled(json["runs"][0].get<std::vector<std::int64_t>>());
    REQUIRE(row.size() == 2);
    CHECK(json["cells"][static_cast<std::size_t>(row[0])] ==
          report::Json::array({"infeasible", 0, "SI-09"}));
    CHECK(best[1] == nullptr);
    CHECK(row[1] == -1);
}

TEST_CASE("a page of one complex has its findings and those of the whole plan", "[report][web]") {
    test::ProjectBuilder builder;
    builder.complex("c", 10000)
        .complex("d", 10000)
        .layer("lots", {"id", "complex", "use"})
        .feature(test::rectangle(0, 0, 100, 100), {"C1", "c", "IND"})
        .feature(test::rectangle(100, 0, 100, 100), {"D1", "d", "IND"});
    const rules::Analysis analysis;
    const rules::Context context{builder.project(), analysis, test::today};
    const std::vector findings{failed("R1", {"lots", "C1"}), failed("R2", {"lots", "D1"}),
                               failed("R3", {"complex", "d"}), failed("R4", {"plan", "plan"}),
                               failed("R5", {"firms", "F1"})};
    const report::MapData data{context, nullptr, nullptr, &findings};
    const auto told = [&](const std::string& complex) {
        report::MapOptions options;
        options.complex = complex;
        const auto payload =
            nlohmann::json::parse(report::web_map_payload(data, options, "landuse"));
        std::map<std::size_t, std::pair<std::string, bool>> by_number;
        for (const auto& finding : payload["findings"]) {
            by_number.emplace(
                finding["number"].get<std::size_t>(),
                std::pair{finding["rule"].get<std::string>(), finding["planWide"].get<bool>()});
        }
        return std::pair{by_number, payload["elsewhere"].get<int>()};
    };
    using Told = std::map<std::size_t, std::pair<std::string, bool>>;
    CHECK(told("d").first ==
          Told{{2, {"R2", false}}, {3, {"R3", false}}, {4, {"R4", true}}, {5, {"R5", true}}});
    CHECK(told("d").second == 1);
    CHECK(told("c").second == 2);
    CHECK(told("").first.size() == 5);
    CHECK(told("").second == 0);
}

TEST_CASE("the 지번 of a parcel is told where the PNU does not say it", "[report][web]") {
    auto builder = plan();
    builder.layer("parcels", {"id", "jibun"})
        .feature(test::rectangle(0, 0, 10, 10), {"5211310300100120003", "12-3답"})
        .feature(test::rectangle(10, 0, 10, 10), {"5211310300200010000", "산1임"})
        .feature(test::rectangle(20, 0, 10, 10), {"5211310300100120003", "13-1"})
        .feature(test::rectangle(30, 0, 10, 10), {"5211310300100120003", ""})
        .feature(test::rectangle(40, 0, 10, 10), {"P", "=7"});
    const rules::Analysis analysis;
    const rules::Context context{builder.project(), analysis, test::today};
    const auto payload = nlohmann::json::parse(
        report::web_map_payload({context, nullptr, nullptr, nullptr}, {}, "landuse"));
    const auto& column = payload["parcels"]["jibun"];
    std::vector<std::string> rests;
    for (const auto& at : column["at"]) {
        rests.push_back(column["of"][at.get<std::size_t>()]);
    }
    CHECK(rests == std::vector<std::string>{"답", "임", "=13-1", "=", "==7"});
}
