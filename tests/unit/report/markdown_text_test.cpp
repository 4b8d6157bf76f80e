#include "report/markdown_text.hpp"
#include "report/plan_diff.hpp"

#include <catch2/catch.hpp>

using namespace sandan;

TEST_CASE("what a plan says is text in Markdown, never a picture, a link, code or another cell",
          "[report]") {
    CHECK(report::plain("<img src=x> `rm` [a](http://b) *c* &lt;") ==
          "\\<img src=x> \\`rm\\` \\[a](http://b) \\*c\\* \\&lt;");
    CHECK(report::plain("two\nlines | one bar") == "two lines | one bar");
    CHECK(report::cell("a|b\\|c") == "a\\|b\\\\\\|c");
    CHECK(report::code("a|b") == "`a|b`");
    CHECK(report::code("a `b` ``c") == "```a `b` ``c```");
    CHECK(report::code("`") == "`` ` ``");
}

TEST_CASE("a comment with the changes shows names of plans, lots and firms as they are",
          "[report]") {
    model::Project old_project;
    old_project.plan.name = "<img src=//x>";
    model::Project new_project;
    new_project.plan.name = "`new`";
    const rules::Analysis analysis;
    const rules::Context before{old_project, analysis};
    const rules::Context now{new_project, analysis};
    report::PlanDiff diff;
    diff.firms = {{"[F](http://x)", {"A|1"}, {"<b>"}}};
    Finding finding;
    finding.rule = "GT-02";
    finding.message = {"![그림](//x)", "![picture](//x)"};
    diff.appeared = {finding};
    const auto text = report::diff_as_markdown({before, now, diff, Language::en});
    CHECK_THAT(text, Catch::StartsWith("## \\<img src=//x> → \\`new\\`\n"));
    CHECK_THAT(text, Catch::Contains("| \\[F](http://x) | A\\|1 | \\<b> |\n"));
    CHECK_THAT(text, Catch::Contains("| !\\[picture](//x) |\n"));
}
