#include <sandan/core/error.hpp>
#include <sandan/io/read.hpp>
#include <sandan/io/session.hpp>

#include "places.hpp"
#include "small_plan.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

using namespace sandan;
using test::SmallPlan;

namespace {

void check_refused(const SmallPlan& plan, ErrorKind kind, const std::string& message) {
    try {
        (void)io::read_project(plan.path(), 2);
        FAIL("not refused: " << message);
    } catch (const Error& error) {
        CHECK(error.kind() == kind);
        CHECK_THAT(error.what(), Catch::Contains(message));
        CHECK(std::string{error.what()}.find('\n') == std::string::npos);
    }
}

void check_plan_refused(std::string_view from, std::string_view to, const std::string& message) {
    const SmallPlan plan;
    plan.change_plan(from, to);
    check_refused(plan, ErrorKind::usage, message);
}

void check_lots_refused(std::string_view from, std::string_view to, const std::string& message) {
    const SmallPlan plan;
    plan.change_lots(from, to);
    check_refused(plan, ErrorKind::input, message);
}

} // namespace

TEST_CASE("a project holds everything its plan names", "[io]") {
    const SmallPlan plan;
    const auto project = io::read_project(plan.path(), 2);
    REQUIRE(project.layers.size() == 1);
    const auto& lots = project.layers[0];
    CHECK(lots.role == "lots");
    CHECK(lots.provenance.vintage == "2024-05-31");
    REQUIRE(lots.features.size() == 2);
    CHECK(lots.id(lots.features[0]) == "A-1");
    CHECK(lots.text(lots.features[1], "use") == "IND");
    CHECK(project.firms.size() == 2);
    CHECK(project.links.size() == 1);
    CHECK(project.capacities.size() == 1);
    CHECK(project.assignments.size() == 1);
    REQUIRE(project.plan.waivers.size() == 1);
    CHECK(project.plan.waivers[0].subject == "A-2");
    CHECK(project.rules.rules.size() == 128);
    CHECK(project.codes.land_use("IND") != nullptr);
}

TEST_CASE("the same project is read for any number of threads", "[io]") {
    const auto path = std::string{SANDAN_SOURCE_DIR} + "/gis_data/new_complex/plan.toml";
    const auto one = io::read_project(path, 1);
    const auto four = io::read_project(path, 4);
    CHECK(one.plan.complexes.size() == 4);
    REQUIRE(one.layers.size() == four.layers.size());
    for (std::size_t i = 0; i < one.layers.size(); ++i) {
        const auto& a = one.layers[i];
        const auto& b = four.layers[i];
        CHECK(a.name == b.name);
        CHECK(a.ledger == b.ledger);
        CHECK(a.ledger.declared == a.ledger.delivered + a.ledger.null + a.ledger.rejected);
        REQUIRE(a.features.size() == b.features.size());
        CHECK(std::equal(a.features.begin(), a.features.end(), b.features.begin(),
                         [](const auto& x, const auto& y) {
                             return x.fid == y.fid && x.shape == y.shape && x.values == y.values;
                         }));
    }
}

TEST_CASE("inputs are listed with their companions, each once and sorted", "[io]") {
    const auto project =
        io::read_project(std::string{SANDAN_SOURCE_DIR} + "/gis_data/new_complex/plan.toml", 2);
    const auto files = project.input_paths();
    CHECK(std::is_sorted(files.begin(), files.end()));
    CHECK(std::set<std::string>{files.begin(), files.end()}.size() == files.size());
    const auto ends_with = [&](const std::string& end) {
        return std::any_of(files.begin(), files.end(),
                           [&](const std::string& file) { return file.ends_with(end); });
    };
    for (const auto* end :
         {"new_complex/plan.toml", "firms.csv", "lots.shp", "lots.dbf", "lots.shx", "lots.prj",
          "lots.cpg", "dem.tif", "rules/kr-52-jeonju.toml", "rules/kr/0-pack.toml",
          "rules/kr/8-upgrade.toml", "acquisition.csv"}) {
        INFO(end);
        CHECK(ends_with(end));
    }
    for (const auto& file : project.input_files()) {
        CHECK(file.sha256 == io::sha256_of_file(file.path));
    }
    for (const auto& file : project.own_files()) {
        CHECK_THAT(file.path, Catch::Contains("new_complex/"));
    }
}

TEST_CASE("a file the plan names wrongly is a usage error at its place", "[io]") {
    check_plan_refused("lots.geojson", "lost.geojson", "plan.toml:14:1: no such file: ");
    check_plan_refused("firms.csv", "frims.csv", "plan.toml:19:1: no such file: ");
    check_plan_refused("waivers.toml", "waiver.toml", "plan.toml:31:1: no such file: ");
    check_plan_refused("[\"kr\", ", "[\"ko\", ", "plan.toml:5:1: rule pack 'ko': no rules/ko.toml");
}

TEST_CASE("a field the plan names wrongly is a usage error at its place", "[io]") {
    check_plan_refused("id = \"LOT\"", "id = \"LOTT\"", "plan.toml:16:1: ");
    check_plan_refused("id = \"LOT\"", "id = \"LOTT\"", "LOT, CPLX, USE_CD");
    check_plan_refused("id = \"LOT\", ", "", "has no field 'id', which a layer of role 'lots'");
    check_plan_refused("use = \"USE_CD\"", "uses = \"USE_CD\"",
                       "plan.toml:16:42: role 'lots' has no field 'uses'; did you mean 'use'?");
}

TEST_CASE("a word the catalogue does not know is a usage error at its place", "[io]") {
    check_plan_refused("[layers.lots]", "[layers.lot]",
                       "plan.toml:13:9: unknown role 'lot' of layer 'lot'; did you mean 'lots'?");
    check_plan_refused("[layers.lots]", "[layers.lots]\nrole = \"parcel\"",
                       "plan.toml:14:1: unknown role 'parcel'");
    check_plan_refused("[plan]", "[plan]\nrequired_layers = [\"zonning\"]",
                       "unknown role 'zonning'; did you mean 'zoning'?");
    check_plan_refused("rule = \"LB-20\"", "rule = \"LB-99\"",
                       "no rule pack of the plan has a rule 'LB-99'");
}

TEST_CASE("a layer that cannot be worked with is an input error that names it", "[io]") {
    check_lots_refused("\"LOT\": \"A-2\"", "\"LOT\": \"A-1\"",
                       "lots.geojson: id 'A-1' stands in records 0 and 1");
    const SmallPlan empty;
    empty.folder.write("lots.geojson", R"({"type": "FeatureCollection", "features": []})");
    check_refused(empty, ErrorKind::input, "lots.geojson: the layer is empty");
    const SmallPlan broken;
    broken.folder.write("lots.geojson", "not json at all");
    check_refused(broken, ErrorKind::input, "lots.geojson");
    const SmallPlan filtered;
    filtered.change_plan("vintage = 2024-05-31", "where = \"LOT = 'none'\"");
    check_refused(filtered, ErrorKind::input, "lots.geojson: layer 'lots' has no record");
    const SmallPlan lines;
    lines.folder.write("lots.geojson", R"({"type": "FeatureCollection",
"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::5186"}},
"features": [{"type": "Feature", "properties": {"LOT": "A-1", "CPLX": "general", "USE_CD": "IND"},
"geometry": {"type": "LineString", "coordinates": [[205000, 363000], [205100, 363000]]}}]})");
    check_refused(lines, ErrorKind::input, "record 0 is a line, but a layer of role 'lots' holds");
}

TEST_CASE("a shapefile without a coordinate system or cut short is refused", "[io]") {
    const SmallPlan plan;
    const auto data = std::string{SANDAN_SOURCE_DIR} + "/gis_data/new_complex/";
    plan.change_plan("[firms]", "[layers.roads]\npath = \"roads.shp\"\n"
                                "fields = { id = \"ROAD_ID\", width_m = \"WIDTH_M\" }\n[firms]");
    for (const auto* part : {"roads.shp", "roads.shx", "roads.dbf"}) {
        plan.folder.write(part, test::read_file(data + part));
    }
    check_refused(plan, ErrorKind::input, "roads.shp: CRS-NONE: declares no coordinate system");
    plan.folder.write("roads.prj", test::read_file(data + "roads.prj"));
    CHECK(io::read_project(plan.path(), 2).layers.size() == 2);
    plan.folder.write("roads.shp", test::read_file(data + "roads.shp").substr(0, 60));
    check_refused(plan, ErrorKind::input, "roads.shp");
}

TEST_CASE("assignments and waivers must name what there is", "[io]") {
    const SmallPlan lots;
    lots.folder.write("assignments.csv", "firm_id,parcels\nF1,A-9\n");
    check_refused(lots, ErrorKind::input,
                  "assignments.csv:2:2: firm 'F1' is given lot 'A-9', which is not in");
    const SmallPlan waivers;
    waivers.folder.write("waivers.toml", "[[waiver]]\nrule = \"XX-01\"\n");
    check_refused(waivers, ErrorKind::usage, "waivers.toml:2:8: no rule pack of the plan has");
    waivers.folder.write("waivers.toml", "[[waiver]]\nrule = \"PD-01\"\nsubject = \"A-1\"\n");
    check_refused(waivers, ErrorKind::usage, "waivers.toml:1:1: [[waiver]] has no 'reason'");
}

TEST_CASE("every shipped plan is read whole", "[io]") {
    for (const auto* name : {"new_complex", "upgrade_district"}) {
        INFO(name);
        const auto project = io::read_project(
            std::string{SANDAN_SOURCE_DIR} + "/gis_data/" + name + "/plan.toml", 2);
        CHECK(project.plan.synthetic);
        CHECK_FALSE(project.firms.empty());
        for (const auto& layer : project.layers) {
            INFO(layer.name);
            CHECK(layer.ledger.rejected == 0);
            CHECK(layer.ledger.delivered == layer.features.size());
        }
    }
}
