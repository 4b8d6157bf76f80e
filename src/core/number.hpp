#pragma once

#include <string>

namespace sandan {

/// `1,830,000` or `-12.35`: thousands grouped by commas, `decimals` places, half away from zero as
/// printf rounds; never "-0".
[[nodiscard]] std::string grouped(double value, int decimals = 0);

} // namespace sandan
