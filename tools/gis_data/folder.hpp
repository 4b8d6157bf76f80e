#pragma once
// A data folder in memory – layers, tables, texts – and how it is written, byte for byte.

#include "geometry.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gis_data {

enum class Kind { table = 0, point = 1, line = 3, polygon = 5 }; ///< Shapefile type codes

struct Field {
    std::string name; ///< At most 10 ASCII characters.
    char type = 'C';  ///< 'C' text, 'N' number, 'D' date YYYYMMDD
    int width = 0;    ///< Bytes
    int decimals = 0;
};

struct Record {
    std::vector<Ring> rings; ///< Counter-clockwise outer ring first; empty = null shape.
    std::vector<std::string> values;
};

/// A shapefile. Every layer carries the field SYN = "SYNTHETIC" as its last one.
struct Layer {
    Kind kind = Kind::polygon;
    std::vector<Field> fields;
    std::vector<Record> records;
    bool cp949 = false; ///< CP949 without .cpg (as national files come) instead of UTF-8 with one.
    int epsg = 5186;    ///< 5186 or 5174

    [[nodiscard]] std::size_t column(std::string_view field) const;
    [[nodiscard]] std::string& value(std::size_t record, std::string_view field);
    [[nodiscard]] const std::string& value(std::size_t record, std::string_view field) const;
    /// First record whose `field` is `text`. \throws std::out_of_range
    [[nodiscard]] std::size_t find(std::string_view field, std::string_view text) const;
    void add(std::vector<Ring> rings, std::vector<std::string> values);
};

[[nodiscard]] Layer make_layer(Kind kind, std::vector<Field> fields);

struct Folder {
    std::map<std::string, Layer> layers;      ///< By file name without extension.
    std::map<std::string, std::string> files; ///< Other files by name: text or bytes.
};

/// Writes .shp .shx .dbf .prj (.cpg) of every layer and all other files. The folder's former files
/// of those names are replaced.
void write(const Folder& folder, const std::filesystem::path& directory);

/// Fixed-point text of a number.
[[nodiscard]] std::string fixed(double value, int decimals);
/// Millimetres as metres with three decimals.
[[nodiscard]] std::string metres(std::int64_t millimetres);

} // namespace gis_data
