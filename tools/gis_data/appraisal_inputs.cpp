// The inputs of `sandan feasibility` and `sandan upgrade` in the example plans: all SYNTHETIC but
// the published agreement of 2023.
#include "new_complex.hpp"

#include <fmt/format.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace gis_data {

namespace {

/// Costs without interest, 억원, and what land that is not sold at cost fetches.
struct Complex {
    std::string_view id;
    double land;
    double construction;
    double infrastructure;
    double rest;
    std::vector<std::string_view> other_uses;
};

const std::array complexes{
    Complex{"general", 1'420, 1'230, 410, 190, {"SUP", "RES"}},
    Complex{"smart", 170, 150, 50, 22, {"SUP"}},
    Complex{"film", 75, 68, 22, 10, {"SUP"}},
    Complex{"recycling", 70, 61, 20, 9, {"SUP"}},
};

/// What share of an item is spent in which year.
struct Spending {
    std::string_view item;
    double Complex::*amount;
    int year;
    int percent;
};

constexpr std::array spending{
    Spending{"land", &Complex::land, 2024, 60},
    Spending{"land", &Complex::land, 2025, 40},
    Spending{"levy", &Complex::rest, 2024, 15},
    Spending{"construction", &Complex::construction, 2025, 50},
    Spending{"construction", &Complex::construction, 2026, 30},
    Spending{"construction", &Complex::construction, 2027, 20},
    Spending{"infrastructure", &Complex::infrastructure, 2026, 50},
    Spending{"infrastructure", &Complex::infrastructure, 2027, 50},
    Spending{"labour", &Complex::rest, 2025, 20},
    Spending{"relocation", &Complex::rest, 2024, 20},
    Spending{"sales", &Complex::rest, 2026, 15},
    Spending{"administration", &Complex::rest, 2025, 20},
    Spending{"other", &Complex::rest, 2027, 10},
};

constexpr std::string_view head = R"text(
# The agreement of 2023 has a scope of its own: it is no part of the totals of 2024.
[[fact]]
id = "전주형일자리 협약 2023 투자"
rule = "PC-05"
unit = "억원"
total = 1_026
parts = [1_026]
source = "hankyung 202309220383Y (2023-09)"

[[fact]]
id = "전주형일자리 협약 2023 고용"
rule = "PC-05"
unit = "명"
total = 240
parts = [240]
source = "hankyung 202309220383Y (2023-09)"

# SYNTHETIC: inputs of `sandan feasibility`; gas and traffic units are left to be supplied.
[feasibility]
base_year = 2024
discount_rate = 4.5
discount_source = "SYNTHETIC"
capital_rate = 3.5
capital_source = "SYNTHETIC"
profit_rate = 0
profit_source = "SYNTHETIC: industrial land at development cost"

[[feasibility.unit]]
utility = "wastewater"
value = 4.9
basis = "site"
statistic = "mean"
year = 2024
source = "SYNTHETIC"

[[feasibility.unit]]
utility = "power"
value = 38
basis = "site"
statistic = "mean"
year = 2024
source = "SYNTHETIC"

[[feasibility.unit]]
utility = "jobs"
value = 6
basis = "site"
statistic = "mean"
year = 2024
source = "SYNTHETIC"
)text";

std::string sale(std::string_view complex, std::string_view use, int year, int share,
                 std::string_view price) {
    return fmt::format("\n[[feasibility.sale]]\ncomplex = \"{}\"\nuse = \"{}\"\nyear = {}\n"
                       "share = {}\n{}source = \"SYNTHETIC\"\n",
                       complex, use, year, share,
                       price.empty() ? "" : fmt::format("price_krw_m2 = {}\n", price));
}

std::string of_complex(const Complex& complex) {
    std::string text;
    for (const Spending& row : spending) {
        text +=
            fmt::format("\n[[feasibility.cost]]\ncomplex = \"{}\"\nitem = \"{}\"\nyear = {}\n"
                        "amount_100m_krw = {:.2f}\nsource = \"SYNTHETIC\"\n",
                        complex.id, row.item, row.year, complex.*row.amount * row.percent / 100);
    }
    text += sale(complex.id, "IND", 2026, 45, "") + sale(complex.id, "IND", 2028, 55, "");
    if (complex.id != "recycling") {
        text += sale(complex.id, "MIX", 2027, 100, "");
    }
    for (const auto use : complex.other_uses) {
        text += sale(complex.id, use, 2027, 100, use == "RES" ? "520_000" : "430_000");
    }
    return text;
}

} // namespace

std::string new_complex_inputs() {
    std::string text{head};
    for (const Complex& complex : complexes) {
        text += of_complex(complex);
    }
    for (int year = 2027; year <= 2046; ++year) {
        text += fmt::format("\n[[feasibility.benefit]]\nname = \"부가가치 증가\"\nyear = {}\n"
                            "amount_100m_krw = {}\nsource = \"SYNTHETIC\"\n",
                            year, year < 2030 ? 210 : 420);
    }
    return text;
}

} // namespace gis_data
