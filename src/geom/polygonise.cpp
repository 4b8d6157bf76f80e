#include <sandan/geom/polygonise.hpp>

#include "geom/geos.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <utility>

namespace sandan::geom {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

double distance(const Point& a, const Point& b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}

double distance(const Point& p, const Point& a, const Point& b) {
    const double dx = b.x - a.x;
    const double dy = b.y - a.y;
    const double square = dx * dx + dy * dy;
    const double along =
        square > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / square, 0.0, 1.0) : 0.0;
    return distance(p, Point{a.x + along * dx, a.y + along * dy});
}

/// Ends of lines, gathered where they lie within the tolerance of each other.
class Joints {
public:
    explicit Joints(double tolerance) : m_tolerance{tolerance} {}

    /// The joint of an end; the first end that comes to a place is the joint.
    Point take(const Point& end) {
        const auto [x, y] = cell(end);
        for (std::int64_t dx = -1; dx <= 1; ++dx) {
            for (std::int64_t dy = -1; dy <= 1; ++dy) {
                const auto found = m_cells.find({x + dx, y + dy});
                if (found == m_cells.end()) {
                    continue;
                }
                for (auto& joint : found->second) {
                    if (distance(joint.at, end) <= m_tolerance) {
                        ++joint.ends;
                        return joint.at;
                    }
                }
            }
        }
        m_cells[{x, y}].push_back({end, 1});
        return end;
    }

    [[nodiscard]] std::vector<Point> loose() const {
        std::vector<Point> ends;
        for (const auto& [place, joints] : m_cells) {
            for (const auto& joint : joints) {
                if (joint.ends == 1) {
                    ends.push_back(joint.at);
                }
            }
        }
        return ends;
    }

private:
    struct Joint {
        Point at;
        std::size_t ends = 0;
    };

    [[nodiscard]] std::pair<std::int64_t, std::int64_t> cell(const Point& p) const {
        const double size = std::max(m_tolerance, 1e-9);
        return {std::llround(std::floor(p.x / size)), std::llround(std::floor(p.y / size))};
    }

    double m_tolerance;
    std::map<std::pair<std::int64_t, std::int64_t>, std::vector<Joint>> m_cells;
};

/// Where a loose end is nearest to a line that it does not belong to.
struct Nearest {
    std::size_t line = 0;
    std::size_t segment = 0;
    double gap = infinity;
};

Nearest nearest_line(const Point& end, const std::vector<Line>& lines) {
    Nearest best;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto& line = lines[i];
        for (std::size_t s = 0; s + 1 < line.size(); ++s) {
            const bool own = line[s] == end || line[s + 1] == end;
            const double gap = own ? infinity : distance(end, line[s], line[s + 1]);
            if (gap < best.gap) {
                best = {i, s, gap};
            }
        }
    }
    return best;
}

std::vector<Line> joined(const std::vector<Line>& lines, double tolerance, Faces& faces) {
    std::vector<Line> result;
    Joints joints{tolerance};
    for (auto line : lines) {
        line.erase(std::unique(line.begin(), line.end()), line.end());
        if (line.size() < 2) {
            continue;
        }
        for (auto* const end : {&line.front(), &line.back()}) {
            const auto joint = joints.take(*end);
            faces.closed_gaps += *end == joint ? 0U : 1U;
            *end = joint;
        }
        result.push_back(std::move(line));
    }
    for (const auto& end : joints.loose()) {
        const auto near = nearest_line(end, result);
        if (near.gap > 0 && near.gap <= tolerance) {
            auto& line = result[near.line];
            line.insert(line.begin() + static_cast<std::ptrdiff_t>(near.segment + 1), end);
            ++faces.closed_gaps;
        }
    }
    return result;
}

geos::Geometry collect(const std::vector<Line>& lines) {
    std::vector<GEOSGeometry*> parts;
    for (const auto& line : lines) {
        if (line.size() > 2 || !(line.front() == line.back())) {
            parts.push_back(geos::from(line).release());
        }
    }
    return geos::own(GEOSGeom_createCollection_r(geos::context().handle(), GEOS_MULTILINESTRING,
                                                 parts.data(), static_cast<unsigned>(parts.size())),
                     "createCollection");
}

void add_lines(const GEOSGeometry* geometry, std::vector<Line>& lines) {
    if (geometry == nullptr) {
        return;
    }
    auto* const h = geos::context().handle();
    const int parts = GEOSGetNumGeometries_r(h, geometry);
    for (int i = 0; i < parts; ++i) {
        const auto* const part = GEOSGetGeometryN_r(h, geometry, i);
        const auto* const sequence = GEOSGeom_getCoordSeq_r(h, part);
        unsigned size = 0;
        GEOSCoordSeq_getSize_r(h, sequence, &size);
        Line line(size);
        for (unsigned k = 0; k < size; ++k) {
            GEOSCoordSeq_getXY_r(h, sequence, k, &line[k].x, &line[k].y);
        }
        lines.push_back(std::move(line));
    }
}

OpenLine open_line(Line line, const std::vector<Line>& all) {
    OpenLine open{.line = std::move(line), .at = {}, .gap = -1};
    for (const auto& end : {open.line.front(), open.line.back()}) {
        if (const auto gap = nearest_line(end, all).gap; gap > open.gap) {
            open.at = end;
            open.gap = gap;
        }
    }
    return open;
}

Point lowest(const Ring& ring) {
    return *std::min_element(ring.begin(), ring.end(), [](const Point& a, const Point& b) {
        return std::pair{a.y, a.x} < std::pair{b.y, b.x};
    });
}

} // namespace

Faces polygonise(const std::vector<Line>& lines, double tolerance) {
    Faces faces;
    const auto work = joined(lines, tolerance, faces);
    if (work.empty()) {
        return faces;
    }
    auto* const h = geos::context().handle();
    const auto noded = geos::own(GEOSUnaryUnion_r(h, collect(work).get()), "union of lines");
    GEOSGeometry* cuts = nullptr;
    GEOSGeometry* dangles = nullptr;
    GEOSGeometry* invalid = nullptr;
    const auto areas =
        geos::own(GEOSPolygonize_full_r(h, noded.get(), &cuts, &dangles, &invalid), "polygonize");
    faces.polygons = geos::to_multi_polygon(*areas);
    std::vector<Line> open;
    for (auto* const rest : {cuts, dangles, invalid}) {
        const geos::Geometry owner{rest};
        add_lines(rest, open);
    }
    for (auto& line : open) {
        faces.open.push_back(open_line(std::move(line), work));
    }
    const auto before = [](const Point& a, const Point& b) {
        return std::pair{a.y, a.x} < std::pair{b.y, b.x};
    };
    std::sort(faces.polygons.begin(), faces.polygons.end(), [&](const auto& a, const auto& b) {
        return before(lowest(a.outer), lowest(b.outer));
    });
    std::sort(faces.open.begin(), faces.open.end(),
              [&](const auto& a, const auto& b) { return before(a.at, b.at); });
    return faces;
}

} // namespace sandan::geom
