#pragma once
// A layer as GDAL hands it out, before text is decoded, fields named and shapes checked.

#include <sandan/model/layer.hpp>

#include "io/geometry.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace sandan::io {

struct Record {
    std::int64_t fid = -1;
    geom::Shape shape;
    bool null = false;       ///< No geometry, or an empty one.
    bool unreadable = false; ///< Its geometry is of a kind that has no plane shape.
    std::vector<model::Value> values;
};

struct Records {
    std::vector<std::string> fields;          ///< As stored, not yet decoded.
    std::vector<std::size_t> numeric;         ///< Positions of fields stored as numbers.
    std::vector<Record> all;                  ///< In the source's order.
    std::map<std::string, std::size_t> types; ///< Kinds of geometry met, "NULL" for none.
    GeometryNotes notes;
    std::size_t not_finite = 0; ///< Attribute numbers that are NaN or infinite: read as null.
    std::size_t inexact = 0;    ///< Whole numbers whose last digits GDAL may not have kept.
};

/// Reads every feature of `layer` once.
[[nodiscard]] Records read_records(OGRLayer& layer);

/// Record numbers that an OGR filter over the (decoded) fields selects, ascending.
/// \throws Error{usage} for a bad filter, naming `path` and the fields.
[[nodiscard]] std::vector<std::int64_t>
select_records(const Records& records, const std::string& where, const std::string& path);

} // namespace sandan::io
