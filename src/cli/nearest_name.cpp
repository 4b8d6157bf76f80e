#include "cli/nearest_name.hpp"

#include <fmt/format.h>

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

} // namespace sandan::cli
