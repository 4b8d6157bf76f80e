#pragma once

#include <sandan/geom/reproject.hpp>
#include <sandan/io/read.hpp>

#include <optional>

namespace sandan::io {

/// Brings shapes to the working CRS and sees that their polygons are valid there.
class ShapeCheck {
public:
    /// `transform` may be null: coordinates stay. `crs` is the working system.
    ShapeCheck(const geom::Reprojection* transform, geom::CrsInfo crs, Repair policy)
        : m_transform{transform}, m_crs{std::move(crs)}, m_policy{policy} {}

    /// Changes `shape` in place; tells what was wrong with it, if anything was.
    [[nodiscard]] std::optional<model::Repair> operator()(geom::Shape& shape) const;

private:
    void mend(geom::Shape& shape, model::Repair& repair) const;

    const geom::Reprojection* m_transform;
    geom::CrsInfo m_crs;
    Repair m_policy;
};

} // namespace sandan::io
