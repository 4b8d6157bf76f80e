#include <sandan/upgrade/programmes.hpp>

#include "project_builder.hpp"

#include <catch2/catch.hpp>

#include <optional>
#include <string>
#include <vector>

using namespace sandan;
using sandan::test::ProjectBuilder;
using sandan::test::rectangle;
using sandan::test::text;

namespace {

Date day(int year, unsigned month, unsigned of_month) {
    return Date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{of_month}};
}

/// A complex of 1,000 × 1,000 m; districts are rectangles from its south-west corner.
struct Plan {
    Date started = day(1990, 1, 1);
    Date completed = day(1990, 1, 1);
    double outside_m = 0;    ///< Depth of the renewal district beyond the complex.
    double activation_m = 0; ///< Depth of the activation area, of 1,000.
    double restructuring_m = 0;
};

model::Project project_of(const Plan& plan) {
    ProjectBuilder builder;
    builder.complex("A", 1'000'000);
    auto& complex = builder.project().plan.complexes[0];
    complex.started = plan.started;
    complex.completed = plan.completed;
    builder.parameter("UG-01", "min_years", 20)
        .parameter("UG-04", "min_years", 20)
        .parameter("UG-05", "max_share", 50)
        .parameter("UG-06", "max_share", 30)
        .parameter("UG-07", "max_share", 30)
        .parameter("UG-15", "min_reinvestment", 12.5)
        .parameter("UG-15", "min_gain_share", 50);
    builder.rule("UG-15", Severity::warning);
    builder.rule("UG-04", Severity::warning);
    builder.layer("boundary", {"complex"});
    builder.feature(rectangle(0, 0, 1'000, 1'000), {text("A")});
    builder.layer("district", {"id", "kind"});
    builder.feature(rectangle(0, -plan.outside_m, 1'000, 1'000 + plan.outside_m),
                    {text("R"), text("재생사업지구")});
    if (plan.activation_m > 0) {
        builder.feature(rectangle(0, 0, 1'000, plan.activation_m), {text("V"), text("활성화구역")});
    }
    if (plan.restructuring_m > 0) {
        builder.feature(rectangle(0, 0, 1'000, plan.restructuring_m),
                        {text("S"), text("구조고도화")});
    }
    return builder.project();
}

Finding statement(const Plan& plan, const std::string& programme, const std::string& rule) {
    const auto project = project_of(plan);
    const auto analysis = rules::analyse(project, project.plan.reference_date, 1);
    for (const auto& row : upgrade::programmes({project, analysis, project.plan.reference_date})) {
        if (row.programme == programme && row.finding.rule == rule) {
            return row.finding;
        }
    }
    FAIL("no statement of " << rule);
    return {};
}

} // namespace

TEST_CASE("Each programme has a clock of its own, and both sides of its day", "[upgrade]") {
    Plan plan;
    plan.started = day(2004, 6, 26); // 20 years to the day of the plan
    plan.completed = day(2010, 1, 1);
    CHECK(statement(plan, "경쟁력강화사업지구", "UG-01").result == Result::pass);
    CHECK(statement(plan, "재생사업지구", "UG-04").result == Result::warn);
    plan.started = day(2004, 6, 27);
    CHECK(statement(plan, "경쟁력강화사업지구", "UG-01").result == Result::fail);
    plan.completed = day(2004, 6, 26);
    CHECK(statement(plan, "재생사업지구", "UG-04").result == Result::pass);
    plan.completed = day(2004, 6, 27);
    CHECK(statement(plan, "재생사업지구", "UG-04").result == Result::warn);
}

TEST_CASE("Golden vector V19: shares are of measured areas, on both sides of each limit",
          "[upgrade]") {
    Plan plan;
    plan.outside_m = 74.27; // 12.5 / 168.3
    const auto surroundings = statement(plan, "재생사업지구", "UG-05");
    CHECK(surroundings.result == Result::pass);
    CHECK(*surroundings.measured == Approx(7.427));
    plan.outside_m = 500;
    CHECK(statement(plan, "재생사업지구", "UG-05").result == Result::pass);
    plan.outside_m = 500.1;
    CHECK(statement(plan, "재생사업지구", "UG-05").result == Result::fail);
    plan.outside_m = 0;
    plan.activation_m = 300;
    plan.restructuring_m = 300;
    CHECK(statement(plan, "활성화구역", "UG-06").result == Result::pass);
    CHECK(statement(plan, "구조고도화사업", "UG-07").result == Result::pass);
    plan.activation_m = 300.1;
    plan.restructuring_m = 300.1;
    CHECK(statement(plan, "활성화구역", "UG-06").result == Result::fail);
    CHECK(statement(plan, "구조고도화사업", "UG-07").result == Result::fail);
}

TEST_CASE("Gains are shared by the law of their programme: both sides of each rate", "[upgrade]") {
    auto project = project_of({});
    const auto results = [&](double profit, std::optional<double> land_price) {
        project.plan.facts = {{"이윤", "UG-15", "억원", 100, {profit}, "test"}};
        if (land_price) {
            project.plan.facts.push_back(
                {"지가차액 A", "UG-15", "억원", 100, {*land_price}, "test"});
        }
        const auto analysis = rules::analyse(project, project.plan.reference_date, 1);
        std::vector<std::string> rows;
        for (const auto& row :
             upgrade::programmes({project, analysis, project.plan.reference_date})) {
            if (row.finding.rule == "UG-15") {
                rows.push_back(std::string{row.programme} + " " + row.finding.subject.id + " " +
                               std::string{to_string(row.finding.result)});
            }
        }
        return rows;
    };
    CHECK(results(12.5, 50) == std::vector<std::string>{"경쟁력강화사업지구 지가차액 A PASS",
                                                        "구조고도화사업 이윤 PASS"});
    CHECK(results(12.4, 49.9) == std::vector<std::string>{"경쟁력강화사업지구 지가차액 A WARN",
                                                          "구조고도화사업 이윤 WARN"});
    CHECK(results(12.5, std::nullopt) ==
          std::vector<std::string>{"경쟁력강화사업지구 facts NOT_APPLICABLE",
                                   "구조고도화사업 이윤 PASS"});
}
