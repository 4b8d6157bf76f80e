#pragma once

namespace sandan {

/// Won in 억원 (10⁸ KRW), the unit of plans and budgets.
inline constexpr double krw_per_100m = 1e8;

} // namespace sandan
