#include <sandan/core/error.hpp>
#include <sandan/geom/reproject.hpp>
#include <sandan/io/raster_file.hpp>

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
#include <fstream>
#include <limits>
#include <optional>
#include <sstream>
#include <string_view>
#include <utility>

namespace sandan::io {

namespace {

[[noreturn]] void reject(const std::string& path, Text why) {
    throw Error{ErrorKind::input, std::move(why)}.within(path);
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
        const auto& said = messages.last_failure();
        reject(called,
               {"GeoTIFF나 ASCII 격자로 읽을 수 없습니다" +
                    (said.empty() ? "; 그런 파일로 쓰십시오 (gdal_translate)" : ": " + said),
                "cannot be read as GeoTIFF or ASCII grid" +
                    (said.empty() ? "; write it as one (gdal_translate)" : ": " + said)});
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
                const auto shown = word.substr(0, 24);
                reject(called,
                       {fmt::format("{}째 줄: 높이가 아닌 값 '{}'; 소수점을 쓴 수를 빈칸으로 "
                                    "나누어 적으십시오",
                                    number, shown),
                        fmt::format("line {}: '{}' is no height; write numbers with a "
                                    "decimal point, separated by blanks",
                                    number, shown)});
            }
        }
    }
}

std::string declared_system(GDALDataset& dataset) {
    const auto* const declared = dataset.GetSpatialRef();
    if (declared == nullptr || declared->IsEmpty() != FALSE) {
        return {};
    }
    const std::array<const char*, 2> wkt2{"FORMAT=WKT2_2019", nullptr};
    char* text = nullptr;
    declared->exportToWkt(&text, wkt2.data());
    std::string definition = text == nullptr ? "" : text;
    CPLFree(text);
    return definition;
}

geom::Grid frame_of(GDALDataset& dataset, const std::string& path) {
    std::array<double, 6> frame{};
    if (dataset.GetGeoTransform(frame.data()) != CE_None) {
        reject(path, {"위치가 없습니다; 좌표가 매겨진 격자로 쓰십시오",
                      "has no position; write it as a georeferenced grid"});
    }
    const auto [left, width, row_skew, top, column_skew, height] = frame;
    if (row_skew != 0 || column_skew != 0 || !(width > 0) || !(height < 0)) {
        reject(path, {fmt::format("칸({} × {})의 위쪽이 북쪽이 아닙니다; 변환하십시오 (gdalwarp)",
                                  width, -height),
                      fmt::format("cells of {} × {} are not north-up; warp it (gdalwarp)", width,
                                  -height)});
    }
    return {.origin = {left, top},
            .cell_width = width,
            .cell_height = -height,
            .columns = static_cast<std::size_t>(dataset.GetRasterXSize()),
            .rows = static_cast<std::size_t>(dataset.GetRasterYSize())};
}

bool same_system(const std::string& a, const std::string& b) {
    OGRSpatialReference first;
    OGRSpatialReference second;
    const std::array<const char*, 2> options{"IGNORE_DATA_AXIS_TO_SRS_AXIS_MAPPING=YES", nullptr};
    return first.SetFromUserInput(a.c_str()) == OGRERR_NONE &&
           second.SetFromUserInput(b.c_str()) == OGRERR_NONE &&
           first.IsSame(&second, options.data()) != FALSE;
}

} // namespace

struct RasterFile::Handle {
    Handle(const std::string& source, bool hashed)
        : path{source}, copy{source, raster_parts(source), hashed} {}

    std::string path;
    Snapshot copy;
    GDALDatasetUniquePtr dataset;
    geom::Grid grid;
    std::string crs;
    std::string crs_name;
    geom::CrsInfo system;
    std::size_t block_rows = 1;
    std::optional<double> no_data;
    bool masked = false; ///< By a mask inside the file.
    double scale = 1;
    double offset = 0;

    [[nodiscard]] GDALRasterBand& band() const { return *dataset->GetRasterBand(1); }

    void look_at_band();
    void blank_masked(const geom::CellWindow& window, std::vector<double>& values) const;
};

void RasterFile::Handle::look_at_band() {
    auto& only = band();
    if (GDALDataTypeIsComplex(only.GetRasterDataType()) != FALSE) {
        reject(path,
               {"복소수를 담고 있습니다; 잴 부분을 래스터로 따로 쓰십시오",
                "holds complex numbers; write the part to be measured as a raster of its own"});
    }
    int columns = 0;
    int rows = 0;
    only.GetBlockSize(&columns, &rows);
    block_rows = static_cast<std::size_t>(std::max(1, rows));
    int known = FALSE;
    const double value = only.GetNoDataValue(&known);
    if (known != FALSE) { // told in decimals, stored in single precision
        no_data = only.GetRasterDataType() == GDT_Float32
                      ? static_cast<double>(static_cast<float>(value))
                      : value;
    }
    masked = only.GetMaskFlags() == GMF_PER_DATASET;
    scale = only.GetScale();
    offset = only.GetOffset();
}

void RasterFile::Handle::blank_masked(const geom::CellWindow& window,
                                      std::vector<double>& values) const {
    const auto columns = static_cast<int>(window.columns());
    const auto rows = static_cast<int>(window.rows());
    std::vector<unsigned char> mask(values.size());
    if (band().GetMaskBand()->RasterIO(
            GF_Read, static_cast<int>(window.first_column), static_cast<int>(window.first_row),
            columns, rows, mask.data(), columns, rows, GDT_Byte, 0, 0, nullptr) != CE_None) {
        reject(path, {"마스크를 읽을 수 없습니다", "has a mask that cannot be read"});
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (mask[i] == 0) {
            values[i] = std::numeric_limits<double>::quiet_NaN();
        }
    }
}

std::vector<std::string> raster_parts(const std::string& path) {
    std::vector<std::string> parts{path};
    for (const auto* const extension : {"prj", "tfw"}) {
        if (auto part = sidecar(path, extension); !part.empty() && part != path) {
            parts.push_back(std::move(part));
        }
    }
    return parts;
}

RasterFile::RasterFile(const std::string& path, std::vector<model::InputFile>* files) {
    require_local_file(path);
    const FileStates states{raster_parts(path)};
    m_handle = std::make_unique<Handle>(path, files != nullptr);
    states.require_unchanged();
    auto& handle = *m_handle;
    if (files != nullptr) {
        files->insert(files->end(), handle.copy.files().begin(), handle.copy.files().end());
    }
    const auto& place = handle.copy.place();
    const GdalMessages messages{place, path};
    handle.dataset = open_raster(place, path, messages);
    if (handle.dataset->GetRasterCount() != 1) {
        const auto bands = handle.dataset->GetRasterCount();
        reject(path, {fmt::format("밴드가 {}개입니다; 밴드 하나인 래스터여야 합니다", bands),
                      fmt::format("has {} bands; one band is expected", bands)});
    }
    handle.crs = declared_system(*handle.dataset);
    if (!handle.crs.empty()) {
        handle.system = geom::describe_crs(handle.crs);
        handle.crs_name = handle.system.epsg.empty() ? handle.system.name : handle.system.epsg;
    }
    if (std::string_view{handle.dataset->GetDriver()->GetDescription()} == "AAIGrid") {
        require_numbers(place, path);
    }
    handle.grid = frame_of(*handle.dataset, path);
    handle.look_at_band();
    messages.require_no_failure(path);
}

RasterFile::~RasterFile() = default;
RasterFile::RasterFile(RasterFile&&) noexcept = default;
RasterFile& RasterFile::operator=(RasterFile&&) noexcept = default;

const geom::Grid& RasterFile::grid() const noexcept {
    return m_handle->grid;
}

const std::string& RasterFile::crs() const noexcept {
    return m_handle->crs;
}

const std::string& RasterFile::crs_name() const noexcept {
    return m_handle->crs_name;
}

bool RasterFile::is_in(const std::string& crs) const {
    if (m_handle->crs.empty()) {
        return false;
    }
    const auto wanted = geom::describe_crs(crs).epsg;
    const auto& own = m_handle->system.epsg;
    return wanted.empty() && own.empty() ? same_system(m_handle->crs, crs) : own == wanted;
}

std::size_t RasterFile::rows_at_once(std::size_t row, std::size_t columns) const noexcept {
    constexpr std::size_t cells = 1U << 21U; // 16 MB
    const auto wanted = std::max<std::size_t>(1, cells / std::max<std::size_t>(1, columns));
    const auto block = m_handle->block_rows;
    const bool whole_blocks = block <= 2 * wanted;
    const auto step = whole_blocks ? std::max<std::size_t>(1, wanted / block) * block : block;
    const auto end = std::min((row / step + 1) * step, m_handle->grid.rows);
    return whole_blocks ? end - row : std::min(end - row, wanted);
}

void RasterFile::read(const geom::CellWindow& window, std::vector<double>& values) const {
    const auto& handle = *m_handle;
    const GdalMessages messages{handle.copy.place(), handle.path};
    values.resize(window.columns() * window.rows());
    const auto columns = static_cast<int>(window.columns());
    const auto rows = static_cast<int>(window.rows());
    auto& band = handle.band();
    if (band.RasterIO(GF_Read, static_cast<int>(window.first_column),
                      static_cast<int>(window.first_row), columns, rows, values.data(), columns,
                      rows, GDT_Float64, 0, 0, nullptr) != CE_None) {
        reject(handle.path, {"끝까지 읽을 수 없습니다: " + messages.last_failure(),
                             "cannot be read to its end: " + messages.last_failure()});
    }
    if (handle.masked) {
        handle.blank_masked(window, values);
    }
    messages.require_no_failure(handle.path);
    if (!handle.no_data && handle.scale == 1 && handle.offset == 0) {
        return;
    }
    const double empty = handle.no_data.value_or(std::numeric_limits<double>::quiet_NaN());
    for (auto& value : values) { // NaN stays NaN
        value = value == empty ? std::numeric_limits<double>::quiet_NaN()
                               : value * handle.scale + handle.offset;
    }
}

} // namespace sandan::io
