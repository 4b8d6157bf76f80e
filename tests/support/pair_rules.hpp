#pragma once
// Asks one pair rule about one firm on one site.

#include "project_builder.hpp"

#include <string_view>
#include <utility>
#include <vector>

namespace sandan::test {

/// The rule's answer for a site whose facts the test sets by hand.
inline rules::Outcome ask(const model::Project& project, std::string_view rule,
                          const model::Firm& firm, const rules::Site& site) {
    const rules::Analysis analysis;
    const rules::Context context{project, analysis, today};
    return rules::find_rule(rule)->judge(context, firm, site);
}

/// The rule's answer for lots of the project, measured as the program does.
inline rules::Outcome ask_lots(const model::Project& project, std::string_view rule,
                               const model::Firm& firm, std::vector<std::size_t> lots) {
    const auto analysis = rules::analyse(project, project.plan.reference_date, 2);
    const rules::Context context{project, analysis, project.plan.reference_date};
    return rules::find_rule(rule)->judge(context, firm,
                                         rules::make_site(project, analysis.lots, std::move(lots)));
}

inline model::Firm firm(std::string id, std::string ksic = "23995") {
    model::Firm firm;
    firm.id = std::move(id);
    firm.name = firm.id;
    firm.ksic_rev = 10;
    firm.industries = {{std::move(ksic), 1.0}};
    firm.emits_known = true;
    firm.hazards_known = true;
    return firm;
}

inline rules::Site site_of_area(double area_m2) {
    rules::Site site;
    site.id = "L";
    site.complex = "A";
    site.area_m2 = area_m2;
    site.facts.area_m2 = area_m2;
    return site;
}

using Kind = rules::Outcome::Kind;

} // namespace sandan::test
