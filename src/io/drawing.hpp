#pragma once

#include "io/source.hpp"

#include <vector>

namespace sandan::io {

/// A DXF drawing as polygons with land uses: the line work of each mapped CAD layer is closed
/// within the tolerance and made into areas; a text within an area names it. Source fields: ID,
/// USE, COMPLEX, LAYER. What encloses nothing is rejected with its place. \throws Error{input},
/// Error{usage} as read_layer; Error{usage} for a CAD layer that is not there.
[[nodiscard]] model::Layer read_drawing(const Source& source, const ReadOptions& options,
                                        std::vector<InputFile>& files);

} // namespace sandan::io
