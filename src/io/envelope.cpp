#include "io/envelope.hpp"

#include <sandan/core/error.hpp>
#include <sandan/geom/korean_ways.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/geom/reproject.hpp>

#include "geom/known_systems.hpp"
#include "io/tell.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sandan::io {

namespace {

constexpr geom::Box korea{{124, 33}, {132, 39}};

/// The box of Korea in another system; its sides are curved there, so many points are taken.
geom::Box box_in(const std::string& crs) {
    geom::Box box;
    try {
        const geom::Reprojection transform{"EPSG:4326", crs};
        constexpr int steps = 16;
        for (int i = 0; i <= steps; ++i) {
            const double t = static_cast<double>(i) / steps;
            const double x = korea.min.x + t * (korea.max.x - korea.min.x);
            const double y = korea.min.y + t * (korea.max.y - korea.min.y);
            for (const auto& p : {geom::Point{x, korea.min.y}, geom::Point{x, korea.max.y},
                                  geom::Point{korea.min.x, y}, geom::Point{korea.max.x, y}}) {
                box.extend(transform(p));
            }
        }
    } catch (const Error&) {
        return {}; // Korea cannot be shown in that system
    }
    return box;
}

bool apart(const geom::Box& a, const geom::Box& b) {
    return a.max.x < b.min.x || a.min.x > b.max.x || a.max.y < b.min.y || a.min.y > b.max.y;
}

} // namespace

bool surely_in_korea(const geom::Box& box, const std::string& crs) {
    // Well inside: the sides of Korea's box, which are curved in a projection, are farther away.
    constexpr geom::Box inner{{124.3, 33.3}, {131.7, 38.7}};
    const auto lies_inside = [&](const geom::Point& p) {
        const auto degrees = geom::moved(p, crs, "EPSG:4326");
        return degrees.x > inner.min.x && degrees.x < inner.max.x && degrees.y > inner.min.y &&
               degrees.y < inner.max.y;
    };
    if (geom::surely_in_korea(box, crs)) {
        return true;
    }
    try {
        return !box.empty() && lies_inside(box.min) && lies_inside(box.max);
    } catch (const Error&) { // no way there, or beyond the reach of the projection
        return false;
    }
}

bool tell_of_far_records(const std::vector<model::Feature>& features, const std::string& crs,
                         std::vector<model::ReadFinding>& findings) {
    geom::Box all;
    for (const auto& feature : features) {
        if (const auto own = geom::envelope(feature.shape); !own.empty()) {
            all.extend(own.min);
            all.extend(own.max);
        }
    }
    if (surely_in_korea(all, crs)) {
        return false;
    }
    const auto box = box_in(crs);
    if (box.empty()) {
        return false;
    }
    std::size_t drawn = 0;
    std::vector<const model::Feature*> far;
    for (const auto& feature : features) {
        const auto own = geom::envelope(feature.shape);
        drawn += own.empty() ? 0U : 1U;
        if (!own.empty() && apart(own, box)) {
            far.push_back(&feature);
        }
    }
    if (far.empty()) {
        return false;
    }
    if (2 * far.size() > drawn) {
        tell(findings, "GEO-ABROAD",
             {"한국(동경 124–132°, 북위 33–39°)", "Korea (124–132° E, 33–39° N)"},
             {fmt::format("{}개 레코드가 밖에 있음", far.size()),
              fmt::format("{} records lie elsewhere; delivered", far.size())});
        return false;
    }
    for (const auto* feature : far) {
        tell(findings, "GEO-FAR",
             {"다른 레코드처럼 한국 안", "a place in Korea, as the other records have"},
             {"전달함", "delivered"}, feature->fid);
    }
    return true;
}

} // namespace sandan::io
