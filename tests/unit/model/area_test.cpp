#include <sandan/core/error.hpp>
#include <sandan/model/area.hpp>

#include <catch2/catch.hpp>

#include <cmath>
#include <numeric>
#include <random>

using namespace sandan;
using namespace sandan::model;

TEST_CASE("V1 and V2: area tolerance, 1/3000 counted as 1/6000", "[model]") {
    CHECK(area_tolerance(100, 1200) == Approx(8.112).epsilon(1e-12));
    CHECK(area_tolerance(10000, 3000) == Approx(405.60).epsilon(1e-12));
    CHECK(area_tolerance(10000, 6000) == Approx(405.60).epsilon(1e-12));
    CHECK(area_tolerance(1650, 500) == Approx(13.73).margin(0.005));
}

TEST_CASE("V3: ledger rounding takes exact halves to the even unit", "[model]") {
    CHECK(ledger_round("123.5") == 124);
    CHECK(ledger_round("122.5") == 122);
    CHECK(ledger_round("122.50000001") == 123);
    CHECK(ledger_round("122.4999999999") == 122);
    CHECK(ledger_round("0.4") == 1);
    CHECK(ledger_round("17") == 17);
    CHECK(ledger_round("12.25", true) == 12.2);
    CHECK(ledger_round("12.35", true) == 12.4);
    CHECK(ledger_round("12.3", true) == 12.3);
    CHECK(ledger_round("0.04", true) == 0.1);
    CHECK_THROWS_AS(ledger_round("12,5"), Error);
    CHECK_THROWS_AS(ledger_round("-3"), Error);
    CHECK_THROWS_AS(ledger_round(""), Error);
}

TEST_CASE("largest remainder closes to the total", "[model]") {
    CHECK(largest_remainder({100.0 / 3, 100.0 / 3, 100.0 / 3}, 100, 1) ==
          std::vector<double>{33.4, 33.3, 33.3});
    // remainders .6, .3, .1: the unit goes to the first
    CHECK(largest_remainder({10.6, 20.3, 9.1}, 40, 0) == std::vector<double>{11, 20, 9});
    // equal remainders: the larger value first
    CHECK(largest_remainder({1.5, 7.5}, 9, 0) == std::vector<double>{1, 8});
    // a decimal that no double holds exactly stays as it is
    CHECK(largest_remainder({0.29, 0.71}, 1, 2) == std::vector<double>{0.29, 0.71});
    CHECK(largest_remainder({}, 100, 1).empty());
}

TEST_CASE("largest remainder moves no value by a unit or more", "[model]") {
    std::mt19937 random{20240626};
    std::uniform_real_distribution<double> size{0, 1e5};
    for (int round = 0; round < 200; ++round) {
        std::vector<double> values(1 + random() % 30);
        for (auto& v : values) {
            v = size(random);
        }
        const double sum = std::accumulate(values.begin(), values.end(), 0.0);
        for (auto& v : values) {
            v *= 100 / sum;
        }
        const auto rounded = largest_remainder(values, 100, 1);
        double tenths = 0;
        for (std::size_t i = 0; i < values.size(); ++i) {
            CHECK(std::abs(rounded[i] - values[i]) < 0.1);
            tenths += std::round(rounded[i] * 10);
        }
        CHECK(tenths == 1000);
    }
}

TEST_CASE("V8: factory area of several industries is the harmonic mean", "[model]") {
    CHECK(required_factory_area(20000, {{1, 0.03}}) == Approx(600));
    CHECK(required_factory_area(20000, {{1, 0.12}}) == Approx(2400));
    CHECK(required_factory_area(20000, {{0.6, 0.03}, {0.4, 0.12}}) == Approx(857.142857));
    CHECK_THROWS_AS(required_factory_area(20000, {{1, 0}}), Error);
}

TEST_CASE("V9: width of the buffer belt", "[model]") {
    CHECK(buffer_belt_width(100000, 1300, 0.075, false) == Approx(5.769).margin(0.001));
    CHECK(buffer_belt_width(220000, 2000, 0.075, false) == Approx(8.25));
    CHECK(buffer_belt_width(1830000, 6000, 0.1, false) == 10);
    CHECK(buffer_belt_width(10000, 1300, 0.05, false) == 5);
    CHECK(buffer_belt_width(100000, 1300, 0.075, true) == 10);
}

TEST_CASE("V17 and V20: pyeong and water", "[model]") {
    CHECK(300000 * square_metres_per_pyeong == Approx(991735.5).margin(0.05));
    CHECK(880000 * square_metres_per_pyeong == Approx(2909090.9).margin(0.05));
    CHECK(1350000 * 7.11 / 1000 == Approx(9598.5));
}
