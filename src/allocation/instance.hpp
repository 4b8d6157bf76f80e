#pragma once
// The benchmark format sandan-alloc-1 as plain data, and as a Problem.

#include "allocation/enumerate.hpp"
#include "allocation/problem.hpp"

#include <array>
#include <string>
#include <string_view>

namespace sandan::allocation {

struct InstanceLot {
    double area = 0;      ///< m²
    double perimeter = 0; ///< m
    double frontage = 0;  ///< m
    double price = 0;
    double receptor_m = 0; ///< To the nearest sensitive place.
    int year = 0;
    std::uint32_t block = 0;
    std::uint16_t district = 0;
    std::string zone;
    std::array<double, 3> features{};
    bool available = false;
};

struct InstanceFirm {
    std::vector<std::string> zones;
    double area_min = 0;
    double area_max = 0;
    double base = 0; ///< Points of a perfect site.
    int year = 0;
    int max_delay = 0;
    double separation = 0;
    double max_price = 0;
    double min_frontage = 0;
    std::array<double, 3> weights{};
    std::array<double, 3> demand{}; ///< power, water, waste
    std::size_t max_lots = 0;
};

struct Instance {
    std::vector<InstanceLot> lots;
    std::vector<InstanceFirm> firms;
    LotGraph graph;
    std::vector<std::array<double, 3>> districts;       ///< Capacities.
    std::vector<std::array<double, 2>> block_centroids; ///< m

    struct Link {
        std::uint32_t a = 0;
        std::uint32_t b = 0;
        std::int64_t gain = 0;
    };

    std::vector<Link> links;
};

[[nodiscard]] Instance parse_instance(std::string_view json);

/// Without links values are points; with links everything is in hundredths of a point.
[[nodiscard]] Problem build_problem(const Instance& instance, std::size_t max_lots, bool links);

} // namespace sandan::allocation
