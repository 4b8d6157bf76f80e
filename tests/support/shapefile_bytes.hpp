#pragma once
// Shapefiles made byte by byte from the ESRI white paper (July 1998) and the dBASE III layout, so
// that what a test reads was not written by the library that reads it.

#include <sandan/geom/types.hpp>

#include "temp_dir.hpp"

#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

namespace sandan::test {

struct DbfField {
    std::string name; ///< Raw bytes.
    char type = 'C';
    unsigned length = 20;
    unsigned decimals = 0;
};

struct ShapefileBytes {
    std::vector<std::vector<geom::Ring>> polygons; ///< Rings of each record; none is a null shape.
    std::vector<DbfField> fields;
    std::vector<std::vector<std::string>> rows; ///< Raw bytes, padded here.
    unsigned char ldid = 0;

    [[nodiscard]] std::string shp() const {
        std::string body;
        for (std::size_t i = 0; i < polygons.size(); ++i) {
            const auto content = record(polygons[i]);
            body += big(static_cast<std::uint32_t>(i + 1)) +
                    big(static_cast<std::uint32_t>(content.size() / 2)) + content;
        }
        return header(body.size()) + body;
    }

    [[nodiscard]] std::string shx() const {
        std::string body;
        std::size_t offset = 100;
        for (const auto& rings : polygons) {
            const auto size = record(rings).size();
            body += big(static_cast<std::uint32_t>(offset / 2)) +
                    big(static_cast<std::uint32_t>(size / 2));
            offset += 8 + size;
        }
        return header(body.size()) + body;
    }

    [[nodiscard]] std::string dbf() const {
        unsigned width = 1;
        std::string columns;
        for (const auto& field : fields) {
            auto column = field.name.substr(0, 10);
            column.resize(11, '\0');
            column += field.type;
            column.resize(16, '\0');
            column += static_cast<char>(field.length);
            column += static_cast<char>(field.decimals);
            column.resize(32, '\0');
            columns += column;
            width += field.length;
        }
        std::string bytes{"\x03\x18\x01\x01"};
        bytes += little(static_cast<std::uint32_t>(rows.size()));
        bytes += little(static_cast<std::uint32_t>(33 + columns.size())).substr(0, 2);
        bytes += little(width).substr(0, 2);
        bytes.resize(29, '\0');
        bytes += static_cast<char>(ldid);
        bytes.resize(32, '\0');
        bytes += columns + '\r';
        for (const auto& row : rows) {
            bytes += ' ';
            for (std::size_t i = 0; i < fields.size(); ++i) {
                auto cell = row[i];
                cell.resize(fields[i].length, ' ');
                bytes += cell;
            }
        }
        return bytes + '\x1A';
    }

    /// Writes all three and a .prj (EPSG:5186 unless told), and gives the path of the .shp.
    [[nodiscard]] std::string write(const TempDir& dir, const std::string& name,
                                    const std::string& prj = korea_2000()) const {
        dir.write(name + ".shx", shx());
        dir.write(name + ".dbf", dbf());
        if (!prj.empty()) {
            dir.write(name + ".prj", prj);
        }
        return dir.write(name + ".shp", shp());
    }

    /// EPSG:5186 in ESRI's words.
    [[nodiscard]] static std::string korea_2000() {
        return R"(PROJCS["Korea_2000_Korea_Central_Belt_2010",GEOGCS["GCS_Korea_2000",)"
               R"(DATUM["D_Korea_2000",SPHEROID["GRS_1980",6378137.0,298.257222101]],)"
               R"(PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],)"
               R"(PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",200000.0],)"
               R"(PARAMETER["False_Northing",600000.0],PARAMETER["Central_Meridian",127.0],)"
               R"(PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",38.0],)"
               R"(UNIT["Meter",1.0]])";
    }

private:
    static std::string big(std::uint32_t value) {
        std::string bytes;
        for (const unsigned shift : {24U, 16U, 8U, 0U}) {
            bytes += static_cast<char>(value >> shift & 0xFFU);
        }
        return bytes;
    }

    static std::string little(std::uint32_t value) {
        const auto bytes = big(value);
        return {bytes.rbegin(), bytes.rend()};
    }

    static std::string real(double value) {
        std::string bytes(8, '\0');
        std::memcpy(bytes.data(), &value, 8);
        return bytes;
    }

    static std::string box(const std::vector<geom::Ring>& rings) {
        geom::Box all;
        for (const auto& ring : rings) {
            for (const auto& p : ring) {
                all.extend(p);
            }
        }
        return all.empty() ? std::string(32, '\0')
                           : real(all.min.x) + real(all.min.y) + real(all.max.x) + real(all.max.y);
    }

    static std::string record(const std::vector<geom::Ring>& rings) {
        if (rings.empty()) {
            return little(0);
        }
        std::string parts;
        std::string points;
        std::uint32_t count = 0;
        for (const auto& ring : rings) {
            parts += little(count);
            for (const auto& p : ring) {
                points += real(p.x) + real(p.y);
                ++count;
            }
        }
        return little(5) + box(rings) + little(static_cast<std::uint32_t>(rings.size())) +
               little(count) + parts + points;
    }

    [[nodiscard]] std::string header(std::size_t body) const {
        std::vector<geom::Ring> all;
        for (const auto& rings : polygons) {
            all.insert(all.end(), rings.begin(), rings.end());
        }
        std::string bytes = big(9994);
        bytes.resize(24, '\0');
        bytes +=
            big(static_cast<std::uint32_t>((100 + body) / 2)) + little(1000) + little(5) + box(all);
        bytes.resize(100, '\0');
        return bytes;
    }
};

/// A clockwise square, as shapefiles want outer rings.
[[nodiscard]] inline geom::Ring square(double x, double y, double side) {
    return {{x, y}, {x, y + side}, {x + side, y + side}, {x + side, y}, {x, y}};
}

/// `count` squares of 10 m side in a row with the ids P0, P1, …, around Jeonju in EPSG:5186.
[[nodiscard]] inline ShapefileBytes row_of_squares(std::size_t count) {
    ShapefileBytes file;
    file.fields = {{.name = "ID"}};
    for (std::size_t i = 0; i < count; ++i) {
        file.polygons.push_back({square(210'000 + 10 * static_cast<double>(i), 365'000, 10)});
        file.rows.push_back({"P" + std::to_string(i)});
    }
    return file;
}

} // namespace sandan::test
