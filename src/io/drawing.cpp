#include "io/drawing.hpp"

#include <sandan/core/error.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/geom/polygonise.hpp>

#include "core/korean.hpp"
#include "io/drawing_entities.hpp"
#include "io/drawing_gaps.hpp"
#include "io/drawing_overlap.hpp"
#include "io/drawing_scan.hpp"
#include "io/drawing_text.hpp"
#include "io/drawing_unit.hpp"
#include "io/envelope.hpp"
#include "io/layer_crs.hpp"
#include "io/reading_findings.hpp"
#include "io/repair.hpp"
#include "io/schema.hpp"
#include "io/tell.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace sandan::io {

namespace {

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
                        Text{format_ko("{}: 도면에 레이어 '{}'이(가) 없습니다; 있는 것: {}", path,
                                       name, fmt::join(there, ", ")),
                             fmt::format("{}: the drawing has no layer '{}'; it has: {}", path,
                                         name, fmt::join(there, ", "))}};
        }
    }
}

/// Makes the areas of one drawing, as records in the source's system.
class Plotting {
public:
    Plotting(const model::Drawing& drawing, const CadLayers& layers, model::Layer& layer)
        : m_drawing{drawing}, m_layers{layers}, m_layer{layer} {}

    void plot(const std::string& cad_layer, const std::string& use);
    void tell_left_out() const;
    void require_areas(const std::string& path) const;

    [[nodiscard]] std::vector<Record>& areas() { return m_areas; }

private:
    std::string label_in(const geom::Polygon& face, const std::string& fallback);
    void reject(const geom::Line& open, const Gap& gap, const std::string& cad_layer);
    void reject(const FaultyEntity& faulty, const std::string& cad_layer);
    model::Repair& note_rejected(Text reason);

    const model::Drawing& m_drawing;
    const CadLayers& m_layers;
    model::Layer& m_layer;
    std::vector<Record> m_areas;
    std::vector<Text> m_gaps;   ///< Places where lines are open, in words.
    std::vector<Text> m_faults; ///< What else was rejected.
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

/// A gap within the precision of coordinates is none: the line ends at another open one.
constexpr double least_gap = 1e-6;

Text words_of(const Gap& gap) {
    if (gap.width <= least_gap) {
        return {"열린 선과 이어짐", "joined to lines that are open"};
    }
    return std::isfinite(gap.width)
               ? Text{fmt::format("{:.3f} m 열려 있음", gap.width),
                      fmt::format("open by {:.3f} m", gap.width)}
               : Text{"열려 있고 다른 선이 없음", "open with no other line near"};
}

model::Repair& Plotting::note_rejected(Text reason) {
    ++m_layer.ledger.declared;
    ++m_layer.ledger.rejected;
    model::Repair repair;
    repair.fid = m_next++;
    repair.reason = std::move(reason);
    repair.rejected = true;
    return m_layer.repairs.emplace_back(std::move(repair));
}

void Plotting::reject(const geom::Line& open, const Gap& gap, const std::string& cad_layer) {
    const auto place = fmt::format("{:.2f} {:.2f}", gap.at.x, gap.at.y);
    const auto words = words_of(gap);
    tell(m_layer.provenance.findings, "DXF-OPEN",
         {fmt::format("닫힌 선(CAD 레이어 {}); {}에서 {}", cad_layer, place, words.ko),
          fmt::format("a closed line on CAD layer {}; it is {} at {}", cad_layer, words.en, place)},
         {fmt::format("거부함, 길이 {:.2f} m", geom::length(open)),
          fmt::format("rejected, {:.2f} m long", geom::length(open))},
         m_next);
    if (gap.width > least_gap) {
        m_gaps.push_back({fmt::format("CAD 레이어 {} {}에서 {}", cad_layer, place, words.ko),
                          fmt::format("CAD layer {0} {2} at {1}", cad_layer, place, words.en)});
    }
    auto& repair = note_rejected({fmt::format("CAD 레이어 {}의 선이 {}", cad_layer, words.ko),
                                  fmt::format("line on CAD layer {} is {}", cad_layer, words.en)});
    repair.at = gap.at;
    repair.undelivered = true;
}

void Plotting::reject(const FaultyEntity& faulty, const std::string& cad_layer) {
    const auto& [entity, fault] = faulty;
    tell(m_layer.provenance.findings, fault.code,
         {fmt::format("{}; CAD 레이어 {}의 {}", fault.expected.ko, cad_layer, entity.ko),
          fmt::format("{}, in {} on CAD layer {}", fault.expected.en, entity.en, cad_layer)},
         {"거부함", "rejected"}, m_next);
    m_faults.push_back({fmt::format("{0}: CAD 레이어 {2}의 {1}: 올바른 값: {3}", fault.code,
                                    entity.ko, cad_layer, fault.expected.ko),
                        fmt::format("{0}: {1} on CAD layer {2}: expected {3}", fault.code,
                                    entity.en, cad_layer, fault.expected.en)});
    note_rejected(fault.expected);
}

void Plotting::plot(const std::string& cad_layer, const std::string& use) {
    const auto& content = m_layers.at(cad_layer);
    std::vector<geom::Line> lines;
    lines.reserve(content.lines.size());
    for (const auto& drawn : content.lines) {
        lines.push_back(drawn.line);
    }
    auto faces = geom::polygonise(lines, m_drawing.tolerance_m);
    if (faces.closed_gaps != 0) {
        tell(m_layer.provenance.findings, "DXF-CLOSED",
             {fmt::format("CAD 레이어 {}의 선이 만나야 함", cad_layer),
              fmt::format("lines of CAD layer {} that meet", cad_layer)},
             {fmt::format("끝점 {}개를 {} m 안에서 이음", faces.closed_gaps, m_drawing.tolerance_m),
              fmt::format("{} ends were joined within {} m", faces.closed_gaps,
                          m_drawing.tolerance_m)});
    }
    tell_overlaps(content.lines, cad_layer, m_drawing.tolerance_m, m_layer.provenance.findings);
    const auto gaps = gaps_of(faces);
    for (auto& face : faces.polygons) {
        const auto fallback = fmt::format("{}-{}", cad_layer, m_next);
        Record area;
        area.fid = m_next;
        area.values = {label_in(face, fallback), use, m_drawing.complex, cad_layer};
        area.shape.polygons.push_back(std::move(face));
        m_areas.push_back(std::move(area));
        ++m_layer.ledger.declared;
        ++m_next;
    }
    for (std::size_t i = 0; i < faces.open.size(); ++i) {
        reject(faces.open[i].line, gaps[i], cad_layer);
    }
    for (const auto& faulty : content.faulty) {
        reject(faulty, cad_layer);
    }
}

void Plotting::tell_left_out() const {
    auto& findings = m_layer.provenance.findings;
    for (const auto& [name, content] : m_layers) {
        const bool mapped = m_drawing.uses.contains(name);
        const bool labels = name == m_drawing.labels;
        const bool wanted = mapped || labels;
        const auto texts = labels ? 0U : content.labels.size();
        const auto left_out = (mapped ? 0U : content.lines.size()) + texts + content.other +
                              (wanted ? 0U : content.faulty.size() + content.paper);
        if (left_out != 0) {
            tell(findings, "DXF-UNUSED",
                 {fmt::format("CAD 레이어 {}의 용도 지정", name),
                  fmt::format("a land use for CAD layer {}", name)},
                 {fmt::format("객체 {}개를 쓰지 않음", left_out),
                  fmt::format("{} of its entities are not used", left_out)});
        }
        if (wanted && content.paper != 0) {
            tell(findings, "DXF-PAPER",
                 {fmt::format("CAD 레이어 {}의 객체가 모형 공간에 있어야 함", name),
                  fmt::format("entities of CAD layer {} in model space", name)},
                 {fmt::format("도면(종이) 공간의 객체 {}개를 쓰지 않음", content.paper),
                  fmt::format("{} in paper space are not used", content.paper)});
        }
        if (labels && !mapped) {
            for (const auto& [entity, fault] : content.faulty) {
                tell(findings, fault.code,
                     {fmt::format("{}; CAD 레이어 {}의 {}", fault.expected.ko, name, entity.ko),
                      fmt::format("{}, in {} on CAD layer {}", fault.expected.en, entity.en, name)},
                     {"글자를 쓰지 않음", "the text is not used"});
            }
        }
    }
}

/// The first of them, as far as a reader will read.
Text list_of(const std::vector<Text>& words) {
    constexpr std::size_t most = 20;
    const auto shown = std::min(words.size(), most);
    Text list;
    for (std::size_t i = 0; i < shown; ++i) {
        list.ko += (i == 0 ? "" : "; ") + words[i].ko;
        list.en += (i == 0 ? "" : "; ") + words[i].en;
    }
    if (const auto more = words.size() - shown; more != 0) {
        list.ko += fmt::format("; 그 밖에 {}곳", more);
        list.en += fmt::format("; and {} more", more);
    }
    return list;
}

/// When nothing is left to work with, the places to repair are all that counts.
void Plotting::require_areas(const std::string& path) const {
    if (!m_areas.empty() || (m_gaps.empty() && m_faults.empty())) {
        return;
    }
    const auto faults = list_of(m_faults);
    if (m_gaps.empty()) {
        throw Error{ErrorKind::input, faults}.within(path);
    }
    const auto gaps = list_of(m_gaps);
    const std::string_view between = m_faults.empty() ? "" : "; ";
    refuse(
        path, "DXF-OPEN",
        Text{fmt::format("uses의 CAD 레이어에 면을 둘러싸는 선이 없습니다; 열린 곳: {}; 도면에서 "
                         "닫거나 tolerance_m을 늘리십시오{}{}",
                         gaps.ko, between, faults.ko),
             fmt::format("no line of the CAD layers in uses encloses an area; these places are "
                         "open: {}; close them in the drawing, or raise tolerance_m{}{}",
                         gaps.en, between, faults.en)});
}

/// Brings the areas to the working system and hands them out.
void deliver(std::vector<Record>& areas, const LayerCrs& crs, const ReadOptions& options,
             model::Layer& layer) {
    auto& provenance = layer.provenance;
    const auto box = box_of(areas);
    refuse_false_degrees(areas, provenance.crs, provenance.path);
    const auto* const transform = crs.transform ? &*crs.transform : nullptr;
    for (auto& repair : layer.repairs) {
        if (repair.undelivered && transform != nullptr) {
            try {
                repair.at = (*transform)(repair.at);
            } catch (const Error&) { // beyond the reach of the projection; its finding has it
                repair.at = {};
            }
        }
    }
    ShapeCheck check{transform, crs.working, options.repair};
    for (auto& area : areas) {
        if (auto repair = check(area.shape)) {
            repair->fid = area.fid;
            tell(provenance.findings, repair->rejected ? "GEO-REJECTED" : "GEO-REPAIRED",
                 {"유효한 도형이어야 함: " + repair->reason.ko,
                  "a valid shape: " + repair->reason.en},
                 repair->rejected ? Text{"거부함", "rejected"} : Text{"수리함", "repaired"},
                 area.fid);
            layer.repairs.push_back(*repair);
            if (repair->rejected) {
                ++layer.ledger.rejected;
                continue;
            }
            ++layer.ledger.repaired;
        }
        ++layer.ledger.delivered;
        layer.features.push_back(
            {.fid = area.fid, .shape = std::move(area.shape), .values = std::move(area.values)});
    }
    const auto& moved = options.target_crs;
    if (!tell_of_far_records(layer.features, moved.empty() ? crs.definition : moved,
                             provenance.findings)) {
        check_place(box, provenance);
    }
    std::stable_sort(layer.repairs.begin(), layer.repairs.end(),
                     [](const auto& a, const auto& b) { return a.fid < b.fid; });
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
    auto& provenance = layer.provenance;
    const auto scan = scan_drawing(source.opened, path);
    const auto unit = metres_per_unit(scan, drawing, path, provenance);
    const auto encoding = encoding_of_drawing(scan, options, path, provenance);
    const auto cad = read_cad_layers(source, encoding, unit, provenance);
    require_layers(drawing, cad, path);
    const auto crs = resolve_crs({}, options, path, provenance);
    Plotting plotting{drawing, cad, layer};
    for (const auto& [cad_layer, use] : drawing.uses) {
        plotting.plot(cad_layer, use);
    }
    plotting.tell_left_out();
    plotting.require_areas(path);
    deliver(plotting.areas(), crs, options, layer);
    provenance.geometry_types["Polygon"] = layer.features.size();
    name_fields(layer, options, path);
    finish_findings(provenance.findings, {});
    files.insert(files.end(), source.files.begin(), source.files.end());
    return layer;
}

} // namespace sandan::io
