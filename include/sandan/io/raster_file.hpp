#pragma once

#include <sandan/geom/grid.hpp>
#include <sandan/model/project.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace sandan::io {

/// What a raster is read from: the grid, and the files beside it that tell its place and system.
[[nodiscard]] std::vector<std::string> raster_parts(const std::string& path);

/// A GeoTIFF or ASCII grid of one band, read window by window, so that memory does not depend on
/// its size; windows that lie near the one before cost little. What is read is a private copy. Not
/// for two threads at once.
class RasterFile {
public:
    /// What it was made of is added to `files`, if given; else it is not hashed. \throws
    /// Error{usage} for a source that is no local file; Error{input} for one that is no such
    /// raster, has several bands, no place, cells that are not north-up, or words among its
    /// numbers.
    explicit RasterFile(const std::string& path, std::vector<model::InputFile>* files = nullptr);
    ~RasterFile();
    RasterFile(RasterFile&&) noexcept;
    RasterFile& operator=(RasterFile&&) noexcept;
    RasterFile(const RasterFile&) = delete;
    RasterFile& operator=(const RasterFile&) = delete;

    /// In the unit of its coordinate system.
    [[nodiscard]] const geom::Grid& grid() const noexcept;

    /// What PROJ reads; empty when the raster declares no system.
    [[nodiscard]] const std::string& crs() const noexcept;
    /// "EPSG:5186", or the name of a system without a code.
    [[nodiscard]] const std::string& crs_name() const noexcept;
    /// Whether its system is the one that `crs` defines. False when it declares none.
    [[nodiscard]] bool is_in(const std::string& crs) const;

    /// How many rows from `row` (below grid().rows) on, of `columns` each, are best read together:
    /// 16 MB, at most twice as much for the sake of whole blocks of the file.
    [[nodiscard]] std::size_t rows_at_once(std::size_t row, std::size_t columns) const noexcept;

    /// Replaces `values` by those of a window, row by row; NaN where there is no data (also where a
    /// mask inside the file says so). Scale and offset are applied. \throws Error{input}
    void read(const geom::CellWindow& window, std::vector<double>& values) const;

private:
    struct Handle;
    std::unique_ptr<Handle> m_handle;
};

} // namespace sandan::io
