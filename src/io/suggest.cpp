#include "io/suggest.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <numeric>

namespace sandan::io {

namespace {

char lower(char c) {
    return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

/// Levenshtein distance over bytes, letter case ignored.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t replaced = diagonal + (lower(a[i]) == lower(b[j]) ? 0U : 1U);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

} // namespace

bool is_near(std::string_view word, std::string_view other) {
    return distance(word, other) <= std::max<std::size_t>(2, word.size() / 3);
}

Text suggestion(std::string_view word, const std::vector<std::string>& words) {
    if (words.empty()) {
        return {};
    }
    const auto closest = std::min_element(words.begin(), words.end(),
                                          [&](const std::string& a, const std::string& b) {
                                              return distance(word, a) < distance(word, b);
                                          });
    if (is_near(word, *closest)) {
        return {fmt::format("; 혹시 '{}'입니까?", *closest),
                fmt::format("; did you mean '{}'?", *closest)};
    }
    return {fmt::format("; 쓸 수 있는 것: {}", fmt::join(words, ", ")),
            fmt::format("; expected one of {}", fmt::join(words, ", "))};
}

} // namespace sandan::io
