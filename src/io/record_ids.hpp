#pragma once

#include "io/dbf_table.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace sandan::io {

/// Appends what record `fid` is called by its cell in the column "id", whose text is in `encoding`:
/// as Layer::id, without a layer.
void append_id(const DbfColumn& column, std::string_view cell, std::int64_t fid,
               const std::string& encoding, std::string& ids);

} // namespace sandan::io
