#include <sandan/model/rule_book.hpp>

#include <algorithm>
#include <cstddef>
#include <tuple>

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
    // Later packs first; in a pack its own key before the general one, then the largest band.
    const Parameter* best = nullptr;
    std::tuple<std::ptrdiff_t, bool, double> rank_of_best;
    bool listed = false;
    for (const auto& parameter : info->parameters) {
        if (parameter.name != name || !in_force(parameter, date)) {
            continue;
        }
        listed = true;
        const bool own = parameter.key == key;
        if (!(own || parameter.key.empty()) || !(parameter.from <= size)) {
            continue;
        }
        const auto pack = std::find_if(packs.rbegin(), packs.rend(), [&](const RulePack& one) {
            return one.id == parameter.jurisdiction;
        });
        if (pack == packs.rend()) {
            continue;
        }
        const std::tuple rank{packs.rend() - pack, own, parameter.from};
        if (best == nullptr || rank >= rank_of_best) {
            best = &parameter;
            rank_of_best = rank;
        }
    }
    if (best != nullptr) {
        return {Lookup::Status::found, best};
    }
    return {listed ? Lookup::Status::not_listed : Lookup::Status::not_in_force, nullptr};
}

const Parameter* RuleBook::parameter(std::string_view rule_id, std::string_view name,
                                     const Date& date, std::string_view key, double size) const {
    return lookup(rule_id, name, date, key, size).parameter;
}

} // namespace sandan::model
