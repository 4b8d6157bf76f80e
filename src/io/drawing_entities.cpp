#include "io/drawing_entities.hpp"

#include "io/encoding.hpp"
#include "io/tell.hpp"

#include <cpl_conv.h>
#include <fmt/format.h>

#include <utility>

namespace sandan::io {

namespace {

/// UTF-8 as GDAL hands it out, composed; wrong bytes are marked.
std::string text_of(const std::string& bytes) {
    return decode_marked(bytes, "UTF-8").text;
}

void scale(geom::Line& line, double factor) {
    for (auto& p : line) {
        p = {p.x * factor, p.y * factor};
    }
}

void scale(geom::Shape& shape, double factor) {
    scale(shape.points, factor);
    for (auto& line : shape.lines) {
        scale(line, factor);
    }
    for (auto& polygon : shape.polygons) {
        scale(polygon.outer, factor);
        for (auto& hole : polygon.holes) {
            scale(hole, factor);
        }
    }
}

/// The handle is what a CAD program finds an entity by; old drawings have none.
Text name_of(const OGRFeature& feature) {
    const std::string handle = feature.GetFieldAsString("EntityHandle");
    if (!handle.empty()) {
        return {fmt::format("객체(핸들 {})", handle),
                fmt::format("the entity of handle {}", handle)};
    }
    const auto number = feature.GetFID() + 1;
    return {fmt::format("객체 {}번", number), fmt::format("entity no. {}", number)};
}

void take_shape(const OGRFeature& feature, geom::Shape shape, CadLayer& layer) {
    const auto name = name_of(feature);
    if (auto fault = find_fault(shape)) {
        layer.faulty.push_back({name, std::move(*fault)});
        return;
    }
    const std::string text = feature.GetFieldAsString("Text");
    if (!text.empty() && !shape.points.empty()) {
        layer.labels.push_back({text_of(text), shape.points.front()});
        return;
    }
    const std::string kind = feature.GetFieldAsString("SubClasses");
    const bool hatch = kind.find("AcDbHatch") != std::string::npos;
    auto lines = std::move(shape.lines);
    for (auto& polygon : shape.polygons) {
        lines.push_back(std::move(polygon.outer));
    }
    if (hatch || lines.empty()) {
        ++layer.other;
        return;
    }
    for (auto& line : lines) {
        layer.lines.push_back({name, std::move(line)});
    }
}

void take(const OGRFeature& feature, double metres_per_unit, CadLayers& layers) {
    auto& layer = layers[text_of(feature.GetFieldAsString("Layer"))];
    const auto* const geometry = feature.GetGeometryRef();
    if (feature.GetFieldAsInteger("PaperSpace") != 0) {
        ++layer.paper;
    } else if (geometry == nullptr) {
        ++layer.other;
    } else {
        GeometryNotes notes;
        auto shape = to_shape(*geometry, notes);
        scale(shape, metres_per_unit);
        take_shape(feature, std::move(shape), layer);
    }
}

} // namespace

CadLayers read_cad_layers(const Source& source, const std::string& encoding, double metres_per_unit,
                          model::Provenance& provenance) {
    const GdalMessages messages{source.opened, source.path};
    // GDAL would believe the code page whatever the version; this thread's reading only.
    const CPLConfigOptionSetter setter{"DXF_ENCODING", encoding.c_str(), false};
    auto dataset = open(source, messages);
    auto* const ogr = choose_layer(*dataset, source.path, "entities").layer;
    CadLayers layers;
    for (const auto& feature : ogr) {
        take(*feature, metres_per_unit, layers);
    }
    dataset.reset();
    messages.require_no_failure(source.path);
    tell_messages(messages, provenance.findings);
    provenance.path = source.path;
    provenance.driver = source.driver;
    provenance.source_layer = "entities";
    provenance.geometry_type = "Polygon";
    return layers;
}

} // namespace sandan::io
