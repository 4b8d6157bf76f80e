#include <sandan/report/maps.hpp>

#include "project_builder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

using namespace sandan;

namespace {

/// Complex c: lots of 100 × 100 and 100 × 50 m. Complex d, beside it: one of 100 × 100 m, and one
/// of 50 × 100 m without a use.
test::ProjectBuilder two_complexes() {
    test::ProjectBuilder builder;
    builder.complex("c", 15000)
        .complex("d", 15000)
        .layer("lots", {"id", "complex", "use"})
        .feature(test::rectangle(0, 0, 100, 100), {"C1", "c", "IND"})
        .feature(test::rectangle(0, 100, 100, 50), {"C2", "c", "IND"})
        .feature(test::rectangle(100, 0, 100, 100), {"D1", "d", "IND"})
        .feature(test::rectangle(200, 0, 50, 100), {"D2", "d", ""})
        .layer("boundary", {"complex"})
        .feature(test::rectangle(0, 0, 100, 150), {"c"})
        .feature(test::rectangle(100, 0, 150, 100), {"d"});
    for (const auto* id : {"F1", "F2", "F3"}) {
        model::Firm firm;
        firm.id = id;
        builder.firm(firm);
    }
    return builder;
}

/// Every lot is a site that F1 could have, and no other firm.
siting::Matrix matrix() {
    siting::Matrix result;
    for (std::size_t lot = 0; lot < 4; ++lot) {
        rules::Site site;
        site.lots = {lot};
        result.sites.push_back(site);
    }
    for (std::size_t firm = 0; firm < 3; ++firm) {
        for (std::size_t site = 0; site < 4; ++site) {
            siting::FirmSite cell;
            cell.firm = firm;
            cell.site = site;
            cell.verdict = firm == 0 ? siting::Verdict::feasible : siting::Verdict::infeasible;
            if (firm > 0) {
                cell.reasons.push_back({"SI-09", {}, true});
            }
            result.cells.push_back(cell);
        }
    }
    return result;
}

report::MapOptions sheet_of(const std::string& complex) {
    report::MapOptions options;
    options.language = Language::en;
    options.complex = complex;
    return options;
}

std::string detail(const render::MapSpec& spec, const std::string& label) {
    const auto found = std::find_if(spec.legend.begin(), spec.legend.end(),
                                    [&](const auto& e) { return e.label == label; });
    return found == spec.legend.end() ? "no entry" : found->detail;
}

bool lists(const render::MapSpec& spec, const std::string& words) {
    return std::any_of(spec.legend.begin(), spec.legend.end(), [&](const auto& entry) {
        return entry.label.find(words) != std::string::npos;
    });
}

std::size_t drawn(const render::MapSpec& spec, const std::string& name) {
    const auto found = std::find_if(spec.layers.begin(), spec.layers.end(),
                                    [&](const auto& layer) { return layer.name == name; });
    return found == spec.layers.end() ? 0 : found->features.size();
}

allocation::Placement placed(const std::string& firm, std::vector<std::string> lots, double area) {
    allocation::Placement placement;
    placement.firm = firm;
    placement.lots = std::move(lots);
    placement.area_m2 = area;
    placement.phase = 1;
    placement.placed = true;
    return placement;
}

Finding found(const std::string& rule, Subject subject) {
    Finding finding;
    finding.rule = rule;
    finding.result = Result::fail;
    finding.subject = std::move(subject);
    finding.message = {"말", "words"};
    return finding;
}

} // namespace

TEST_CASE("siting of one complex counts its own lots", "[report][map]") {
    auto builder = two_complexes();
    const rules::Analysis analysis;
    const rules::Context context{builder.project(), analysis, test::today};
    const auto sites = matrix();
    const report::MapData data{context, &sites};
    const auto all = report::map_of_siting(data, sheet_of(""));
    CHECK(detail(all, "1–2 firms could settle") == "4 lots, 30,000 m²");
    const auto counts = report::map_of_siting(data, sheet_of("c"));
    CHECK(detail(counts, "1–2 firms could settle") == "2 lots, 15,000 m²");
    CHECK(drawn(counts, "siting") == 2);
    auto options = sheet_of("d");
    options.firm = "F2";
    const auto verdicts = report::map_of_siting(data, options);
    CHECK(detail(verdicts, "Infeasible") == "2 lots, 15,000 m²");
    CHECK(drawn(verdicts, "siting") == 2);
}

TEST_CASE("the allocation of one complex lists who sits in it and counts the others",
          "[report][map]") {
    auto builder = two_complexes();
    builder.project().links.push_back({"F1", "F2", 2, "", 0});
    const rules::Analysis analysis;
    const rules::Context context{builder.project(), analysis, test::today};
    allocation::Allocation result;
    allocation::Placement out;
    out.firm = "F3";
    out.reason = {"땅이 모자람", "no land left"};
    result.placements = {placed("F1", {"C1", "C2"}, 15000), placed("F2", {"D1"}, 10000), out};
    const report::MapData data{context, nullptr, &result};
    const auto all = report::map_of_allocation(data, sheet_of(""));
    CHECK(detail(all, "2 firms placed") == "25,000 m²");
    CHECK(lists(all, "F3"));
    const auto spec = report::map_of_allocation(data, sheet_of("d"));
    CHECK(detail(spec, "1 firms placed") == "10,000 m²");
    CHECK(detail(spec, "Phase 1") == "10,000 m²");
    CHECK(drawn(spec, "firms") == 1);
    CHECK(drawn(spec, "links") == 0); // its other end is not on the sheet
    CHECK_FALSE(lists(spec, "F1"));
    CHECK(lists(spec, "1 firms in other complexes · 1 not placed"));
    const auto look = [](const render::MapSpec& sheet) {
        return std::find_if(sheet.legend.begin(), sheet.legend.end(),
                            [](const auto& entry) { return entry.key == "F2"; })
            ->style;
    };
    CHECK(look(spec) == look(all));
}

TEST_CASE("a firm on lots of two complexes counts in each with what lies there", "[report][map]") {
    auto builder = two_complexes();
    const rules::Analysis analysis;
    const rules::Context context{builder.project(), analysis, test::today};
    allocation::Allocation result;
    result.placements = {placed("F1", {"C2", "D1"}, 15000)};
    const report::MapData data{context, nullptr, &result};
    CHECK(detail(report::map_of_allocation(data, sheet_of("c")), "1 firms placed") == "5,000 m²");
    CHECK(detail(report::map_of_allocation(data, sheet_of("d")), "1 firms placed") == "10,000 m²");
}

TEST_CASE("zones of one complex have the area of its lots, and far ones no row", "[report][map]") {
    auto builder = two_complexes();
    builder.layer("zoning", {"code"})
        .feature(test::rectangle(0, 0, 250, 150), {"UQA320"})
        .feature(test::rectangle(5000, 0, 100, 100), {"UQA430"})
        .layer("management", {"code"})
        .feature(test::rectangle(0, 0, 200, 150), {"MI"})
        .layer("heritage", {"id", "name"})
        .feature(test::rectangle(5000, 0, 10, 10), {"H", "far"})
        .layer("power_lines", {"id", "kv"})
        .feature(test::rectangle(5000, 0, 10, 10), {"P", 154.0});
    const auto analysis = rules::analyse(builder.project(), test::today, 1);
    const rules::Context context{builder.project(), analysis, test::today};
    const report::MapData data{context};
    const auto all = report::map_of_zoning(data, sheet_of(""));
    CHECK(detail(all, "General industrial") == "UQA320 · 30,000 m²");
    CHECK(detail(all, "MI") == "MI · 25,000 m²");
    CHECK(lists(all, "Heritage"));
    CHECK(lists(all, "154 kV"));
    for (const auto& entry : all.legend) { // the sheet draws what its window shows
        CHECK((entry.if_seen || entry.base));
    }
    const auto spec = report::map_of_zoning(data, sheet_of("d"));
    CHECK(detail(spec, "General industrial") == "UQA320 · 15,000 m²");
    CHECK(detail(spec, "MI") == "MI · 10,000 m²");
    CHECK_FALSE(lists(spec, "Natural green"));
    CHECK_FALSE(lists(spec, "Heritage"));
    CHECK_FALSE(lists(spec, "154 kV"));
}

TEST_CASE("findings of one complex are those on it, by field or by place, under their numbers",
          "[report][map]") {
    auto builder = two_complexes();
    builder.layer("parcels", {"id"})
        .feature(test::rectangle(0, 0, 100, 100), {"P1"})  // in c; d begins at its border
        .feature(test::rectangle(120, 20, 50, 50), {"P2"}) // in d
        .feature(test::rectangle(5000, 0, 50, 50), {"P3"}) // in none
        .layer("belts", {"id", "complex"})
        .feature(test::rectangle(0, 0, 10, 10), {"B", "d"}); // stands in c, belongs to d
    const rules::Analysis analysis;
    const rules::Context context{builder.project(), analysis, test::today};
    std::vector<Finding> findings{found("R01", {"lots", "C1"}),
                                  found("R02", {"lots", "D1"}),
                                  found("R03", {"lots", "C2|D1"}),
                                  found("R04", {"complex", "c"}),
                                  found("R05", {"complex", "d"}),
                                  found("R06", {"assignments", "F1@D1+D2"}),
                                  found("R07", {"parcels", "P1"}),
                                  found("R08", {"parcels", "P2"}),
                                  found("R09", {"parcels", "P3"}),
                                  found("R10", {"belts", "B"}),
                                  found("R11", {"utilities", "d 2026 power_kw"}),
                                  found("R12", {"plan", "plan"}),
                                  found("R13", {"roads", "gone"})};
    findings.back().location = Location{150, 50, {149, 49, 151, 51}};
    findings.push_back(found("R14", {"lots", "D2"}));
    findings.back().result = Result::unknown;
    const report::MapData data{context, nullptr, nullptr, &findings};
    const auto rules_on = [&](const std::string& complex) {
        std::set<std::string> rules;
        const auto spec = report::map_of_findings(data, sheet_of(complex));
        for (std::size_t i = 1; i < 14; ++i) {
            const auto number = std::to_string(i);
            const auto rule = (i < 10 ? "R0" : "R") + number;
            if (lists(spec, number + ". " + rule + " ")) {
                rules.insert(rule);
            }
        }
        return rules;
    };
    CHECK(rules_on("").size() == 13);
    CHECK(rules_on("c") == std::set<std::string>{"R01", "R03", "R04", "R07"});
    CHECK(rules_on("d") ==
          std::set<std::string>{"R02", "R03", "R05", "R06", "R08", "R10", "R11", "R13"});
    const auto spec = report::map_of_findings(data, sheet_of("d"));
    CHECK(spec.subtitle.ends_with(" · 8 FAIL · 0 WARN · 1 UNKNOWN"));
    CHECK(lists(spec, "5 FAIL · 0 WARN · 0 UNKNOWN")); // told as left out
}

TEST_CASE("the change of one complex is that of its lots", "[report][map]") {
    const auto before = two_complexes().project();
    auto builder = test::ProjectBuilder{};
    builder.complex("c", 15000)
        .complex("d", 15000)
        .layer("lots", {"id", "complex", "use"})
        .feature(test::rectangle(0, 0, 100, 100), {"C1", "c", "SUP"})
        .feature(test::rectangle(0, 100, 100, 50), {"C2", "c", "IND"})
        .feature(test::rectangle(100, 0, 100, 100), {"D1", "d", "IND"});
    const rules::Analysis analysis;
    const rules::Context old_context{before, analysis, test::today};
    const rules::Context context{builder.project(), analysis, test::today, &old_context};
    const report::MapData data{context};
    const auto c = report::map_of_diff(data, sheet_of("c"));
    CHECK(detail(c, "another use") == "10,000 m²");
    CHECK(detail(c, "land removed") == "0 m²");
    CHECK(detail(c, "sum (land of both plans)") == "15,000 m²");
    CHECK(drawn(c, "changes") == 1);
    const auto d = report::map_of_diff(data, sheet_of("d"));
    CHECK(detail(d, "another use") == "0 m²");
    CHECK(detail(d, "land removed") == "5,000 m²");
    CHECK(detail(d, "sum (land of both plans)") == "15,000 m²");
    CHECK(drawn(d, "changes") == 1);
}

TEST_CASE("the land use of one complex counts only its lots without a use", "[report][map]") {
    auto builder = two_complexes();
    const auto analysis = rules::analyse(builder.project(), test::today, 1);
    const rules::Context context{builder.project(), analysis, test::today};
    CHECK(detail(report::map_of_landuse({context}, sheet_of("")), "No land use") == "1");
    CHECK(detail(report::map_of_landuse({context}, sheet_of("c")), "No land use") == "no entry");
    CHECK(detail(report::map_of_landuse({context}, sheet_of("d")), "No land use") == "1");
}

TEST_CASE("a lot with a use but without a known complex is not one without a use",
          "[report][map]") {
    test::ProjectBuilder builder;
    builder.complex("c", 10000)
        .layer("lots", {"id", "complex", "use"})
        .feature(test::rectangle(0, 0, 100, 100), {"C1", "c", "IND"})
        .feature(test::rectangle(100, 0, 30, 20), {"X1", "", "IND"})
        .feature(test::rectangle(200, 0, 10, 20), {"X2", "gone", "IND"});
    const auto analysis = rules::analyse(builder.project(), test::today, 1);
    const rules::Context context{builder.project(), analysis, test::today};
    const auto spec = report::map_of_landuse({context}, sheet_of(""));
    CHECK(detail(spec, "2 in no complex") == "800 m²"); // 30 · 20 + 10 · 20
    CHECK_FALSE(lists(spec, "No land use"));
    CHECK_FALSE(lists(report::map_of_landuse({context}, sheet_of("c")), "in no complex"));
}

TEST_CASE("the upgrade of one complex counts its sites and what is spent on them",
          "[report][map]") {
    auto builder = two_complexes();
    const rules::Analysis analysis;
    const rules::Context context{builder.project(), analysis, test::today};
    const auto& lots = *builder.project().layer("lots");
    upgrade::Survey survey;
    survey.land = &lots;
    upgrade::Scheme scheme;
    scheme.portfolio.emplace();
    scheme.portfolio->budget_krw = 1'000'000'000;
    for (std::size_t lot = 0; lot < 4; ++lot) {
        const auto complex = lots.text(lots.features[lot], "complex").value_or("");
        upgrade::ParcelRow parcel;
        parcel.feature = lot;
        survey.parcels.push_back(parcel);
        upgrade::SiteRow site;
        site.complex = complex;
        site.parcels = {lot};
        site.area_m2 = 1000;
        survey.sites.push_back(site);
        upgrade::Candidate candidate;
        candidate.id = "redevelop:" + lots.id(lots.features[lot]);
        candidate.complex = complex;
        candidate.cost_krw = 100'000'000;
        candidate.area_m2 = 1000;
        candidate.strips.push_back(lots.features[lot].shape.polygons);
        scheme.candidates.push_back(candidate);
        scheme.portfolio->chosen.push_back(lot);
    }
    scheme.portfolio->cost_krw = 400'000'000;
    report::MapData data{context};
    data.survey = &survey;
    data.scheme = &scheme;
    const auto all = report::map_of_upgrade(data, sheet_of(""));
    CHECK(detail(all, "No building data") == "4 sites, 4,000 m²");
    CHECK(detail(all, "Cost of the budget") == "4.0 of 10.0 (100m KRW)");
    const auto spec = report::map_of_upgrade(data, sheet_of("d"));
    CHECK(detail(spec, "No building data") == "2 sites, 2,000 m²");
    CHECK(detail(spec, "Cost in this complex of the whole budget") == "2.0 of 10.0 (100m KRW)");
    const auto chosen = std::find_if(spec.layers.begin(), spec.layers.end(),
                                     [](const auto& layer) { return layer.name == "portfolio"; });
    REQUIRE(chosen != spec.layers.end());
    REQUIRE(chosen->features.size() == 2);
    CHECK(chosen->features.front().labels.front() == "3"); // as in the table
}
