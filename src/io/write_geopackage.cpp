#include <sandan/core/error.hpp>
#include <sandan/io/write.hpp>

#include "core/korean.hpp"
#include "core/scratch.hpp"
#include "io/drivers.hpp"
#include "io/gdal.hpp"
#include "io/geometry.hpp"
#include "io/publication.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace sandan::io {

namespace {

[[noreturn]] void fail(const std::string& path, const Text& why) {
    throw Error{ErrorKind::output, why}.within(Text{"쓸 수 없습니다", "cannot write"}).within(path);
}

OGRwkbGeometryType type_of(const std::string& geometry) {
    return geometry == "none" ? wkbNone : OGRFromOGCGeomType(geometry.c_str());
}

void set_value(OGRFeature& feature, int field, const model::Value& value) {
    if (const auto* const text = std::get_if<std::string>(&value)) {
        feature.SetField(field, text->c_str());
    } else if (const auto* const number = std::get_if<double>(&value)) {
        feature.SetField(field, *number);
    } else {
        feature.SetFieldNull(field);
    }
}

void add_fields(OGRLayer& layer, const OutputLayer& output, const std::string& path) {
    for (std::size_t i = 0; i < output.fields.size(); ++i) {
        const bool number = i < output.numeric.size() && output.numeric[i];
        OGRFieldDefn field{output.fields[i].c_str(), number ? OFTReal : OFTString};
        if (layer.CreateField(&field) != OGRERR_NONE) {
            fail(path, {"필드 " + output.fields[i], "field " + output.fields[i]});
        }
    }
}

void add_layer(GDALDataset& dataset, OGRSpatialReference& crs, const OutputLayer& output,
               const std::string& path, const GdalMessages& messages) {
    // Results have a field "fid" of their own: the record number in the input.
    std::array<char, 12> key{"FID=ogc_fid"};
    std::array<char*, 2> options{key.data(), nullptr};
    const auto type = type_of(output.geometry);
    auto* const layer = dataset.CreateLayer(output.name.c_str(), type == wkbNone ? nullptr : &crs,
                                            type, options.data());
    if (layer == nullptr) {
        fail(path, {messages.last_failure(), messages.last_failure()});
    }
    add_fields(*layer, output, path);
    for (const auto& from : output.features) {
        OGRFeature feature{layer->GetLayerDefn()};
        for (std::size_t i = 0; i < output.fields.size() && i < from.values.size(); ++i) {
            set_value(feature, static_cast<int>(i), from.values[i]);
        }
        feature.SetGeometryDirectly(to_ogr(from.shape, output.geometry).release());
        if (layer->CreateFeature(&feature) != OGRERR_NONE) {
            fail(path, {messages.last_failure(), messages.last_failure()});
        }
    }
}

/// Makes the file; `path` is what the user calls it.
void fill(const std::string& file, const std::string& path, OGRSpatialReference& system,
          const std::vector<OutputLayer>& layers) {
    need_driver("GPKG");
    const GdalMessages messages;
    auto* const driver = GetGDALDriverManager()->GetDriverByName("GPKG");
    GDALDatasetUniquePtr dataset{driver->Create(file.c_str(), 0, 0, 0, GDT_Unknown, nullptr)};
    if (!dataset) {
        fail(path, {messages.last_failure(), messages.last_failure()});
    }
    bool done = dataset->StartTransaction() == OGRERR_NONE;
    for (const auto& layer : layers) {
        add_layer(*dataset, system, layer, path, messages);
    }
    done = done && dataset->CommitTransaction() == OGRERR_NONE;
    dataset.reset();
    if (!done || messages.failures() != 0) {
        fail(path, {messages.last_failure(), messages.last_failure()});
    }
}

/// Not every fault of a disk reaches the writer: what was written is counted by reading it.
void check_written(const std::string& file, const std::string& path,
                   const std::vector<OutputLayer>& layers) {
    const GdalMessages messages;
    const std::array<const char*, 2> drivers{"GPKG", nullptr};
    const GDALDatasetUniquePtr dataset{GDALDataset::Open(
        file.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers.data(), nullptr, nullptr)};
    for (const auto& layer : layers) {
        auto* const written = dataset ? dataset->GetLayerByName(layer.name.c_str()) : nullptr;
        if (written == nullptr ||
            written->GetFeatureCount() != static_cast<GIntBig>(layer.features.size())) {
            fail(path,
                 {fmt::format("쓴 것이 들어 있지 않습니다; {}", messages.last_failure()),
                  fmt::format("it does not hold what was written; {}", messages.last_failure())});
        }
    }
}

} // namespace

void write_geopackage(const std::string& path, const std::string& crs,
                      const std::vector<OutputLayer>& layers) {
    if (target_kind(path) == Target::stream) {
        fail(path, {"GeoPackage는 파이프나 장치가 아니라 파일이어야 합니다",
                    "a GeoPackage needs a file, not a pipe or device"});
    }
    OGRSpatialReference system;
    const bool any_shape = std::any_of(layers.begin(), layers.end(),
                                       [](const auto& layer) { return layer.geometry != "none"; });
    if (any_shape && system.SetFromUserInput(crs.c_str()) != OGRERR_NONE) {
        throw Error{ErrorKind::usage,
                    Text{format_ko("{}: '{}'은(는) GDAL이 모르는 좌표계입니다", path, crs),
                         fmt::format("{}: '{}' is no coordinate system known to GDAL", path, crs)}};
    }
    Publication publication;
    const auto file = publication.reserve(path);
    fill(file, path, system, layers);
    check_written(file, path, layers);
    publication.commit();
}

std::string geopackage_bytes(const std::string& crs, const std::vector<OutputLayer>& layers) {
    const ScratchFolder folder{std::filesystem::temp_directory_path().string(), "result.gpkg"};
    const auto path = folder.file("result.gpkg");
    write_geopackage(path, crs, layers);
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

} // namespace sandan::io
