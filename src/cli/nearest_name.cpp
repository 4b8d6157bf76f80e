#include "cli/nearest_name.hpp"

#include <sandan/core/error.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>

namespace sandan::cli {

namespace {

std::size_t edits(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (const char c : a) {
        std::size_t diagonal = row[0]++;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const auto replaced = diagonal + (c == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

} // namespace

std::string nearest_name(std::string_view word, const std::vector<std::string>& names) {
    std::string best;
    auto least = word.size();
    for (const auto& name : names) {
        const auto distance = edits(word, name);
        if (distance < least) {
            least = distance;
            best = name;
        }
    }
    return best;
}

Text asked_back(const std::string& name) {
    return name.empty() ? Text{}
                        : Text{fmt::format("; 혹시 {}입니까?", name),
                               fmt::format(", did you mean {}?", name)};
}

Text did_you_mean(std::string_view word, const std::vector<std::string>& names) {
    const auto near = nearest_name(word, names);
    const auto most = std::max<std::size_t>(2, word.size() / 3);
    return asked_back(near.empty() || edits(word, near) > most ? std::string{} : near);
}

void require_known(std::string_view option, const std::string& word,
                   const std::vector<std::string>& ids) {
    if (std::find(ids.begin(), ids.end(), word) != ids.end()) {
        return;
    }
    constexpr std::size_t few = 8;
    const auto all = ids.size() > few ? Text{}
                                      : Text{fmt::format("; 있는 것: {}", fmt::join(ids, ", ")),
                                             fmt::format(", expected {}", fmt::join(ids, ", "))};
    const auto near = asked_back(nearest_name(word, ids));
    throw Error{
        ErrorKind::usage,
        Text{fmt::format("{} {}: 계획에 그런 id가 없습니다{}{}", option, word, all.ko, near.ko),
             fmt::format("{} {}: no such id in the plan{}{}", option, word, all.en, near.en)}};
}

} // namespace sandan::cli
