#include "report/plan_assignments.hpp"

#include <catch2/catch.hpp>

using namespace sandan;
using Catch::Contains;

namespace {

allocation::Allocation allocation_of(std::vector<std::string> lots_of_f1) {
    allocation::Allocation allocation;
    allocation.placements.resize(2);
    allocation.placements[0].firm = "F1";
    allocation.placements[0].lots = std::move(lots_of_f1);
    allocation.placements[1].firm = "F2"; // not in the plan's assignments
    allocation.placements[1].lots = {"L9"};
    return allocation;
}

} // namespace

TEST_CASE("an allocation that differs from the plan's assignments says which results follow those",
          "[report]") {
    model::Project project;
    project.plan.assignments = "/plans/assignments.csv";
    project.assignments = {{"F1", {"L2", "L1"}, 2}};
    CHECK(report::against_assignments(project, allocation_of({"L1", "L2"}), Language::en).empty());
    const auto moved = allocation_of({"L1", "L3"});
    CHECK_THAT(report::against_assignments(project, moved, Language::en),
               Contains("(assignments.csv) put 1 firms elsewhere: F1") && Contains("feasibility"));
    CHECK_THAT(report::against_assignments(project, moved, Language::ko),
               Contains("1개 기업이 다름: F1") && Contains("타당성"));
    project.assignments.clear();
    CHECK(report::against_assignments(project, moved, Language::en).empty());
}
