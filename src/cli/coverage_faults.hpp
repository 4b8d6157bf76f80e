#pragma once
// The faults of a layer that should cover the land once, as a list.

#include <sandan/core/text.hpp>
#include <sandan/geom/closure.hpp>
#include <sandan/geom/coverage.hpp>
#include <sandan/geom/polygon_set.hpp>
#include <sandan/model/read_finding.hpp>

#include "cli/command.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sandan::cli {

struct CoverageFault;

/// What a width says of where a fault comes from: values of rule GT-03.
struct WidthClasses {
    double rounding_m = 0;   ///< Narrower: coordinates were rounded.
    double digitising_m = 0; ///< Narrower: a border was traced twice.

    /// "rounding", "digitising" or "real"; empty for a kind of fault that has no width.
    [[nodiscard]] std::string_view of(const CoverageFault& fault) const;
};

/// Of the rule packs shipped, in force on --as-of, else the newest. \throws Error{usage} when none
/// is in force.
[[nodiscard]] WidthClasses width_classes(const Common& common);

struct CoverageFault {
    /// overlap, gap, sliver, invalid, outside; with --tolerance also boundary (a gap along the
    /// boundary), junction and corner.
    std::string kind;
    std::string id_a;
    std::string id_b;
    double area_m2 = 0;
    double width_m = 0;
    geom::Point at;
    geom::MultiPolygon shape; ///< For maps: of gaps and slivers.
    bool open = false;        ///< A gap that leads out: told as far as it is within the tolerance.
};

/// What was found in a layer. `closure` only with --tolerance.
struct CoverageFindings {
    const geom::PolygonSet& shapes; ///< As the report numbers them.
    const std::vector<std::string>& ids;
    const std::vector<model::Repair>& repairs;
    const geom::MultiPolygon& boundary;
    const geom::CoverageReport& report;
    const std::optional<geom::Closure>& closure;
};

/// True for every shape that list_faults calls a sliver, and for a few more. `area`: of feature i.
[[nodiscard]] bool may_be_sliver(const geom::PolygonSet& shapes, std::size_t i, double area);

/// By kind, then in the order of the reports. Faults with less than `min_area_m2` are left out,
/// but not invalid records, junctions and corners.
[[nodiscard]] std::vector<CoverageFault> list_faults(const CoverageFindings& found,
                                                     double min_area_m2);

} // namespace sandan::cli
