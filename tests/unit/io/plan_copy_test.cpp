#include <sandan/core/error.hpp>
#include <sandan/io/plan_copy.hpp>
#include <sandan/io/read.hpp>
#include <sandan/io/read_appraisal.hpp>

#include "io/toml_text.hpp"
#include "small_plan.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>

using namespace sandan;
using test::SmallPlan;

namespace {

/// Writes the files and gives the place of the plan among them.
std::string written(const std::vector<io::OutputFile>& files) {
    for (const auto& file : files) {
        std::filesystem::create_directories(std::filesystem::path{file.path}.parent_path());
    }
    io::write_files(files);
    return files.back().path;
}

std::string real(const std::string& path) {
    return std::filesystem::weakly_canonical(path).string();
}

} // namespace

TEST_CASE("A plan copied to another folder reads the same files and says the same", "[io]") {
    const SmallPlan small;
    const auto project = io::read_project(small.path(), 1);
    const test::TempDir elsewhere;
    io::PlanCopy copy;
    copy.folder = elsewhere / "deep/after";
    copy.name = "다음 \"계획\"";
    const auto path = written(io::copy_plan(project, copy));
    CHECK(path == elsewhere / "deep/after/plan.toml");
    const auto again = io::read_project(path, 1);
    const auto& before = project.plan;
    const auto& after = again.plan;
    CHECK(after.name == "다음 \"계획\"");
    CHECK(after.reference_date == before.reference_date);
    CHECK(after.jurisdiction == before.jurisdiction);
    CHECK(real(after.layers.at(0).path) == real(before.layers.at(0).path));
    CHECK(after.layers[0].fields == before.layers[0].fields);
    CHECK(after.layers[0].vintage == before.layers[0].vintage);
    for (const auto part : {&model::Plan::firms, &model::Plan::links, &model::Plan::utilities,
                            &model::Plan::assignments, &model::Plan::waivers_path}) {
        CHECK(real(after.*part) == real(before.*part));
    }
    CHECK(after.complexes[0].designated_area_m2 == 20'000);
    CHECK(after.facts[0].parts == before.facts[0].parts);
    CHECK(after.allocation.objective == before.allocation.objective);
    CHECK(after.admissions[0].ksic_rev == 10);
    CHECK(again.layers[0].features.size() == 2);
    CHECK(again.assignments.size() == 1);
}

TEST_CASE("A copied plan has other layers, and not what is dropped", "[io]") {
    const SmallPlan small;
    small.change_plan("max_parcels = 3\n",
                      "max_parcels = 3\n\n[upgrade]\nland_price_krw_m2 = 400_000\n"
                      "land_price_source = \"s\"\nbudget_100m_krw = 100.5\nbudget_source = \"b\"\n"
                      "\n[[upgrade.action]]\nkind = \"widen\"\ntarget_width_m = 12\n"
                      "cost_krw_m2 = 1\ncost_source = \"x\"\nweights = { old = 1.5 }\n"
                      "weights_source = \"x\"\n");
    const auto project = io::read_project(small.path(), 1);
    const test::TempDir elsewhere;
    io::PlanCopy copy;
    copy.folder = elsewhere / "after";
    copy.name = "after";
    auto path = written(io::copy_plan(project, copy));
    // nothing dropped: the copy says all of it again
    auto upgrade = io::read_appraisal(io::read_plan(path)).upgrade;
    CHECK(upgrade.budget_100m_krw == 100.5);
    REQUIRE(upgrade.actions.size() == 1);
    CHECK(upgrade.actions[0].target_width_m == 12);
    CHECK(upgrade.actions[0].weights.at(0).weight == 1.5);

    model::LayerRef lots;
    lots.role = "lots";
    lots.path = "lots.gpkg";
    lots.layer = "lots";
    lots.vintage = "2024-05-31";
    lots.source = "s; \\ \"q\"";
    copy.layers = {lots};
    copy.dropped = {"upgrade.budget_100m_krw", "upgrade.budget_source", "upgrade.action"};
    path = written(io::copy_plan(project, copy));
    const auto plan = io::read_plan(path);
    REQUIRE(plan.layers.size() == 1);
    CHECK(plan.layers[0].path == elsewhere / "after/lots.gpkg");
    CHECK(plan.layers[0].layer == "lots");
    CHECK(plan.layers[0].fields.empty());
    CHECK(plan.layers[0].source == lots.source);
    CHECK(plan.layers[0].vintage == lots.vintage);
    upgrade = io::read_appraisal(plan).upgrade;
    CHECK_FALSE(upgrade.budget_100m_krw);
    CHECK(upgrade.actions.empty());
    CHECK(upgrade.land_price_krw_m2 == 400'000);
}

TEST_CASE("A plan's own rule packs go with it; a plan that changed meanwhile is refused", "[io]") {
    const SmallPlan small;
    std::filesystem::create_directories(small.folder.path() / "rules");
    small.folder.write("rules/own.toml", "[pack]\nid = \"own\"\nname = \"own\"\nversion = \"7\"\n");
    small.change_plan("\"kr-52-jeonju\"]", "\"kr-52-jeonju\", \"own\"]");
    const auto project = io::read_project(small.path(), 1);
    const test::TempDir elsewhere;
    const io::PlanCopy copy{elsewhere / "after", "after", {}, {}};
    const auto files = io::copy_plan(project, copy);
    REQUIRE(files.size() == 2);
    CHECK(files[0].path == elsewhere / "after/rules/own.toml");
    CHECK(files[0].bytes == test::read_file(small.folder / "rules/own.toml"));
    small.change_plan("작은", "다른");
    CHECK_THROWS_AS(io::copy_plan(project, copy), Error);
}

TEST_CASE("TOML text reads back as the document it was made of", "[io]") {
    const test::TempDir folder;
    const std::string text = "name = \"\\u0001 tab\\t 한글 \\\\ \\\"q\\\"\"\n"
                             "whole = 1_830_000\nreal = 2.0\nsmall = 1e-7\nflag = false\n"
                             "day = 2024-06-26\nempty = []\nlist = [1.5, 2.0]\n"
                             "\"odd key.\" = 1\n\n[a.b]\nc = { d = \"e\", f = { g = 1 } }\n\n"
                             "[[t]]\nx = 1\n\n[[t]]\nx = 2\n[[t.u]]\ny = \"z\"\n";
    const auto first = io::read_toml(folder.write("a.toml", text), ErrorKind::usage);
    const auto once = io::to_toml(first.root);
    const auto second = io::read_toml(folder.write("b.toml", once), ErrorKind::usage);
    CHECK(io::to_toml(second.root) == once);
    const auto words = [](const io::TomlDocument& document) {
        io::TomlTable root{document};
        CHECK(root.get<std::string>("name") == "\x01 tab\t 한글 \\ \"q\"");
        CHECK(root.get<std::int64_t>("whole") == 1'830'000);
        CHECK(root.get<double>("real") == 2.0);
        CHECK(root.get<double>("small") == 1e-7);
        CHECK_FALSE(root.get<bool>("flag"));
        CHECK(to_string(root.get<Date>("day")) == "2024-06-26");
        CHECK(root.get<std::vector<double>>("list") == std::vector<double>{1.5, 2});
        CHECK(root.get<std::int64_t>("odd key.") == 1);
        auto inner = root.required_table("a").required_table("b").required_table("c");
        CHECK(inner.get<std::string>("d") == "e");
        CHECK(inner.required_table("f").get<std::int64_t>("g") == 1);
        auto tables = root.tables("t");
        REQUIRE(tables.size() == 2);
        CHECK(tables[0].get<std::int64_t>("x") == 1);
        CHECK(tables[1].tables("u").at(0).get<std::string>("y") == "z");
    };
    words(first);
    words(second);
}
