#include "cli/coverage_faults.hpp"

#include <sandan/core/error.hpp>
#include <sandan/geom/measure.hpp>

#include "cli/rule_reference.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace sandan::cli {

namespace {

using Faults = std::vector<CoverageFault>;

/// A polygon whose mean width 2·area/perimeter is below this is a sliver, m (domain facts §5.8).
constexpr double sliver_width_m = 0.5;
constexpr std::string_view beyond = "(boundary)";

double mean_width(const geom::MultiPolygon& shape) {
    const double around = geom::perimeter(shape);
    return around > 0 ? 2 * geom::area(shape) / around : 0;
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
    [[nodiscard]] std::size_t count() const { return m_found.layer.features.size(); }

    [[nodiscard]] std::string id(std::size_t at) const {
        return at == count() ? std::string{beyond} : m_found.layer.id(m_found.layer.features[at]);
    }

    /// The two neighbours that a gap has the longest borders with, in the order of the file.
    [[nodiscard]] CoverageFault fault_of(const geom::Gap& gap) const {
        std::vector<std::size_t> order(gap.neighbours.size());
        std::iota(order.begin(), order.end(), 0U);
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return gap.contacts[a] > gap.contacts[b];
        });
        order.resize(std::min<std::size_t>(order.size(), 2));
        const bool at_boundary = m_found.closure && !m_found.boundary.empty() &&
                                 geom::contact(gap.shape, m_limits, 0) > 0;
        if (at_boundary) {
            order.resize(std::min<std::size_t>(order.size(), 1));
        }
        std::sort(order.begin(), order.end());
        std::vector<std::string> ids;
        ids.reserve(order.size() + 1);
        for (const auto k : order) {
            ids.push_back(id(gap.neighbours[k]));
        }
        if (at_boundary) {
            ids.emplace_back(beyond);
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
        for (const auto& feature : m_found.layer.features) {
            const auto& shape = feature.shape.polygons;
            const double width = mean_width(shape);
            if (!shape.empty() && width < sliver_width_m) {
                faults.push_back({"sliver", m_found.layer.id(feature), "", geom::area(shape), width,
                                  geom::label_point(shape), shape});
            }
        }
    }

    void add_invalid(Faults& faults) const {
        for (const auto& repair : m_found.layer.repairs) {
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

std::string_view WidthClasses::of(double width_m) const {
    return width_m < rounding_m ? "rounding" : width_m < digitising_m ? "digitising" : "real";
}

WidthClasses width_classes(const Common& common) {
    using namespace std::chrono_literals;
    constexpr Date newest{9999y / 12 / 31};
    const auto book = read_book("");
    const auto date = common.date_or(newest);
    const auto* const rounding = book.parameter("GT-03", "rounding_width", date);
    const auto* const digitising = book.parameter("GT-03", "digitising_width", date);
    if (rounding == nullptr || digitising == nullptr) {
        throw Error{ErrorKind::usage, to_string(date) + ": no class limits of widths (GT-03 "
                                                        "rounding_width, digitising_width) in "
                                                        "force on that day"};
    }
    return {rounding->value, digitising->value};
}

std::vector<CoverageFault> list_faults(const CoverageFindings& found, double min_area_m2) {
    return Lister{found}.list(min_area_m2);
}

} // namespace sandan::cli
