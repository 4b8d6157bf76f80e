#include <sandan/core/error.hpp>
#include <sandan/model/objective.hpp>

#include "core/korean.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

namespace sandan::model {

namespace {

/// From-chars knows no locale, and takes no sign or space before the number.
std::optional<double> weight_of(std::string_view text) {
    constexpr double most = 1e6;
    double weight = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), weight);
    const bool whole = fault == std::errc{} && end == text.data() + text.size();
    return whole && weight > 0 && weight <= most ? std::optional{weight} : std::nullopt;
}

} // namespace

const std::vector<std::string>& objective_terms() {
    static const std::vector<std::string> terms{"jobs", "investment", "fit", "proximity",
                                                "compactness"};
    return terms;
}

Objective parse_objective(const std::vector<std::string>& words) {
    const auto& names = objective_terms();
    Objective objective;
    std::set<std::string> seen;
    for (const auto& word : words) {
        if (word == "lexicographic" && !objective.lexicographic && seen.empty()) {
            objective.lexicographic = true;
            continue;
        }
        const auto colon = word.find(':');
        Objective::Term term{word.substr(0, colon), {}};
        if (std::find(names.begin(), names.end(), term.name) == names.end() ||
            !seen.insert(term.name).second) {
            throw Error{
                ErrorKind::usage,
                Text{format_ko(
                         "목적 '{}'은(는) 없거나 두 번 나옵니다; 쓸 수 있는 것: {}, 각 한 번까지",
                         word, fmt::join(names, ", ")),
                     fmt::format("objective '{}' is unknown or stands twice, expected "
                                 "each of {} at most once",
                                 word, fmt::join(names, ", "))}};
        }
        if (colon != std::string::npos) {
            term.weight = weight_of(std::string_view{word}.substr(colon + 1));
            if (!term.weight) {
                throw Error{
                    ErrorKind::usage,
                    Text{fmt::format(
                             "목적 '{}': 쌍점 뒤의 가중치는 0보다 크고 1,000,000 이하여야 합니다",
                             word),
                         fmt::format("objective '{}': expected a weight above 0 and at most "
                                     "1,000,000 after the colon",
                                     word)}};
            }
        }
        const bool mixed = !objective.terms.empty() &&
                           objective.terms.front().weight.has_value() != term.weight.has_value();
        if (mixed || (objective.lexicographic && term.weight)) {
            throw Error{
                ErrorKind::usage,
                Text{fmt::format("목적 '{}': 가중치는 모든 항에 주거나 아무 항에도 주지 마십시오; "
                                 "lexicographic이면 줄 수 없습니다",
                                 word),
                     fmt::format("objective '{}': give every term a weight, or none; none with "
                                 "lexicographic",
                                 word)}};
        }
        objective.terms.push_back(std::move(term));
    }
    return objective;
}

} // namespace sandan::model
