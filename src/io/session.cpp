#include <sandan/core/error.hpp>
#include <sandan/io/session.hpp>

#include "io/gdal.hpp"
#include "io/ready_gdal.hpp"

#include <fmt/format.h>
#include <ogr_srs_api.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <string_view>
#include <unistd.h>

namespace sandan::io {

namespace {

constexpr std::array<std::string_view, 13> foreign_settings{
    "GDAL_", "OGR_",   "CPL_", "SHAPE_", "PROJ_", "VSI_",    "SQLITE_",
    "XLSX_", "GTIFF_", "DXF_", "CURL_",  "AWS_",  "GEOJSON_"};

/// Variables by which somebody's shell could change what is read or where points land.
void forget_foreign_settings() {
    std::vector<std::string> names;
    for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
        const std::string_view text{*entry};
        for (const auto prefix : foreign_settings) {
            if (text.starts_with(prefix)) {
                names.emplace_back(text.substr(0, text.find('=')));
                break;
            }
        }
    }
    for (const auto& name : names) {
        unsetenv(name.c_str()); // NOLINT(concurrency-mt-unsafe): before any thread exists
    }
    // A proj.db or a grid in the user's own folder would move points without a word.
    setenv("PROJ_SKIP_READ_USER_WRITABLE_DIRECTORY", "YES", 1); // NOLINT(concurrency-mt-unsafe)
}

void set_options() {
    // The configuration files of the machine and of the user are not read.
    CPLSetConfigOption("GDAL_CONFIG_FILE", "/dev/null");
    CPLSetConfigOption("GDAL_DRIVER_PATH", "disable"); // no plug-ins
    CPLSetConfigOption("PROJ_NETWORK", "OFF");
    CPLSetConfigOption("GDAL_PAM_ENABLED", "NO"); // no .aux.xml beside inputs
    CPLSetConfigOption("GDAL_CACHEMAX", "48");    // MB of raster cells, whatever the machine has
    CPLSetConfigOption("CPL_ZIP_ENCODING", "CP949");
    CPLSetConfigOption("OGR_XLSX_HEADERS", "FORCE");
    CPLSetConfigOption("OGR_XLSX_FIELD_TYPES", "STRING");
    CPLSetConfigOption("OGR_ODS_HEADERS", "FORCE");
    CPLSetConfigOption("OGR_ODS_FIELD_TYPES", "STRING");
    // Outputs are the same bytes whenever they are written.
    CPLSetConfigOption("OGR_CURRENT_DATE", "2000-01-01T00:00:00.000Z");
}

/// So that nobody loads it only to close it.
bool& gdal_is_in_use() {
    static bool used = false;
    return used;
}

std::filesystem::path executable_directory() {
    std::error_code failed;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", failed);
    return failed ? std::filesystem::path{} : self.parent_path();
}

} // namespace

void ready_gdal() {
    static std::once_flag once;
    std::call_once(once, [] {
        print_other_messages();
        set_options();
        gdal_is_in_use() = true;
    });
}

Session::Session() {
    forget_foreign_settings();
}

Session::~Session() {
    if (gdal_is_in_use()) {
        GDALDestroyDriverManager();
        CPLSetErrorHandler(nullptr);
    }
}

std::string data_directory() {
    namespace fs = std::filesystem;
    const char* const chosen =
        std::getenv("SANDAN_DATA"); // NOLINT(concurrency-mt-unsafe): never set by us
    std::vector<fs::path> places;
    if (chosen != nullptr && *chosen != '\0') {
        places.emplace_back(chosen);
    } else {
        places.push_back(executable_directory() / "../share/sandan/gis_data");
        places.emplace_back(SANDAN_SOURCE_DATA);
    }
    for (const auto& place : places) {
        std::error_code failed;
        if (fs::is_directory(place / "catalogue", failed)) {
            return fs::weakly_canonical(place, failed).string();
        }
    }
    throw Error{
        ErrorKind::usage,
        Text{"여기에 gis_data가 없습니다(catalogue/가 있는 폴더여야 합니다); SANDAN_DATA에 폴더를 "
             "지정하십시오",
             "no gis_data here (expected a folder with catalogue/); set SANDAN_DATA to the folder"}}
        .within(places.front().string());
}

LibraryVersions library_versions() {
    ready_gdal();
    int major = 0;
    int minor = 0;
    int patch = 0;
    OSRGetPROJVersion(&major, &minor, &patch);
    return {.gdal = GDALVersionInfo("RELEASE_NAME"),
            .proj = fmt::format("{}.{}.{}", major, minor, patch)};
}

} // namespace sandan::io
