#include <sandan/core/date.hpp>

#include <fmt/format.h>

#include <charconv>

namespace sandan {

namespace {

template <typename Number>
std::optional<Number> digits(std::string_view text) {
    Number value{};
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failed != std::errc{} || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return value;
}

std::optional<Date> from_parts(std::string_view y, std::string_view m, std::string_view d) {
    const auto year = digits<int>(y);
    const auto month = digits<unsigned>(m);
    const auto day = digits<unsigned>(d);
    if (!year || !month || !day) {
        return std::nullopt;
    }
    const Date date{std::chrono::year{*year}, std::chrono::month{*month}, std::chrono::day{*day}};
    return *year > 0 && date.ok() ? std::optional{date} : std::nullopt;
}

} // namespace

std::optional<Date> parse_date(std::string_view text) {
    if (text.size() == 10 && text[4] == '-' && text[7] == '-') {
        return from_parts(text.substr(0, 4), text.substr(5, 2), text.substr(8, 2));
    }
    if (text.size() == 8) {
        return from_parts(text.substr(0, 4), text.substr(4, 2), text.substr(6, 2));
    }
    return std::nullopt;
}

std::string to_string(const Date& date) {
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

int full_years(const Date& from, const Date& to) {
    const int years = static_cast<int>(to.year()) - static_cast<int>(from.year());
    const bool before_anniversary =
        to.month() < from.month() || (to.month() == from.month() && to.day() < from.day());
    return before_anniversary ? years - 1 : years;
}

} // namespace sandan
