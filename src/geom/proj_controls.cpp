// Is PROJ's database the official one? A changed one moves points by tens of metres without a word.
#include "geom/proj_controls.hpp"

#include <sandan/geom/reproject.hpp>

#include "core/korean.hpp"
#include "geom/proj.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <string>

namespace sandan::geom {

namespace {

struct Control {
    const char* source = nullptr;
    const char* target = nullptr;
    Point from;
    Point to;
    double tolerance = 0; ///< In the target's unit.
};

/// Degrees of Korea 2000 to metres by Krüger's series of sixth order; Bessel to GRS80 by
/// Molodensky-Badekas with the parameters of EPSG:5189; both computed outside PROJ. The last is the
/// published answer of the survey's own converter (7 parameters, given to 0.001″).
constexpr std::array<Control, 5> controls{{
    {"EPSG:4737", "EPSG:5186", {127.07, 35.85}, {206323.38915, 361403.27185}, 0.001},
    {"EPSG:4737", "EPSG:5179", {127.07, 35.85}, {961171.74882, 1761581.78234}, 0.001},
    {"EPSG:5174", "EPSG:5186", {206061.57432, 261428.55069}, {206134.09606, 361735.26600}, 0.01},
    {"EPSG:5181", "EPSG:5186", {206323.38915, 261403.27185}, {206323.38915, 361403.27185}, 0.001},
    {"EPSG:4326", "EPSG:4162", {127, 37}, {127.00209694, 36.99713806}, 3e-7},
}};

void check(const Control& control, const Point& out) {
    const bool right = std::abs(out.x - control.to.x) <= control.tolerance &&
                       std::abs(out.y - control.to.y) <= control.tolerance;
    if (right) {
        return;
    }
    const auto context = proj::new_context();
    const char* const version = proj_context_get_database_metadata(context.get(), "EPSG.VERSION");
    const std::string_view edition = version == nullptr ? "?" : version;
    throw Error{
        ErrorKind::input,
        Text{format_ko("PROJ의 데이터베이스(EPSG {})가 온전하지 않습니다: {}에서 {}(으)로 옮기면 "
                       "{:f} {:f}인데 "
                       "{:f} {:f}여야 합니다; 공식 proj-data 패키지를 다시 설치하십시오",
                       edition, control.source, control.target, out.x, out.y, control.to.x,
                       control.to.y),
             fmt::format("PROJ's database (EPSG {}) is not sound: {} to {} leads to {:f} {:f}, "
                         "expected {:f} {:f}; install the official proj-data package again",
                         edition, control.source, control.target, out.x, out.y, control.to.x,
                         control.to.y)}};
}

/// The way PROJ itself chooses.
Point by_proj(PJ_CONTEXT* context, const Point& p, const std::string& from, const std::string& to) {
    const proj::Object plain{proj_create_crs_to_crs(context, from.c_str(), to.c_str(), nullptr)};
    const proj::Object ordered{plain ? proj_normalize_for_visualization(context, plain.get())
                                     : nullptr};
    if (!ordered) {
        return {HUGE_VAL, HUGE_VAL};
    }
    const auto out = proj_trans(ordered.get(), PJ_FWD, proj_coord(p.x, p.y, 0, HUGE_VAL));
    return {out.xy.x, out.xy.y};
}

} // namespace

void check_controls(const Mover& move) {
    for (const auto& control : controls) {
        check(control, move(control.from, control.source, control.target));
    }
}

void check_projections() {
    const auto context = proj::new_context();
    check_controls([&](const Point& p, const std::string& from, const std::string& to) {
        return by_proj(context.get(), p, from, to);
    });
}

} // namespace sandan::geom
