#include <sandan/geom/displacement.hpp>
#include <sandan/geom/korean_ways.hpp>

#include "core/korean.hpp"
#include "geom/geodesy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace sandan::geom {

namespace {

constexpr std::array korean_systems{"EPSG:5174", "EPSG:2097", "EPSG:5186", "EPSG:5181",
                                    "EPSG:5179", "EPSG:5185", "EPSG:5187", "EPSG:5188",
                                    "EPSG:5173", "EPSG:5176", "EPSG:5180", "EPSG:5183"};
constexpr const char* bessel_degrees = "EPSG:4162";
constexpr const char* grs80_degrees = "EPSG:4737";
constexpr const char* tokyo_degrees = "EPSG:4301";
/// Taken for each other before the data came to us under a label that is right.
constexpr std::array<std::pair<const char*, const char*>, 2> confused{
    {{"EPSG:5174", "EPSG:2097"}, {"EPSG:5181", "EPSG:5186"}}};

Point operator-(const Point& a, const Point& b) {
    return {a.x - b.x, a.y - b.y};
}

void add_labels(const std::string& declared, const std::string& working, const Point& at,
                std::vector<Displacement>& all) {
    const auto stored = moved(at, working, declared);
    for (const auto* const truth : korean_systems) {
        if (truth == declared) {
            continue;
        }
        const auto shift = moved(stored, truth, working) - at;
        all.push_back(
            {.cause = {format_ko("좌표는 {0}인데 {1}(으)로 표시됨: 좌표계를 {0}(으)로 고치십시오",
                                 truth, declared),
                       "its coordinates are " + std::string{truth} + " under the label " +
                           declared + ": declare it as " + truth},
             .truth = truth,
             .shift = shift});
    }
}

/// `wrong` is where a transformation from Bessel puts what belongs to `at`. Data from Bessel lie
/// there; data taken to Bessel the same way lie on the other side.
void add_transformation(const Point& wrong, const Point& at, const Text& cause,
                        std::vector<Displacement>& all) {
    const auto error = wrong - at;
    all.push_back({.cause = cause, .truth = {}, .shift = {-error.x, -error.y}});
    all.push_back({.cause = cause, .truth = {}, .shift = error});
}

void add_transformations(const std::string& working, const Point& at,
                         std::vector<Displacement>& all) {
    const auto bessel = moved(at, working, bessel_degrees);
    add_transformation(
        moved(bessel, grs80_degrees, working), at,
        {"베셀 데이텀 이동 없이 변환됨(데이텀 미상, ballpark): 원본을 EPSG:5174 등으로 "
         "다시 변환하십시오",
         "transformed without the shift of the Bessel datum (unknown datum, "
         "ballpark): transform the original again from its EPSG code"},
        all);
    add_transformation(
        moved(from_bessel(korean_1985_without_pivot, bessel), grs80_degrees, working), at,
        {"TOWGS84 7변수가 기준점(pivot) 없이 적용됨(-145.907,505.034,685.756,…): "
         "원본을 EPSG 코드로 다시 변환하십시오",
         "transformed by TOWGS84 -145.907,505.034,685.756,… with its pivot lost: "
         "transform the original again from its EPSG code"},
        all);
    add_transformation(moved(bessel, tokyo_degrees, working), at,
                       {"GCS_Tokyo 데이텀으로 변환됨: 원본을 EPSG:5174 등으로 다시 변환하십시오",
                        "transformed as GCS_Tokyo: transform the original again from its EPSG "
                        "code"},
                       all);
}

/// Where the label says it all, that is the cause.
void add_confusions(const std::string& working, const Point& at, std::vector<Displacement>& all) {
    for (const auto& [truth, label] : confused) {
        const auto wrong = moved(moved(at, working, truth), label, working);
        const auto error = wrong - at;
        const bool told = std::any_of(all.begin(), all.end(), [&](const Displacement& d) {
            return std::abs(std::hypot(d.shift.x, d.shift.y) - std::hypot(error.x, error.y)) < 1;
        });
        if (told) {
            continue;
        }
        const Text cause{
            format_ko("{}을(를) {}(으)로, 또는 그 반대로 알고 변환됨: 원본을 다시 변환하십시오",
                      truth, label),
            fmt::format("transformed as {} though it was {}, or the other way round: transform the "
                        "original again",
                        label, truth)};
        const auto first = all.size();
        add_transformation(wrong, at, cause, all);
        for (auto i = first; i < all.size(); ++i) {
            all[i].before_label = true;
        }
    }
}

} // namespace

std::vector<Displacement> usual_displacements(const std::string& declared,
                                              const std::string& working, const Point& at) {
    std::vector<Displacement> all;
    if (!declared.empty()) {
        add_labels(declared, working, at, all);
    }
    add_confusions(working, at, all);
    add_transformations(working, at, all);
    const auto length = [](const Displacement& d) {
        return std::hypot(d.shift.x, d.shift.y);
    };
    constexpr double too_small = 0.5; // the tolerance of the comparison, and of the data
    std::erase_if(all, [&](const auto& d) { return !(length(d) > too_small); });
    std::stable_sort(all.begin(), all.end(),
                     [&](const auto& a, const auto& b) { return length(a) > length(b); });
    return all;
}

} // namespace sandan::geom
