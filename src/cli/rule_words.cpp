#include "cli/rule_words.hpp"

#include <sandan/rules/selection.hpp>

#include "cli/nearest_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace sandan::cli {

namespace {

std::string upper(std::string word) {
    std::transform(word.begin(), word.end(), word.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return word;
}

std::vector<std::string> words_of(const model::RuleBook& book) {
    constexpr std::size_t group_length = 2;
    std::vector<std::string> words;
    for (const auto& info : book.rules) {
        words.push_back(info.id);
        words.push_back(info.id.substr(0, group_length));
    }
    return words;
}

} // namespace

void require_rules(const model::RuleBook& book, const std::vector<std::string>& words) {
    rules::require_rules(book, words, [&](const std::string& word) {
        const auto near = nearest_name(upper(word), words_of(book));
        return near.empty() ? Text{}
                            : Text{fmt::format("; 혹시 {}입니까?", near),
                                   fmt::format("; did you mean {}?", near)};
    });
}

} // namespace sandan::cli
