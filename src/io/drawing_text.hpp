#pragma once

#include <sandan/io/read.hpp>
#include <sandan/model/layer.hpp>

#include "io/drawing_scan.hpp"

#include <string>

namespace sandan::io {

/// What to read the text of a drawing as: the user's word; else UTF-8 from AC1021 on and the
/// code page before, unless the bytes are Korean of another encoding throughout. Records it and how
/// it was found ("option", "acadver", "codepage", "sniffed"), and tells where the drawing was not
/// believed. \throws Error{usage} for an encoding that is not known, Error{input} when most texts
/// are not in the user's.
[[nodiscard]] std::string encoding_of_drawing(const DrawingScan& drawing,
                                              const ReadOptions& options, const std::string& path,
                                              model::Provenance& provenance);

} // namespace sandan::io
