#pragma once

#include <sandan/geom/polygon_set.hpp>
#include <sandan/overlay/overlap.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace sandan::overlay {

/// All that is to be said of one parcel; Overlap::parcel is left for the caller to set.
struct ParcelOverlaps {
    std::vector<Overlap> rows; ///< "(none)" and classes in byte order.
    double area_m2 = 0;
    double overlap_m2 = 0;  ///< As in OverlapTable.
    double rounding_m2 = 0; ///< What cutting may lose of a needle; 0 of land.
};

/// A row of a parcel without what takes memory: for tables of millions.
struct ClassArea {
    std::size_t zone_class = 0; ///< In ZoneOverlay::classes().
    double area_m2 = 0;         ///< As Overlap::area_m2, and so on.
    double share = 0;
    bool sliver = false;
};

/// Rows of one parcel, in the order of ParcelOverlaps; memory that is used again.
struct ParcelAccount {
    std::vector<ClassArea> rows;
    double area_m2 = 0;
    double overlap_m2 = 0;
    double rounding_m2 = 0;
};

/// Zones prepared once for any number of parcels, which may come in blocks.
/// Areas come from pairs of edges (geom/common_areas.hpp). GEOS OverlayNG cuts only where areas are
/// not enough: zones that overlap each other inside the parcel, and parts so near the limit of a
/// sliver that a few micrometres of border decide.
/// Areas as geom/common_areas.hpp (1e-8 m² + 1e-9); a parcel costs the edges of zones in its box, a
/// cut 80 µs and more. \throws Error{budget} from a query for borders that cross a zone's more than
/// 1,000,000 times and must be cut. Safe to use from any thread.
class ZoneOverlay {
public:
    /// Keeps references to the layers' features, which must outlive it unchanged. `threads`: for
    /// this alone. \throws Error{input} if a layer lacks its class field.
    explicit ZoneOverlay(const std::vector<ZoneLayer>& zones, const SliverLimits& limits = {},
                         unsigned threads = 1);
    ~ZoneOverlay();
    ZoneOverlay(ZoneOverlay&&) noexcept;
    ZoneOverlay& operator=(ZoneOverlay&&) noexcept;
    ZoneOverlay(const ZoneOverlay&) = delete;
    ZoneOverlay& operator=(const ZoneOverlay&) = delete;

    /// `parcel` of `parcels` (valid polygons). \throws Error{geometry} if the parcel does not
    /// close.
    [[nodiscard]] ParcelOverlaps of(const geom::PolygonSet& parcels, std::size_t parcel) const;

    /// "(none)", then the classes of the zones in byte order.
    [[nodiscard]] const std::vector<std::string>& classes() const noexcept;

    /// As of(), in place of what `account` holds; `area` is the parcel's, known already.
    void measure(const geom::PolygonSet& parcels, std::size_t parcel, double area,
                 ParcelAccount& account) const;

    /// The same by GEOS alone, found and cut in another way: the second opinion.
    [[nodiscard]] ParcelOverlaps by_cutting(const geom::MultiPolygon& parcel) const;

    /// Holds what of() found against that. \throws as overlay::cross_check, and by_cutting() by
    /// `name`.
    void cross_check(const geom::MultiPolygon& parcel, const ParcelOverlaps& found,
                     const Text& name) const;

private:
    struct Zones;
    std::unique_ptr<Zones> m_zones;
};

/// Compares both ways on one parcel: areas of classes, of "(none)" and of overlaps must agree to
/// 1e-8 m² + 1e-9 of the parcel, and what cutting may lose of a needle; rows may differ below 1e-6
/// m². \throws Error{geometry} "ENGINES-DISAGREE" naming `name` and both numbers.
void cross_check(const ParcelOverlaps& first, const ParcelOverlaps& second, const Text& name);

} // namespace sandan::overlay
