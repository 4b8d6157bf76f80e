#include "io/drivers.hpp"

#include "io/ready_gdal.hpp"

#include <gdal_frmts.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <set>

namespace sandan::io {

namespace {

struct Driver {
    std::string_view name;
    void (*add)();
};

constexpr std::array<Driver, 12> allowed{{{"ESRI Shapefile", RegisterOGRShape},
                                          {"GPKG", RegisterOGRGeoPackage},
                                          {"GeoJSON", RegisterOGRGeoJSON},
                                          {"GeoJSONSeq", RegisterOGRGeoJSONSeq},
                                          {"FlatGeobuf", RegisterOGRFlatGeobuf},
                                          {"OpenFileGDB", RegisterOGROpenFileGDB},
                                          {"DXF", RegisterOGRDXF},
                                          {"XLSX", RegisterOGRXLSX},
                                          {"ODS", RegisterOGRODS},
                                          {"Memory", RegisterOGRMEM},
                                          {"GTiff", GDALRegister_GTiff},
                                          {"AAIGrid", GDALRegister_AAIGrid}}};

} // namespace

void need_driver(std::string_view name) {
    static std::mutex guard;
    static std::set<std::string_view> known;
    const auto* const found = std::find_if(
        allowed.begin(), allowed.end(), [&](const Driver& driver) { return driver.name == name; });
    ready_gdal();
    const std::scoped_lock alone{guard};
    if (found != allowed.end() && known.insert(found->name).second) {
        found->add();
    }
}

} // namespace sandan::io
