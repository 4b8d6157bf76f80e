#include "allocation/clusters.hpp"

#include <sandan/geom/measure.hpp>

#include "allocation/value.hpp"

#include <cmath>

namespace sandan::allocation {

namespace {

geom::Point centre(const rules::Context& context, const rules::Site& site) {
    const auto& layer = *context.project.layer("lots");
    std::vector<std::size_t> lots = site.lots;
    if (!site.block.empty()) {
        lots.clear();
        for (std::size_t i = 0; i < layer.features.size(); ++i) {
            const auto& lot = layer.features[i];
            if (layer.text(lot, "block") == site.block &&
                layer.text(lot, "complex") == site.complex) {
                lots.push_back(i);
            }
        }
    }
    double area = 0;
    geom::Point sum{};
    for (const auto i : lots) {
        const auto& shape = layer.features[i].shape.polygons;
        const double a = geom::area(shape);
        const auto c = geom::centroid(shape);
        sum = {sum.x + a * c.x, sum.y + a * c.y};
        area += a;
    }
    return area > 0 ? geom::Point{sum.x / area, sum.y / area} : sum;
}

} // namespace

std::string cluster_name(const rules::Site& site) {
    return site.block.empty() ? "@" + site.id : site.complex + "/" + site.block;
}

std::vector<std::uint8_t> nearness_table(const rules::Context& context,
                                         const std::vector<const rules::Site*>& sites) {
    std::vector<geom::Point> centres;
    for (const auto* const site : sites) {
        centres.push_back(centre(context, *site));
    }
    const auto* const reach = context.parameter("SI-29", "reach");
    const auto n = sites.size();
    std::vector<std::uint8_t> table(n * n, 0);
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j < n && reach != nullptr; ++j) {
            const double metres =
                std::hypot(centres[i].x - centres[j].x, centres[i].y - centres[j].y);
            table[i * n + j] = static_cast<std::uint8_t>(nearness_at(metres, reach->value));
        }
        table[i * n + i] = 100;
    }
    return table;
}

int nearness_of(const rules::Context& context, const rules::Site& a, const rules::Site& b) {
    if (cluster_name(a) == cluster_name(b)) {
        return 100;
    }
    const auto* const reach = context.parameter("SI-29", "reach");
    if (reach == nullptr) {
        return 0;
    }
    const auto p = centre(context, a);
    const auto q = centre(context, b);
    return nearness_at(std::hypot(p.x - q.x, p.y - q.y), reach->value);
}

} // namespace sandan::allocation
