#include "project_builder.hpp"
#include "report/feasibility_report.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace sandan;

TEST_CASE("every column of the feasibility study has a heading for people", "[report]") {
    test::ProjectBuilder builder;
    builder.complex("c", 10000)
        .layer("lots", {"id", "complex", "use"})
        .feature(test::rectangle(0, 0, 100, 100), {"L1", "c", "IND"});
    const auto analysis = rules::analyse(builder.project(), test::today, 1);
    const rules::Context context{builder.project(), analysis, test::today};
    const feasibility::Study study;
    for (const auto& section : report::feasibility_sections({context, Language::ko, study})) {
        const auto names = report::feasibility_for_people(section.table, Language::ko).columns;
        for (const auto& name : names) {
            INFO(section.table.name << ": " << name);
            CHECK(std::any_of(name.begin(), name.end(), [](char c) { return (c & 0x80) != 0; }));
        }
    }
}

TEST_CASE("Words of the study are told in the reader's language, texts of the plan as they are",
          "[report]") {
    report::NamedTable table{"gates"};
    for (const auto* const column : {"what", "utility", "change", "source"}) {
        table.column(column);
    }
    table.rows = {{"traffic", "traffic", "discount rate -20 %", "traffic"},
                  {"free text", "", "", ""}};
    const auto ko = report::feasibility_for_people(table, Language::ko);
    CHECK(ko.rows[0] ==
          std::vector<std::string>{"교통영향평가", "교통", "할인율 -20 %", "traffic"});
    CHECK(ko.rows[1][0] == "free text");
    CHECK(report::feasibility_for_people(table, Language::en).rows[0][0] == "traffic assessment");
}

TEST_CASE("rows of all complexes together are named as the total", "[report]") {
    report::NamedTable costs{"costs"};
    costs.column("complex");
    costs.column("value", true);
    costs.rows = {{"general", "7"}, {"", "9"}};
    CHECK(report::feasibility_for_people(costs, Language::ko).rows[1][0] == "합계");
    CHECK(report::feasibility_for_people(costs, Language::en).rows[1][0] == "total");
    CHECK(report::feasibility_for_people(costs, Language::ko).rows[0][0] == "general");

    auto placement = costs; // lots outside of every complex are not all of them
    placement.name = "placement";
    CHECK(report::feasibility_for_people(placement, Language::ko).rows[1][0].empty());
}
