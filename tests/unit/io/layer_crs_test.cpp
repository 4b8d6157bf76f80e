#include <sandan/core/error.hpp>
#include <sandan/io/read.hpp>

#include "findings.hpp"
#include "io/drivers.hpp"
#include "other_formats.hpp"
#include "shapefile_bytes.hpp"
#include "shared_data.hpp"

#include <catch2/catch.hpp>
#include <gdal_priv.h>

using namespace sandan;
using Catch::Contains;
using test::tells;

namespace {

std::string bessel_prj(const std::string& lon0, const std::string& datum,
                       const std::string& shift = {}, const std::string& code = {}) {
    return R"(PROJCS["TM",GEOGCS["GCS",DATUM[")" + datum +
           R"(",SPHEROID["Bessel_1841",6377397.155,299.1528128])" + shift +
           R"(],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],)"
           R"(PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",200000.0],)"
           R"(PARAMETER["False_Northing",500000.0],PARAMETER["Central_Meridian",)" +
           lon0 +
           R"(],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",38.0],)"
           R"(UNIT["Meter",1.0])" +
           code + "]";
}

constexpr const char* lost_pivot = ",TOWGS84[-145.907,505.034,685.756,-1.162,2.347,1.592,6.342]";

model::Layer read_with(const test::TempDir& dir, const std::string& prj) {
    return io::read_layer(test::row_of_squares(1).write(dir, "lots", prj), {});
}

} // namespace

TEST_CASE("oddities of a .prj are told: Tokyo on Korean parameters, a shift of its own",
          "[io][crs]") {
    const test::TempDir dir;
    const auto tokyo = read_with(dir, bessel_prj("127.0028902777778", "D_Tokyo"));
    CHECK(tokyo.provenance.crs.epsg == "EPSG:5174");
    CHECK(tells(tokyo, "CRS-DATUM", "the file names"));
    const auto shifted =
        read_with(dir, bessel_prj("127.0028902777778", "Korean_Datum_1985", lost_pivot));
    CHECK(shifted.provenance.crs.epsg == "EPSG:5174");
    CHECK(tells(shifted, "CRS-TOWGS84"));
    CHECK(read_with(dir, test::ShapefileBytes::korea_2000()).provenance.findings.empty());
}

TEST_CASE("a .prj whose code and parameters contradict is refused until the user decides",
          "[io][crs]") {
    const test::TempDir dir;
    const auto path = test::row_of_squares(1).write(
        dir, "lots", bessel_prj("127.0", "Korean_Datum_1985", "", R"(,AUTHORITY["EPSG","5174"])"));
    CHECK_THROWS_WITH(io::read_layer(path, {}),
                      Contains("CRS-CODE") && Contains("EPSG:5174") && Contains("EPSG:2097"));
    io::ReadOptions options;
    options.crs = "EPSG:5174";
    CHECK(io::read_layer(path, options).provenance.crs.epsg == "EPSG:5174");
    options.crs = "EPSG:5186";
    CHECK_THROWS_WITH(io::read_layer(path, options), Contains("CRS-CONTRADICTION"));
}

TEST_CASE("a system on another prime meridian is not a Korean one", "[io][crs]") {
    const test::TempDir dir;
    auto prj = test::ShapefileBytes::korea_2000();
    const std::string greenwich = R"(PRIMEM["Greenwich",0)";
    REQUIRE(prj.find(greenwich) != std::string::npos);
    prj.replace(prj.find(greenwich), greenwich.size(), R"(PRIMEM["Seoul",126.98)");
    CHECK(read_with(dir, prj).provenance.crs.epsg.empty());
}

TEST_CASE("the parameters of a GeoPackage's system decide, not its code", "[io][crs]") {
    const test::TempDir dir;
    const auto path = test::two_lots_as(dir, "lots.gpkg", "GPKG");
    REQUIRE_FALSE(path.empty());
    const auto state = [&](const std::string& from, const std::string& to) {
        io::need_driver("GPKG");
        const GDALDatasetUniquePtr dataset{
            GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE)};
        REQUIRE(dataset);
        const auto statement =
            "UPDATE gpkg_spatial_ref_sys SET definition = replace(definition, '" + from + "', '" +
            to + "') WHERE organization_coordsys_id = 5186";
        dataset->ReleaseResultSet(dataset->ExecuteSQL(statement.c_str(), nullptr, nullptr));
    };
    state(R"("false_northing",600000)", R"("false_northing",500000)");
    CHECK_THROWS_WITH(io::read_layer(path, {}), Contains("CRS-CODE") && Contains("EPSG:5186"));
    io::ReadOptions options;
    options.crs = "EPSG:5181";
    CHECK(io::read_layer(path, options).provenance.crs.epsg == "EPSG:5181");
    options.crs = "EPSG:5186";
    CHECK(io::read_layer(path, options).provenance.crs.epsg == "EPSG:5186");
}

TEST_CASE("a .prj that is no WKT is refused, and never taken for a file or an address",
          "[io][crs]") {
    const test::TempDir dir;
    for (const std::string& text : std::initializer_list<std::string>{
             "<html>404</html>", "+init=/etc/passwd:x", "http://example.org/crs", "EPSG:5186",
             "+proj=tmerc +nadgrids=/etc/x"}) {
        CAPTURE(text.substr(0, 30));
        const auto path = test::row_of_squares(1).write(dir, "lots", text);
        CHECK_THROWS_WITH(io::read_layer(path, {}), Contains("CRS-PRJ"));
    }
}

TEST_CASE("coordinates outside Korea are told with the systems they would fit", "[io][crs]") {
    const test::TempDir dir;
    auto file = test::row_of_squares(1);
    file.polygons = {{test::square(961'171, 1'761'581, 10)}}; // EPSG:5179 under the label of 5186
    const auto layer = io::read_layer(file.write(dir, "lots"), {});
    CHECK(tells(layer, "CRS-PLACE", "but in Korea as EPSG:5179"));
    file.polygons = {{test::square(127.1, 35.8, 0.001)}}; // degrees
    CHECK(tells(io::read_layer(file.write(dir, "degrees"), {}), "CRS-PLACE", "EPSG:4326"));
    CHECK_FALSE(tells(io::read_layer(test::row_of_squares(1).write(dir, "good"), {}), "CRS-PLACE"));
}

TEST_CASE("layers of the shipped plan lie right; the cadastre under a wrong label is found out",
          "[io][crs]") {
    const auto source = std::string{SANDAN_SOURCE_DIR} + "/gis_data/new_complex/";
    const test::TempDir dir;
    for (const auto* const part : {".shp", ".shx", ".dbf"}) {
        dir.write(std::string{"old"} + part,
                  test::read_file(source + "LSMD_CONT_LDREG_52113_5174" + part));
    }
    io::ReadOptions options;
    options.target_crs = "EPSG:5186";
    const auto reference = io::read_layer(source + "LSMD_CONT_LDREG_52113_5186.shp", options);
    const auto under = [&](const std::string& prj) {
        dir.write("old.prj", prj);
        return io::read_layer(dir / "old.shp", options);
    };
    CHECK_NOTHROW(io::check_position(under(bessel_prj("127.0028902777778", "D_Korean_Datum_1985")),
                                     reference, "EPSG:5186"));
    CHECK_THROWS_WITH(io::check_position(under(bessel_prj("127.0", "D_Korean_Datum_1985")),
                                         reference, "EPSG:5186"),
                      Contains("CRS-LIE") && Contains("EPSG:5174 under the label EPSG:2097"));
}
