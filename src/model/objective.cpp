#include <sandan/model/objective.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>
#include <stdexcept>

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

std::vector<ObjectiveWord> parse_objective(const std::vector<std::string>& words) {
    const auto& terms = objective_terms();
    std::vector<ObjectiveWord> parsed;
    std::set<std::string> seen;
    for (const auto& word : words) {
        const auto colon = word.find(':');
        ObjectiveWord one{word.substr(0, colon), {}};
        if (std::find(terms.begin(), terms.end(), one.term) == terms.end() ||
            !seen.insert(one.term).second) {
            throw std::invalid_argument{
                fmt::format("objective '{}' is unknown or stands twice, expected each of {} at "
                            "most once",
                            word, fmt::join(terms, ", "))};
        }
        if (colon != std::string::npos) {
            one.weight = weight_of(std::string_view{word}.substr(colon + 1));
            if (!one.weight) {
                throw std::invalid_argument{fmt::format(
                    "objective '{}': expected a weight above 0 and at most 1,000,000 after the "
                    "colon",
                    word)};
            }
        }
        if (!parsed.empty() && parsed.front().weight.has_value() != one.weight.has_value()) {
            throw std::invalid_argument{
                fmt::format("objective '{}': give every term a weight, or none", word)};
        }
        parsed.push_back(std::move(one));
    }
    return parsed;
}

} // namespace sandan::model
