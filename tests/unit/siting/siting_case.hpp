#pragma once
// A row of lots with a river at its end, and firms that want some of it.

#include <sandan/siting/feasibility.hpp>

#include "pair_rules.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace sandan::test {

/// Four lots in a row, the last of another phase, and one beyond a gap.
inline ProjectBuilder row_with_river() {
    ProjectBuilder builder;
    builder.complex("A", 100000)
        .rule("SI-06")
        .parameter("PD-10", "min_contact", 1)
        .rule("PC-06")
        .rule("SI-13")
        .parameter("SI-13", "max_overlap", 1)
        .layer("lots", {"id", "complex", "use", "management", "phase", "available_year"})
        .feature(rectangle(0, 0, 20, 50), {"L1", "A", "IND", "MI", 1.0, 2026.0})
        .feature(rectangle(20, 0, 30, 50), {"L2", "A", "IND", "MI", 1.0, 2026.0})
        .feature(rectangle(50, 0, 40, 50), {"L3", "A", "IND", "MI", 1.0, 2026.0})
        .feature(rectangle(90, 0, 40, 50), {"L4", "A", "IND", "MI", 2.0, 2028.0})
        .feature(rectangle(150, 0, 40, 50), {"L5", "A", "IND", "MI", 1.0, 2026.0})
        .feature(rectangle(0, 50, 20, 50), {"P1", "A", "PARK", "MP", 1.0, 2026.0})
        .layer("rivers", {"id"})
        .feature(rectangle(150, 0, 10, 50), {"R"});
    return builder;
}

inline model::Firm wanting(std::string id, double least, double most, int year) {
    auto made = firm(std::move(id));
    made.area_min_m2 = least;
    made.area_max_m2 = most;
    made.year = year;
    return made;
}

struct SitingCase {
    model::Project project;
    rules::Analysis analysis;

    explicit SitingCase(model::Project made)
        : project{std::move(made)}, analysis{rules::analyse(project, today, 2)} {}

    [[nodiscard]] rules::Context context() const { return {project, analysis, today}; }
};

inline const siting::FirmSite& cell(const siting::Matrix& matrix, std::size_t firm,
                                    std::string_view site) {
    const auto found = std::find_if(matrix.sites.begin(), matrix.sites.end(),
                                    [&](const rules::Site& s) { return s.id == site; });
    REQUIRE(found != matrix.sites.end());
    return matrix.at(firm, static_cast<std::size_t>(found - matrix.sites.begin()));
}

} // namespace sandan::test
