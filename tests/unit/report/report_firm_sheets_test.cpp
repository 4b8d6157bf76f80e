#include "project_builder.hpp"
#include "report/report_chapters.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace sandan;

namespace {

using siting::Verdict;

siting::FirmSite cell(std::size_t firm, std::size_t site, Verdict verdict, double score) {
    siting::FirmSite result;
    result.firm = firm;
    result.site = site;
    result.verdict = verdict;
    result.score = score;
    return result;
}

siting::Reason reason(const std::string& rule, const char* words, bool hard) {
    siting::Reason result;
    result.rule = rule;
    result.outcome.kind = rules::Outcome::Kind::breach;
    result.outcome.evidence.message = {words, words};
    result.hard = hard;
    return result;
}

/// Lots L1 and L2, alone and together. F1: L1 closed, L2 on a condition, both feasible. F2:
/// nothing.
siting::Matrix matrix() {
    siting::Matrix result;
    result.sites.resize(3);
    result.sites[0].lots = {0};
    result.sites[0].area_m2 = 10000;
    result.sites[1].lots = {1};
    result.sites[1].area_m2 = 5000;
    result.sites[2].lots = {0, 1};
    result.sites[2].area_m2 = 15000;
    for (std::size_t firm = 0; firm < 2; ++firm) {
        for (std::size_t site = 0; site < 3; ++site) {
            result.cells.push_back(cell(firm, site, Verdict::infeasible, 0));
            result.cells.back().reasons = {reason("SI-01", "not admitted", true)};
        }
    }
    result.cells[1] = cell(0, 1, Verdict::conditional, 90);
    result.cells[1].reasons = {reason("SI-09", "near a school", false)};
    result.cells[2] = cell(0, 2, Verdict::feasible, 60);
    return result;
}

std::vector<render::Block> sheets(const siting::Matrix* sites) {
    test::ProjectBuilder builder;
    builder.complex("c", 15000)
        .layer("lots", {"id", "complex", "use"})
        .feature(test::rectangle(0, 0, 100, 100), {"L1", "c", "IND"})
        .feature(test::rectangle(100, 0, 50, 100), {"L2", "c", "IND"})
        .rule("SI-01");
    for (const auto* id : {"F1", "F2"}) {
        model::Firm firm;
        firm.id = id;
        firm.name = "firm";
        builder.firm(firm);
    }
    const auto analysis = rules::analyse(builder.project(), test::today, 1);
    const rules::Context context{builder.project(), analysis, test::today};
    const report::MapData data{context, sites};
    const rules::Evaluation evaluation;
    report::Blocks blocks;
    report::add_firm_sheets({data, evaluation, {}, Language::en}, blocks);
    return blocks;
}

/// The table under a heading, of the blocks from `start` on; empty without one.
std::vector<std::vector<std::string>> table(const std::vector<render::Block>& blocks,
                                            const std::string& firm, const std::string& head) {
    bool here = false;
    for (const auto& block : blocks) {
        if (const auto* const heading = std::get_if<render::Heading>(&block)) {
            here = heading->text == firm;
        }
        const auto* const grid = std::get_if<render::Grid>(&block);
        if (here && grid != nullptr && grid->head.front() == head) {
            return grid->rows;
        }
    }
    return {};
}

} // namespace

TEST_CASE("a firm's sheet has its best sites, what closes the others and what opens them",
          "[report]") {
    using Rows = std::vector<std::vector<std::string>>;
    const auto sites = matrix();
    const auto blocks = sheets(&sites);
    CHECK(table(blocks, "F1 firm", "best sites") ==
          Rows{{"L1, L2", "15,000", "60.0", "feasible", ""},
               {"L2", "5,000", "90.0", "conditional", "SI-09 near a school"}});
    CHECK(table(blocks, "F1 firm", "rules that fail") ==
          Rows{{"SI-01", "SI-01", "1", "1", "test law"}});
    const auto opened = table(blocks, "F1 firm", "closed sites");
    REQUIRE(opened.size() == 1);
    CHECK(opened[0][0] == "L1");
    CHECK(opened[0][1] == "SI-01");
    CHECK_THAT(opened[0][2], Catch::StartsWith("merge with lot L2"));
}

TEST_CASE("the sheet of a firm without any site says so", "[report]") {
    const auto sites = matrix();
    const auto blocks = sheets(&sites);
    CHECK(table(blocks, "F2 firm", "best sites").empty());
    CHECK(table(blocks, "F2 firm", "rules that fail").front()[2] == "3");
    CHECK(table(blocks, "F2 firm", "closed sites").empty());
    const auto said = [&](const std::string& words) {
        return std::any_of(blocks.begin(), blocks.end(), [&](const render::Block& block) {
            const auto* const paragraph = std::get_if<render::Paragraph>(&block);
            return paragraph != nullptr && paragraph->text.find(words) != std::string::npos;
        });
    };
    CHECK(said("No site is feasible"));
    CHECK(said("none opens"));
    CHECK(said("feasible 1 · conditional 1 · unknown 0 · infeasible 1"));
}

TEST_CASE("without a siting matrix there are no sheets of firms", "[report]") {
    CHECK(sheets(nullptr).empty());
}
