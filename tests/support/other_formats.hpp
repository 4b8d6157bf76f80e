#pragma once
// One small layer in every format that is read: GeoJSON written here, the others made of it by
// ogr2ogr, tables as XLSX by Python's zipfile.

#include "temp_dir.hpp"

#include <array>
#include <cstdlib>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

namespace sandan::test {

/// Two lots of 100 m × 100 m and 100 m × 50 m in EPSG:5186, with Korean text, a number and a null.
inline constexpr std::string_view two_lots_geojson = R"({
"type": "FeatureCollection", "name": "lots",
"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::5186"}},
"features": [
{"type": "Feature", "properties": {"ID": "가-1", "PNU": "5211310300109630254", "AREA": 10000.5},
 "geometry": {"type": "Polygon", "coordinates": [[[205000, 363000], [205100, 363000], [205100, 363100], [205000, 363100], [205000, 363000]]]}},
{"type": "Feature", "properties": {"ID": "가-2", "PNU": "5211310300109630255", "AREA": null},
 "geometry": {"type": "Polygon", "coordinates": [[[205100, 363000], [205200, 363000], [205200, 363050], [205100, 363050], [205100, 363000]]]}}
]})";

inline bool runs(const std::string& command) {
    return std::system((command + " >/dev/null 2>&1").c_str()) == 0; // NOLINT
}

struct Format {
    const char* name;
    const char* driver; ///< GDAL's
};

/// The formats of geometry beside shapefiles, to be read alike.
inline constexpr std::array formats_alike{
    Format{"two_lots.geojson", "GeoJSON"}, Format{"lots.gpkg", "GPKG"},
    Format{"lots.fgb", "FlatGeobuf"}, Format{"lots.gdb", "OpenFileGDB"}};

/// The two lots as `name` in the format of GDAL's driver; empty, with a message, where there is no
/// ogr2ogr.
[[nodiscard]] inline std::string two_lots_as(const TempDir& dir, const std::string& name,
                                             const std::string& driver) {
    const auto from = dir.write("two_lots.geojson", two_lots_geojson);
    if (driver == "GeoJSON") {
        return from;
    }
    if (!runs("ogr2ogr --version")) {
        std::cout << "SKIP: no ogr2ogr (gdal-bin) to write " << driver << '\n';
        return {};
    }
    const auto to = dir / name;
    return runs("ogr2ogr -f '" + driver + "' -nln lots '" + to + "' '" + from + "'")
               ? to
               : std::string{};
}

/// A workbook of several sheets, from names and rows of cells as a Python list of pairs; a cell is
/// a string, a number, or ["#N/A"] for an error.
[[nodiscard]] inline std::string xlsx_of_sheets(const TempDir& dir, const std::string& name,
                                                const std::string& sheets) {
    const auto script = dir.write("make_xlsx.py", R"(import sys, zipfile
sheets = )" + sheets + R"(
def cell(c, r, v):
    at = "%s%d" % (chr(65 + c), r + 1)
    if isinstance(v, list):
        return '<c r="%s" t="e"><v>%s</v></c>' % (at, v[0])
    if isinstance(v, str):
        return '<c r="%s" t="inlineStr"><is><t>%s</t></is></c>' % (at, v)
    return '<c r="%s"><v>%r</v></c>' % (at, v)
ns = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
rel = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
numbers = range(1, len(sheets) + 1)
parts = {
 "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="%s.sheet.main+xml"/>%s</Types>' % (kind, "".join('<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="%s.worksheet+xml"/>' % (i, kind) for i in numbers)),
 "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="%s/officeDocument" Target="xl/workbook.xml"/></Relationships>' % rel,
 "xl/workbook.xml": '<workbook %s xmlns:r="%s"><sheets>%s</sheets></workbook>' % (ns, rel, "".join('<sheet name="%s" sheetId="%d" r:id="r%d"/>' % (s[0], i, i) for i, s in zip(numbers, sheets))),
 "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>' % "".join('<Relationship Id="r%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>' % (i, rel, i) for i in numbers)}
for i, (_, rows) in zip(numbers, sheets):
    parts["xl/worksheets/sheet%d.xml" % i] = '<worksheet %s><sheetData>%s</sheetData></worksheet>' % (ns, "".join('<row r="%d">%s</row>' % (r + 1, "".join(cell(c, r, v) for c, v in enumerate(row))) for r, row in enumerate(rows)))
with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as book:
    for part, text in parts.items():
        book.writestr(part, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + text)
)");
    const auto path = dir / name;
    return runs("python3 '" + script + "' '" + path + "'") ? path : std::string{};
}

/// A workbook of one sheet, from rows of cells as a Python list of lists of strings and numbers.
[[nodiscard]] inline std::string xlsx(const TempDir& dir, const std::string& name,
                                      const std::string& rows) {
    return xlsx_of_sheets(dir, name, "[(\"Sheet1\", " + rows + ")]");
}

/// One entity of a DXF: group codes and values, line by line.
[[nodiscard]] inline std::string dxf_polyline(const std::string& layer,
                                              const std::vector<std::pair<double, double>>& points,
                                              bool closed) {
    std::string text = "0\nLWPOLYLINE\n8\n" + layer + "\n90\n" + std::to_string(points.size()) +
                       "\n70\n" + (closed ? "1" : "0") + "\n";
    for (const auto& [x, y] : points) {
        text += "10\n" + std::to_string(x) + "\n20\n" + std::to_string(y) + "\n";
    }
    return text;
}

[[nodiscard]] inline std::string dxf_text(const std::string& layer, const std::string& words,
                                          double x, double y) {
    return "0\nTEXT\n8\n" + layer + "\n10\n" + std::to_string(x) + "\n20\n" + std::to_string(y) +
           "\n40\n2.5\n1\n" + words + "\n";
}

[[nodiscard]] inline std::string dxf(const std::string& entities) {
    return "0\nSECTION\n2\nHEADER\n9\n$ACADVER\n1\nAC1015\n9\n$DWGCODEPAGE\n3\nANSI_"
           "949\n0\nENDSEC\n"
           "0\nSECTION\n2\nENTITIES\n" +
           entities + "0\nENDSEC\n0\nEOF\n";
}

} // namespace sandan::test
