#include <sandan/report/full_report.hpp>

#include "project_builder.hpp"
#include "report/chapters_html.hpp"

#include <catch2/catch.hpp>

using namespace sandan;

namespace {

bool holds(const std::string& html, const std::string& words) {
    return html.find(words) != std::string::npos;
}

render::Document document_of(render::Block block) {
    render::Document document;
    document.title = "plan";
    document.blocks = {std::move(block)};
    return document;
}

render::Grid lots_grid(std::vector<std::vector<std::string>> rows) {
    render::Grid grid;
    grid.head = {"firm", "lots", "m2"};
    grid.right = {false, false, true};
    grid.rows = std::move(rows);
    grid.land = 1;
    return grid;
}

} // namespace

TEST_CASE("chapters are listed and linked", "[report][web]") {
    render::Document document;
    document.blocks = {render::Heading{1, "요약 & 결과"}, render::Paragraph{"a < b"},
                       render::Heading{1, "부록"}, render::Heading{2, "F1 가", "firm=F1"}};
    const auto html = report::chapters_html(document, Language::ko, {});
    CHECK(holds(html, "<a href=\"#c1\">요약 &amp; 결과</a>"));
    CHECK(holds(html, "<h3 id=\"c2\">부록</h3>"));
    CHECK(holds(html, "<p>a &lt; b</p>"));
    CHECK(holds(html, "<h4><a href=\"#firm=F1\">F1 가</a></h4>"));
    CHECK(holds(html, "<section id=\"report\" lang=\"ko\""));
    CHECK(holds(report::chapters_html(document, Language::en, {}), "lang=\"en\""));
}

TEST_CASE("what a row names is a link, of land what the plan holds", "[report][web]") {
    auto grid = lots_grid({{"F 1", "A, B, C", "1"}, {"F2", "A;B", "2"}, {"–", "P+A, ", "3"}});
    grid.subjects = {"firm=F 1", "firm=F2", ""};
    const auto html = report::chapters_html(document_of(grid), Language::en,
                                            {{"A", "lot"}, {"B", "lot"}, {"P", "parcel"}});
    CHECK(holds(html, "<td><a href=\"#firm=F%201\">F 1</a></td>"
                      "<td><a href=\"#lot=A\">A</a>, <a href=\"#lot=B\">B</a>, C</td>"
                      "<td class=\"n\">1</td>"));
    CHECK(holds(html, "<td><a href=\"#lot=A\">A</a>, <a href=\"#lot=B\">B</a></td>"));
    CHECK(
        holds(html, "<td>–</td><td><a href=\"#parcel=P\">P</a> + <a href=\"#lot=A\">A</a>, </td>"));
}

TEST_CASE("short words stay on one line, a column without a name has no heading", "[report][web]") {
    render::Grid grid;
    grid.head = {"no.", "rule", "", "message"};
    grid.right = {true};
    grid.rows = {{"1", "DI-01", "a", std::string(60, 'x')}, {"2", "DI-02", "b", "short"}};
    const auto html = report::chapters_html(document_of(grid), Language::en, {});
    CHECK(holds(html, "<table class=\"k3 k2\">"));
    CHECK(
        holds(html, "<th scope=\"col\" class=\"n\">no.</th><th scope=\"col\">rule</th><td></td>"));
}

TEST_CASE("no name of the plan becomes markup, in a link either", "[report][web]") {
    const std::string hostile = "\"><script>alert(1)</script>#&=\xE2\x80\xAE";
    auto grid = lots_grid({{hostile, hostile, hostile}});
    grid.subjects = {"firm=" + hostile};
    auto document = document_of(grid);
    document.title = hostile;
    document.cover = {hostile};
    document.stamp = hostile;
    document.blocks.emplace_back(render::Heading{1, hostile});
    document.blocks.emplace_back(render::Heading{2, hostile, "firm=" + hostile});
    const auto html = report::chapters_html(document, Language::en, {{hostile, "lot"}});
    CHECK_FALSE(holds(html, "<script"));
    CHECK_FALSE(holds(html, "\xE2\x80\xAE"));
    CHECK(holds(html, "#lot=%22%3E%3Cscript%3Ealert%281%29%3C%2Fscript%3E%23%26%3DU%2B202E"));
}

TEST_CASE("the report's page is map and chapters, without a picture", "[report][web]") {
    test::ProjectBuilder builder;
    builder.complex("c", 10000)
        .layer("lots", {"id", "complex", "use"})
        .feature(test::rectangle(0, 0, 100, 100), {"L1", "c", "IND"})
        .rule("DI-01");
    const auto analysis = rules::analyse(builder.project(), test::today, 1);
    const rules::Context context{builder.project(), analysis, test::today};
    rules::Evaluation evaluation;
    Finding finding;
    finding.rule = "DI-01";
    finding.result = Result::warn;
    finding.subject = {"lots", "L1", -1};
    finding.message = {"말", "words"};
    evaluation.findings = {finding, finding};
    evaluation.findings[1].result = Result::fail;
    const report::MapData data{context, nullptr, nullptr, &evaluation.findings};
    const report::FullReport full{data, evaluation, {}, Language::en};
    const auto page = report::report_page(full);
    CHECK(holds(page, "default-src 'none'"));
    CHECK(holds(page, "<body data-report>"));
    CHECK(holds(page, "<a href=\"#theme=landuse\">"));
    CHECK(holds(page, "<a href=\"#finding=1\">1</a></td><td>DI-01</td>")); // the one that fails
    CHECK(holds(page, "<a href=\"#finding=2\">2</a></td><td>DI-01</td>"));
    CHECK_FALSE(holds(page, "<img"));
    CHECK_FALSE(holds(page, "@chapters@"));
    CHECK((page == report::report_page(full)));
}
