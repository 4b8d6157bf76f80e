#include "io/source.hpp"

#include <sandan/io/read.hpp>

#include "core/korean.hpp"
#include "io/drivers.hpp"
#include "io/geopackage.hpp"
#include "io/snapshot.hpp"
#include "io/tell.hpp"
#include "io/zip_source.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <optional>
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

[[noreturn]] void reject_kind(const std::string& path) {
    const auto extension = lower_extension(path);
    const bool raster = extension == ".tif" || extension == ".tiff" || extension == ".asc";
    throw Error{
        ErrorKind::usage,
        raster
            ? Text{"지형 모형에는 피처가 없습니다; 계획에서는 [layers.dem] path = \"…\"로 읽습니다",
                   "a terrain model has no features; a plan reads it as [layers.dem] path = \"…\""}
            : Text{"읽지 않는 종류의 원본입니다; GeoPackage, 셰이프파일(압축 가능), FileGDB, "
                   "GeoJSON, FlatGeobuf, DXF, CSV, XLSX, ODS로 바꾸십시오",
                   "this kind of source is not read; convert it to GeoPackage, shapefile (also "
                   "zipped), FileGDB, GeoJSON, FlatGeobuf, DXF, CSV, XLSX or ODS"}}
        .within(path);
}

} // namespace

namespace {

/// The files that a source is made of.
std::vector<std::string> parts_of(const std::string& path) {
    std::vector<std::string> parts{path};
    std::error_code failed;
    if (fs::is_directory(path, failed)) {
        for (const auto& entry : fs::recursive_directory_iterator{path}) {
            parts.push_back(entry.path().string());
        }
    } else if (lower_extension(path) == ".shp" || lower_extension(path) == ".dbf") {
        for (const auto* const extension : {"shp", "shx", "dbf", "prj", "cpg"}) {
            if (auto part = sidecar(path, extension); !part.empty() && part != path) {
                parts.push_back(std::move(part));
            }
        }
    }
    return parts;
}

/// GDAL reads them whole.
void refuse_long_sidecars(const std::string& path) {
    for (const auto* const extension : {"prj", "cpg"}) {
        const auto part = sidecar(path, extension);
        std::error_code failed;
        if (!part.empty() && fs::file_size(part, failed) > longest_sidecar && !failed) {
            refuse_long_sidecar(part, fmt::format(".{}", extension));
        }
    }
}

/// What the private copy of the file `called` is read with; checks of its content go before.
/// Without a `layer`, all that it holds.
std::vector<Source> recognise(const Kind& kind, const std::string& called, const Snapshot& copy,
                              const std::optional<std::string>& layer) {
    const auto& path = copy.place();
    if (kind.extension == ".zip" && fs::path{called}.stem().extension() != ".gdb") {
        return layer ? std::vector{find_in_zip(path, *layer)} : find_all_in_zip(path);
    }
    Source source{.path = called,
                  .opened = path,
                  .driver = kind.extension == ".zip" ? "OpenFileGDB" : std::string{kind.driver},
                  .table = kind.table,
                  .name = {},
                  .states = {},
                  .findings = {},
                  .files = {},
                  .copy = {},
                  .unpacked = {}};
    if (kind.extension != ".gdb") {
        refuse_disguise(path, called);
    }
    if (kind.extension == ".gpkg") {
        source.findings = require_sound_geopackage(path);
    } else if (kind.extension == ".zip" || kind.extension == ".xlsx" || kind.extension == ".ods") {
        require_sound_zip(path);
    }
    return {std::move(source)};
}

const Kind& allowed_kind(const std::string& path) {
    std::error_code failed;
    const auto* const kind = kind_of(path);
    if (kind == nullptr || fs::is_directory(path, failed) != (kind->extension == ".gdb")) {
        reject_kind(path);
    }
    return *kind;
}

/// Their bytes are taken into memory once, and are as private there.
bool is_read_by_ourselves(const Kind& kind) {
    return kind.driver == "ESRI Shapefile" || kind.driver == "CSV";
}

/// A geodatabase is a folder, and shells complete its name with a slash.
std::string without_slash(std::string path) {
    std::error_code failed;
    while (path.ends_with('/') && fs::is_directory(path, failed)) {
        path.pop_back();
    }
    return path;
}

std::vector<Source> find(const std::string& given, const std::optional<std::string>& layer) {
    require_local_path(given);
    const auto path = without_slash(given);
    const auto& kind = allowed_kind(path);
    FileStates states{parts_of(path)};
    if (kind.extension != ".gdb") {
        require_local_file(path);
    }
    refuse_long_sidecars(path);
    if (is_read_by_ourselves(kind)) {
        return {{.path = path,
                 .opened = path,
                 .driver = std::string{kind.driver},
                 .table = kind.table,
                 .name = {},
                 .states = std::move(states),
                 .findings = {},
                 .files = {},
                 .copy = {},
                 .unpacked = {}}};
    }
    if (kind.extension == ".gpkg") {
        refuse_unsaved_changes(path);
    }
    const Snapshot copy{path, parts_of(path)};
    states.require_unchanged();
    try {
        auto sources = recognise(kind, path, copy, layer);
        for (auto& source : sources) {
            source.path = path;
            source.files = copy.files();
            source.copy = copy.folder();
        }
        return sources;
    } catch (const Error& e) {
        throw named_as_given(e, copy.place(), path);
    }
}

} // namespace

void refuse_long_sidecar(const std::string& path, const std::string& extension) {
    refuse(
        path, "SRC-SIDECAR",
        Text{format_ko("{} KB보다 큽니다; {}이(가) 아닙니다", longest_sidecar >> 10U, extension),
             fmt::format("has more than {} KB; that is no {}", longest_sidecar >> 10U, extension)});
}

Error named_as_given(const Error& error, const std::string& place, const std::string& path) {
    auto message = error.message();
    for (auto* const text : {&message.ko, &message.en}) {
        if (const auto at = text->find(place); !place.empty() && at != std::string::npos) {
            text->replace(at, place.size(), path);
        }
    }
    return {error.kind(), message};
}

Source find_source(const std::string& path, const std::string& layer) {
    return std::move(find(path, layer).front());
}

std::vector<Source> find_sources(const std::string& path) {
    return find(path, std::nullopt);
}

GDALDatasetUniquePtr open(const Source& source, const GdalMessages& messages) {
    need_driver(source.driver);
    const std::array<const char*, 2> drivers{source.driver.c_str(), nullptr};
    // Text of DBF files comes as stored; encoding.hpp decodes it.
    const std::array<const char*, 2> raw{"ENCODING=", nullptr};
    // No lock, no journal, no other file is made beside a GeoPackage that is read; only what its
    // contents list, and refuse_code looked at, is a layer.
    const std::array<const char*, 3> immutable{"IMMUTABLE=YES", "LIST_ALL_TABLES=NO", nullptr};
    const char* const* options = nullptr;
    if (source.driver == "ESRI Shapefile") {
        options = raw.data();
    } else if (source.driver == "GPKG") {
        options = immutable.data();
    }
    GDALDatasetUniquePtr dataset{GDALDataset::Open(source.opened.c_str(),
                                                   GDAL_OF_VECTOR | GDAL_OF_READONLY,
                                                   drivers.data(), options, nullptr)};
    if (!dataset) {
        const auto& reason = messages.last_failure();
        throw Error{ErrorKind::input,
                    Text{format_ko("{}: {}(으)로 읽을 수 없습니다: {}", source.path, source.driver,
                                   reason.empty() ? "다른 종류의 내용입니다" : reason),
                         fmt::format("{}: cannot be read as {}: {}", source.path, source.driver,
                                     reason.empty() ? "the content is of another kind" : reason)}};
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
        throw Error{ErrorKind::input, Text{"레이어가 없습니다", "holds no layer"}}.within(path);
    }
    throw Error{ErrorKind::input, Text{format_ko("{}: 레이어 {}이(가) 없습니다; 있는 것: {}", path,
                                                 name, fmt::join(names, ", ")),
                                       fmt::format("{}: no layer {}; it has: {}", path, name,
                                                   fmt::join(names, ", "))}};
}

std::string sidecar(const std::string& file, const std::string& extension) {
    const auto stem = file.substr(0, file.size() - fs::path{file}.extension().string().size());
    auto upper = extension;
    std::transform(upper.begin(), upper.end(), upper.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    for (const auto& ending : {extension, upper}) {
        auto name = fmt::format("{}.{}", stem, ending);
        std::error_code failed;
        if (fs::exists(name, failed)) {
            return name;
        }
    }
    return {};
}

std::vector<std::string> layer_names(const Source& source, std::vector<model::ReadFinding>& said) {
    if (source.driver == "CSV" || source.driver == "ESRI Shapefile") {
        return {source.name.empty() ? fs::path{source.opened}.stem().string() : source.name};
    }
    const GdalMessages messages{source.opened, source.path};
    const auto dataset = open(source, messages);
    std::vector<std::string> names;
    names.reserve(static_cast<std::size_t>(dataset->GetLayerCount()));
    for (int i = 0; i < dataset->GetLayerCount(); ++i) {
        names.emplace_back(dataset->GetLayer(i)->GetName());
    }
    tell_messages(messages, said);
    return names;
}

std::vector<std::string> list_layers(const std::string& path) {
    std::vector<std::string> names;
    for (const auto& source : find_sources(path)) {
        std::vector<model::ReadFinding> told_by_the_reader;
        for (auto& name : layer_names(source, told_by_the_reader)) {
            names.push_back(std::move(name));
        }
    }
    return names;
}

} // namespace sandan::io
