#include <sandan/model/rule_book.hpp>

#include <algorithm>

namespace sandan::model {

bool in_force(const Parameter& parameter, const Date& date) {
    return parameter.valid_from <= date && (!parameter.valid_to || date <= *parameter.valid_to);
}

const RuleInfo* RuleBook::rule(std::string_view id) const {
    // Asked for every firm on every site: the last two digits tell most ids apart.
    constexpr std::size_t digits = 2;
    const auto found = std::find_if(rules.begin(), rules.end(), [&](const RuleInfo& rule) {
        const auto size = id.size();
        return rule.id.size() == size &&
               (size < digits || (rule.id[size - 1] == id[size - 1] &&
                                  rule.id[size - digits] == id[size - digits])) &&
               rule.id == id;
    });
    return found == rules.end() ? nullptr : &*found;
}

Lookup RuleBook::lookup(std::string_view rule_id, std::string_view name, const Date& date,
                        std::string_view key, double size) const {
    const auto* const info = rule(rule_id);
    if (info == nullptr) {
        return {};
    }
    const auto find = [&](std::string_view pack, std::string_view wanted) {
        const Parameter* best = nullptr;
        for (const auto& parameter : info->parameters) {
            const bool fits = parameter.from <= size && parameter.name == name &&
                              parameter.key == wanted && parameter.jurisdiction == pack &&
                              in_force(parameter, date);
            if (fits && (best == nullptr || parameter.from >= best->from)) {
                best = &parameter;
            }
        }
        return best;
    };
    for (auto pack = packs.rbegin(); pack != packs.rend(); ++pack) {
        if (const auto* const own = find(pack->id, key)) {
            return {Lookup::Status::found, own};
        }
        if (const auto* const general = key.empty() ? nullptr : find(pack->id, {})) {
            return {Lookup::Status::found, general};
        }
    }
    const bool listed =
        std::any_of(info->parameters.begin(), info->parameters.end(),
                    [&](const Parameter& row) { return row.name == name && in_force(row, date); });
    return {listed ? Lookup::Status::not_listed : Lookup::Status::not_in_force, nullptr};
}

const Parameter* RuleBook::parameter(std::string_view rule_id, std::string_view name,
                                     const Date& date, std::string_view key, double size) const {
    return lookup(rule_id, name, date, key, size).parameter;
}

} // namespace sandan::model
