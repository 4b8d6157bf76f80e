#pragma once
// A made-up complex of turned lots of many sizes, for drawing.

#include <sandan/render/scene.hpp>

#include <cmath>
#include <string>

namespace sandan::test {

/// A rectangle with its lower left corner at (x, y), turned by `angle` about (0, 0).
inline geom::Polygon turned_rectangle(double x, double y, double width, double height,
                                      double angle) {
    geom::Ring ring;
    for (const auto& [dx, dy] :
         {std::pair{0.0, 0.0}, {width, 0.0}, {width, height}, {0.0, height}, {0.0, 0.0}}) {
        const double px = x + dx;
        const double py = y + dy;
        ring.push_back({200000 + px * std::cos(angle) - py * std::sin(angle),
                        350000 + px * std::sin(angle) + py * std::cos(angle)});
    }
    return {.outer = ring, .holes = {}};
}

/// `columns` × `rows` lots; widths grow to the right from 12 m, heights upwards from 12 m.
inline render::MapSpec sample_map(int columns, int rows, double angle) {
    render::MapSpec spec;
    spec.title = "전주 신규 일반산업단지 토지이용계획도";
    spec.subtitle = "Sample sheet";
    spec.legend_title = "범례";
    spec.notes = {"기준일 2024-06-26", "좌표계 EPSG:5186 (도북)", "자료: 모의 자료"};
    spec.watermark = "SYNTHETIC";
    spec.date = "2024-06-26";
    render::MapLayer lots{.name = "lots", .features = {}};
    double y = 0;
    for (int r = 0; r < rows; ++r) {
        const double height = 12 + 4 * r;
        double x = 0;
        for (int c = 0; c < columns; ++c) {
            const double width = 12 + 3 * c;
            render::MapFeature lot;
            lot.shape.polygons = {turned_rectangle(x, y, width, height, angle)};
            lot.style.fill = c % 3 == 0 ? "#b79bd0" : "#f2a6a0";
            lot.style.stroke = "#444444";
            lot.style.hatch = r % 4 == 1 ? "diagonal" : r % 4 == 2 ? "cross" : "";
            lot.labels = {"참여기업 " + std::to_string(c) + "\n1,234 m²",
                          "L" + std::to_string(r) + "-" + std::to_string(c)};
            lot.mark = c % 5 == 0 ? "cross" : "";
            lots.features.push_back(lot);
            x += width + 2;
        }
        y += height + 2;
    }
    spec.layers.push_back(lots);
    for (int i = 0; i < 12; ++i) {
        render::LegendEntry entry;
        entry.label = "산업시설용지 " + std::to_string(i);
        entry.detail = "1,012,345 m² (55.3 %)";
        entry.style = spec.layers[0].features[0].style;
        spec.legend.push_back(entry);
    }
    return spec;
}

} // namespace sandan::test
