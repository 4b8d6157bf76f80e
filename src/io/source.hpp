#pragma once
// A path to the data set it names: what kind it is, whether it is allowed, and opening it.

#include <sandan/io/read.hpp>
#include <sandan/model/read_finding.hpp>

#include "core/scratch.hpp"
#include "io/gdal.hpp"
#include "io/local_file.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace sandan::io {

/// Where the data are and who reads them.
struct Source {
    std::string path;   ///< As the user wrote it.
    std::string opened; ///< What is opened: a private copy, or a file that is read only once.
    std::string driver; ///< The one GDAL driver that may open it; "CSV" is read by ourselves.
    bool table = false; ///< CSV, XLSX, ODS or a DBF of its own: no geometry.
    std::string name;   ///< Of its layer, where what is opened carries another.
    FileStates states;  ///< Of all its files, before they are read.
    std::vector<model::ReadFinding> findings;      ///< What was odd about them.
    std::vector<InputFile> files;                  ///< The bytes that are read.
    std::shared_ptr<const ScratchFolder> copy;     ///< Where the private copy lies meanwhile, …
    std::shared_ptr<const ScratchFolder> unpacked; ///< … and the members of a zip.
};

/// Recognises a source by its name and looks that it is there. In a zip, `layer` chooses among
/// several shapefiles. \throws Error{usage} for URLs, connection strings and kinds that are not
/// allowed; Error{input} when nothing is there.
[[nodiscard]] Source find_source(const std::string& path, const std::string& layer = {});

/// The same for all that a zip of several shapefiles holds, from one copy; one source of any other
/// kind. \throws as find_source.
[[nodiscard]] std::vector<Source> find_sources(const std::string& path);

/// Opens it read-only with its one driver. \throws Error{input} with GDAL's reason.
[[nodiscard]] GDALDatasetUniquePtr open(const Source& source, const GdalMessages& messages);

/// The layer called `name`, or the first one (then `several` tells whether there was a choice).
/// \throws Error{input} naming the layers there are.
struct ChosenLayer {
    OGRLayer* layer = nullptr;
    bool several = false;
};

[[nodiscard]] ChosenLayer choose_layer(GDALDataset& dataset, const std::string& path,
                                       const std::string& name);

/// `file` with another extension ("dbf"), in the case that exists; empty when neither does.
[[nodiscard]] std::string sidecar(const std::string& file, const std::string& extension);

/// A coordinate system or the name of an encoding that is longer, in bytes, is none.
constexpr std::uintmax_t longest_sidecar = 64 << 10;

/// \throws Error{input}: SRC-SIDECAR, `extension` with its point.
[[noreturn]] void refuse_long_sidecar(const std::string& path, const std::string& extension);

/// Names of its layers, in its order. GDAL tells some things of a file only once: what it says now
/// goes into `said`.
[[nodiscard]] std::vector<std::string> layer_names(const Source& source,
                                                   std::vector<model::ReadFinding>& said);

/// `error` with the name that a reader knows in place of that of the private copy.
[[nodiscard]] Error named_as_given(const Error& error, const std::string& place,
                                   const std::string& path);

} // namespace sandan::io
