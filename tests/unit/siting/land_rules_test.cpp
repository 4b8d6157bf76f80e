// Rules that judge the land alone are asked once a site: the matrix must say what each rule says
// when it is asked about one firm on one site.
#include <sandan/io/read.hpp>
#include <sandan/rules/context.hpp>
#include <sandan/siting/feasibility.hpp>

#include "places.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

using namespace sandan;

namespace {

using Reasons = std::vector<std::pair<std::string, std::string>>; ///< Rules, and what they say.

Reasons of(const std::vector<siting::Reason>& reasons) {
    Reasons all;
    for (const auto& reason : reasons) {
        all.emplace_back(reason.rule, reason.outcome.evidence.message.en);
    }
    return all;
}

Reasons one_by_one(const rules::Context& context, const model::Firm& firm,
                   const rules::Site& site) {
    Reasons all;
    for (const auto& rule : rules::rule_table()) {
        const auto* const info = context.project.rules.rule(rule.id);
        if (info == nullptr || !rule.sites_firms()) {
            continue;
        }
        const auto outcome = rule.judge(context, firm, site);
        const auto result = rules::result_of(*info, outcome);
        if (result == Result::fail || result == Result::warn || result == Result::unknown) {
            all.emplace_back(rule.id, outcome.evidence.message.en);
        }
    }
    return all;
}

} // namespace

TEST_CASE("a firm on a site is told what every rule says of it by itself", "[siting]") {
    const auto* const plan = GENERATE("new_complex", "faulty");
    const auto project =
        io::read_project(std::string{SANDAN_SOURCE_DIR "/gis_data/"} + plan + "/plan.toml", 2);
    REQUIRE(project.plan.waivers.empty());
    const auto analysis = rules::analyse(project, project.plan.reference_date, 2);
    const rules::Context context{project, analysis, project.plan.reference_date};
    const auto matrix = siting::feasibility(context, 2, 2);
    REQUIRE(matrix.cells.size() > 1000);
    std::set<std::string> of_land;
    constexpr std::size_t step = 37;
    for (std::size_t i = 0; i < matrix.cells.size(); i += step) {
        const auto& cell = matrix.cells[i];
        const auto found = of(cell.reasons);
        CAPTURE(plan, project.firms[cell.firm].id, matrix.sites[cell.site].id);
        REQUIRE(found == one_by_one(context, project.firms[cell.firm], matrix.sites[cell.site]));
        for (const auto& [id, said] : found) {
            if (rules::find_rule(id)->land != nullptr) {
                of_land.insert(id);
            }
        }
    }
    CHECK_FALSE(of_land.empty());
}
