#include "io/source.hpp"

#include <sandan/io/read.hpp>

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <utility>

namespace sandan::io {

namespace fs = std::filesystem;

namespace {

struct Kind {
    std::string_view extension;
    std::string_view driver;
    bool table;
};

constexpr std::array<Kind, 14> kinds{{{".shp", "ESRI Shapefile", false},
                                      {".gpkg", "GPKG", false},
                                      {".geojson", "GeoJSON", false},
                                      {".json", "GeoJSON", false},
                                      {".geojsonl", "GeoJSONSeq", false},
                                      {".geojsons", "GeoJSONSeq", false},
                                      {".fgb", "FlatGeobuf", false},
                                      {".gdb", "OpenFileGDB", false},
                                      {".dxf", "DXF", false},
                                      {".dbf", "ESRI Shapefile", true},
                                      {".csv", "CSV", true},
                                      {".xlsx", "XLSX", true},
                                      {".ods", "ODS", true},
                                      {".zip", "", false}}};

std::string lower_extension(const std::string& path) {
    auto text = fs::path{path}.extension().string();
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

const Kind* kind_of(const std::string& path) {
    const auto extension = lower_extension(path);
    const auto* const found = std::find_if(
        kinds.begin(), kinds.end(), [&](const Kind& kind) { return kind.extension == extension; });
    return found == kinds.end() ? nullptr : found;
}

/// "PG:…", "http://…", "/vsicurl/…", inline JSON or XML: never handed to GDAL.
bool is_connection(const std::string& path) {
    if (path.find("://") != std::string::npos || path.starts_with("/vsi") ||
        path.starts_with("<") || path.starts_with("{")) {
        return true;
    }
    const auto colon = path.find(':');
    return colon != std::string::npos && colon > 1 &&
           std::all_of(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(colon),
                       [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; });
}

std::vector<std::string> shapefiles_in(const std::string& zip) {
    const CPLStringList members{VSIReadDirRecursive(zip.c_str())};
    std::vector<std::string> found;
    for (int i = 0; i < members.size(); ++i) {
        if (lower_extension(members[i]) == ".shp") {
            found.emplace_back(members[i]);
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

Source find_in_zip(const std::string& path, const std::string& layer) {
    const auto zip = "/vsizip/{" + fs::absolute(path).string() + "}";
    const auto members = shapefiles_in(zip);
    std::vector<std::string> fitting;
    std::copy_if(
        members.begin(), members.end(), std::back_inserter(fitting),
        [&](const auto& name) { return layer.empty() || fs::path{name}.stem().string() == layer; });
    if (fitting.size() != 1) {
        throw Error{
            ErrorKind::input,
            fmt::format("{}: expected one shapefile in the archive, found {}{}; name it "
                        "with layer, or unpack the archive",
                        path, fitting.size(),
                        members.empty() ? "" : fmt::format(" ({})", fmt::join(members, ", ")))};
    }
    return {.path = path,
            .opened = zip + "/" + fitting.front(),
            .driver = "ESRI Shapefile",
            .table = false};
}

[[noreturn]] void reject_kind(const std::string& path) {
    throw Error{ErrorKind::usage,
                path + ": this kind of source is not read; convert it to GeoPackage, shapefile, "
                       "GeoJSON, FlatGeobuf, CSV or XLSX"};
}

} // namespace

Source find_source(const std::string& path, const std::string& layer) {
    if (is_connection(path)) {
        throw Error{ErrorKind::usage,
                    path + ": only local files are read, no addresses or connections; "
                           "download the data first"};
    }
    std::error_code failed;
    if (!fs::exists(path, failed)) {
        throw Error{ErrorKind::input, path + ": there is no such file; check the path"};
    }
    const auto* const kind = kind_of(path);
    if (kind == nullptr) {
        reject_kind(path);
    }
    if (fs::path{path}.stem().extension() == ".gdb" && kind->extension == ".zip") {
        return {.path = path, .opened = path, .driver = "OpenFileGDB", .table = false};
    }
    if (kind->extension == ".zip") {
        return find_in_zip(path, layer);
    }
    if (fs::is_directory(path, failed) != (kind->extension == ".gdb")) {
        reject_kind(path);
    }
    if (kind->extension == ".gpkg" && fs::exists(path + "-wal", failed) &&
        fs::file_size(path + "-wal", failed) > 0) {
        throw Error{ErrorKind::input,
                    path + ": another program has unsaved changes in it (a -wal file lies "
                           "beside it); close that program first"};
    }
    return {
        .path = path, .opened = path, .driver = std::string{kind->driver}, .table = kind->table};
}

GDALDatasetUniquePtr open(const Source& source, const GdalMessages& messages) {
    const std::array<const char*, 2> drivers{source.driver.c_str(), nullptr};
    // Text of DBF files comes as stored; encoding.hpp decodes it.
    const std::array<const char*, 2> raw{"ENCODING=", nullptr};
    const bool shapefile = source.driver == "ESRI Shapefile";
    GDALDatasetUniquePtr dataset{
        GDALDataset::Open(source.opened.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers.data(),
                          shapefile ? raw.data() : nullptr, nullptr)};
    if (!dataset) {
        const auto& reason = messages.last_failure();
        throw Error{ErrorKind::input,
                    fmt::format("{}: cannot be read as {}: {}", source.path, source.driver,
                                reason.empty() ? "the content is of another kind" : reason)};
    }
    return dataset;
}

ChosenLayer choose_layer(GDALDataset& dataset, const std::string& path, const std::string& name) {
    std::vector<std::string> names;
    for (int i = 0; i < dataset.GetLayerCount(); ++i) {
        auto* const layer = dataset.GetLayer(i);
        if (name.empty() || name == layer->GetName()) {
            return {.layer = layer, .several = name.empty() && dataset.GetLayerCount() > 1};
        }
        names.emplace_back(layer->GetName());
    }
    if (names.empty()) {
        throw Error{ErrorKind::input, path + ": holds no layer"};
    }
    throw Error{ErrorKind::input,
                fmt::format("{}: no layer {}; it has: {}", path, name, fmt::join(names, ", "))};
}

std::string sidecar(const std::string& file, const std::string& extension) {
    const auto stem = file.substr(0, file.size() - fs::path{file}.extension().string().size());
    auto upper = extension;
    std::transform(upper.begin(), upper.end(), upper.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    for (const auto& name : {stem + "." + extension, stem + "." + upper}) {
        VSIStatBufL status;
        if (VSIStatL(name.c_str(), &status) == 0) {
            return name;
        }
    }
    return {};
}

std::string read_bytes(const std::string& path) {
    struct Close {
        void operator()(VSILFILE* file) const noexcept { VSIFCloseL(file); }
    };

    const std::unique_ptr<VSILFILE, Close> file{VSIFOpenL(path.c_str(), "rb")};
    if (!file) {
        throw Error{ErrorKind::input, path + ": cannot be opened; check the path and its rights"};
    }
    std::string bytes;
    std::array<char, 1U << 16U> block{};
    for (auto got = VSIFReadL(block.data(), 1, block.size(), file.get()); got > 0;
         got = VSIFReadL(block.data(), 1, block.size(), file.get())) {
        bytes.append(block.data(), got);
    }
    return bytes;
}

std::vector<std::string> list_layers(const std::string& path) {
    const auto source = find_source(path);
    if (source.driver == "CSV" || source.driver == "ESRI Shapefile") {
        return {fs::path{source.opened}.stem().string()};
    }
    const GdalMessages messages;
    const auto dataset = open(source, messages);
    std::vector<std::string> names;
    for (int i = 0; i < dataset->GetLayerCount(); ++i) {
        names.emplace_back(dataset->GetLayer(i)->GetName());
    }
    return names;
}

} // namespace sandan::io
