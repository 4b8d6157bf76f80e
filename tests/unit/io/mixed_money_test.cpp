#include "io/mixed_money.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace sandan;

namespace {

std::vector<model::Firm> firms(const std::vector<std::optional<double>>& amounts) {
    std::vector<model::Firm> result;
    for (const auto& amount : amounts) {
        model::Firm firm;
        firm.id = "F" + std::to_string(result.size() + 1);
        firm.line = static_cast<std::int64_t>(result.size()) + 2;
        firm.investment_100m_krw = amount;
        result.push_back(std::move(firm));
    }
    return result;
}

std::vector<std::int64_t> refused(std::vector<model::Firm> list) {
    std::vector<model::ReadFinding> findings;
    io::refuse_mixed_money("firms.csv", list, findings);
    std::vector<std::int64_t> lines;
    for (const auto& finding : findings) {
        CHECK(finding.code == "UNIT-MONEY");
        lines.push_back(finding.fid);
    }
    for (const auto& firm : list) {
        const bool told = std::find(lines.begin(), lines.end(), firm.line) != lines.end();
        CHECK((!told || !firm.investment_100m_krw));
    }
    return lines;
}

using Lines = std::vector<std::int64_t>;

} // namespace

TEST_CASE("An amount in 원 among amounts in 억원 is told and not used", "[io]") {
    CHECK(refused(firms({30, 42, 9'500'000'000, 38})) == Lines{4});
    CHECK(refused(firms({3e9, 4.2e9, 95, 3.8e9})) == Lines{4});
    // a large firm is no other unit; 0 and nothing are no amounts of one
    CHECK(refused(firms({5, 42, 4'000, 0, std::nullopt})).empty());
    // 999 times off is still one unit, just over 1,000 is not
    CHECK(refused(firms({10, 10, 9'990})).empty());
    CHECK(refused(firms({10, 10, 10'010})) == Lines{4});
    // of two that contradict each other neither is believed
    CHECK(refused(firms({30, 3e9})) == Lines{2, 3});
    CHECK(refused(firms({})).empty());
}

TEST_CASE("Land prices of firms are held against each other, too", "[io]") {
    auto list = firms({1, 1, 1});
    list[0].max_price_krw_m2 = 450'000;
    list[1].max_price_krw_m2 = 45;
    list[2].max_price_krw_m2 = 380'000;
    std::vector<model::ReadFinding> findings;
    io::refuse_mixed_money("firms.csv", list, findings);
    REQUIRE(findings.size() == 1);
    CHECK_THAT(findings[0].expected.en,
               Catch::Contains("firms.csv:3") && Catch::Contains("max_price_krw_m2"));
    CHECK_FALSE(list[1].max_price_krw_m2);
    CHECK(list[0].max_price_krw_m2);
}
