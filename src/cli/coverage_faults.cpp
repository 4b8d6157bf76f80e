#include "cli/coverage_faults.hpp"

#include <sandan/core/error.hpp>
#include <sandan/geom/measure.hpp>

#include "cli/rule_reference.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

namespace sandan::cli {

namespace {

using Faults = std::vector<CoverageFault>;

/// A polygon whose mean width 2·area/perimeter is below this is a sliver, m (domain facts §5.8).
constexpr double sliver_width_m = 0.5;
constexpr std::string_view beyond = "(boundary)";

double mean_width(const geom::PolygonSet& shapes, std::size_t i) {
    const double around = shapes.perimeter(i);
    return around > 0 ? 2 * shapes.area(i) / around : 0;
}

using geom::Point;

/// A side of a gap.
struct Side {
    std::size_t shape = 0;
    double contact = 0; ///< Border along the gap, m.
    Point way;          ///< From where the gap is widest to the side's nearest point, m.
};

Point operator-(const Point& a, const Point& b) {
    return {a.x - b.x, a.y - b.y};
}

double dot(const Point& a, const Point& b) {
    return a.x * b.x + a.y * b.y;
}

double length(const Point& way) {
    return std::hypot(way.x, way.y);
}

double cosine(const Point& a, const Point& b) {
    const double scale = length(a) * length(b);
    return scale > 0 ? dot(a, b) / scale : 1;
}

/// The point of the border of feature `i` nearest to `p`; `p` itself when there is none.
Point nearest(const geom::PolygonSet& shapes, std::size_t i, const Point& p) {
    Point best = p;
    double least = std::numeric_limits<double>::infinity();
    shapes.for_each_edge(i, [&](const Point& a, const Point& b) {
        const auto along = b - a;
        const double size = dot(along, along);
        const double t = size > 0 ? std::clamp(dot(p - a, along) / size, 0.0, 1.0) : 0;
        const Point at{a.x + t * along.x, a.y + t * along.y};
        if (length(at - p) < least) {
            least = length(at - p);
            best = at;
        }
    });
    return best;
}

class Lister {
public:
    explicit Lister(const CoverageFindings& found)
        : m_found{found}, m_limits{std::vector<geom::MultiPolygon>{found.boundary}} {}

    [[nodiscard]] Faults list(double min_area_m2) const {
        Faults faults;
        for (const auto& o : m_found.report.overlaps) {
            faults.push_back({"overlap", id(o.a), id(o.b), o.area, o.width, o.at, {}});
        }
        for (const auto& gap : m_found.report.gaps) {
            faults.push_back(fault_of(gap));
        }
        if (m_found.closure) {
            for (const auto& gap : m_found.closure->open_gaps) {
                faults.push_back(fault_of(gap));
                faults.back().open = true;
            }
        }
        add_slivers(faults);
        for (const auto& out : m_found.report.outside) {
            faults.push_back({"outside",
                              id(out.shape),
                              m_found.closure ? id(count()) : "",
                              out.area,
                              m_found.closure ? out.width : 0,
                              out.at,
                              {}});
        }
        std::erase_if(faults, [&](const auto& fault) { return fault.area_m2 < min_area_m2; });
        add_invalid(faults);
        if (m_found.closure) {
            add(faults, "junction", m_found.closure->junctions);
            add(faults, "corner", m_found.closure->corners);
        }
        return faults;
    }

private:
    [[nodiscard]] std::size_t count() const { return m_found.shapes.size(); }

    [[nodiscard]] std::string id(std::size_t at) const {
        return at == count() ? std::string{beyond} : m_found.ids[at];
    }

    /// Lots that touch the gap, and the boundary as count().
    [[nodiscard]] std::vector<Side> sides_of(const geom::Gap& gap) const {
        std::vector<Side> sides;
        for (std::size_t k = 0; k < gap.neighbours.size(); ++k) {
            const auto shape = gap.neighbours[k];
            sides.push_back(
                {shape, gap.contacts[k], nearest(m_found.shapes, shape, gap.at) - gap.at});
        }
        const double edge = m_found.boundary.empty() ? 0 : geom::contact(gap.shape, m_limits, 0);
        if (edge > 0) {
            sides.push_back({count(), edge, nearest(m_limits, 0, gap.at) - gap.at});
        }
        return sides;
    }

    /// The two sides that face each other where the gap is widest, in the order of the file.
    [[nodiscard]] std::vector<Side> facing(const geom::Gap& gap) const {
        auto sides = sides_of(gap);
        if (sides.size() > 2) {
            // The circle that fits there touches both; it is found to a few per cent.
            constexpr double touches = 1.02;
            constexpr double noise_m = 1e-4;
            const double reach = gap.width / 2 * touches + noise_m;
            std::stable_sort(sides.begin(), sides.end(), [&](const Side& a, const Side& b) {
                const bool a_touches = length(a.way) <= reach;
                const bool b_touches = length(b.way) <= reach;
                return a_touches != b_touches ? a_touches
                       : a_touches            ? a.contact > b.contact
                                              : length(a.way) < length(b.way);
            });
            const auto last = std::find_if(sides.begin() + 1, sides.end(), [&](const Side& side) {
                return length(side.way) > reach;
            });
            const auto opposite = std::min_element(
                sides.begin() + 1, std::max(sides.begin() + 2, last),
                [&](const Side& a, const Side& b) {
                    return cosine(sides[0].way, a.way) < cosine(sides[0].way, b.way);
                });
            std::iter_swap(sides.begin() + 1, opposite);
            sides.resize(2);
        }
        std::sort(sides.begin(), sides.end(),
                  [](const Side& a, const Side& b) { return a.shape < b.shape; });
        return sides;
    }

    /// Only a check of the closure tells gaps at the boundary from those between lots.
    [[nodiscard]] CoverageFault fault_of(const geom::Gap& gap) const {
        const auto sides = facing(gap);
        const bool at_boundary = m_found.closure && !sides.empty() && sides.back().shape == count();
        std::vector<std::string> ids;
        ids.reserve(2);
        for (const auto& side : sides) {
            if (side.shape < count() || at_boundary) {
                ids.push_back(id(side.shape));
            }
        }
        ids.resize(2);
        return {at_boundary ? "boundary" : "gap",
                ids[0],
                ids[1],
                gap.area,
                gap.width,
                gap.at,
                gap.shape};
    }

    void add_slivers(Faults& faults) const {
        for (std::size_t i = 0; i < count(); ++i) {
            const double width = mean_width(m_found.shapes, i);
            if (!m_found.shapes.empty(i) && width < sliver_width_m) {
                auto shape = m_found.shapes.shape(i);
                const auto at = geom::label_point(shape);
                faults.push_back(
                    {"sliver", id(i), "", m_found.shapes.area(i), width, at, std::move(shape)});
            }
        }
    }

    void add_invalid(Faults& faults) const {
        for (const auto& repair : m_found.repairs) {
            if (!repair.undelivered) {
                faults.push_back({"invalid",
                                  std::to_string(repair.fid),
                                  "",
                                  repair.area_before,
                                  0,
                                  repair.at,
                                  {}});
            }
        }
    }

    void add(Faults& faults, const char* kind,
             const std::vector<geom::UnsharedCorner>& corners) const {
        for (const auto& corner : corners) {
            faults.push_back({kind,
                              id(corner.shape),
                              id(corner.beside),
                              corner.area,
                              corner.offset,
                              corner.at,
                              {}});
        }
    }

    const CoverageFindings& m_found;
    geom::PolygonSet m_limits;
};

} // namespace

std::string_view WidthClasses::of(const CoverageFault& fault) const {
    const double width_m = fault.width_m;
    return fault.kind == "invalid"  ? ""
           : width_m < rounding_m   ? "rounding"
           : width_m < digitising_m ? "digitising"
                                    : "real";
}

WidthClasses width_classes(const Common& common) {
    using namespace std::chrono_literals;
    constexpr Date newest{9999y / 12 / 31};
    const auto book = read_book("");
    const auto date = common.date_or(newest);
    const auto* const rounding = book.parameter("GT-03", "rounding_width", date);
    const auto* const digitising = book.parameter("GT-03", "digitising_width", date);
    if (rounding == nullptr || digitising == nullptr) {
        throw Error{
            ErrorKind::usage,
            Text{"그날 시행되는 폭의 등급 한계(GT-03 rounding_width, digitising_width)가 없습니다",
                 "no class limits of widths (GT-03 rounding_width, digitising_width) in force on "
                 "that day"}}
            .within(to_string(date));
    }
    return {rounding->value, digitising->value};
}

bool may_be_sliver(const geom::PolygonSet& shapes, std::size_t i, double area) {
    constexpr double rounding = 1 + 1e-9;
    const auto narrow = [&](double around) { // the perimeter or more
        return 2 * area <= sliver_width_m * around * rounding;
    };
    const auto& box = shapes.box(i);
    const double half = box.max.x - box.min.x + box.max.y - box.min.y; // no edge is longer
    if (!narrow(half * static_cast<double>(shapes.points(i)))) {
        return false;
    }
    double around = 0;
    shapes.for_each_edge(i, [&](const Point& a, const Point& b) {
        around += std::abs(b.x - a.x) + std::abs(b.y - a.y);
    });
    return narrow(around);
}

std::vector<CoverageFault> list_faults(const CoverageFindings& found, double min_area_m2) {
    return Lister{found}.list(min_area_m2);
}

} // namespace sandan::cli
