#include <sandan/core/error.hpp>
#include <sandan/io/raster_file.hpp>
#include <sandan/io/read.hpp>

#include <fmt/format.h>

#include <cmath>

namespace sandan::io {

namespace {

[[noreturn]] void reject(const std::string& path, Text why) {
    throw Error{ErrorKind::input, std::move(why)}.within(path);
}

void check_system(const RasterFile& file, const std::string& path, const std::string& crs) {
    if (file.crs().empty()) {
        reject(path,
               {"좌표계가 적혀 있지 않습니다; .prj를 곁에 두거나 좌표계가 든 GeoTIFF로 쓰십시오",
                "declares no coordinate system; put a .prj beside it, or write it as GeoTIFF "
                "with one"});
    }
    if (!file.is_in(crs)) {
        reject(path,
               {fmt::format("좌표계 {}, 필요한 것은 {}; 먼저 변환하십시오 (gdalwarp -t_srs {})",
                            file.crs_name(), crs, crs),
                fmt::format("is in {}, but {} is needed; warp it first (gdalwarp -t_srs {})",
                            file.crs_name(), crs, crs)});
    }
}

void check_cells(const geom::Grid& grid, const std::string& path) {
    if (std::abs(grid.cell_width - grid.cell_height) > 1e-6 * grid.cell_width) {
        reject(path,
               {fmt::format("칸({} × {})이 정사각형이 아닙니다; 변환하십시오 (gdalwarp -tr {} {})",
                            grid.cell_width, grid.cell_height, grid.cell_width, grid.cell_width),
                fmt::format("cells of {} × {} are not square; warp it (gdalwarp -tr {} {})",
                            grid.cell_width, grid.cell_height, grid.cell_width, grid.cell_width)});
    }
}

} // namespace

model::Raster read_raster(const std::string& path, const std::string& crs,
                          std::vector<InputFile>* files) {
    const RasterFile file{path, files};
    check_system(file, path, crs);
    const auto& grid = file.grid();
    check_cells(grid, path);
    model::Raster raster;
    raster.path = path;
    raster.origin = grid.origin;
    raster.cell = grid.cell_width;
    raster.columns = grid.columns;
    raster.rows = grid.rows;
    file.read({0, grid.columns, 0, grid.rows}, raster.values);
    return raster;
}

} // namespace sandan::io
