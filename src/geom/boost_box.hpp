#pragma once
// The only header that knows Boost.Geometry: our Point and Box as models of its concepts.

#include <sandan/geom/types.hpp>

#include <boost/geometry/geometries/register/box.hpp>
#include <boost/geometry/geometries/register/point.hpp>
#include <boost/geometry/index/rtree.hpp>

BOOST_GEOMETRY_REGISTER_POINT_2D(sandan::geom::Point, double, boost::geometry::cs::cartesian, x, y)
BOOST_GEOMETRY_REGISTER_BOX(sandan::geom::Box, sandan::geom::Point, min, max)
