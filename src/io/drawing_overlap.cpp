#include "io/drawing_overlap.hpp"

#include <sandan/geom/box_index.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>
#include <sandan/geom/validity.hpp>

#include "core/korean.hpp"
#include "io/tell.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace sandan::io {

namespace {

constexpr std::size_t most_told = 1000; ///< As far as a reader will read.

struct ClosedLine {
    const DrawnLine* drawn;
    geom::MultiPolygon shape;
    double area = 0;
    bool twin = false; ///< Of one that is larger by nothing; told with that one.
};

/// The ring of a line whose ends meet within the tolerance.
std::optional<geom::Ring> ring_of(geom::Line line, double tolerance) {
    line.erase(std::unique(line.begin(), line.end()), line.end());
    if (line.size() < 3 ||
        std::hypot(line.front().x - line.back().x, line.front().y - line.back().y) > tolerance) {
        return std::nullopt;
    }
    if (!(line.front() == line.back())) {
        line.push_back(line.front());
    }
    return line.size() < 4 ? std::nullopt : std::optional{std::move(line)};
}

Text with_place(const ClosedLine& line) {
    const auto& at = line.shape.front().outer.front();
    const auto& name = line.drawn->entity;
    return {fmt::format("{} ({:.2f} {:.2f})", name.ko, at.x, at.y),
            fmt::format("{} (at {:.2f} {:.2f})", name.en, at.x, at.y)};
}

/// Looks at pairs of the closed lines of one CAD layer.
class Overlaps {
public:
    Overlaps(const std::string& cad_layer, double tolerance,
             std::vector<model::ReadFinding>& findings)
        : m_cad_layer{cad_layer}, m_tolerance{tolerance}, m_findings{findings} {}

    void take(const DrawnLine& drawn);
    void compare();

private:
    void tell_once(const Text& expected, const Text& done);
    void compare(const ClosedLine& larger, ClosedLine& smaller, const geom::Cutter& cutter);

    const std::string& m_cad_layer;
    double m_tolerance;
    std::vector<model::ReadFinding>& m_findings;
    std::vector<ClosedLine> m_lines;
    std::size_t m_told = 0;
};

void Overlaps::tell_once(const Text& expected, const Text& done) {
    if (++m_told <= most_told) {
        tell(m_findings, "DXF-OVERLAP",
             {fmt::format("CAD 레이어 {}: {}", m_cad_layer, expected.ko),
              fmt::format("CAD layer {}: {}", m_cad_layer, expected.en)},
             done);
    }
}

void Overlaps::take(const DrawnLine& drawn) {
    auto ring = ring_of(drawn.line, m_tolerance);
    if (!ring) {
        return;
    }
    ClosedLine line{.drawn = &drawn, .shape = {{.outer = std::move(*ring), .holes = {}}}};
    if (const auto defect = geom::find_defect(line.shape)) {
        const auto place = fmt::format("{:.2f} {:.2f}", defect->at.x, defect->at.y);
        const auto name = with_place(line);
        tell_once({format_ko("스스로 만나지 않는 선, {}은(는) {}에서 만남", name.ko, place),
                   fmt::format("a line that does not meet itself; {} does at {}", name.en, place)},
                  {"만나는 곳에서 나눔", "cut where it does"});
        return;
    }
    line.area = geom::area(line.shape);
    m_lines.push_back(std::move(line));
}

void Overlaps::compare(const ClosedLine& larger, ClosedLine& smaller, const geom::Cutter& cutter) {
    const double shared = geom::area(cutter.cut(smaller.shape));
    // What lies along the border is drawn to the tolerance only, but a lot is more than its border.
    constexpr double least_digits = 1e-6;
    constexpr double least_share = 0.01;
    const double along = std::max(m_tolerance, least_digits) * geom::perimeter(smaller.shape);
    const double noise = std::min(along, least_share * smaller.area);
    if (shared <= noise) {
        return;
    }
    const auto one = with_place(larger);
    const auto other = with_place(smaller);
    if (smaller.area - shared > noise) {
        tell_once({format_ko("겹치지 않는 구획, {}과(와) {}이(가) {:.2f} m² 겹침", one.ko, other.ko,
                             shared),
                   fmt::format("lots that do not overlap; {} and {} share {:.2f} m²", one.en,
                               other.en, shared)},
                  {"선이 만나는 곳에서 나눔. 겹친 땅은 따로 한 구획으로 한 번 셈",
                   "cut where they cross: the shared land is an area of its own, counted once"});
    } else if (larger.area - smaller.area <= noise) {
        smaller.twin = true;
        tell_once({format_ko("한 번 그린 구획, {}과(와) {}이(가) 같은 {:.2f} m²임", one.ko,
                             other.ko, shared),
                   fmt::format("each lot drawn once; {} and {} are the same {:.2f} m²", one.en,
                               other.en, shared)},
                  {"한 구획으로 한 번 셈", "one area, counted once"});
    }
}

void Overlaps::compare() {
    std::stable_sort(m_lines.begin(), m_lines.end(),
                     [](const auto& a, const auto& b) { return a.area > b.area; });
    std::vector<geom::Box> boxes;
    boxes.reserve(m_lines.size());
    for (const auto& line : m_lines) {
        boxes.push_back(geom::envelope(line.shape));
    }
    const geom::BoxIndex index{boxes};
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        if (m_lines[i].twin) {
            continue;
        }
        const geom::Cutter cutter{m_lines[i].shape};
        for (const auto j : index.query(boxes[i])) {
            if (j > i && !m_lines[j].twin) {
                compare(m_lines[i], m_lines[j], cutter);
            }
        }
    }
    if (m_told > most_told) {
        const auto more = m_told - most_told;
        tell(m_findings, "DXF-OVERLAP",
             {fmt::format("CAD 레이어 {}: 그 밖에 {}건도 같음", m_cad_layer, more),
              fmt::format("CAD layer {}: the same of {} further ones", m_cad_layer, more)},
             {"같은 처리", "treated alike"}, -1, more);
    }
}

} // namespace

void tell_overlaps(const std::vector<DrawnLine>& lines, const std::string& cad_layer,
                   double tolerance, std::vector<model::ReadFinding>& findings) {
    Overlaps overlaps{cad_layer, tolerance, findings};
    for (const auto& line : lines) {
        overlaps.take(line);
    }
    overlaps.compare();
}

} // namespace sandan::io
