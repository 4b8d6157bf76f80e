#pragma once
// Records of a .shp of polygons that follow each other, checked and repaired as read_layer does.

#include <sandan/geom/quick_validity.hpp>
#include <sandan/io/polygon_stream.hpp>

#include "io/repair.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace sandan::io {

/// What some records say beside their land; adds up in their order.
struct PolygonFacts {
    std::vector<model::ReadFinding> notes;    ///< About records as they are stored.
    std::vector<model::ReadFinding> findings; ///< About their shapes.
    std::vector<model::Repair> repairs;
    model::Ledger ledger; ///< `declared` is left 0.
    std::size_t polygons = 0;
    std::size_t multi_polygons = 0;
    std::size_t nulls = 0;
    geom::Box stored;    ///< Of all points as stored.
    geom::Box read;      ///< Of all outer rings before any repair.
    geom::Box delivered; ///< Of the outer rings delivered.
    geom::Box plain;     ///< Of records that are delivered as stored: belongs to all three.

    void add(PolygonFacts& other);

    void clear() { *this = {}; }
};

/// Keeps its memory from call to call; one instance per thread at a time.
class PolygonRecords {
public:
    PolygonRecords(const geom::CrsInfo& crs, Repair policy) : m_check{nullptr, crs, policy} {}

    /// Reads record `fid` from its content (without its 8-byte header). True if it is delivered.
    /// \throws NotPlain for a damaged record, and for a repair that does not come to an end.
    [[nodiscard]] bool take(std::string_view content, std::int64_t fid, PolygonBlock& block,
                            PolygonFacts& facts);

    /// The shape of a record that was delivered. \throws NotPlain.
    [[nodiscard]] geom::MultiPolygon again(std::string_view content);

private:
    [[nodiscard]] bool read_plain(std::string_view content);
    [[nodiscard]] bool take_any(std::string_view content, std::int64_t fid, PolygonBlock& block,
                                PolygonFacts& facts);
    [[nodiscard]] bool deliver(geom::Shape& shape, std::int64_t fid, PolygonBlock& block,
                               PolygonFacts& facts);

    ShapeCheck m_check;
    geom::QuickValidity m_filter;
    std::vector<geom::Point> m_points; ///< Of the plain record under way.
    geom::Box m_box;                   ///< Of these points.
};

} // namespace sandan::io
