#include "report/palettes.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cmath>
#include <string>
#include <vector>

using namespace sandan;

namespace {

using Triple = std::array<double, 3>;
using Matrix = std::array<Triple, 3>;

/// Machado, Oliveira, Fernandes (2009), severity 1.0: how linear RGB is seen without one cone.
constexpr Matrix full{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
constexpr Matrix protan{{{0.152286, 1.052583, -0.204868},
                         {0.114503, 0.786281, 0.099216},
                         {-0.003882, -0.048116, 1.051998}}};
constexpr Matrix deutan{{{0.367322, 0.860646, -0.227968},
                         {0.280085, 0.672501, 0.047413},
                         {-0.011820, 0.042940, 0.968881}}};
constexpr Matrix tritan{{{1.255528, -0.076749, -0.178779},
                         {-0.078411, 0.930809, 0.147602},
                         {0.004733, 0.691367, 0.303900}}};

Triple linear(const std::string& colour) {
    Triple rgb{};
    for (std::size_t i = 0; i < 3; ++i) {
        const double c = std::stoi(colour.substr(1 + 2 * i, 2), nullptr, 16) / 255.0;
        rgb.at(i) = c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    }
    return rgb;
}

Triple times(const Matrix& m, const Triple& v) {
    Triple result{};
    for (std::size_t i = 0; i < 3; ++i) {
        for (std::size_t k = 0; k < 3; ++k) {
            result.at(i) += m.at(i).at(k) * v.at(k);
        }
    }
    return result;
}

/// CIE L*a*b*, D65.
Triple lab(const Triple& rgb) {
    constexpr Matrix to_xyz{{{0.4124564, 0.3575761, 0.1804375},
                             {0.2126729, 0.7151522, 0.0721750},
                             {0.0193339, 0.1191920, 0.9503041}}};
    const auto xyz = times(to_xyz, rgb);
    constexpr Triple white{0.95047, 1, 1.08883};
    Triple f{};
    for (std::size_t i = 0; i < 3; ++i) {
        const double t = std::max(0.0, xyz.at(i)) / white.at(i);
        f.at(i) = t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116;
    }
    return {116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])};
}

/// ΔE*ab; 2.3 is just noticed side by side.
double difference(const std::string& a, const std::string& b, const Matrix& eye) {
    const auto p = lab(times(eye, linear(a)));
    const auto q = lab(times(eye, linear(b)));
    return std::hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

template <std::size_t Count>
double least(const std::array<const char*, Count>& colours, const Matrix& eye) {
    double smallest = 1000;
    for (std::size_t i = 0; i < Count; ++i) {
        for (std::size_t k = 0; k < i; ++k) {
            smallest = std::min(smallest, difference(colours.at(i), colours.at(k), eye));
        }
    }
    return smallest;
}

} // namespace

TEST_CASE("the simulation sees what is known of it", "[report]") {
    CHECK(difference("#ffffff", "#000000", full) == Approx(100).margin(0.1));
    CHECK(difference("#ff0000", "#00ff00", full) > 150); // 170.6 in tables
    // the red and the green that those without a cone for either take for one another
    CHECK(difference("#a08000", "#80a000", deutan) < difference("#a08000", "#80a000", full) / 3);
    for (const auto& eye : {protan, deutan, tritan}) {
        CHECK(difference("#808080", "#808080", eye) == 0);
        const auto grey = times(eye, {0.5, 0.5, 0.5}); // greys stay what they are
        CHECK(grey[0] == Approx(0.5).margin(0.01));
        CHECK(grey[2] == Approx(0.5).margin(0.01));
    }
}

TEST_CASE("classes of a map are told apart by every kind of colour vision", "[report]") {
    for (const auto& eye : {full, protan, deutan, tritan}) {
        CHECK(least(report::firm_colours, eye) > 10);
        CHECK(least(report::count_colours, eye) > 8);
        CHECK(least(report::verdict_colours, eye) > 14);
    }
}

TEST_CASE("more firms are darker, whatever the eye", "[report]") {
    for (const auto& eye : {full, protan, deutan, tritan}) {
        for (std::size_t i = 1; i < report::count_colours.size(); ++i) {
            CHECK(lab(times(eye, linear(report::count_colours.at(i))))[0] <
                  lab(times(eye, linear(report::count_colours.at(i - 1))))[0] - 3);
        }
    }
}
