#pragma once
// All records that a source holds of a layer, before any of them is judged.

#include "io/gdal_messages.hpp"
#include "io/records.hpp"
#include "io/source.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sandan::io {

/// What a shapefile or DBF declares and could not hand out. Findings say why, one by one.
struct LostRecords {
    std::vector<std::int64_t> fids;
    std::size_t behind = 0; ///< How many more behind the last entry of the .shx.
    std::int64_t first_behind = 0;
};

struct LayerRecords {
    Records records;
    std::string declared_crs; ///< As the source states it; empty when it states none.
    bool has_geometry = true;
    std::optional<LostRecords> lost; ///< Of what we read ourselves.
};

/// Reads a shapefile or DBF by ourselves. Puts into `layer` what there is to say of the source, and
/// how many records it declares; into `source` the files read. \throws Error{input}.
[[nodiscard]] LayerRecords read_own(Source& source, const ReadOptions& options,
                                    model::Layer& layer);

/// The same of any other source, by GDAL. \throws Error{input}; Error{usage} when the layer that
/// `options` name is not there.
[[nodiscard]] LayerRecords read_by_gdal(const Source& source, const ReadOptions& options,
                                        const GdalMessages& messages, model::Layer& layer);

} // namespace sandan::io
