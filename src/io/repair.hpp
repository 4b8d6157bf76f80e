#pragma once

#include <sandan/geom/reproject.hpp>
#include <sandan/io/read.hpp>

#include <cstddef>
#include <optional>
#include <string>

namespace sandan::io {

/// Brings shapes to the working CRS and sees that their polygons are valid there.
class ShapeCheck {
public:
    /// `transform` may be null: coordinates stay. `crs` is the working system.
    ShapeCheck(const geom::Reprojection* transform, geom::CrsInfo crs, Repair policy)
        : m_transform{transform}, m_crs{std::move(crs)}, m_policy{policy} {}

    /// Changes `shape`, in which find_fault finds none, in place; tells what was wrong with it, if
    /// anything was.
    /// A shape that cannot be repaired within the time for one is rejected. \throws Error{budget}
    /// when that is so with shape after shape.
    [[nodiscard]] std::optional<model::Repair> operator()(geom::Shape& shape);

    /// True once a repair came to no end.
    [[nodiscard]] bool gave_up() const noexcept { return m_endless != 0; }

private:
    void mend(geom::Shape& shape, model::Repair& repair);
    [[nodiscard]] geom::MultiPolygon make_valid(const geom::MultiPolygon& shape,
                                                model::Repair& repair);

    const geom::Reprojection* m_transform;
    geom::CrsInfo m_crs;
    Repair m_policy;
    std::size_t m_endless = 0; ///< Shapes whose repair was given up.
};

} // namespace sandan::io
