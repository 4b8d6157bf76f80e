#include "project_builder.hpp"
#include "report/file_place.hpp"
#include "temp_dir.hpp"

#include <catch2/catch.hpp>

#include <filesystem>

using namespace sandan;

namespace {

class Inside {
public:
    explicit Inside(const std::filesystem::path& folder) { std::filesystem::current_path(folder); }

    ~Inside() { std::filesystem::current_path(m_before); }

    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;

private:
    std::filesystem::path m_before = std::filesystem::current_path();
};

} // namespace

TEST_CASE("annotations name files from where the program runs, however the plan was named",
          "[report]") {
    const test::TempDir folder;
    const Inside inside{folder.path()};
    model::Project project;
    project.plan.path = "plans/new/plan.toml";
    CHECK(report::repository_path(project, "plans/new/plan.toml") == "plans/new/plan.toml");
    CHECK(report::repository_path(project, "plans/./new/lots.shp") == "plans/new/lots.shp");
    const auto here = std::filesystem::current_path().generic_string();
    CHECK(report::repository_path(project, here + "/plans/new/lots.shp") == "plans/new/lots.shp");
    CHECK(report::repository_path(project, "/elsewhere/lots.shp") == "lots.shp");
}

TEST_CASE("annotations name files from the top of the repository they lie in", "[report]") {
    const test::TempDir folder;
    std::filesystem::create_directories(folder.path() / "work" / "plans");
    std::filesystem::create_directory(folder.path() / "work" / ".git");
    const Inside inside{folder.path() / "work" / "plans"};
    model::Project project;
    project.plan.path = "plan.toml";
    CHECK(report::repository_path(project, "plan.toml") == "plans/plan.toml");
    CHECK(report::repository_path(project, "../lots.shp") == "lots.shp");
}

TEST_CASE("a lot given twice is shown where it is given the second time", "[report]") {
    model::Project project;
    project.plan.path = "plan.toml";
    project.plan.assignments = "assignments.csv";
    project.assignments = {{"F1", {"L1", "L2"}, 2}, {"F2", {"L3"}, 3}, {"F3", {"L2"}, 4}};
    Finding finding;
    finding.rule = "PC-11";
    finding.subject = {"lots", "L2", -1};
    const auto place = report::file_place(project, finding);
    CHECK(place.path == "assignments.csv");
    CHECK(place.line == 4);
    finding.rule = "GT-02"; // of the land, whoever has it
    CHECK(report::file_place(project, finding).path != "assignments.csv");
}

TEST_CASE("a record of a CSV layer is found on its line, below the header", "[report]") {
    model::Project project;
    model::Layer layer;
    layer.role = "register";
    layer.provenance.path = "register.csv";
    project.layers.push_back(layer);
    Finding finding;
    finding.subject = {"register", "RG-2", 1}; // the second record
    CHECK(report::file_place(project, finding).line == 3);
    finding.subject.fid = -1; // of the whole layer
    CHECK(report::file_place(project, finding).line == 1);
}

TEST_CASE("a finding of a second file of a role points at that file", "[report]") {
    model::Project project;
    for (const auto* const name : {"east", "west"}) {
        model::Layer layer;
        layer.role = "register";
        layer.name = name;
        layer.fields = {"id"};
        layer.provenance.path = std::string{name} + ".csv";
        for (int i = 0; i < 3; ++i) {
            model::Feature row;
            row.fid = i;
            row.values = {std::string{name} + std::to_string(i)};
            layer.features.push_back(row);
        }
        project.layers.push_back(layer);
    }
    Finding finding;
    finding.subject = {"register", "west1", 1};
    CHECK(report::file_place(project, finding).path == "west.csv");
    CHECK(report::file_place(project, finding).line == 3);
    finding.subject = {"register", "west0|west2", -1}; // a pair
    CHECK(report::file_place(project, finding).path == "west.csv");
    finding.subject = {"register", "west", -1}; // the file as a whole
    CHECK(report::file_place(project, finding).path == "west.csv");
    finding.subject = {"register", "east1", 1};
    CHECK(report::file_place(project, finding).path == "east.csv");
}

TEST_CASE("a finding of files without ids points at the one that its rule judged", "[report]") {
    test::ProjectBuilder builder;
    builder.complex("C", 100'000).parameter("LB-08", "min_width", 15);
    builder.parameter("LB-08", "min_complex_area", 30'000);
    for (const auto* const name : {"east", "west"}) {
        builder.layer("roads", {"complex", "class", "width_m"})
            .feature(test::rectangle(0, 0, 15, 100), {"C", "arterial", 20.0})
            .feature(test::rectangle(50, 0, 15, 100), {"C", {}, 20.0});
        auto& layer = builder.project().layers.back();
        layer.name = name;
        layer.provenance.path = std::string{name} + ".csv";
    }
    // no place on the ground, and the same record number and id in both files
    const auto found = test::run_rule(builder.project(), "LB-08");
    std::vector<std::string> paths;
    for (const auto& [subject, outcome] : found.all) {
        if (outcome.kind == rules::Outcome::Kind::unknown) {
            Finding finding;
            finding.subject = subject;
            paths.push_back(report::file_place(builder.project(), finding).path);
            CHECK(report::file_place(builder.project(), finding).line == 3);
        }
    }
    CHECK(paths == std::vector<std::string>{"east.csv", "west.csv"});
}
