#include <sandan/core/error.hpp>
#include <sandan/io/write.hpp>

#include "io/gdal.hpp"
#include "io/geometry.hpp"

#include <fmt/format.h>

#include <array>
#include <fcntl.h>
#include <filesystem>
#include <stdlib.h>
#include <unistd.h>

namespace sandan::io {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& path, const std::string& why) {
    throw Error{ErrorKind::output, fmt::format("{}: cannot write: {}", path, why)};
}

/// A folder beside the target in which the file grows with its journals; gone at the end.
class Workshop {
public:
    explicit Workshop(const std::string& target) : m_folder{target + ".part-XXXXXX"} {
        if (mkdtemp(m_folder.data()) == nullptr) {
            m_folder.clear();
            fail(target, "the folder does not exist or may not be written to");
        }
    }

    ~Workshop() {
        std::error_code ignored;
        fs::remove_all(m_folder, ignored);
    }

    Workshop(const Workshop&) = delete;
    Workshop& operator=(const Workshop&) = delete;

    [[nodiscard]] std::string file() const { return m_folder + "/result.gpkg"; }

    void publish(const std::string& target) const {
        const int descriptor = ::open(file().c_str(), O_RDONLY | O_CLOEXEC);
        const bool synced = descriptor >= 0 && fsync(descriptor) == 0;
        if (descriptor >= 0) {
            close(descriptor);
        }
        std::error_code failed;
        if (synced) {
            fs::rename(file(), target, failed);
        }
        if (!synced || failed) {
            fail(target, synced ? failed.message() : "it could not be saved to the disk");
        }
    }

private:
    std::string m_folder;
};

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
            fail(path, "field " + output.fields[i]);
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
        fail(path, messages.last_failure());
    }
    add_fields(*layer, output, path);
    for (const auto& from : output.features) {
        OGRFeature feature{layer->GetLayerDefn()};
        for (std::size_t i = 0; i < output.fields.size() && i < from.values.size(); ++i) {
            set_value(feature, static_cast<int>(i), from.values[i]);
        }
        feature.SetGeometryDirectly(to_ogr(from.shape, output.geometry).release());
        if (layer->CreateFeature(&feature) != OGRERR_NONE) {
            fail(path, messages.last_failure());
        }
    }
}

} // namespace

void write_geopackage(const std::string& path, const std::string& crs,
                      const std::vector<OutputLayer>& layers) {
    const Workshop workshop{path};
    const GdalMessages messages;
    OGRSpatialReference system;
    if (system.SetFromUserInput(crs.c_str()) != OGRERR_NONE) {
        throw Error{ErrorKind::usage, crs + ": no coordinate system is known by this name"};
    }
    auto* const driver = GetGDALDriverManager()->GetDriverByName("GPKG");
    if (driver == nullptr) {
        fail(path, "GDAL has no GeoPackage driver");
    }
    GDALDatasetUniquePtr dataset{
        driver->Create(workshop.file().c_str(), 0, 0, 0, GDT_Unknown, nullptr)};
    if (!dataset) {
        fail(path, messages.last_failure());
    }
    dataset->StartTransaction();
    for (const auto& layer : layers) {
        add_layer(*dataset, system, layer, path, messages);
    }
    dataset->CommitTransaction();
    dataset.reset();
    if (messages.failures() != 0) {
        fail(path, messages.last_failure());
    }
    workshop.publish(path);
}

} // namespace sandan::io
