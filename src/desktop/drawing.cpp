#include "desktop/drawing.hpp"

#include <sandan/geom/measure.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

namespace sandan::desktop {

namespace {

/// Letters and digits in capitals, anything else as '_'.
std::string ascii(std::string_view text) {
    std::string result;
    for (const char c : text) {
        const bool small = c >= 'a' && c <= 'z';
        const bool plain = small || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (plain) {
            result += small ? static_cast<char>(c - 'a' + 'A') : c;
        } else if (!result.empty() && result.back() != '_') {
            result += '_';
        }
    }
    while (result.ends_with('_')) {
        result.pop_back();
    }
    return result;
}

/// Layer names by what they stand for; two things never share one.
class LayerNames {
public:
    explicit LayerNames(std::string_view theme) : m_theme{ascii(theme)} {}

    const std::string& of(const render::MapLayer& layer, const render::MapFeature& feature) {
        auto& name = m_names[{layer.name, feature.key}];
        if (name.empty()) {
            const auto part = ascii(feature.key.empty() ? layer.name : feature.key);
            const auto wanted = fmt::format("SD_{}_{}", m_theme, part.empty() ? "CLASS" : part);
            name = wanted;
            for (int i = 2; !m_taken.insert(name).second; ++i) {
                name = fmt::format("{}_{}", wanted, i);
            }
        }
        return name;
    }

    [[nodiscard]] std::string text() const { return fmt::format("SD_{}_TEXT", m_theme); }

private:
    std::string m_theme;
    std::map<std::pair<std::string, std::string>, std::string> m_names;
    std::set<std::string> m_taken{text()};
};

/// The outline's colour; a pale one is not seen on paper.
std::string colour_of(const render::Style& style) {
    if (!style.stroke.empty()) {
        return style.stroke;
    }
    return style.fill.empty() ? "#000000" : style.fill;
}

/// A twelfth of the narrower side, as drawings of plans have it, between 1 m and 6 m.
double height_of(const geom::Box& box) {
    const double side = std::min(box.max.x - box.min.x, box.max.y - box.min.y);
    return std::clamp(side / 12, 1.0, 6.0);
}

void add_label(std::vector<io::DrawingEntity>& entities, const render::MapFeature& feature,
               const LayerNames& names) {
    if (feature.labels.empty() || feature.labels.front().empty()) {
        return;
    }
    io::DrawingEntity text;
    text.layer = names.text();
    text.colour = "#000000";
    text.text = feature.labels.front();
    text.height_m = height_of(geom::envelope(feature.shape));
    const auto& shape = feature.shape;
    if (!shape.polygons.empty()) {
        text.shape.points = {geom::label_point(shape.polygons)};
    } else if (!shape.points.empty()) {
        text.shape.points = {shape.points.front()};
    } else {
        return;
    }
    entities.push_back(std::move(text));
}

} // namespace

io::Drawing drawing(const render::MapSpec& spec, std::string_view theme) {
    LayerNames names{theme};
    std::vector<io::DrawingEntity> entities;
    for (const auto& layer : spec.layers) {
        for (const auto& feature : layer.features) {
            io::DrawingEntity entity;
            entity.layer = names.of(layer, feature);
            entity.shape = feature.shape;
            entity.colour = colour_of(feature.style);
            entities.push_back(std::move(entity));
        }
    }
    for (const auto& layer : spec.layers) {
        for (const auto& feature : layer.features) {
            add_label(entities, feature, names);
        }
    }
    return io::dxf(entities);
}

} // namespace sandan::desktop
