// What strangers send: nothing of it may be run, fetched, shown raw or waited for.

#include "run_cli.hpp"
#include "small_plan.hpp"

#include <catch2/catch.hpp>

#include <sys/stat.h>

using namespace sandan;

namespace {

std::string lots_geojson(const std::string& id) {
    return R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":
"urn:ogc:def:crs:EPSG::5186"}},"features":[{"type":"Feature","properties":{"id":")" +
           id + R"("},"geometry":{"type":"Polygon","coordinates":
[[[210000,350000],[210010,350000],[210010,350010],[210000,350010],[210000,350000]]]}}]})";
}

} // namespace

TEST_CASE("addresses, connection strings and inline documents exit 2", "[cli][hostile]") {
    const test::SmallPlan plan;
    for (const std::string source :
         {"http://127.0.0.1:1/lots.shp", "https://127.0.0.1/lots.geojson", "ftp://x/lots.shp",
          "/vsicurl/http://127.0.0.1:1/lots.shp", "/vsis3/bucket/lots.shp",
          "/vsizip/a.zip/lots.shp", "/vsistdin/", "/vsimem/x.geojson", "/vsisubfile/0_10,lots.shp",
          "PG:dbname=x", "WFS:http://127.0.0.1:1/", "MySQL:x", "MEM:::", "SQLite:x.db",
          "GPKG:x.gpkg:layer", "ODBC:x", R"({"type":"FeatureCollection","features":[]})",
          "<OGRVRTDataSource/>"}) {
        INFO(source);
        CHECK(test::run_cli({"inspect", source}).exit == 2);
        CHECK(test::run_cli({"coverage", source}).exit == 2);
    }
    plan.change_plan("lots.geojson", "/vsicurl/http://127.0.0.1:1/lots.shp");
    CHECK(test::run_cli({"check", plan.path()}).exit == 2);
}

TEST_CASE("a virtual data set is refused under any name, and what it names is not shown",
          "[cli][hostile]") {
    const test::TempDir folder;
    const auto secret = folder.write("private.csv", "id,word\n1,swordfish\n");
    const auto vrt =
        "\xEF\xBB\xBF \n<OGRVRTDataSource><OGRVRTLayer name=\"private\"><SrcDataSource>" + secret +
        "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>";
    for (const auto* const name : {"lots.shp", "lots.geojson", "lots.gpkg", "lots.csv", "lots.fgb",
                                   "lots.dxf", "lots.dbf"}) {
        const auto result = test::run_cli({"inspect", folder.write(name, vrt)});
        INFO(name << result.err);
        CHECK(result.exit == 2);
        CHECK_THAT(result.out + result.err, !Catch::Contains("swordfish"));
    }
    CHECK(test::run_cli({"inspect", folder.write("lots.vrt", vrt)}).exit == 2);
}

TEST_CASE("pipes, devices and folders are no inputs", "[cli][hostile]") {
    const test::TempDir folder;
    const auto pipe = folder / "lots.csv";
    REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
    CHECK(test::run_cli({"inspect", pipe}).exit == 2); // and does not wait for a writer
    std::filesystem::create_symlink("/dev/zero", folder / "lots.dbf");
    CHECK(test::run_cli({"inspect", folder / "lots.dbf"}).exit == 2);
    std::filesystem::create_directory(folder / "lots.gpkg");
    CHECK(test::run_cli({"inspect", folder / "lots.gpkg"}).exit == 2);
}

TEST_CASE("a coordinate system of more than 64 KB is refused", "[cli][hostile]") {
    const test::TempDir folder;
    const auto data = std::string{SANDAN_SOURCE_DIR} + "/gis_data/new_complex/roads";
    for (const auto* const part : {".shp", ".shx", ".dbf"}) {
        (void)folder.write(std::string{"roads"} + part, test::read_file(data + part));
    }
    (void)folder.write("roads.prj", "PROJCS[" + std::string(100'000, '['));
    const auto result = test::run_cli({"inspect", folder / "roads.shp"});
    CHECK(result.exit == 3);
    CHECK_THAT(result.err, Catch::Contains("roads.prj: SRC-SIDECAR: has more than 64 KB"));
}

TEST_CASE("settings of the shell and of the home folder change nothing", "[cli][hostile]") {
    const test::TempDir home;
    std::filesystem::create_directories(home / ".gdal");
    (void)home.write(".gdal/gdalrc", "[configoptions]\nSHAPE_ENCODING=ISO-8859-1\n"
                                     "GDAL_SKIP=ESRI Shapefile\n");
    std::filesystem::create_directories(home / ".local/share/proj");
    (void)home.write(".local/share/proj/proj.db", "no database");
    const auto lots =
        std::string{SANDAN_SOURCE_DIR} + "/gis_data/new_complex/LSMD_CONT_LDREG_52113_5174.shp";
    const std::vector<std::string> command{"inspect", "--json", "--area-crs", "EPSG:5186", lots};
    const auto usual = test::run_cli(command);
    REQUIRE(usual.exit == 0);
    const auto hijacked = test::run_cli(
        command, {"HOME=" + home.path().string(), "XDG_DATA_HOME=" + (home / ".local/share"),
                  "SHAPE_ENCODING=ISO-8859-1", "GDAL_SKIP=ESRI Shapefile", "PROJ_LIB=/nowhere",
                  "PROJ_DATA=/nowhere", "PROJ_NETWORK=ON", "GDAL_DRIVER_PATH=" + (home / ""),
                  "OGR_ENABLE_PARTIAL_REPROJECTION=YES", "CPL_DEBUG=ON", "LC_ALL=en_US.UTF-8"});
    CHECK(hijacked.exit == 0);
    CHECK(hijacked.out == usual.out);
    CHECK(hijacked.err == usual.err);
}

TEST_CASE("control characters of texts and file names never reach the terminal", "[cli][hostile]") {
    const test::TempDir folder;
    const auto path = folder.write("lots\x1b]0;x\x07\xE2\x80\xAE.geojson",
                                   lots_geojson("\\u001b[2J\\u202e\\u009b31m"));
    for (const auto& command : std::vector<std::vector<std::string>>{
             {"inspect", path},
             {"inspect", "--json", path},
             {"coverage", "--id", "id", path},
             {"coverage", "--json", path},
             {"overlay", "--parcel-id", "id", "--zone-class", "id", path, path},
             {"inspect", folder / "none\x1b[2J.shp"}}) {
        const auto result = test::run_cli(command);
        INFO(command[0] << result.out << result.err);
        const auto shown = result.out + result.err;
        CHECK(shown.find('\x1b') == std::string::npos);
        CHECK(shown.find('\x07') == std::string::npos);
        CHECK(shown.find("\xE2\x80\xAE") == std::string::npos);
        CHECK(shown.find("\xC2\x9B") == std::string::npos);
    }
}

TEST_CASE("a table for a spreadsheet holds no formula", "[cli][hostile]") {
    const test::TempDir folder;
    for (const std::string id : {"=HYPERLINK(1)", "+1+1", "-2+3", "@SUM(A1)", "＝1", "\\t=1"}) {
        const auto path = folder.write("lots.geojson", lots_geojson(id));
        const auto result = test::run_cli({"overlay", "--parcel-id", "id", "--zone-class", "id",
                                           path, path, "--fail-on", "never"});
        INFO(result.out);
        CHECK(result.exit == 0);
        const auto row = result.out.substr(result.out.find('\n') + 1);
        CHECK(row.starts_with("'"));
    }
    const auto path = folder.write("lots.geojson", lots_geojson("-25"));
    const auto result =
        test::run_cli({"overlay", "--parcel-id", "id", "--zone-class", "id", path, path});
    CHECK_THAT(result.out, Catch::Contains("\n-25,")); // a number is no formula
}

TEST_CASE("a lock tells which input is another", "[cli][hostile]") {
    const test::SmallPlan plan;
    const auto lock = plan.folder / "inputs.lock";
    REQUIRE(test::run_cli({"landuse", plan.path(), "--lock", lock}).exit == 0);
    CHECK_THAT(test::read_file(lock),
               Catch::Contains("  firms.csv\n") && Catch::Contains("  plan.toml\n"));
    CHECK(test::run_cli({"landuse", plan.path(), "--lock", lock}).exit == 0);
    plan.change_firms("5000,10000", "5000,10001");
    const auto changed = test::run_cli({"landuse", plan.path(), "--lock", lock});
    CHECK(changed.exit == 3);
    CHECK(changed.out.empty());
    CHECK_THAT(changed.err, Catch::Contains("firms.csv: SRC-LOCK: is not the file it was"));
    CHECK(test::run_cli({"inspect", plan.folder / "lots.geojson", "--lock", lock}).exit == 3);
    CHECK(test::run_cli({"landuse", plan.path(), "--lock", plan.path()}).exit == 2);
}

TEST_CASE("a cancelled run exits 5 and leaves nothing", "[cli][hostile]") {
    // The result goes to a pipe that nobody reads, so the run waits there until it is told to end.
    const test::TempDir folder;
    const auto path = folder.write("lots.geojson", lots_geojson("1"));
    const auto script = [&](const std::string& options) {
        return "cd '" + folder.path().string() + "' && mkfifo pipe && { env SANDAN_LANG=en '" +
               std::string{SANDAN_CLI} + "' inspect lots.geojson -o pipe " + options +
               " 2>said & p=$!; while kill -0 $p 2>/dev/null && ! grep -q "
               "'SigBlk:.*4[0-9a-f]\\{3\\}$' "
               "/proc/$p/status; do :; done; "
               "kill -TERM $p; wait $p; echo $? >status; rm pipe; }";
    };
    REQUIRE(std::system(script("").c_str()) == 0); // NOLINT(cert-env33-c,concurrency-mt-unsafe)
    CHECK(test::read_file(folder / "status") == "5\n");
    CHECK(test::read_file(folder / "said") == "sandan: cancelled\n");
    CHECK(folder.size() == 3); // the input, and what the script wrote
}
