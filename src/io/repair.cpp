#include "io/repair.hpp"

#include <sandan/core/error.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/geom/validity.hpp>

#include "io/geometry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <string_view>
#include <utility>

namespace sandan::io {

namespace {

/// What a repair may change unasked: max(0.1 m², 0.1 %) of the area as stored.
constexpr double repair_limit_m2 = 0.1;
constexpr double repair_limit_share = 0.001;

/// m² of one square unit at `shape`; on a sphere for degrees, which is close enough for a limit.
double square_metres(const geom::CrsInfo& crs, const geom::MultiPolygon& shape) {
    if (crs.projected) {
        return crs.metres_per_unit * crs.metres_per_unit;
    }
    constexpr double metres_per_degree = 111'320;
    const auto box = geom::envelope(shape);
    const double latitude = box.empty() ? 0 : (box.min.y + box.max.y) / 2;
    return metres_per_degree * metres_per_degree * std::cos(latitude * std::numbers::pi / 180);
}

/// What GEOS says of a shape; a sentence that it did not say in the version this was written for
/// is quoted.
std::string geos_words_in_korean(const std::string& reason) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 9> words{
        {{"Ring Self-intersection", "고리의 자기 교차"},
         {"Self-intersection", "자기 교차"},
         {"Hole lies outside shell", "구멍이 외곽선 밖에 있음"},
         {"Holes are nested", "구멍 안의 구멍"},
         {"Nested shells", "면 안의 면"},
         {"Interior is disconnected", "내부가 끊김"},
         {"Duplicate Rings", "같은 고리"},
         {"Too few points in geometry component", "점이 너무 적음"},
         {"Invalid Coordinate", "좌표 아님"}}};
    const auto* const found = std::find_if(words.begin(), words.end(),
                                           [&](const auto& pair) { return pair.first == reason; });
    return found == words.end() ? reason : std::string{found->second};
}

Text words(const geom::Defect& defect) {
    return {fmt::format("{}, 위치 {:.10g} {:.10g}", geos_words_in_korean(defect.reason),
                        defect.at.x, defect.at.y),
            fmt::format("{} at {:.10g} {:.10g}", defect.reason, defect.at.x, defect.at.y)};
}

/// Rings of fewer than four points enclose nothing and stop GEOS.
geom::MultiPolygon without_short_rings(geom::MultiPolygon shape) {
    std::erase_if(shape, [](const auto& polygon) { return polygon.outer.size() < 4; });
    for (auto& polygon : shape) {
        std::erase_if(polygon.holes, [](const auto& hole) { return hole.size() < 4; });
    }
    return shape;
}

} // namespace

std::optional<model::Repair> ShapeCheck::operator()(geom::Shape& shape) {
    model::Repair repair;
    auto defect = geom::find_defect(shape.polygons);
    auto place = defect ? defect->at : geom::Point{};
    if (m_transform != nullptr) {
        try {
            m_transform->apply(shape);
            place = defect ? (*m_transform)(place) : place;
        } catch (const Error& e) {
            repair.reason = e.message();
            repair.rejected = true;
            return repair;
        }
        if (!defect) {
            defect = geom::find_defect(shape.polygons);
            place = defect ? defect->at : place;
        }
    }
    if (!defect) {
        return std::nullopt;
    }
    repair.reason = words(*defect);
    repair.at = place;
    mend(shape, repair);
    return repair;
}

/// Empty, with the reason, when GEOS does not come to an end.
geom::MultiPolygon ShapeCheck::make_valid(const geom::MultiPolygon& shape, model::Repair& repair) {
    constexpr std::size_t most_endless = 3;
    try {
        return geom::make_valid(without_short_rings(shape));
    } catch (const Error& e) {
        if (e.kind() != ErrorKind::budget || ++m_endless > most_endless) {
            throw;
        }
        repair.reason.ko += "; " + e.message().ko;
        repair.reason.en += "; " + e.message().en;
        return {};
    }
}

void ShapeCheck::mend(geom::Shape& shape, model::Repair& repair) {
    const double unit = square_metres(m_crs, shape.polygons);
    repair.area_before = unit * geom::area(shape.polygons);
    repair.rejected = true;
    if (m_policy == Repair::none) {
        return;
    }
    const auto given_up = m_endless;
    auto valid = make_valid(shape.polygons, repair);
    if (m_endless != given_up) {
        return;
    }
    const double after = unit * geom::area(valid);
    const double limit = std::max(repair_limit_m2, repair_limit_share * repair.area_before);
    if (valid.empty() ||
        (m_policy == Repair::automatic && std::abs(after - repair.area_before) > limit)) {
        repair.reason.ko +=
            fmt::format("; 수리하면 {:.6g} m²에서 {:.6g} m²로 됨", repair.area_before, after);
        repair.reason.en +=
            fmt::format("; a repair would make {:.6g} m² of {:.6g} m²", after, repair.area_before);
        return;
    }
    shape.polygons = std::move(valid);
    repair.area_after = after;
    repair.rejected = false;
}

} // namespace sandan::io
