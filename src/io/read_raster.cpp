#include <sandan/core/error.hpp>
#include <sandan/geom/reproject.hpp>
#include <sandan/io/read.hpp>

#include "io/drivers.hpp"
#include "io/gdal.hpp"
#include "io/local_file.hpp"
#include "io/snapshot.hpp"
#include "io/source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <fstream>
#include <limits>
#include <sstream>
#include <string_view>

namespace sandan::io {

namespace {

[[noreturn]] void reject(const std::string& path, const std::string& why) {
    throw Error{ErrorKind::input, path + ": " + why};
}

/// The grid and what tells its place and system.
std::vector<std::string> parts_of(const std::string& path) {
    std::vector<std::string> parts{path};
    for (const auto* const extension : {"prj", "tfw"}) {
        if (auto part = sidecar(path, extension); !part.empty() && part != path) {
            parts.push_back(std::move(part));
        }
    }
    return parts;
}

GDALDatasetUniquePtr open_raster(const std::string& path, const std::string& called,
                                 const GdalMessages& messages) {
    refuse_disguise(path, called);
    need_driver("GTiff");
    need_driver("AAIGrid");
    const std::array<const char*, 3> drivers{"GTiff", "AAIGrid", nullptr};
    GDALDatasetUniquePtr dataset{GDALDataset::Open(path.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY,
                                                   drivers.data(), nullptr, nullptr)};
    if (!dataset) {
        reject(called, "cannot be read as GeoTIFF or ASCII grid: " + messages.last_failure());
    }
    return dataset;
}

bool is_header(const std::string& line) {
    constexpr std::array<std::string_view, 10> keys{
        "ncols",     "nrows",    "xllcorner", "xllcenter", "yllcorner",
        "yllcenter", "cellsize", "dx",        "dy",        "nodata_value"};
    auto key = line.substr(0, line.find_first_of(" \t"));
    std::transform(key.begin(), key.end(), key.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return std::find(keys.begin(), keys.end(), key) != keys.end();
}

/// GDAL makes 0 of a word and 1 of "1,5".
void require_numbers(const std::string& grid, const std::string& called) {
    std::ifstream file{grid, std::ios::binary};
    std::string line;
    for (std::size_t number = 1; std::getline(file, line); ++number) {
        std::istringstream words{is_header(line) ? std::string{} : line};
        for (std::string word; words >> word;) {
            double value = 0;
            const auto* const end = word.data() + word.size();
            const auto [stop, failed] =
                std::from_chars(word.data() + (word[0] == '+' ? 1 : 0), end, value);
            if (failed != std::errc{} || stop != end) {
                reject(called, fmt::format("line {}: '{}' is no height; write numbers with a "
                                           "decimal point, separated by blanks",
                                           number, word.substr(0, 24)));
            }
        }
    }
}

void check_system(GDALDataset& dataset, const std::string& path, const std::string& crs) {
    const auto* const declared = dataset.GetSpatialRef();
    if (declared == nullptr || declared->IsEmpty() != FALSE) {
        reject(path, "declares no coordinate system; put a .prj beside it, or write it as GeoTIFF "
                     "with one");
    }
    const std::array<const char*, 2> wkt2{"FORMAT=WKT2_2019", nullptr};
    char* text = nullptr;
    declared->exportToWkt(&text, wkt2.data());
    const std::string definition = text == nullptr ? "" : text;
    CPLFree(text);
    const auto found = geom::describe_crs(definition);
    const auto wanted = geom::describe_crs(crs);
    if (found.epsg.empty() || found.epsg != wanted.epsg) {
        reject(path, fmt::format("is in {}, but {} is needed; warp it first (gdalwarp -t_srs {})",
                                 found.epsg.empty() ? found.name : found.epsg, crs, crs));
    }
}

/// Origin and cell of a north-up grid of square cells.
void read_frame(GDALDataset& dataset, model::Raster& raster) {
    std::array<double, 6> frame{};
    if (dataset.GetGeoTransform(frame.data()) != CE_None) {
        reject(raster.path, "has no position; write it as a georeferenced grid");
    }
    const auto [left, width, row_skew, top, column_skew, height] = frame;
    if (row_skew != 0 || column_skew != 0 || width <= 0 ||
        std::abs(width + height) > 1e-6 * width) {
        reject(raster.path, fmt::format("cells of {} × {} are not square and north-up; warp it "
                                        "(gdalwarp -tr {} {})",
                                        width, -height, width, width));
    }
    raster.origin = {left, top};
    raster.cell = width;
}

} // namespace

model::Raster read_raster(const std::string& path, const std::string& crs,
                          std::vector<InputFile>* files) {
    require_local_file(path);
    const FileStates states{parts_of(path)};
    const Snapshot copy{path, parts_of(path)};
    states.require_unchanged();
    if (files != nullptr) {
        files->insert(files->end(), copy.files().begin(), copy.files().end());
    }
    const GdalMessages messages{copy.place(), path};
    const auto dataset = open_raster(copy.place(), path, messages);
    if (dataset->GetRasterCount() != 1) {
        reject(path, fmt::format("has {} bands; one band of heights is expected",
                                 dataset->GetRasterCount()));
    }
    check_system(*dataset, path, crs);
    if (std::string_view{dataset->GetDriver()->GetDescription()} == "AAIGrid") {
        require_numbers(copy.place(), path);
    }
    model::Raster raster;
    raster.path = path;
    read_frame(*dataset, raster);
    const int columns = dataset->GetRasterXSize();
    const int rows = dataset->GetRasterYSize();
    raster.columns = static_cast<std::size_t>(columns);
    raster.rows = static_cast<std::size_t>(rows);
    raster.values.resize(raster.columns * raster.rows);
    auto& band = *dataset->GetRasterBand(1);
    if (band.RasterIO(GF_Read, 0, 0, columns, rows, raster.values.data(), columns, rows,
                      GDT_Float64, 0, 0, nullptr) != CE_None) {
        reject(path, "cannot be read to its end: " + messages.last_failure());
    }
    messages.require_no_failure(path);
    int has_no_data = FALSE;
    const double no_data = band.GetNoDataValue(&has_no_data);
    const double scale = band.GetScale();
    const double offset = band.GetOffset();
    for (auto& value : raster.values) {
        const bool empty = has_no_data != FALSE && value == no_data;
        value = empty ? std::numeric_limits<double>::quiet_NaN() : value * scale + offset;
    }
    return raster;
}

} // namespace sandan::io
