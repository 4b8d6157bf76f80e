#include <sandan/siting/exclusion.hpp>

#include <map>
#include <string_view>

namespace sandan::siting {

Waterfall exclusions(const Matrix& matrix, std::size_t firm) {
    Waterfall waterfall;
    waterfall.sites = matrix.sites.size();
    std::map<std::string_view, Exclusion> by_rule;
    for (std::size_t site = 0; site < matrix.sites.size(); ++site) {
        std::vector<const Reason*> hard;
        for (const auto& reason : matrix.at(firm, site).reasons) {
            if (reason.hard) {
                hard.push_back(&reason);
            }
        }
        for (const auto* const reason : hard) {
            auto& step = by_rule[reason->rule];
            ++step.alone;
            step.only += hard.size() == 1 ? 1U : 0U;
        }
        if (hard.empty()) {
            ++waterfall.open;
        } else { // reasons stand in rule order: the first one takes the site away
            ++by_rule[hard.front()->rule].added;
        }
    }
    for (const auto& rule : rules::rule_table()) {
        if (const auto found = by_rule.find(rule.id); found != by_rule.end()) {
            waterfall.steps.push_back(found->second);
            waterfall.steps.back().rule = rule.id;
        }
    }
    return waterfall;
}

} // namespace sandan::siting
