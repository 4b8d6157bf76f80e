#include <sandan/geom/reproject.hpp>

#include "core/korean.hpp"
#include "geom/memo.hpp"
#include "geom/proj.hpp"

#include <fmt/format.h>

#include <cmath>
#include <string>
#include <utility>

namespace sandan::geom {

namespace {

/// The system to calculate with: the EPSG definition wherever the system could be identified,
/// because only that knows its datum shifts.
proj::Object resolve(PJ_CONTEXT* context, const std::string& definition) {
    auto crs = proj::read_crs(context, definition);
    const auto identity = proj::identify(context, crs.get());
    return identity.epsg.empty() ? std::move(crs) : proj::read_crs(context, identity.epsg);
}

bool usable(PJ_CONTEXT* context, const PJ* operation) {
    return proj_coordoperation_is_instantiable(context, operation) != 0 &&
           proj_coordoperation_has_ballpark_transformation(context, operation) == 0;
}

/// PROJ's first operation that can be done here and shifts the datum; null when there is none.
/// One fixed operation, not PROJ's choice by point, so that neighbours are moved alike.
proj::Object best_operation(PJ_CONTEXT* context, const PJ* source, const PJ* target) {
    const proj::Factory factory{proj_create_operation_factory_context(context, nullptr)};
    proj_operation_factory_context_set_spatial_criterion(
        context, factory.get(), PROJ_SPATIAL_CRITERION_PARTIAL_INTERSECTION);
    proj_operation_factory_context_set_grid_availability_use(
        context, factory.get(), PROJ_GRID_AVAILABILITY_USED_FOR_SORTING);
    const proj::List list{proj_create_operations(context, source, target, factory.get())};
    const int count = list ? proj_list_get_count(list.get()) : 0;
    for (int i = 0; i < count; ++i) {
        proj::Object candidate{proj_list_get(context, list.get(), i)};
        if (candidate && usable(context, candidate.get())) {
            return candidate;
        }
    }
    return nullptr;
}

std::string label(const PJ* crs) {
    const char* const name = proj_get_name(crs);
    return name == nullptr ? "unnamed" : name;
}

/// What PROJ's database answers about two systems: enough to calculate without asking it again.
struct Route {
    Operation operation;
    std::string pipeline; ///< East/north order on both sides; empty for the identity.
};

Route route_between(const std::string& source, const std::string& target) {
    if (source == target) {
        static_cast<void>(describe_crs(source)); // refuses what is none
        return {{"identity", 0, false, true}, {}};
    }
    auto* const context = proj::shared_context();
    const auto from = resolve(context, source);
    const auto to = resolve(context, target);
    if (proj_is_equivalent_to_with_ctx(context, from.get(), to.get(),
                                       PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS) != 0) {
        return {{"identity", 0, false, true}, {}};
    }
    const auto operation = best_operation(context, from.get(), to.get());
    if (!operation) {
        const auto before = label(from.get());
        const auto after = label(to.get());
        throw Error{
            ErrorKind::input,
            Text{
                format_ko(
                    "'{}'에서 '{}'(으)로 가는 데이텀 변환이 알려져 있지 않고 수백 미터 어긋날 수 "
                    "있는 어림 변환뿐입니다: 자료의 실제 좌표계를 --crs EPSG:nnnn으로 지정하십시오",
                    before, after),
                fmt::format("no datum shift from '{}' to '{}' is known, only a ballpark operation "
                            "that may be hundreds of metres off: name the true system of the data "
                            "with --crs EPSG:nnnn",
                            before, after)}};
    }
    Route route{{label(operation.get()), proj_coordoperation_get_accuracy(context, operation.get()),
                 false, false},
                {}};
    const proj::Object ordered{proj_normalize_for_visualization(context, operation.get())};
    const char* const pipeline =
        ordered ? proj_as_proj_string(context, ordered.get(), PJ_PROJ_5, nullptr) : nullptr;
    if (pipeline == nullptr) {
        throw Error{
            ErrorKind::geometry,
            Text{fmt::format("PROJ가 '{}'의 축 순서를 정하지 못합니다", route.operation.name),
                 fmt::format("PROJ cannot order the axes of '{}'", route.operation.name)}};
    }
    route.pipeline = pipeline;
    return route;
}

/// PROJ takes a hundred times longer to find the way between two systems than to walk it.
Route known_route(const std::string& source, const std::string& target) {
    static Memo<std::pair<std::string, std::string>, Route> known;
    return known.get({source, target}, [&] {
        auto route = route_between(source, target);
        if (!route.operation.identity) {
            static const bool sound = (check_projections(), true); // once, by whoever comes first
            static_cast<void>(sound);
        }
        return route;
    });
}

} // namespace

struct Reprojection::Handle {
    proj::Context context; ///< Null for the identity, as the next.
    proj::Object transform;
    Operation operation;
};

Reprojection::Reprojection(const std::string& source, const std::string& target)
    : m_handle{std::make_unique<Handle>()} {
    auto [operation, pipeline] = known_route(source, target);
    m_handle->operation = std::move(operation);
    if (!pipeline.empty()) {
        m_handle->context = proj::new_context();
        m_handle->transform = proj::Object{proj_create(m_handle->context.get(), pipeline.c_str())};
        if (!m_handle->transform) {
            throw Error{ErrorKind::geometry, Text{format_ko("PROJ가 '{}'을(를) 따르지 못합니다: {}",
                                                            m_handle->operation.name, pipeline),
                                                  fmt::format("PROJ cannot follow '{}': {}",
                                                              m_handle->operation.name, pipeline)}};
        }
    }
}

Reprojection::~Reprojection() = default;
Reprojection::Reprojection(Reprojection&&) noexcept = default;
Reprojection& Reprojection::operator=(Reprojection&&) noexcept = default;

const Operation& Reprojection::operation() const noexcept {
    return m_handle->operation;
}

Point Reprojection::operator()(const Point& p) const {
    if (!m_handle->transform) {
        return p;
    }
    const auto moved =
        proj_trans(m_handle->transform.get(), PJ_FWD, proj_coord(p.x, p.y, 0, HUGE_VAL));
    if (!std::isfinite(moved.xy.x) || !std::isfinite(moved.xy.y)) {
        throw Error{ErrorKind::input,
                    Text{format_ko("점 ({:f}, {:f})이(가) '{}'이(가) 미치는 범위 밖에 있습니다: "
                                   "자료의 좌표계를 확인하십시오",
                                   p.x, p.y, m_handle->operation.name),
                         fmt::format("the point ({:f}, {:f}) lies outside the reach of '{}': check "
                                     "the coordinate system of the data",
                                     p.x, p.y, m_handle->operation.name)}};
    }
    return {moved.xy.x, moved.xy.y};
}

void Reprojection::apply(Shape& shape) const {
    if (!m_handle->transform) {
        return;
    }
    const auto move_all = [this](std::vector<Point>& points) {
        for (auto& p : points) {
            p = (*this)(p);
        }
    };
    for (auto& polygon : shape.polygons) {
        move_all(polygon.outer);
        for (auto& hole : polygon.holes) {
            move_all(hole);
        }
    }
    for (auto& line : shape.lines) {
        move_all(line);
    }
    move_all(shape.points);
}

} // namespace sandan::geom
