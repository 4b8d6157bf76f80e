#include <sandan/core/error.hpp>
#include <sandan/io/raster_file.hpp>
#include <sandan/io/read.hpp>

#include "shapefile_bytes.hpp"

#include <catch2/catch.hpp>
#include <gdal_priv.h>

#include <array>
#include <cmath>
#include <numeric>

using namespace sandan;
using Catch::Contains;

namespace {

/// What a test writes with GDAL itself.
struct Tiff {
    int columns = 1;
    int rows = 1;
    int bands = 1;
    GDALDataType type = GDT_Float32;
    std::vector<double> values{};
    std::array<double, 6> frame{210'000, 5, 0, 365'000, 0, -5};
    std::vector<const char*> options{nullptr};
};

template <typename Change>
std::string write(const test::TempDir& dir, const std::string& name, const Tiff& tiff,
                  const Change& change) {
    GDALRegister_GTiff();
    auto* const driver = GetGDALDriverManager()->GetDriverByName("GTiff");
    auto path = dir / name;
    const GDALDatasetUniquePtr dataset{driver->Create(path.c_str(), tiff.columns, tiff.rows,
                                                      tiff.bands, tiff.type,
                                                      const_cast<char**>(tiff.options.data()))};
    auto frame = tiff.frame;
    REQUIRE(dataset->SetGeoTransform(frame.data()) == CE_None);
    if (!tiff.values.empty()) {
        auto values = tiff.values;
        REQUIRE(dataset->GetRasterBand(1)->RasterIO(GF_Write, 0, 0, tiff.columns, tiff.rows,
                                                    values.data(), tiff.columns, tiff.rows,
                                                    GDT_Float64, 0, 0, nullptr) == CE_None);
    }
    change(*dataset);
    return path;
}

std::string write(const test::TempDir& dir, const std::string& name, const Tiff& tiff) {
    return write(dir, name, tiff, [](GDALDataset&) {});
}

std::vector<double> counted(std::size_t count) {
    std::vector<double> values(count);
    std::iota(values.begin(), values.end(), 1.0);
    return values;
}

} // namespace

TEST_CASE("a raster read in strips is the raster read at once, in every layout of blocks", "[io]") {
    const test::TempDir dir;
    constexpr int columns = 1500;
    constexpr int rows = 3400;
    const Tiff plain{.columns = columns, .rows = rows, .values = counted(columns * rows)};
    for (const auto& options : std::vector<std::vector<const char*>>{
             {nullptr},
             {"TILED=YES", nullptr},
             {"TILED=YES", "COMPRESS=DEFLATE", "BLOCKYSIZE=512", nullptr},
             {"BLOCKYSIZE=3400", "COMPRESS=LZW", nullptr}}) {
        auto tiff = plain;
        tiff.options = options;
        const io::RasterFile file{write(dir, "dem.tif", tiff)};
        std::vector<double> strip;
        std::vector<double> all;
        std::size_t strips = 0;
        for (std::size_t row = 3; row < rows; ++strips) {
            const auto count = file.rows_at_once(row, columns - 7);
            REQUIRE(count > 0);
            file.read({7, columns, row, row + count}, strip);
            REQUIRE(strip.size() == count * (columns - 7));
            CHECK(strip.size() <= 2 * (1U << 21U));
            all.insert(all.end(), strip.begin(), strip.end());
            row += count;
        }
        CHECK(strips > 1);
        REQUIRE(all.size() == (rows - 3) * (columns - 7));
        std::size_t wrong = 0;
        for (std::size_t i = 0; i < all.size(); ++i) {
            const auto row = 3 + i / (columns - 7);
            const auto column = 7 + i % (columns - 7);
            wrong += all[i] == plain.values[row * columns + column] ? 0U : 1U;
        }
        CHECK(wrong == 0);
    }
}

TEST_CASE("cells may be longer than wide, but not turned, and belong to one band", "[io]") {
    const test::TempDir dir;
    const io::RasterFile file{
        write(dir, "a.tif", {.columns = 2, .rows = 3, .frame = {1000, 4, 0, 900, 0, -2.5}})};
    CHECK(file.grid().origin == geom::Point{1000, 900});
    CHECK(file.grid().cell_width == 4);
    CHECK(file.grid().cell_height == 2.5);
    CHECK((file.grid().columns == 2 && file.grid().rows == 3));
    CHECK(file.crs().empty());
    CHECK_FALSE(file.is_in("EPSG:5186"));
    const auto opened = [&](const Tiff& tiff) {
        return io::RasterFile{write(dir, "b.tif", tiff)};
    };
    CHECK_THROWS_WITH(opened({.frame = {0, 5, 1, 0, 1, -5}}), Contains("not north-up"));
    CHECK_THROWS_WITH(opened({.frame = {0, 5, 0, 0, 0, 5}}), Contains("not north-up"));
    CHECK_THROWS_WITH(opened({.bands = 2}), Contains("has 2 bands"));
    CHECK_THROWS_WITH(opened({.type = GDT_CFloat32}), Contains("complex"));
}

TEST_CASE("what has no value is told by number, by NaN or by a mask, and scaled is what is left",
          "[io]") {
    const test::TempDir dir;
    const Tiff four{.columns = 4, .rows = 1, .values = {1, -9999.9, std::nan(""), 7}};
    const auto values = [&](const auto& change) {
        std::vector<double> read;
        const io::RasterFile file{write(dir, "c.tif", four, change)};
        file.read({0, 4, 0, 1}, read);
        return read;
    };
    const auto by_number = values([](GDALDataset& dataset) {
        REQUIRE(dataset.GetRasterBand(1)->SetNoDataValue(-9999.9) == CE_None); // no float
        REQUIRE(dataset.GetRasterBand(1)->SetScale(0.5) == CE_None);
        REQUIRE(dataset.GetRasterBand(1)->SetOffset(100) == CE_None);
    });
    CHECK(by_number[0] == 100.5);
    CHECK(std::isnan(by_number[1]));
    CHECK(std::isnan(by_number[2]));
    CHECK(by_number[3] == 103.5);

    CPLSetThreadLocalConfigOption("GDAL_TIFF_INTERNAL_MASK", "YES");
    const auto by_mask = values([](GDALDataset& dataset) {
        REQUIRE(dataset.CreateMaskBand(GMF_PER_DATASET) == CE_None);
        std::vector<unsigned char> seen{255, 255, 255, 0};
        REQUIRE(dataset.GetRasterBand(1)->GetMaskBand()->RasterIO(
                    GF_Write, 0, 0, 4, 1, seen.data(), 4, 1, GDT_Byte, 0, 0, nullptr) == CE_None);
    });
    CPLSetThreadLocalConfigOption("GDAL_TIFF_INTERNAL_MASK", nullptr);
    CHECK(by_mask[0] == 1);
    CHECK(by_mask[1] == Approx(-9999.9));
    CHECK(std::isnan(by_mask[3]));
}

TEST_CASE("the system of a raster is known by its parameters", "[io]") {
    const test::TempDir dir;
    const auto path = write(dir, "d.tif", {}, [](GDALDataset& dataset) {
        OGRSpatialReference system;
        REQUIRE(system.importFromEPSG(5186) == OGRERR_NONE);
        REQUIRE(dataset.SetSpatialRef(&system) == CE_None);
    });
    const io::RasterFile file{path};
    CHECK(file.crs_name() == "EPSG:5186");
    CHECK(file.is_in("EPSG:5186"));
    CHECK(file.is_in(test::ShapefileBytes::korea_2000()));
    CHECK_FALSE(file.is_in("EPSG:5179"));
}
