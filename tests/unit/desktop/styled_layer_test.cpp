#include <sandan/io/write.hpp>

#include "desktop/mapfile.hpp"
#include "desktop/qgis_project.hpp"
#include "desktop/qgis_style.hpp"
#include "temp_dir.hpp"

#include <catch2/catch.hpp>
#include <cpl_minixml.h>
#include <ogrsf_frmts.h>

using namespace sandan;

namespace {

const std::string hostile = "<b> & \"quotes\" 'and' \\ back\x01"
                            "slash 획지";

render::Style style() {
    render::Style result;
    result.fill = "#c4aed8";
    result.stroke = "#555555";
    result.hatch = "cross";
    return result;
}

desktop::StyledLayer lots() {
    desktop::StyledLayer layer;
    layer.data = {"lots", "MultiPolygon", {"use"}, {false}, {}};
    model::Feature lot;
    lot.shape.polygons = {{.outer = {{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0}}, .holes = {}}};
    lot.values = {hostile};
    layer.data.features = {lot};
    layer.title = hostile;
    layer.class_field = "use";
    layer.categories = {{hostile, hostile, style(), {}}, {"IND", "산업시설", style(), {}}};
    layer.label_field = "use";
    return layer;
}

/// The document's root, read by another parser than the one that wrote it.
class Xml {
public:
    explicit Xml(const std::string& text) : m_root{CPLParseXMLString(text.c_str())} {}

    ~Xml() { CPLDestroyXMLNode(m_root); }

    Xml(const Xml&) = delete;
    Xml& operator=(const Xml&) = delete;

    [[nodiscard]] std::string value(const char* path) const {
        const auto* const root = CPLGetXMLNode(m_root, "=qgis");
        return root == nullptr ? "no XML" : CPLGetXMLValue(root, path, "nothing");
    }

private:
    CPLXMLNode* m_root;
};

} // namespace

TEST_CASE("a style of QGIS is XML whatever the names, with a symbol for each class", "[desktop]") {
    const Xml document{desktop::qml(lots())};
    CHECK(document.value("renderer-v2.type") == "categorizedSymbol");
    CHECK(document.value("renderer-v2.attr") == "use");
    CHECK(document.value("renderer-v2.categories.category.label") ==
          "<b> & \"quotes\" 'and' \\ back\\x01slash 획지");
    CHECK(document.value("labeling.settings.text-style.fieldName") == "use");
}

TEST_CASE("a project names its layers by paths beside it and by ids that QGIS keeps", "[desktop]") {
    const desktop::ProjectSettings settings{hostile, "EPSG:5186", "result.gpkg"};
    const Xml project{desktop::qgis_project(settings, {lots()})};
    const auto id = project.value("projectlayers.maplayer.id");
    CHECK(id.size() > 10);
    CHECK(project.value("layer-tree-group.layer-tree-layer.id") == id);
    CHECK(project.value("projectlayers.maplayer.datasource") == "./result.gpkg|layername=lots");
    CHECK(project.value("projectCrs.spatialrefsys.srid") == "5186");
    CHECK(project.value("mapcanvas.extent.xmax") == "10.000");
}

TEST_CASE("a text cannot end a string of the mapfile early", "[desktop]") {
    const auto map = desktop::mapfile({hostile, "EPSG:5186", "result.gpkg"}, {lots()});
    int quotes = 0;
    for (std::size_t at = 0; at < map.size(); ++at) {
        at += map[at] == '\\' ? 1U : 0U;
        quotes += at < map.size() && map[at] == '"' ? 1 : 0;
        if (map[at] == '\n') {
            CHECK(quotes % 2 == 0); // strings end on their line
        }
    }
    CHECK_THAT(map, Catch::Contains("init=epsg:5186"));
}

TEST_CASE("a styled GeoPackage holds the style where QGIS looks for it", "[desktop]") {
    const test::TempDir dir;
    const auto path = dir.write("a.gpkg", desktop::styled_geopackage("EPSG:5186", {lots()}));
    GDALAllRegister();
    const GDALDatasetUniquePtr file{GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR)};
    REQUIRE(file);
    auto* const styles = file->GetLayerByName("layer_styles");
    REQUIRE(styles != nullptr);
    REQUIRE(styles->GetFeatureCount() == 1);
    const OGRFeatureUniquePtr row{styles->GetNextFeature()};
    CHECK(std::string{row->GetFieldAsString("f_table_name")} == "lots");
    CHECK(row->GetFieldAsInteger("useAsDefault") == 1);
    CHECK(std::string{row->GetFieldAsString("styleQML")} == desktop::qml(lots()));
    auto* const geometry = file->GetLayerByName("lots");
    CHECK(std::string{geometry->GetGeometryColumn()} == row->GetFieldAsString("f_geometry_column"));
    CHECK(desktop::styled_geopackage("EPSG:5186", {lots()}) ==
          desktop::styled_geopackage("EPSG:5186", {lots()}));
}
