#include <sandan/core/error.hpp>
#include <sandan/model/area.hpp>

#include "core/korean.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <string>

namespace sandan::model {

namespace {

bool is_digit(char c) {
    return '0' <= c && c <= '9';
}

/// A decimal number cut after some digits: `units`, and whether what is cut off is below, exactly
/// or above half a unit (−1, 0, 1).
struct Cut {
    std::int64_t units = 0;
    int against_half = -1;
};

int compare_with_half(std::string_view tail) {
    if (tail.empty() || tail.front() < '5') {
        return -1;
    }
    const bool exact =
        tail.front() == '5' && tail.find_first_not_of('0', 1) == std::string_view::npos;
    return exact ? 0 : 1;
}

Cut cut_decimal(std::string_view text, std::size_t decimals) {
    const auto point = text.find('.');
    const auto whole = text.substr(0, point);
    const auto fraction =
        point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
    constexpr std::size_t longest = 15; // digits that fit int64 and double
    const bool sound = !whole.empty() && whole.size() <= longest &&
                       std::all_of(whole.begin(), whole.end(), is_digit) &&
                       std::all_of(fraction.begin(), fraction.end(), is_digit);
    if (!sound) {
        throw Error{
            ErrorKind::input,
            Text{format_ko("'{}'은(는) 면적이 아닙니다: 123.5 같은 십진수여야 합니다", text),
                 fmt::format("'{}' is no area: expected a decimal number such as 123.5", text)}};
    }
    std::string digits{whole};
    digits += fraction.substr(0, decimals);
    digits.append(decimals - std::min(decimals, fraction.size()), '0');
    return {std::stoll(digits),
            compare_with_half(fraction.substr(std::min(decimals, fraction.size())))};
}

/// A value in units, split into whole units and the remainder, rounded to 1e-9 so that
/// representation error makes no ties different.
struct Share {
    std::int64_t units = 0;
    std::int64_t remainder = 0; ///< 1e-9 units
};

Share split(double units) {
    constexpr double fine = 1e9;
    const double whole = std::floor(units);
    Share share{static_cast<std::int64_t>(whole), std::llround((units - whole) * fine)};
    if (share.remainder == static_cast<std::int64_t>(fine)) {
        share = {share.units + 1, 0};
    }
    return share;
}

} // namespace

double area_tolerance(double area_m2, double scale) {
    constexpr double smallest_mark_m = 0.026;
    const double denominator = scale == 3000 ? 6000 : scale;
    return smallest_mark_m * smallest_mark_m * denominator * std::sqrt(area_m2);
}

double ledger_round(std::string_view area, bool tenth) {
    const auto cut = cut_decimal(area, tenth ? 1 : 0);
    const bool up = cut.against_half > 0 || (cut.against_half == 0 && cut.units % 2 != 0);
    const auto units = std::max<std::int64_t>(1, cut.units + (up ? 1 : 0));
    return static_cast<double>(units) / (tenth ? 10 : 1);
}

std::vector<double> largest_remainder(const std::vector<double>& values, double total,
                                      int decimals) {
    if (values.empty()) {
        return {};
    }
    const double scale = std::pow(10.0, decimals);
    std::vector<Share> shares;
    shares.reserve(values.size());
    std::int64_t missing = std::llround(total * scale);
    for (const double value : values) {
        shares.push_back(split(value * scale));
        missing -= shares.back().units;
    }
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return shares[a].remainder != shares[b].remainder
                   ? shares[a].remainder > shares[b].remainder
                   : values[a] > values[b];
    });
    if (missing < 0) {
        std::reverse(order.begin(), order.end()); // too much: the smallest remainders give first
    }
    const std::int64_t step = missing < 0 ? -1 : 1;
    for (std::size_t i = 0; missing != 0; i = (i + 1) % order.size(), missing -= step) {
        shares[order[i]].units += step;
    }
    std::vector<double> result;
    result.reserve(values.size());
    for (const auto& share : shares) {
        result.push_back(static_cast<double>(share.units) / scale);
    }
    return result;
}

double required_factory_area(double site_m2, const std::vector<RateShare>& shares) {
    double sum = 0;
    for (const auto& [share, rate] : shares) {
        if (rate <= 0) {
            throw Error{
                ErrorKind::input,
                Text{
                    fmt::format("기준공장면적률이 {:f}입니다: 0보다 큰 비율이어야 합니다", rate),
                    fmt::format("a factory area rate of {:f}: expected a fraction above 0", rate)}};
        }
        sum += share / rate;
    }
    return sum > 0 ? site_m2 / sum : 0;
}

double buffer_belt_width(double complex_m2, double perimeter_m, double upper_share,
                         bool touches_housing) {
    constexpr double standard = 10;
    constexpr double least = 5;
    const double allowed = complex_m2 * upper_share / perimeter_m;
    return touches_housing ? standard : std::clamp(allowed, least, standard);
}

} // namespace sandan::model
