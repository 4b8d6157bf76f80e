#include <sandan/geom/korean_ways.hpp>
#include <sandan/geom/reproject.hpp>

#include "core/korean.hpp"
#include "geom/proj.hpp"
#include "geom/proj_controls.hpp"

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

namespace sandan::geom {

namespace {

/// Korea 2000 is WGS 84 (EPSG:15831 moves nothing).
enum class Datum { korea_2000, korean_1985, tokyo };

constexpr const char* korean_1985_to_korea_2000 = "5189";
/// Tokyo to WGS 84: the means of South Korea, and those that PROJ prefers for the nationwide
/// system.
constexpr const char* tokyo_of_belts = "1305";
constexpr const char* tokyo_nationwide = "15484";
constexpr std::string_view nationwide = "EPSG:5179";

/// Degrees of a datum, and metres if there is a projection.
struct System {
    Datum datum = Datum::korea_2000;
    proj::Object projection;
};

/// What the database says, asked once. Belongs to one thread.
class Ways {
public:
    /// The point in the other system; nothing where the way is PROJ's to find.
    [[nodiscard]] std::optional<Point> move(const Point& p, const std::string& from,
                                            const std::string& to) {
        const auto* const source = system(from);
        const auto* const target = system(to);
        if (source == nullptr || target == nullptr) {
            return std::nullopt;
        }
        const bool tokyo = source->datum == Datum::tokyo || target->datum == Datum::tokyo;
        if (tokyo && target->datum != Datum::korea_2000) {
            return std::nullopt; // in between PROJ keeps heights, which are millimetres here
        }
        auto degrees = walk(source->projection, PJ_INV, p);
        if (source->datum != target->datum) {
            if (source->datum == Datum::tokyo) {
                degrees = walk(operation(to == nationwide ? tokyo_nationwide : tokyo_of_belts),
                               PJ_FWD, degrees);
            }
            if (source->datum == Datum::korean_1985) {
                degrees = walk(operation(korean_1985_to_korea_2000), PJ_FWD, degrees);
            }
            if (target->datum == Datum::korean_1985) {
                degrees = walk(operation(korean_1985_to_korea_2000), PJ_INV, degrees);
            }
        }
        return walk(target->projection, PJ_FWD, degrees);
    }

private:
    /// Null for another one than those of Korea.
    const System* system(const std::string& code) {
        auto known = m_systems.find(code);
        if (known == m_systems.end()) {
            known = m_systems.emplace(code, read(code)).first;
        }
        return known->second ? &*known->second : nullptr;
    }

    std::optional<System> read(const std::string& code) {
        if (code == "EPSG:4737" || code == "EPSG:4326") {
            return System{Datum::korea_2000, nullptr};
        }
        if (code == "EPSG:4162" || code == "EPSG:4301") {
            return System{code == "EPSG:4162" ? Datum::korean_1985 : Datum::tokyo, nullptr};
        }
        if (!code.starts_with("EPSG:")) {
            return std::nullopt;
        }
        const proj::Object crs{proj_create_from_database(m_context, "EPSG",
                                                         code.substr(sizeof("EPSG:") - 1).c_str(),
                                                         PJ_CATEGORY_CRS, 0, nullptr)};
        if (!crs || proj_get_type(crs.get()) != PJ_TYPE_PROJECTED_CRS) {
            return std::nullopt;
        }
        const proj::Object degrees{proj_crs_get_geodetic_crs(m_context, crs.get())};
        const char* const base = degrees ? proj_get_id_code(degrees.get(), 0) : nullptr;
        const std::string_view datum = base == nullptr ? "" : base;
        if (datum != "4737" && datum != "4162") {
            return std::nullopt;
        }
        const proj::Object projection{proj_crs_get_coordoperation(m_context, crs.get())};
        System system{datum == "4162" ? Datum::korean_1985 : Datum::korea_2000,
                      ordered(projection)};
        return system.projection ? std::optional{std::move(system)} : std::nullopt;
    }

    const proj::Object& operation(const char* code) {
        auto known = m_operations.find(code);
        if (known == m_operations.end()) {
            const proj::Object found{proj_create_from_database(
                m_context, "EPSG", code, PJ_CATEGORY_COORDINATE_OPERATION, 0, nullptr)};
            auto usable = ordered(found);
            if (!usable) {
                throw Error{ErrorKind::input,
                            Text{format_ko("PROJ의 데이터베이스에 EPSG:{}이(가) 없습니다; 공식 "
                                           "proj-data 패키지를 다시 설치하십시오",
                                           code),
                                 fmt::format("PROJ's database lacks EPSG:{}; install the official "
                                             "proj-data package again",
                                             code)}};
            }
            known = m_operations.emplace(code, std::move(usable)).first;
        }
        return known->second;
    }

    /// East before north on both sides.
    [[nodiscard]] proj::Object ordered(const proj::Object& operation) const {
        return proj::Object{operation ? proj_normalize_for_visualization(m_context, operation.get())
                                      : nullptr};
    }

    static Point walk(const proj::Object& operation, PJ_DIRECTION direction, const Point& p) {
        if (!operation) {
            return p;
        }
        const auto out = proj_trans(operation.get(), direction, proj_coord(p.x, p.y, 0, HUGE_VAL));
        if (!std::isfinite(out.xy.x) || !std::isfinite(out.xy.y)) {
            throw Error{
                ErrorKind::input,
                Text{
                    format_ko("점 ({:f}, {:f})이(가) 좌표계가 미치는 범위 밖에 있습니다", p.x, p.y),
                    fmt::format(
                        "the point ({:f}, {:f}) lies outside the reach of its coordinate system",
                        p.x, p.y)}};
        }
        return {out.xy.x, out.xy.y};
    }

    PJ_CONTEXT* m_context = proj::shared_context();
    std::map<std::string, std::optional<System>> m_systems;
    std::map<std::string, proj::Object, std::less<>> m_operations;
};

Ways sound_ways() {
    Ways ways;
    check_controls([&](const Point& p, const std::string& from, const std::string& to) {
        return ways.move(p, from, to).value_or(Point{HUGE_VAL, HUGE_VAL});
    });
    return ways;
}

} // namespace

Point moved(const Point& p, const std::string& from, const std::string& to) {
    thread_local Ways ways = sound_ways();
    const auto there = ways.move(p, from, to);
    return there ? *there : Reprojection{from, to}(p);
}

} // namespace sandan::geom
