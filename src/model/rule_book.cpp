#include <sandan/model/rule_book.hpp>

#include <algorithm>

namespace sandan::model {

namespace {

bool in_force(const Parameter& parameter, const Date& date) {
    return parameter.valid_from <= date && (!parameter.valid_to || date <= *parameter.valid_to);
}

} // namespace

const RuleInfo* RuleBook::rule(std::string_view id) const {
    const auto found = std::find_if(rules.begin(), rules.end(),
                                    [&](const RuleInfo& rule) { return rule.id == id; });
    return found == rules.end() ? nullptr : &*found;
}

const Parameter* RuleBook::parameter(std::string_view rule_id, std::string_view name,
                                     const Date& date, std::string_view key, double size) const {
    const auto* const info = rule(rule_id);
    if (info == nullptr) {
        return nullptr;
    }
    const auto find = [&](std::string_view pack, std::string_view wanted) {
        const Parameter* best = nullptr;
        for (const auto& parameter : info->parameters) {
            const bool fits = parameter.jurisdiction == pack && parameter.name == name &&
                              parameter.key == wanted && parameter.from <= size &&
                              in_force(parameter, date);
            if (fits && (best == nullptr || parameter.from >= best->from)) {
                best = &parameter;
            }
        }
        return best;
    };
    for (auto pack = packs.rbegin(); pack != packs.rend(); ++pack) {
        if (const auto* const own = find(pack->id, key)) {
            return own;
        }
        if (const auto* const general = key.empty() ? nullptr : find(pack->id, {})) {
            return general;
        }
    }
    return nullptr;
}

} // namespace sandan::model
