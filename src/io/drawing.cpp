#include "io/drawing.hpp"

#include <sandan/core/error.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/geom/polygonise.hpp>

#include "io/encoding.hpp"
#include "io/geometry.hpp"
#include "io/layer_crs.hpp"
#include "io/schema.hpp"
#include "io/source.hpp"
#include "io/tell.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

namespace sandan::io {

namespace {

struct Label {
    std::string text;
    geom::Point at;
};

/// What is drawn on one CAD layer.
struct CadLayer {
    std::vector<geom::Line> lines;
    std::vector<Label> labels;
    std::size_t other = 0; ///< Hatches, points and what else has no line.
};

using CadLayers = std::map<std::string, CadLayer>;

/// GDAL hands out what the drawing's code page says; old drawings say ANSI_1252 and mean CP949.
std::string text_of(const std::string& bytes) {
    if (auto text = decode(bytes, "UTF-8")) {
        return *text;
    }
    return decode_marked(bytes, "CP949").text;
}

void scale(geom::Line& line, double factor) {
    for (auto& p : line) {
        p = {p.x * factor, p.y * factor};
    }
}

void take(OGRFeature& feature, double metres_per_unit, CadLayers& layers) {
    auto& layer = layers[text_of(feature.GetFieldAsString("Layer"))];
    const auto* const geometry = feature.GetGeometryRef();
    if (geometry == nullptr) {
        ++layer.other;
        return;
    }
    GeometryNotes notes;
    auto shape = to_shape(*geometry, notes);
    const std::string text = feature.GetFieldAsString("Text");
    const std::string kind = feature.GetFieldAsString("SubClasses");
    if (!text.empty() && !shape.points.empty()) {
        const auto& at = shape.points.front();
        layer.labels.push_back({text_of(text), {at.x * metres_per_unit, at.y * metres_per_unit}});
        return;
    }
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
        scale(line, metres_per_unit);
        layer.lines.push_back(std::move(line));
    }
}

CadLayers read_cad_layers(const Source& source, double metres_per_unit,
                          model::Provenance& provenance) {
    const GdalMessages messages{source.opened, source.path};
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
    provenance.encoding = "UTF-8";
    provenance.encoding_how = "format";
    return layers;
}

void require_layers(const model::Drawing& drawing, const CadLayers& layers,
                    const std::string& path) {
    std::vector<std::string> wanted;
    for (const auto& [name, use] : drawing.uses) {
        wanted.push_back(name);
    }
    if (!drawing.labels.empty()) {
        wanted.push_back(drawing.labels);
    }
    for (const auto& name : wanted) {
        if (!layers.contains(name)) {
            std::vector<std::string> there;
            for (const auto& [known, content] : layers) {
                there.push_back(known);
            }
            throw Error{ErrorKind::usage,
                        fmt::format("{}: the drawing has no layer '{}'; it has: {}", path, name,
                                    fmt::join(there, ", "))};
        }
    }
}

/// Makes the features of one drawing.
class Plotting {
public:
    Plotting(const model::Drawing& drawing, const CadLayers& layers,
             const geom::Reprojection* transform, model::Layer& layer)
        : m_drawing{drawing}, m_layers{layers}, m_transform{transform}, m_layer{layer} {}

    void plot(const std::string& cad_layer, const std::string& use);
    void tell_unused() const;

private:
    std::string label_in(const geom::Polygon& face, const std::string& fallback);
    void reject(const geom::OpenLine& open, const std::string& cad_layer);

    const model::Drawing& m_drawing;
    const CadLayers& m_layers;
    const geom::Reprojection* m_transform;
    model::Layer& m_layer;
    std::int64_t m_next = 0;
};

std::string Plotting::label_in(const geom::Polygon& face, const std::string& fallback) {
    if (m_drawing.labels.empty()) {
        return fallback;
    }
    std::vector<std::string> inside;
    const geom::MultiPolygon shape{face};
    const auto box = geom::envelope(shape);
    for (const auto& label : m_layers.at(m_drawing.labels).labels) {
        const bool near = label.at.x >= box.min.x && label.at.x <= box.max.x &&
                          label.at.y >= box.min.y && label.at.y <= box.max.y;
        if (near && geom::covers(shape, label.at)) {
            inside.push_back(label.text);
        }
    }
    if (inside.size() != 1) {
        tell(m_layer.provenance.findings, "DXF-LABEL",
             {fmt::format("구획 안에 글자 하나({}개 있음)", inside.size()),
              fmt::format("one text within the area; there are {}", inside.size())},
             {fmt::format("이름 {}", inside.empty() ? fallback : inside.front()),
              fmt::format("named {}", inside.empty() ? fallback : inside.front())},
             m_next);
    }
    return inside.empty() ? fallback : inside.front();
}

void Plotting::reject(const geom::OpenLine& open, const std::string& cad_layer) {
    const auto fid = m_next++;
    ++m_layer.ledger.declared;
    ++m_layer.ledger.rejected;
    const auto place = fmt::format("{:.2f} {:.2f}", open.at.x, open.at.y);
    tell(m_layer.provenance.findings, "DXF-OPEN",
         {fmt::format("닫힌 선(CAD 레이어 {}); {}에서 {:.3f} m 열려 있음", cad_layer, place,
                      open.gap),
          fmt::format("a closed line on CAD layer {}; it is open by {:.3f} m at {}", cad_layer,
                      open.gap, place)},
         {fmt::format("거부함, 길이 {:.2f} m", geom::length(open.line)),
          fmt::format("rejected, {:.2f} m long", geom::length(open.line))},
         fid);
    model::Repair repair;
    repair.fid = fid;
    repair.reason = fmt::format("line on CAD layer {} is open by {:.3f} m", cad_layer, open.gap);
    repair.at = m_transform == nullptr ? open.at : (*m_transform)(open.at);
    repair.rejected = repair.undelivered = true;
    m_layer.repairs.push_back(std::move(repair));
}

void Plotting::plot(const std::string& cad_layer, const std::string& use) {
    const auto& content = m_layers.at(cad_layer);
    auto faces = geom::polygonise(content.lines, m_drawing.tolerance_m);
    if (faces.closed_gaps != 0) {
        tell(m_layer.provenance.findings, "DXF-CLOSED",
             {fmt::format("CAD 레이어 {}의 선이 만나야 함", cad_layer),
              fmt::format("lines of CAD layer {} that meet", cad_layer)},
             {fmt::format("끝점 {}개를 {} m 안에서 이음", faces.closed_gaps, m_drawing.tolerance_m),
              fmt::format("{} ends were joined within {} m", faces.closed_gaps,
                          m_drawing.tolerance_m)});
    }
    for (auto& face : faces.polygons) {
        const auto fallback = fmt::format("{}-{}", cad_layer, m_next);
        model::Feature feature{.fid = m_next, .shape = {}, .values = {}};
        feature.values = {label_in(face, fallback), use, m_drawing.complex, cad_layer};
        feature.shape.polygons.push_back(std::move(face));
        if (m_transform != nullptr) {
            m_transform->apply(feature.shape);
        }
        m_layer.features.push_back(std::move(feature));
        ++m_layer.ledger.declared;
        ++m_layer.ledger.delivered;
        ++m_next;
    }
    for (const auto& open : faces.open) {
        reject(open, cad_layer);
    }
}

void Plotting::tell_unused() const {
    for (const auto& [name, content] : m_layers) {
        const bool mapped = m_drawing.uses.contains(name);
        const auto texts = name == m_drawing.labels ? 0U : content.labels.size();
        const auto left_out = (mapped ? 0U : content.lines.size()) + texts + content.other;
        if (left_out != 0) {
            tell(m_layer.provenance.findings, "DXF-UNUSED",
                 {fmt::format("CAD 레이어 {}의 용도 지정", name),
                  fmt::format("a land use for CAD layer {}", name)},
                 {fmt::format("객체 {}개를 쓰지 않음", left_out),
                  fmt::format("{} of its entities are not used", left_out)});
        }
    }
}

/// The source's four fields under the names that the plan wants.
void name_fields(model::Layer& layer, const ReadOptions& options, const std::string& path) {
    const auto columns = make_columns({"ID", "USE", "COMPLEX", "LAYER"}, options, path);
    layer.fields.reserve(columns.size());
    for (const auto& column : columns) {
        layer.fields.push_back(column.name);
    }
    for (auto& feature : layer.features) {
        std::vector<model::Value> values;
        values.reserve(columns.size());
        for (const auto& column : columns) {
            values.push_back(feature.values[column.source]);
        }
        feature.values = std::move(values);
    }
}

} // namespace

model::Layer read_drawing(const Source& source, const ReadOptions& options,
                          std::vector<InputFile>& files) {
    const auto& drawing = *options.drawing;
    const auto& path = source.path;
    model::Layer layer;
    layer.name = "entities";
    const auto cad = read_cad_layers(source, drawing.metres_per_unit, layer.provenance);
    require_layers(drawing, cad, path);
    const auto crs = resolve_crs({}, options, path, layer.provenance);
    Plotting plotting{drawing, cad, crs.transform ? &*crs.transform : nullptr, layer};
    for (const auto& [cad_layer, use] : drawing.uses) {
        plotting.plot(cad_layer, use);
    }
    plotting.tell_unused();
    layer.provenance.geometry_types["Polygon"] = layer.features.size();
    name_fields(layer, options, path);
    files.insert(files.end(), source.files.begin(), source.files.end());
    return layer;
}

} // namespace sandan::io
