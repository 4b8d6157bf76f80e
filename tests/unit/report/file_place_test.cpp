#include "report/file_place.hpp"

#include <catch2/catch.hpp>

#include <filesystem>

using namespace sandan;

TEST_CASE("annotations name files from where the program runs, however the plan was named",
          "[report]") {
    model::Project project;
    project.plan.path = "plans/new/plan.toml";
    CHECK(report::repository_path(project, "plans/new/plan.toml") == "plans/new/plan.toml");
    CHECK(report::repository_path(project, "plans/./new/lots.shp") == "plans/new/lots.shp");
    const auto here = std::filesystem::current_path().generic_string();
    CHECK(report::repository_path(project, here + "/plans/new/lots.shp") == "plans/new/lots.shp");
    CHECK(report::repository_path(project, "/elsewhere/lots.shp") == "lots.shp");
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
