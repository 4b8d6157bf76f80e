// Pairs of polygons of the GEOS and JTS test suites (shared data) against the areas that come with
// them, which GEOS and Clipper found: by pairs of edges and by OverlayNG, four operations each.
#include <sandan/geom/common_areas.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/geom/overlay.hpp>
#include <sandan/geom/validity.hpp>

#include "io/geometry.hpp"
#include "shared_data.hpp"

#include <catch2/catch.hpp>
#include <ogr_geometry.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace sandan;
using geom::MultiPolygon;

std::string text_of(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

/// What stands between <name> and </name>, without blanks around it.
std::string element(const std::string& xml, const std::string& name) {
    const auto from = xml.find("<" + name + ">");
    const auto to = xml.find("</" + name + ">", from);
    if (from == std::string::npos || to == std::string::npos) {
        return {};
    }
    auto text = xml.substr(from + name.size() + 2, to - from - name.size() - 2);
    text.erase(0, std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    text.erase(text.find_last_not_of(" \t\r\n") + 1);
    return text;
}

/// Polygons in WKT or as WKB in hexadecimal digits; nothing for anything else.
std::optional<MultiPolygon> polygons(const std::string& text) {
    OGRGeometry* raw = nullptr;
    if (!text.empty() && std::all_of(text.begin(), text.end(),
                                     [](unsigned char c) { return std::isxdigit(c) != 0; })) {
        std::vector<unsigned char> bytes;
        for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
            bytes.push_back(static_cast<unsigned char>(std::stoi(text.substr(i, 2), nullptr, 16)));
        }
        if (bytes.size() > 9 && bytes[0] == 1 && (bytes[4] & 0x20U) != 0) { // PostGIS adds a number
            bytes[4] &= 0xDFU;
            bytes.erase(bytes.begin() + 5, bytes.begin() + 9);
        }
        OGRGeometryFactory::createFromWkb(bytes.data(), nullptr, &raw, bytes.size());
    } else {
        OGRGeometryFactory::createFromWkt(text.c_str(), nullptr, &raw);
    }
    const OGRGeometryUniquePtr geometry{raw};
    const auto type = geometry ? wkbFlatten(geometry->getGeometryType()) : wkbUnknown;
    if ((type != wkbPolygon && type != wkbMultiPolygon) || geometry->IsEmpty() != FALSE) {
        return std::nullopt;
    }
    io::GeometryNotes notes;
    return io::to_shape(*geometry, notes).polygons;
}

/// Areas are defined down to 1e-6 m²: shapes in degrees or units of one are enlarged by a power of
/// two, which rounds nothing.
double enlargement(double area) {
    constexpr double a_hectare = 1e4;
    double factor = 1;
    while (area * factor * factor < a_hectare) {
        factor *= 2;
    }
    return factor;
}

MultiPolygon enlarged(MultiPolygon shape, double factor) {
    const auto apply = [&](geom::Ring& ring) {
        for (auto& p : ring) {
            p = {p.x * factor, p.y * factor};
        }
    };
    for (auto& polygon : shape) {
        apply(polygon.outer);
        std::for_each(polygon.holes.begin(), polygon.holes.end(), apply);
    }
    return shape;
}

MultiPolygon valid(const MultiPolygon& shape) {
    return geom::find_defect(shape) ? geom::make_valid(shape) : shape;
}

/// What the last two bits of coordinates move of an area.
double rounding(const MultiPolygon& shape) {
    double farthest = 0;
    for (const auto& polygon : shape) {
        for (const auto& p : polygon.outer) {
            farthest = std::max({farthest, std::abs(p.x), std::abs(p.y)});
        }
    }
    return 4 * std::numeric_limits<double>::epsilon() * farthest * geom::perimeter(shape);
}

/// Four operations, from what two shapes have in common.
void require_areas(double area_a, double area_b, double common, const nlohmann::json& told,
                   double scale, double near, double share) {
    const auto close = [&](double area, const char* operation) {
        const double wanted = told[operation].get<double>() * scale;
        INFO(operation);
        CAPTURE(area, wanted);
        CHECK(std::abs(area - wanted) <= share * wanted + near);
    };
    close(common, "intersection");
    close(area_a + area_b - common, "union");
    close(area_a - common, "a_minus_b");
    close(area_a + area_b - 2 * common, "symdifference");
}

/// `failure`: OverlayNG is known to fail, Clipper's areas are true to its grid.
void require_pair(MultiPolygon a, MultiPolygon b, const nlohmann::json& expected, bool failure) {
    const double factor =
        enlargement(std::min(expected["area_a"].get<double>(), expected["area_b"].get<double>()));
    a = enlarged(valid(a), factor);
    b = enlarged(valid(b), factor);
    const double near = geom::least_common_area + rounding(a) + rounding(b);
    const double area_a = geom::area(a);
    const double area_b = geom::area(b);
    const geom::PolygonSet set{std::vector<MultiPolygon>{a, b}};
    const double by_edges = geom::common_area(set, 0, 1);
    const double scale = factor * factor;
    CAPTURE(factor);
    if (failure) {
        constexpr double grid = 1e-8;
        require_areas(area_a, area_b, by_edges, expected["clipper"], scale,
                      near + grid * (area_a + area_b), 0);
        return;
    }
    for (const double common : {by_edges, geom::intersection_area(a, b)}) {
        require_areas(area_a, area_b, common, expected["geos"], scale, near, 1e-6);
    }
}

/// How many pairs there were.
std::size_t require_suite(const std::filesystem::path& folder) {
    std::size_t pairs = 0;
    const auto reference = test::reference_of(folder);
    for (const auto& [name, told] : reference["files"].items()) {
        const auto& expected = told["polygon_pairs"];
        if (expected.empty() || expected[0].contains("unreadable")) {
            continue;
        }
        const auto xml = text_of(folder / name);
        std::size_t pair = 0;
        for (auto at = xml.find("<case>"); at != std::string::npos;
             at = xml.find("<case>", at + 1)) {
            const auto test = xml.substr(at, xml.find("</case>", at) - at);
            const auto a = polygons(element(test, "a"));
            const auto b = polygons(element(test, "b"));
            if (!a || !b) {
                continue;
            }
            CAPTURE(name, pair);
            REQUIRE(pair < expected.size());
            require_pair(*a, *b, expected[pair++], name == "failure/TestOverlayNGFailure.xml");
        }
        CAPTURE(name);
        CHECK(pair == expected.size());
        pairs += pair;
    }
    return pairs;
}

} // namespace

TEST_CASE("pairs of the GEOS test suite have the areas that GEOS and Clipper find",
          "[geom][real]") {
    if (const auto folder = test::shared_data("overlay_geos")) {
        CHECK(require_suite(*folder) == 67);
    }
}

TEST_CASE("pairs of the JTS test suite have the areas that GEOS and Clipper find", "[geom][real]") {
    if (const auto folder = test::shared_data("overlay_jts")) {
        CHECK(require_suite(*folder) == 202);
    }
}
