#include "cli/rule_words.hpp"

#include <sandan/core/error.hpp>

#include "cli/nearest_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace sandan::cli {

namespace {

constexpr std::size_t group_length = 2;

std::string upper(std::string word) {
    std::transform(word.begin(), word.end(), word.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return word;
}

[[noreturn]] void refuse(const model::RuleBook& book, const std::string& word) {
    std::vector<std::string> names;
    for (const auto& info : book.rules) {
        names.push_back(info.id);
        names.push_back(info.id.substr(0, group_length));
    }
    const auto near = nearest_name(upper(word), names);
    throw Error{ErrorKind::usage,
                fmt::format("{}: no such rule or group in the plan's rule packs, see "
                            "'sandan rules'{}",
                            word, near.empty() ? "" : fmt::format("; did you mean {}?", near))};
}

} // namespace

bool names_rule(std::string_view word, std::string_view id) {
    return word == id || (word.size() == group_length && id.size() > group_length &&
                          id.starts_with(word) && id[group_length] == '-');
}

void require_rules(const model::RuleBook& book, const std::vector<std::string>& words) {
    for (const auto& word : words) {
        if (std::none_of(book.rules.begin(), book.rules.end(),
                         [&](const model::RuleInfo& info) { return names_rule(word, info.id); })) {
            refuse(book, word);
        }
    }
}

} // namespace sandan::cli
