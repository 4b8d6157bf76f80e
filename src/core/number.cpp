#include "core/number.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sandan {

std::string grouped(double value, int decimals) {
    auto text = fmt::format("{:.{}f}", value, decimals);
    const bool negative = text.front() == '-';
    if (negative) {
        text.erase(0, 1);
    }
    const auto digits = std::min(text.find('.'), text.size());
    for (auto at = digits; at > 3; at -= 3) {
        text.insert(at - 3, 1, ',');
    }
    const bool zero = text.find_first_of("123456789") == std::string::npos;
    return negative && !zero ? "-" + text : text;
}

} // namespace sandan
