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
        const auto names = report::feasibility_headings(section.table, Language::ko);
        REQUIRE(names.size() == section.table.columns.size());
        for (const auto& name : names) {
            INFO(section.table.name << ": " << name);
            CHECK(std::any_of(name.begin(), name.end(), [](char c) { return (c & 0x80) != 0; }));
        }
    }
}
