#include <sandan/core/error.hpp>
#include <sandan/rules/selection.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace sandan::rules {

bool names_rule(std::string_view word, std::string_view id) {
    constexpr std::size_t group_length = 2;
    return word == id || (word.size() == group_length && id.size() > group_length &&
                          id.starts_with(word) && id[group_length] == '-');
}

void require_rules(const model::RuleBook& book, const std::vector<std::string>& words,
                   const std::function<Text(const std::string&)>& hint) {
    for (const auto& word : words) {
        const bool known =
            std::any_of(book.rules.begin(), book.rules.end(),
                        [&](const model::RuleInfo& info) { return names_rule(word, info.id); });
        if (!known) {
            const auto near = hint ? hint(word) : Text{};
            throw Error{ErrorKind::usage,
                        Text{fmt::format("{}: 계획의 규칙 묶음에 그런 규칙이나 규칙군이 없습니다; "
                                         "'sandan rules'를 보십시오{}",
                                         word, near.ko),
                             fmt::format("{}: no such rule or group in the plan's rule packs, see "
                                         "'sandan rules'{}",
                                         word, near.en)}};
        }
    }
}

} // namespace sandan::rules
