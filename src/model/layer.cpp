#include <sandan/model/layer.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace sandan::model {

namespace {

std::string print(double number) {
    return std::trunc(number) == number && std::abs(number) < 1e15 ? fmt::format("{:.0f}", number)
                                                                   : fmt::format("{}", number);
}

std::optional<double> parse(const std::string& text) {
    double value = 0;
    const auto* const end = text.data() + text.size();
    const auto [stop, failed] = std::from_chars(text.data(), end, value);
    if (failed != std::errc{} || stop != end || !std::isfinite(value)) {
        return std::nullopt;
    }
    return value;
}

} // namespace

std::optional<std::size_t> Layer::column(std::string_view field) const {
    const auto found = std::find(fields.begin(), fields.end(), field);
    if (found == fields.end()) {
        return std::nullopt;
    }
    return static_cast<std::size_t>(found - fields.begin());
}

std::optional<std::string> Layer::text(const Feature& feature, std::string_view field) const {
    const auto at = column(field);
    if (!at || *at >= feature.values.size()) {
        return std::nullopt;
    }
    const auto& value = feature.values[*at];
    if (const auto* const text = std::get_if<std::string>(&value)) {
        return *text;
    }
    if (const auto* const number = std::get_if<double>(&value)) {
        return print(*number);
    }
    return std::nullopt;
}

std::optional<double> Layer::number(const Feature& feature, std::string_view field) const {
    const auto at = column(field);
    if (!at || *at >= feature.values.size()) {
        return std::nullopt;
    }
    const auto& value = feature.values[*at];
    if (const auto* const number = std::get_if<double>(&value)) {
        return *number;
    }
    if (const auto* const text = std::get_if<std::string>(&value)) {
        return parse(*text);
    }
    return std::nullopt;
}

std::string Layer::id(const Feature& feature) const {
    auto id = text(feature, "id");
    return id ? *id : std::to_string(feature.fid);
}

} // namespace sandan::model
