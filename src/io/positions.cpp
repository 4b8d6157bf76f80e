#include <sandan/core/error.hpp>
#include <sandan/geom/displacement.hpp>
#include <sandan/geom/korean_ways.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/io/position_check.hpp>
#include <sandan/io/read.hpp>

#include "core/korean.hpp"
#include "io/tell.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sandan::io {

namespace {

/// Layers whose corners are corners of parcels. The first ones that a plan has are what the others
/// are held against.
constexpr std::array<std::string_view, 8> comparable{
    "reference", "boundary", "parcels", "lots", "zoning", "district", "management", "roads"};

std::vector<const geom::Shape*> shapes_of(const model::Layer& layer) {
    std::vector<const geom::Shape*> shapes;
    for (const auto& feature : layer.features) {
        if (!feature.shape.empty()) {
            shapes.push_back(&feature.shape);
        }
    }
    return shapes;
}

/// The label whose truth is in question; empty when there is none to doubt.
std::string doubtful_label(const model::Layer& layer) {
    const auto& crs = layer.provenance.crs;
    return crs.korean && layer.provenance.crs_how != "confirmed" ? crs.epsg : std::string{};
}

/// Nothing outside Korea, or in a system that no shift is known to.
std::vector<geom::Displacement>
displacements_of(const std::string& label, const std::string& working, const geom::Point& at) {
    constexpr geom::Box korea{{124.0, 32.9}, {132.2, 43.1}};
    try {
        const auto degrees = geom::moved(at, working, "EPSG:4326");
        if (!(degrees.x > korea.min.x && degrees.x < korea.max.x && degrees.y > korea.min.y &&
              degrees.y < korea.max.y)) {
            return {};
        }
        return geom::usual_displacements(label, working, at);
    } catch (const Error&) { // PROJ knows no way between the two: nothing can be compared
        return {};
    }
}

/// The displacements of each label, worked out once for a plan: PROJ takes longer over them than
/// the comparison does, and across the few kilometres of a plan they stay the same.
class Displacements {
public:
    explicit Displacements(std::string working) : m_working{std::move(working)} {}

    const std::vector<geom::Displacement>& of(const std::string& label, const geom::Point& at) {
        auto known = m_known.find(label);
        if (known == m_known.end()) {
            known = m_known.emplace(label, displacements_of(label, m_working, at)).first;
        }
        return known->second;
    }

private:
    std::string m_working;
    std::map<std::string, std::vector<geom::Displacement>> m_known;
};

/// One layer that others are held against.
class Reference {
public:
    Reference(const model::Layer& layer, Displacements& displacements)
        : m_layer{layer}, m_displacements{displacements}, m_shapes{shapes_of(layer)} {}

    /// \throws as check_position; but what is wrong since before the label is told in `log`, if
    /// given.
    void check(const model::Layer& layer, model::ReadLog* log);

private:
    const model::Layer& m_layer;
    Displacements& m_displacements;
    std::vector<const geom::Shape*> m_shapes;
};

void Reference::check(const model::Layer& layer, model::ReadLog* log) {
    const auto shapes = shapes_of(layer);
    if (shapes.empty() || m_shapes.empty()) {
        return;
    }
    const auto at = geom::envelope(*m_shapes.front()).min;
    const auto mismatch =
        geom::find_mismatch(shapes, m_shapes, m_displacements.of(doubtful_label(layer), at));
    if (!mismatch) {
        return;
    }
    const auto& [displacement, agreement] = *mismatch;
    const auto& path = layer.provenance.path;
    const auto& right = m_layer.provenance.path;
    if (displacement.before_label && log != nullptr) {
        tell(
            log->findings, "CRS-LIE",
            {format_ko("{}: {}과(와) 맞는 위치; 동 {:.1f} m, 북 {:.1f} m 벗어남. {}", path, right,
                       -displacement.shift.x, -displacement.shift.y, displacement.cause.ko),
             fmt::format("{} to lie where {} wants it; it lies {:.1f} m east and {:.1f} m north of "
                         "there, as it would if {}",
                         path, right, -displacement.shift.x, -displacement.shift.y,
                         displacement.cause.en)},
            {"읽힌 대로 씀", "used as read"});
        return;
    }
    throw Error{
        ErrorKind::input,
        Text{format_ko("{0}: CRS-LIE: {3}과(와) 맞는 위치에서 동 {1:.1f} m, 북 {2:.1f} m 벗어나 "
                       "있습니다. {4}; 그만큼 옮기면 모서리 {6}개 가운데 {5:.0f} %가 맞고, 옮기기 "
                       "전에는 {7:.0f} %가 맞습니다",
                       layer.provenance.path, -displacement.shift.x, -displacement.shift.y, right,
                       displacement.cause.ko, 100 * agreement.moved, agreement.compared,
                       100 * agreement.unmoved),
             fmt::format("{}: CRS-LIE: lies {:.1f} m east and {:.1f} m north of where {} wants "
                         "it, as it would if {}; after that move {:.0f} % of {} corners agree, "
                         "before it {:.0f} %",
                         layer.provenance.path, -displacement.shift.x, -displacement.shift.y, right,
                         displacement.cause.en, 100 * agreement.moved, agreement.compared,
                         100 * agreement.unmoved)}};
}

} // namespace

void check_position(const model::Layer& layer, const model::Layer& reference,
                    const std::string& working) {
    Displacements displacements{working};
    Reference{reference, displacements}.check(layer, nullptr);
}

namespace {

/// Lower left of the first shape that there is.
std::optional<geom::Point> first_corner(std::span<const geom::PolygonSet* const> sets) {
    for (const auto* const set : sets) {
        for (const auto& box : set->boxes()) {
            if (!box.empty()) {
                return box.min;
            }
        }
    }
    return std::nullopt;
}

} // namespace

struct PositionCheck::State {
    std::vector<const geom::Shape*> shapes;
    std::string label;
    std::string working;
    geom::Box box;
    std::optional<geom::MismatchSearch> search{};
};

PositionCheck::PositionCheck(const model::Layer& layer, const std::string& working,
                             const geom::Box& box)
    : m_state{new State{.shapes = shapes_of(layer),
                        .label = doubtful_label(layer),
                        .working = working,
                        .box = box}} {}

PositionCheck::~PositionCheck() = default;

void PositionCheck::meet(std::span<const geom::PolygonSet* const> reference) {
    auto& s = *m_state;
    if (s.shapes.empty()) {
        return;
    }
    if (!s.search) {
        const auto at = first_corner(reference);
        if (!at) {
            return;
        }
        s.search.emplace(s.shapes, displacements_of(s.label, s.working, *at), s.box);
    }
    for (const auto* const set : reference) {
        s.search->meet(*set);
    }
}

bool PositionCheck::in_place() const {
    return !m_state->search || !m_state->search->result();
}

void check_positions(model::Project& project) {
    std::vector<const model::Layer*> layers;
    for (const auto role : comparable) {
        const auto of_role = project.layers_of(role);
        layers.insert(layers.end(), of_role.begin(), of_role.end());
    }
    Displacements displacements{project.plan.crs};
    constexpr std::size_t references = 2;
    for (std::size_t r = 0; r < std::min(references, layers.size()); ++r) {
        Reference reference{*layers[r], displacements};
        for (const auto* const layer : layers) {
            if (layer != layers[r]) {
                reference.check(*layer, &project.log);
            }
        }
    }
}

} // namespace sandan::io
