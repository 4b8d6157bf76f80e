#include <sandan/core/error.hpp>
#include <sandan/io/read.hpp>
#include <sandan/rules/rule.hpp>

#include "places.hpp"
#include "project_builder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace sandan;
using namespace sandan::rules;

namespace {

const Analysis nothing{};

model::RuleInfo rule_of(Severity severity, std::string status = "V") {
    model::RuleInfo info;
    info.id = "LB-04";
    info.severity = severity;
    info.status = std::move(status);
    info.source = "law";
    return info;
}

Outcome broken(const model::Parameter* parameter = nullptr) {
    Evidence evidence;
    evidence.message = {"위반", "breach"};
    evidence.parameter = parameter;
    return breach(std::move(evidence));
}

Result judged(const model::Project& project, const model::RuleInfo& info, Outcome outcome) {
    const Context context{project, nothing, test::today};
    return to_finding(context, info, {"lots", "A", 3}, std::move(outcome)).result;
}

model::Waiver waiver(std::string subject, std::optional<Date> until) {
    return {"LB-04", std::move(subject), "because", "council", "2024-1", until};
}

constexpr Date day(int y, unsigned m, unsigned d) {
    return Date{std::chrono::year{y}, std::chrono::month{m}, std::chrono::day{d}};
}

} // namespace

TEST_CASE("severity and verification decide between FAIL and WARN", "[rules]") {
    model::Project project;
    model::Parameter verified;
    verified.verified = true;
    verified.valid_from = day(2024, 1, 1);
    auto unverified = verified;
    unverified.verified = false;

    CHECK(judged(project, rule_of(Severity::error), broken(&verified)) == Result::fail);
    CHECK(judged(project, rule_of(Severity::error), broken(&unverified)) == Result::warn);
    CHECK(judged(project, rule_of(Severity::error), broken()) == Result::fail);
    CHECK(judged(project, rule_of(Severity::error, "U"), broken()) == Result::warn);
    CHECK(judged(project, rule_of(Severity::warning), broken(&verified)) == Result::warn);
    CHECK(judged(project, rule_of(Severity::information), broken()) == Result::pass);

    auto advisory = broken(&verified);
    advisory.evidence.advisory = true;
    CHECK(judged(project, rule_of(Severity::error), std::move(advisory)) == Result::warn);
}

TEST_CASE("an unverified threshold says so in both languages and dates itself", "[rules]") {
    model::Project project;
    model::Parameter parameter;
    parameter.valid_from = day(2026, 7, 8);
    parameter.source = "notice 2026-360";
    const Context context{project, nothing, test::today};
    const auto finding = to_finding(context, rule_of(Severity::error), {"complex", "general", -1},
                                    broken(&parameter));
    CHECK(finding.message.en == "breach (unverified threshold)");
    CHECK(finding.message.ko == "위반 (미검증 기준값)");
    CHECK(finding.parameter_date == "2026-07-08");
    CHECK(finding.source == "notice 2026-360");
    CHECK(finding.fingerprint == fingerprint("LB-04", finding.subject));
}

TEST_CASE("a waiver holds for its subject until its day, that day included", "[rules]") {
    model::Project project;
    project.plan.waivers = {waiver("A", test::today)};
    CHECK(judged(project, rule_of(Severity::error), broken()) == Result::waived);
    project.plan.waivers = {waiver("A", std::nullopt)};
    CHECK(judged(project, rule_of(Severity::error), broken()) == Result::waived);
    project.plan.waivers = {waiver("A", day(2024, 6, 25))};
    CHECK(judged(project, rule_of(Severity::error), broken()) == Result::fail);
    project.plan.waivers = {waiver("B", std::nullopt)};
    CHECK(judged(project, rule_of(Severity::error), broken()) == Result::fail);
    CHECK(judged(project, rule_of(Severity::error), pass()) == Result::pass);
}

TEST_CASE("an expired waiver is named in the finding it no longer covers", "[rules]") {
    model::Project project;
    project.plan.waivers = {waiver("A", day(2024, 1, 31))};
    const Context context{project, nothing, test::today};
    const auto finding = to_finding(context, rule_of(Severity::error), {"lots", "A", 3}, broken());
    CHECK(finding.message.en == "breach (waiver expired on 2024-01-31)");
}

TEST_CASE("a renewed waiver holds, wherever the expired ones stand", "[rules]") {
    model::Project project;
    const auto old = waiver("A", day(2023, 12, 31));
    const auto late = waiver("A", day(2024, 1, 31));
    project.plan.waivers = {old, late, waiver("A", day(2025, 1, 1))};
    CHECK(judged(project, rule_of(Severity::error), broken()) == Result::waived);
    project.plan.waivers = {late, old};
    const Context context{project, nothing, test::today};
    const auto finding = to_finding(context, rule_of(Severity::error), {"lots", "A", 3}, broken());
    CHECK(finding.message.en == "breach (waiver expired on 2024-01-31)");
}

TEST_CASE("a convention of ours does not stand in for the law", "[rules]") {
    model::Project project;
    model::Parameter sliver;
    sliver.verified = true;
    sliver.valid_from = day(2024, 1, 1);
    sliver.source = "sandan convention (sliver)";
    const Context context{project, nothing, test::today};
    const auto source_by = [&](const std::string& source) {
        auto info = rule_of(Severity::error);
        info.source = source;
        return to_finding(context, info, {"lots", "A", 3}, broken(&sliver)).source;
    };
    CHECK(source_by("law") == "law; sandan convention (sliver)");
    CHECK(source_by("law; sandan convention") == "law; sandan convention");
    CHECK(source_by("sandan convention") == "sandan convention (sliver)");
}

TEST_CASE("a rule of the packs that nobody implements is one UNKNOWN", "[rules]") {
    test::ProjectBuilder builder;
    builder.rule("SI-99");
    const Context context{builder.project(), nothing, test::today};
    const auto evaluation = evaluate(context, {}, {}, 1);
    REQUIRE(evaluation.findings.size() == 1);
    CHECK(evaluation.findings[0].result == Result::unknown);
    CHECK(evaluation.findings[0].message.en == "not evaluated by this version");
    CHECK(evaluation.evaluated.empty());
    CHECK(evaluation.summary.unknown == 1);
}

TEST_CASE("rules are chosen by id and by group", "[rules]") {
    test::ProjectBuilder builder;
    builder.complex("C", 100).rule("GT-11").rule("LB-12").rule("LB-20");
    const Context context{builder.project(), nothing, test::today};
    CHECK(evaluate(context, {}, {}, 1).evaluated.size() == 3);
    CHECK(evaluate(context, {"LB"}, {}, 1).evaluated == std::vector<std::string>{"LB-12", "LB-20"});
    CHECK(evaluate(context, {"LB"}, {"LB-20"}, 1).evaluated == std::vector<std::string>{"LB-12"});
    CHECK(evaluate(context, {"GT-11"}, {}, 1).summary.unknown == 1); // no parameter in force
    CHECK_THROWS_WITH(evaluate(context, {"XX-01"}, {}, 1), Catch::Contains("XX-01: no such rule"));
}

TEST_CASE("a system off the list is a breach, a list not in force is unknown", "[rules]") {
    test::ProjectBuilder builder;
    builder.complex("C", 100).parameter("GT-11", "allowed", 1, "EPSG:5187");
    const Context listed{builder.project(), nothing, test::today};
    CHECK(evaluate(listed, {"GT-11"}, {}, 1).summary.fail == 1);
    const Context before{builder.project(), nothing, *parse_date("1900-01-01")};
    CHECK(evaluate(before, {"GT-11"}, {}, 1).summary.unknown == 1);
}

TEST_CASE("a waiver nothing needs is told", "[rules]") {
    test::ProjectBuilder builder;
    builder.rule("LB-20");
    auto unused = waiver("programme", std::nullopt);
    unused.rule = "LB-20";
    builder.project().plan.waivers = {unused};
    const Context context{builder.project(), nothing, test::today};
    const auto evaluation = evaluate(context, {}, {}, 1);
    REQUIRE(evaluation.notes.size() == 1);
    CHECK(evaluation.notes[0].message.en == "unused waiver");
    CHECK(evaluation.notes[0].subject.id == "programme");
}

TEST_CASE("findings are sorted by rule and subject for any number of threads", "[rules]") {
    test::ProjectBuilder builder;
    builder.rule("LB-20").rule("ZO-07");
    builder.project().plan.required_layers = {"roads", "heritage", "belts"};
    builder.project().plan.facts = {{"b", "LB-20", "m²", 10, {4, 5}, "x"},
                                    {"a", "LB-20", "m²", 10, {4, 4}, "x"}};
    const Context context{builder.project(), nothing, test::today};
    const auto one = evaluate(context, {}, {}, 1);
    const auto four = evaluate(context, {}, {}, 4);
    std::vector<std::string> ids;
    for (const auto& finding : one.findings) {
        ids.push_back(finding.subject.id);
    }
    CHECK(ids == std::vector<std::string>{"a", "b", "belts", "heritage", "roads"});
    REQUIRE(four.findings.size() == one.findings.size());
    for (std::size_t i = 0; i < ids.size(); ++i) {
        CHECK(four.findings[i].fingerprint == one.findings[i].fingerprint);
    }
}

TEST_CASE("every implemented rule stands in the shipped table once, in catalogue order",
          "[rules]") {
    std::vector<std::string_view> ids;
    for (const auto& rule : rule_table()) {
        ids.push_back(rule.id);
        CHECK((rule.plan != nullptr || rule.sites_firms())); // SI-07 judges pairs and sums
        CHECK((rule.pair == nullptr || rule.land == nullptr));
    }
    auto unique = ids;
    std::sort(unique.begin(), unique.end());
    CHECK(std::adjacent_find(unique.begin(), unique.end()) == unique.end());
    CHECK(find_rule("LB-01") != nullptr);
    CHECK(find_rule("XX-01") == nullptr);
}

TEST_CASE("every breach has numbers, unit, source, date and place, whatever its rule left out",
          "[rules]") {
    for (const std::string name : {"faulty", "upgrade_district"}) {
        const auto project =
            io::read_project(SANDAN_SOURCE_DIR "/gis_data/" + name + "/plan.toml", 2);
        const auto date = project.plan.reference_date;
        const auto analysis = rules::analyse(project, date, 2);
        const auto found = rules::evaluate({project, analysis, date}, {}, {}, 2).findings;
        for (const auto& finding : found) {
            if (finding.result != Result::fail && finding.result != Result::warn) {
                continue;
            }
            CAPTURE(name, finding.rule, finding.subject.id);
            CHECK(finding.measured);
            CHECK(finding.threshold);
            CHECK_FALSE(finding.unit.empty());
            CHECK_FALSE(finding.source.empty());
            CHECK_FALSE(finding.parameter_date.empty());
            CHECK(finding.location);
        }
    }
}
