#include <sandan/core/error.hpp>
#include <sandan/report/maps.hpp>

#include "project_builder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace sandan;

namespace {

/// Three industrial lots of 100 × 100, 100 × 50 and 50 × 50 m and a road, in one complex.
test::ProjectBuilder plan() {
    test::ProjectBuilder builder;
    builder.complex("c", 20000)
        .layer("lots", {"id", "complex", "use"})
        .feature(test::rectangle(0, 0, 100, 100), {"L1", "c", "IND"})
        .feature(test::rectangle(100, 0, 100, 50), {"L2", "c", "IND"})
        .feature(test::rectangle(100, 50, 50, 50), {"L3", "c", "IND"})
        .feature(test::rectangle(150, 50, 50, 50), {"R1", "c", "ROAD"});
    for (const auto* id : {"F1", "F2"}) {
        model::Firm firm;
        firm.id = id;
        firm.name = std::string{"기업 "} + id;
        builder.firm(firm);
    }
    return builder;
}

siting::FirmSite cell(std::size_t firm, std::size_t site, siting::Verdict verdict) {
    siting::FirmSite result;
    result.firm = firm;
    result.site = site;
    result.verdict = verdict;
    result.score = 70;
    if (verdict != siting::Verdict::feasible) {
        result.reasons.push_back({"SI-09", {}, verdict == siting::Verdict::infeasible});
    }
    return result;
}

rules::Site site(const std::string& id, std::vector<std::size_t> lots) {
    rules::Site result;
    result.id = id;
    result.lots = std::move(lots);
    return result;
}

/// F1 fits on L1 alone and on L2+L3; F2 nowhere, but L2 is unknown.
siting::Matrix matrix() {
    using siting::Verdict;
    siting::Matrix result;
    result.sites = {site("L1", {0}), site("L2", {1}), site("L3", {2}), site("L2+L3", {1, 2})};
    result.cells = {cell(0, 0, Verdict::feasible),   cell(0, 1, Verdict::infeasible),
                    cell(0, 2, Verdict::infeasible), cell(0, 3, Verdict::conditional),
                    cell(1, 0, Verdict::infeasible), cell(1, 1, Verdict::unknown),
                    cell(1, 2, Verdict::infeasible), cell(1, 3, Verdict::infeasible)};
    return result;
}

const render::MapLayer& layer(const render::MapSpec& spec, const std::string& name) {
    return *std::find_if(spec.layers.begin(), spec.layers.end(),
                         [&](const auto& l) { return l.name == name; });
}

std::string detail(const render::MapSpec& spec, const std::string& label) {
    const auto found = std::find_if(spec.legend.begin(), spec.legend.end(),
                                    [&](const auto& e) { return e.label == label; });
    return found == spec.legend.end() ? "no entry" : found->detail;
}

report::MapOptions english() {
    report::MapOptions options;
    options.language = Language::en;
    return options;
}

} // namespace

TEST_CASE("the land-use legend holds the areas of the lots", "[report][map]") {
    auto builder = plan();
    const auto analysis = rules::analyse(builder.project(), test::today, 1);
    const rules::Context context{builder.project(), analysis, test::today};
    const auto spec = report::map_of_landuse({context, nullptr, nullptr, nullptr}, english());
    CHECK(detail(spec, "IND") == "17,500 m² (87.5 %)");
    CHECK(detail(spec, "ROAD") == "2,500 m² (12.5 %)");
    CHECK(detail(spec, "Total") == "20,000 m² (100.0 %)");
    const auto& lots = layer(spec, "lots").features;
    REQUIRE(lots.size() == 4);
    CHECK(lots[0].labels.front() == "L1\nIND 10,000 m²");
    CHECK(lots[3].labels.empty());
    CHECK(spec.watermark.empty());
    builder.project().plan.synthetic = true;
    CHECK(report::map_of_landuse({context, nullptr, nullptr, nullptr}, english()).watermark ==
          "SYNTHETIC");
}

TEST_CASE("siting counts the firms that any site with the lot suits", "[report][map]") {
    auto builder = plan();
    const rules::Analysis analysis;
    const rules::Context context{builder.project(), analysis, test::today};
    const auto sites = matrix();
    const auto spec = report::map_of_siting({context, &sites, nullptr, nullptr}, english());
    const auto& lots = layer(spec, "siting").features;
    REQUIRE(lots.size() == 3); // the road is in no site
    for (const auto& lot : lots) {
        CHECK(lot.labels.back() == "1");
    }
}

TEST_CASE("one firm's verdicts carry a mark and the deciding rule", "[report][map]") {
    auto builder = plan();
    const rules::Analysis analysis;
    const rules::Context context{builder.project(), analysis, test::today};
    const auto sites = matrix();
    const report::MapData data{context, &sites, nullptr, nullptr};
    auto options = english();
    options.firm = "F1";
    const auto spec = report::map_of_siting(data, options);
    const auto& first = layer(spec, "siting").features;
    CHECK(first[0].mark == "check");
    CHECK(first[0].labels.back() == "70");
    CHECK(first[1].mark == "triangle"); // by L2+L3
    options.firm = "F2";
    const auto other = report::map_of_siting(data, options);
    const auto& second = layer(other, "siting").features;
    CHECK(second[0].mark == "cross");
    CHECK(second[0].labels.back() == "SI-09");
    CHECK(second[1].mark == "circle");
    options.firm = "F9";
    CHECK_THROWS_WITH(report::map_of_siting(data, options), Catch::Contains("F9"));
}

TEST_CASE("the allocation joins a firm's lots and lists who is left out", "[report][map]") {
    auto builder = plan();
    builder.project().links.push_back({"F1", "F2", 2, "", 0});
    const rules::Analysis analysis;
    const rules::Context context{builder.project(), analysis, test::today};
    allocation::Allocation result;
    allocation::Placement placed;
    placed.firm = "F1";
    placed.lots = {"L2", "L3"};
    placed.area_m2 = 7500;
    placed.phase = 2;
    placed.placed = true;
    allocation::Placement out;
    out.firm = "F2";
    out.reason = {"땅이 모자람", "no land left"};
    result.placements = {placed, out};
    const auto spec = report::map_of_allocation({context, nullptr, &result, nullptr}, english());
    const auto& firms = layer(spec, "firms").features;
    REQUIRE(firms.size() == 1);
    CHECK(firms.front().shape.polygons.size() == 1);
    CHECK(firms.front().style.hatch == "diagonal");
    CHECK(detail(spec, "F1 기업 F1") == "7,500 m²");
    CHECK(detail(spec, "F2 기업 F2 – not placed: no land left").empty());
    CHECK(layer(spec, "links").features.empty()); // the other end is not placed
}

TEST_CASE("findings are numbered, failures first, one sign a subject", "[report][map]") {
    auto builder = plan();
    const rules::Analysis analysis;
    const rules::Context context{builder.project(), analysis, test::today};
    const auto finding = [](const char* rule, Result result, const char* id) {
        Finding made;
        made.rule = rule;
        made.result = result;
        made.subject = {"lots", id, 0};
        made.message = {"말", "words"};
        return made;
    };
    const std::vector<Finding> findings{
        finding("A", Result::warn, "L1"), finding("B", Result::fail, "L2"),
        finding("C", Result::unknown, "L3"), finding("D", Result::fail, "L2")};
    const auto spec = report::map_of_findings({context, nullptr, nullptr, &findings}, english());
    const auto& signs = layer(spec, "findings").features;
    REQUIRE(signs.size() == 2);
    CHECK(signs[0].labels.front() == "1,2");
    CHECK(signs[0].mark == "cross");
    CHECK(signs[1].labels.front() == "3");
    CHECK(signs[1].mark == "triangle");
    REQUIRE(spec.legend.size() >= 3);
    CHECK(spec.legend[0].label == "1. B L2 words");
    CHECK(spec.legend[2].label == "3. A L1 words");
}

TEST_CASE("maps_of makes what the data suffices for", "[report][map]") {
    auto builder = plan();
    const rules::Analysis analysis;
    const rules::Context context{builder.project(), analysis, test::today};
    const auto names = [&](const report::MapData& data) {
        std::vector<std::string> result;
        for (const auto& [name, spec] : report::maps_of(data, english())) {
            result.push_back(name);
        }
        return result;
    };
    CHECK(names({context, nullptr, nullptr, nullptr}) ==
          std::vector<std::string>{"landuse", "zoning"});
    const auto sites = matrix();
    CHECK(names({context, &sites, nullptr, nullptr}) ==
          std::vector<std::string>{"landuse", "zoning", "siting"});
    upgrade::Survey survey;
    const upgrade::Scheme scheme;
    report::MapData aged{context};
    aged.survey = &survey;
    CHECK(names(aged) == std::vector<std::string>{"landuse", "zoning"});
    aged.scheme = &scheme;
    CHECK(names(aged) == std::vector<std::string>{"landuse", "zoning", "upgrade"});
    CHECK_THROWS_AS(report::make_map(*report::find_map_theme("findings"),
                                     {context, nullptr, nullptr, nullptr}, english()),
                    Error);
    CHECK(report::find_map_theme("colours") == nullptr);
}

TEST_CASE("the map of a change shows each changed lot once, and land that sums up", "[report]") {
    const auto before = plan().project();
    auto builder = test::ProjectBuilder{};
    builder.complex("c", 20000)
        .layer("lots", {"id", "complex", "use"})
        .feature(test::rectangle(0, 0, 100, 100), {"L1", "c", "SUP"})  // another use
        .feature(test::rectangle(100, 0, 50, 50), {"L2a", "c", "IND"}) // split
        .feature(test::rectangle(150, 0, 50, 50), {"L2b", "c", "IND"})
        .feature(test::rectangle(150, 50, 50, 50), {"R1", "c", "ROAD"}); // L3 is gone
    const auto now = builder.project();
    const auto date = now.plan.reference_date;
    const auto old_analysis = rules::analyse(before, date, 1);
    const auto analysis = rules::analyse(now, date, 1);
    const rules::Context old_context{before, old_analysis, date};
    const rules::Context context{now, analysis, date, &old_context};
    report::MapOptions options;
    options.language = Language::en;
    const auto* const theme = report::find_map_theme("diff");
    REQUIRE(theme != nullptr);
    const auto spec = report::make_map(*theme, {context}, options);

    const auto changes = std::find_if(spec.layers.begin(), spec.layers.end(),
                                      [](const auto& layer) { return layer.name == "changes"; });
    REQUIRE(changes != spec.layers.end());
    std::vector<std::string> drawn;
    for (const auto& feature : changes->features) {
        drawn.push_back(feature.key + " " + feature.labels.back());
    }
    std::sort(drawn.begin(), drawn.end());
    CHECK(drawn ==
          std::vector<std::string>{"removed L3", "split L2a", "split L2b", "use_changed L1"});
    const auto row = [&](const std::string& label) {
        const auto found = std::find_if(spec.legend.begin(), spec.legend.end(),
                                        [&](const auto& entry) { return entry.label == label; });
        return found == spec.legend.end() ? std::string{} : found->detail;
    };
    CHECK(row("another use") == "10,000 m²");
    CHECK(row("another lot, same use") == "5,000 m²");
    CHECK(row("land removed") == "2,500 m²");
    CHECK(row("unchanged land") == "2,500 m²");
    CHECK(row("sum (land of both plans)") == "20,000 m²");
    CHECK_THROWS_AS(report::make_map(*theme, {old_context}, options), Error);
}
