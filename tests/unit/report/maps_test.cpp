#include <sandan/core/error.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/report/maps.hpp>

#include "project_builder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <tuple>

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
    CHECK(firms.front().style.dash == "dashed"); // the second phase
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
    CHECK(signs[0].labels.front() == "3");
    CHECK(signs[0].mark == "triangle");
    CHECK(signs[1].labels.front() == "1,2"); // the worst lies on top
    CHECK(signs[1].mark == "cross");
    REQUIRE(spec.legend.size() >= 6);
    CHECK(detail(spec, "FAIL") == "2");
    CHECK(detail(spec, "WARN") == "1");
    CHECK(spec.legend[2].label.find("sandan check") != std::string::npos);
    CHECK(spec.legend[3].label == "1. B L2 words");
    CHECK(spec.legend[5].label == "3. A L1 words");
    for (const auto& sign : signs) {
        CHECK(sign.style.fill.empty()); // the plan is seen through
    }
}

TEST_CASE("findings about one place share a sign, whatever they are about", "[report][map]") {
    auto builder = plan();
    const rules::Analysis analysis;
    const rules::Context context{builder.project(), analysis, test::today};
    std::vector<Finding> findings(4);
    findings[0].subject = {"assignments", "F1@L2+L3", -1};
    findings[1].subject = {"assignments", "F2@L2+L3", -1};
    findings[2].subject = {"site", "F1@L2+L3", -1};
    findings[3].subject = {"lots", "L2", -1}; // a part of the site is another place
    for (auto& finding : findings) {
        finding.rule = "SI-01";
        finding.result = Result::fail;
    }
    const auto spec = report::map_of_findings({context, nullptr, nullptr, &findings}, english());
    const auto& signs = layer(spec, "findings").features;
    REQUIRE(signs.size() == 2);
    CHECK(signs[0].labels == std::vector<std::string>{"1,2,3", "1,2,\n3"});
    CHECK(signs[1].labels == std::vector<std::string>{"4"});
}

TEST_CASE("the legend has each firm in its own look, with its phase where there are several",
          "[report][map]") {
    auto builder = plan();
    const rules::Analysis analysis;
    const rules::Context context{builder.project(), analysis, test::today};
    allocation::Allocation result;
    for (const auto& [firm, lot, phase] : {std::tuple{"F1", "L1", 1}, std::tuple{"F2", "L2", 2}}) {
        allocation::Placement placement;
        placement.firm = firm;
        placement.lots = {lot};
        placement.area_m2 = 5000;
        placement.phase = phase;
        placement.placed = true;
        result.placements.push_back(placement);
    }
    const auto spec = report::map_of_allocation({context, nullptr, &result, nullptr}, english());
    CHECK(detail(spec, "F2 기업 F2") == "Phase 2 · 5,000 m²");
    const auto& firms = layer(spec, "firms").features;
    REQUIRE(firms.size() == 2);
    CHECK_FALSE(firms[0].style.fill == firms[1].style.fill); // neighbours
    for (const auto& firm : firms) {
        const auto row = std::find_if(spec.legend.begin(), spec.legend.end(),
                                      [&](const auto& entry) { return entry.key == firm.key; });
        REQUIRE(row != spec.legend.end());
        CHECK(row->style == firm.style);
    }
}

TEST_CASE("a pair shows what both have in common, or where the rule saw it", "[report][map]") {
    auto builder = plan();
    builder.layer("zoning", {"id"})
        .feature(test::rectangle(0, 0, 120, 100), {"Z1"})
        .feature(test::rectangle(110, 0, 90, 100), {"Z2"})
        .feature(test::rectangle(300, 0, 90, 100), {"Z3"});
    const rules::Analysis analysis;
    const rules::Context context{builder.project(), analysis, test::today};
    std::vector<Finding> findings(3);
    findings[0].subject = {"zoning", "Z1|Z2", -1};
    findings[1].subject = {"zoning", "Z1|Z3", -1};
    findings[1].location = Location{210, 50, {210, 50, 210, 50}};
    findings[2].subject = {"zoning", "Z2|Z3", -1}; // only the box around both is known
    findings[2].location = Location{250, 50, {110, 0, 390, 100}};
    for (auto& finding : findings) {
        finding.rule = "GT-02";
        finding.result = Result::warn;
    }
    findings[0].result = Result::fail;
    const auto spec = report::map_of_findings({context, nullptr, nullptr, &findings}, english());
    const auto& signs = layer(spec, "findings").features;
    REQUIRE(signs.size() == 3);
    const auto sign = [&](const char* number) {
        return std::find_if(signs.begin(), signs.end(),
                            [&](const auto& s) { return s.labels.front() == number; })
            ->shape;
    };
    CHECK(geom::area(sign("1").polygons) == Approx(1000));
    CHECK(sign("2").polygons.empty());
    CHECK(sign("2").points.size() == 1);
    CHECK(sign("3").polygons.size() == 2);
    CHECK(signs.back().mark == "cross"); // the worst lies on top
}

TEST_CASE("what is said of the plan or a whole complex is listed but has no place",
          "[report][map]") {
    auto builder = plan();
    builder.layer("boundary", {"complex"})
        .feature(test::rectangle(0, 0, 200, 100), {"c"})
        .feature(test::rectangle(300, 0, 200, 100), {"d"});
    const rules::Analysis analysis;
    const rules::Context context{builder.project(), analysis, test::today};
    const Location whole{250, 50, {0, 0, 500, 100}};
    const Location complex{100, 50, {0, 0, 200, 100}};
    const Location lot{50, 50, {0, 0, 100, 100}};
    std::vector<Finding> findings(4);
    findings[0].subject = {"plan", "plan", -1};
    findings[0].location = lot;
    findings[1].subject = {"facts", "upgrade funding", -1};
    findings[1].location = whole;
    findings[2].subject = {"complex", "c", -1};
    findings[2].location = complex;
    findings[3].subject = {"complex", "c", -1};
    findings[3].location = lot; // the rule names a lot
    for (auto& finding : findings) {
        finding.rule = "PC-09";
        finding.result = Result::warn;
    }
    const auto spec = report::map_of_findings({context, nullptr, nullptr, &findings}, english());
    const auto& signs = layer(spec, "findings").features;
    REQUIRE(signs.size() == 1);
    CHECK(signs.front().labels.front() == "4");
    REQUIRE(spec.legend.size() >= 6); // first WARN and where all are listed
    CHECK(spec.legend[2].geometry == 'm');
    CHECK(spec.legend[3].geometry == 'm');
    CHECK(spec.legend[4].geometry == 'm');
    CHECK(spec.legend[5].geometry == 'p');
    CHECK(spec.legend[4].place.polygons.empty());
    CHECK_FALSE(geom::envelope(spec.legend[5].place).empty()); // boxed where a window shows it
}

TEST_CASE("lots with a PNU are labelled by their lot number", "[report][map]") {
    test::ProjectBuilder builder;
    builder.complex("c", 20000)
        .layer("lots", {"id", "complex", "use"})
        .feature(test::rectangle(0, 0, 100, 100), {"5211310300100120003", "c", "IND"})
        .feature(test::rectangle(100, 0, 100, 50), {"5211310300200070000", "c", "IND"});
    const auto analysis = rules::analyse(builder.project(), test::today, 1);
    const rules::Context context{builder.project(), analysis, test::today};
    const auto spec = report::map_of_landuse({context, nullptr, nullptr, nullptr}, english());
    const auto& lots = layer(spec, "lots").features;
    REQUIRE(lots.size() == 2);
    CHECK(lots[0].labels.back() == "12-3");
    CHECK(lots[1].labels.back() == "San 7");
    report::MapOptions korean;
    const auto other = report::map_of_landuse({context, nullptr, nullptr, nullptr}, korean);
    CHECK(layer(other, "lots").features[1].labels.back() == "산7");
}

TEST_CASE("districts of renewal are outlined on every map, with their area", "[report][map]") {
    auto builder = plan();
    builder.layer("district", {"id", "kind", "name"})
        .feature(test::rectangle(0, 0, 150, 100), {"RD-1", "재생사업지구", "first"})
        .feature(test::rectangle(9000, 0, 150, 100), {"RD-2", "재생사업지구", "far away"});
    const auto analysis = rules::analyse(builder.project(), test::today, 1);
    const rules::Context context{builder.project(), analysis, test::today};
    const auto spec = report::map_of_landuse({context, nullptr, nullptr, nullptr}, english());
    CHECK(detail(spec, "재생사업지구: first") == "15,000 m²");
    CHECK(detail(spec, "재생사업지구: far away") == "no entry");
    CHECK(layer(spec, "boundaries").features.front().style.dash == "dashed");
}

TEST_CASE("sites without building data are told from parks by more than a tint", "[report][map]") {
    auto builder = plan();
    const rules::Analysis analysis;
    const rules::Context context{builder.project(), analysis, test::today};
    const upgrade::Survey survey;
    const upgrade::Scheme scheme;
    report::MapData data{context};
    data.survey = &survey;
    data.scheme = &scheme;
    const auto spec = report::map_of_upgrade(data, english());
    const auto found = std::find_if(spec.legend.begin(), spec.legend.end(),
                                    [](const auto& entry) { return entry.key == "none"; });
    REQUIRE(found != spec.legend.end());
    CHECK(found->style.hatch == "dots");
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

TEST_CASE("names of zoning districts are read over the lines of other layers", "[report][map]") {
    auto builder = plan();
    builder.layer("zoning", {"code"}).feature(test::rectangle(0, 0, 300, 300), {"UQA320"});
    const rules::Analysis analysis;
    const rules::Context context{builder.project(), analysis, test::today};
    const auto spec = report::map_of_zoning({context, nullptr, nullptr, nullptr}, english());
    const auto& districts = layer(spec, "zoning").features;
    REQUIRE(districts.size() == 1);
    CHECK(districts.front().may_overrun); // which gives it a rim
}
