#include "run_cli.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <map>

using nlohmann::json;
using sandan::test::run_cli;
using sandan::test::TempDir;

namespace {

const std::string folder = std::string{SANDAN_SOURCE_DIR} + "/gis_data/";
const std::string plan = folder + "new_complex/plan.toml";

} // namespace

TEST_CASE("feasibility --json closes to the last won and m²", "[cli]") {
    const auto run = run_cli({"feasibility", plan, "--json"});
    REQUIRE(run.exit == 0);
    const auto report = json::parse(run.out);
    CHECK(report["schema"] == "sandan.feasibility/1");
    std::map<std::string, double> items;
    std::map<std::string, double> totals;
    for (const auto& row : report["costs"]) {
        const std::string item = row["item"];
        const bool figure = item.find("_m2") != std::string::npos;
        if (!figure) {
            (item == "total" ? totals : items)[row["complex"]] += row["value"].get<double>();
        }
    }
    CHECK(items.size() == 5);
    CHECK(items == totals);
    // the figures of all complexes are the sums of the complexes'
    std::map<std::string, std::map<std::string, double>> sums; // complex or "sum" → item
    for (const auto& row : report["costs"]) {
        const std::string item = row["item"];
        if (item.find("krw_m2") == std::string::npos) {
            const std::string complex = row["complex"];
            sums[complex.empty() ? "all" : "sum"][item] += row["value"].get<double>();
        }
    }
    for (const auto& row : report["cash"]) {
        const std::string complex = row["complex"];
        for (const auto* const key : {"cost_krw", "capital_krw", "income_krw", "net_krw"}) {
            sums[complex.empty() ? "all" : "sum"][row["year"].get<std::string>() + key] +=
                row[key].get<double>();
        }
    }
    for (const auto& [item, amount] : sums["sum"]) {
        INFO(item);
        CHECK(sums["all"][item] == amount);
    }
    std::map<std::string, double> last;
    std::map<std::string, double> net;
    for (const auto& row : report["cash"]) {
        net[row["complex"]] += row["net_krw"].get<double>();
        last[row["complex"]] = row["cumulative_krw"].get<double>();
    }
    CHECK(net == last);
    double placed = 0;
    for (const auto& row : report["placement"]) {
        placed += row["area_m2"].get<double>();
    }
    double supplied = 0;
    for (const auto& row : report["demand"]) {
        supplied += row["supply_m2"].get<double>();
    }
    CHECK(placed == Approx(supplied).margin(4));
}

TEST_CASE("feasibility asks for the units nobody gives and keeps published scopes apart", "[cli]") {
    const auto report = json::parse(run_cli({"feasibility", plan, "--json"}).out);
    std::string inputs;
    for (const auto& row : report["inputs"]) {
        inputs += row["what"].get<std::string>() + "\n";
    }
    CHECK(inputs == "[[feasibility.unit]] gas\n[[feasibility.unit]] traffic\n");
    for (const auto& row : report["promises"]) {
        if (row["id"] == "programme investment") {
            CHECK(row["published"] == 8'072);
            CHECK(row["listed"] == 6'950);
            CHECK(row["remainder"] == 1'122);
        }
        if (row["id"] == "programme jobs") {
            CHECK(row["remainder"] == 328);
        }
    }
    const auto bare =
        json::parse(run_cli({"feasibility", folder + "upgrade_district/plan.toml", "--json"}).out);
    CHECK(bare["worth"].empty());
    CHECK(bare["inputs"].size() > 10);
}

TEST_CASE("feasibility prints each section in both languages and as a file", "[cli]") {
    CHECK_THAT(run_cli({"feasibility", plan}).out, Catch::Contains("development cost (KRW/m²)") &&
                                                       Catch::Contains("demand against supply"));
    const auto korean = run_cli({"feasibility", plan, "--lang", "ko"}).out;
    CHECK_THAT(korean, Catch::Contains("조성원가") && Catch::Contains("유치업종 배치계획") &&
                           Catch::Contains("환경영향평가") && Catch::Contains("할인율 -20 %") &&
                           Catch::Contains("순현재가치"));
    const auto sum = korean.find("합계");
    REQUIRE(sum != std::string::npos);
    CHECK_THAT(korean.substr(sum, korean.find('\n', sum) - sum),
               Catch::Contains("1,830,000") && Catch::Contains("100.0"));
    for (const auto* const key : {"npv_100m_krw", "environment ", "wastewater", "discount rate"}) {
        INFO(key); // keys are for files
        CHECK(korean.find(key) == std::string::npos);
    }
    CHECK_THAT(run_cli({"feasibility", plan, "--table", "worth"}).out,
               Catch::StartsWith("complex,change,npv_100m_krw,pi,irr_percent,bc\n") &&
                   Catch::Contains("cost +20 %"));
    const TempDir out;
    CHECK(run_cli({"feasibility", plan, "-o", out / "f.xlsx"}).exit == 0);
    CHECK(std::filesystem::file_size(out / "f.xlsx") > 10'000);
}

TEST_CASE("feasibility refuses amounts in won, unsourced figures and unknown words", "[cli]") {
    const TempDir out;
    const std::string head = "[plan]\nname = \"t\"\nreference_date = 2024-06-26\n"
                             "jurisdiction = [\"kr\"]\n[[complex]]\nid = \"A\"\nname = \"A\"\n"
                             "kind = \"일반산업단지\"\ndesignated_area_m2 = 100_000\n";
    const auto told = [&](const std::string& section) {
        std::ofstream{out / "plan.toml"} << head << section;
        const auto run = run_cli({"feasibility", out / "plan.toml"});
        CHECK(run.exit == 2);
        return run.err;
    };
    CHECK_THAT(told("[[feasibility.cost]]\ncomplex = \"A\"\nitem = \"land\"\nyear = 2024\n"
                    "amount_100m_krw = 142_000_000_000\nsource = \"s\"\n"),
               Catch::Contains("plan.toml:14:") && Catch::Contains("amount_100m_krw"));
    CHECK_THAT(told("[feasibility]\ndiscount_rate = 4.5\n"), Catch::Contains("discount_source"));
    CHECK_THAT(told("[[feasibility.unit]]\nutility = \"steam\"\nvalue = 1\nbasis = \"site\"\n"
                    "statistic = \"mean\"\nyear = 2024\nsource = \"s\"\n"),
               Catch::Contains("steam") && Catch::Contains("water"));
    const std::string unit = "[[feasibility.unit]]\nutility = \"power\"\nvalue = 1\n"
                             "basis = \"site\"\nstatistic = \"mean\"\nyear = 2024\n"
                             "source = \"s\"\n";
    CHECK_THAT(told(unit + "ksic = \"C2x\"\n"), Catch::Contains("'C2x'"));
    // mean and peak of the same land: which holds is not ours to say
    CHECK_THAT(told(unit + "ksic = \"C23\"\n" + unit + "ksic = \"23\"\n"),
               Catch::Contains("given twice for 23"));
    CHECK_THAT(told("[[feasibility.cost]]\ncomplex = \"B\"\nitem = \"land\"\nyear = 2024\n"
                    "amount_100m_krw = 1\nsource = \"s\"\n"),
               Catch::Contains("'B'"));
}
