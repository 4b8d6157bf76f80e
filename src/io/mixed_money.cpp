#include "io/mixed_money.hpp"

#include "core/korean.hpp"
#include "core/number.hpp"
#include "io/tell.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace sandan::io {

namespace {

using Amount = std::optional<double> model::Firm::*;

constexpr double other_unit = 1000; ///< 천: the smallest step between units of money.

bool is_off(double amount, double middle) {
    return amount > middle * other_unit || amount < middle / other_unit;
}

void refuse(const std::string& path, const char* column, Amount amount,
            std::vector<model::Firm>& firms, std::vector<model::ReadFinding>& findings) {
    std::vector<double> sorted;
    for (const auto& firm : firms) {
        if (firm.*amount && *(firm.*amount) > 0) {
            sorted.push_back(*(firm.*amount));
        }
    }
    if (sorted.empty()) {
        return;
    }
    std::sort(sorted.begin(), sorted.end());
    const double low = sorted[(sorted.size() - 1) / 2];
    const double high = sorted[sorted.size() / 2];
    for (auto& firm : firms) {
        auto& value = firm.*amount;
        if (!value || !(*value > 0) || (!is_off(*value, low) && !is_off(*value, high))) {
            continue;
        }
        const double middle = is_off(*value, low) ? low : high;
        tell(findings, "UNIT-MONEY",
             {format_ko("{}:{}: 기업 {}의 {} {}: 중앙값 {}과(와) 단위가 다름", path, firm.line,
                        firm.id, column, grouped(*value, 2), grouped(middle, 2)),
              fmt::format("{}:{}: firm {}: {} {} is in another unit than the median {}", path,
                          firm.line, firm.id, column, grouped(*value, 2), grouped(middle, 2))},
             {"쓰지 않음", "not used"}, firm.line);
        value.reset();
    }
}

} // namespace

void refuse_mixed_money(const std::string& path, std::vector<model::Firm>& firms,
                        std::vector<model::ReadFinding>& findings) {
    refuse(path, "investment_100m_krw", &model::Firm::investment_100m_krw, firms, findings);
    refuse(path, "max_price_krw_m2", &model::Firm::max_price_krw_m2, firms, findings);
}

} // namespace sandan::io
