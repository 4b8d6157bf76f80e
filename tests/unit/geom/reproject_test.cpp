#include <sandan/core/error.hpp>
#include <sandan/geom/reproject.hpp>

#include <catch2/catch.hpp>

#include <cmath>

using namespace sandan;
using geom::Point;
using geom::Reprojection;

namespace {

/// What the offices of Seoul ship as a .prj.
constexpr auto kgd2002 =
    R"(PROJCS["KGD2002_Central_Belt_2010",GEOGCS["GCS_KGD2002",DATUM["D_Korea_Geodetic_Datum_2002",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",200000.0],PARAMETER["False_Northing",600000.0],PARAMETER["Central_Meridian",127.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",38.0],UNIT["Meter",1.0]])";

/// Transverse Mercator in ESRI's spelling under a name that says nothing.
std::string esri_tm(const std::string& datum, const std::string& spheroid, const std::string& lon0,
                    const std::string& east, const std::string& north,
                    const std::string& k = "1.0") {
    return "PROJCS[\"PCS_own_TM\",GEOGCS[\"GCS_own\",DATUM[\"" + datum + "\",SPHEROID[" + spheroid +
           "]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]],PROJECTION["
           "\"Transverse_Mercator\"],PARAMETER[\"False_Easting\"," +
           east + "],PARAMETER[\"False_Northing\"," + north + "],PARAMETER[\"Central_Meridian\"," +
           lon0 + "],PARAMETER[\"Scale_Factor\"," + k +
           "],PARAMETER[\"Latitude_Of_Origin\",38.0],UNIT[\"Meter\",1.0]]";
}

const std::string bessel = "\"Bessel_1841\",6377397.155,299.1528128";
const std::string grs80 = "\"GRS_1980\",6378137.0,298.257222101";

constexpr Point jeonju{206000, 363000}; // EPSG:5186

} // namespace

TEST_CASE("Korean systems are known by their parameters, whatever they are called", "[geom]") {
    CHECK(geom::describe_crs(kgd2002).epsg == "EPSG:5186");
    CHECK(geom::describe_crs(kgd2002).how == "parameters");
    const auto code = [](const std::string& wkt) {
        return geom::describe_crs(wkt).epsg;
    };
    const std::string korean = "D_Korean_Datum_1985";
    CHECK(code(esri_tm(korean, bessel, "127.0028902777778", "200000", "500000")) == "EPSG:5174");
    CHECK(code(esri_tm(korean, bessel, "127.0", "200000", "500000")) == "EPSG:2097");
    CHECK(code(esri_tm("D_ITRF_2000", grs80, "127.0", "200000", "500000")) == "EPSG:5181");
    CHECK(code(esri_tm("D_ITRF_2000", grs80, "127.0", "200000", "600000")) == "EPSG:5186");
    CHECK(code(esri_tm("D_unknown", grs80, "129.0", "200000", "600000")) == "EPSG:5187");
    CHECK(code(esri_tm("D_ITRF_2000", grs80, "127.5", "1000000", "2000000", "0.9996")) ==
          "EPSG:5179");
}

TEST_CASE("another datum or other parameters are not taken for Korean ones", "[geom]") {
    const auto code = [](const std::string& wkt) {
        return geom::describe_crs(wkt).epsg;
    };
    CHECK(code(esri_tm("D_Tokyo", bessel, "127.1", "200000", "500000")).empty());
    CHECK(code(esri_tm("D_Hu_Tzu_Shan", bessel, "127.0", "200000", "500000")).empty());
    CHECK(code(esri_tm("D_unknown", grs80, "127.1", "200000", "500000")).empty());
    CHECK(code(esri_tm("D_unknown", grs80, "127.0", "200000", "540000")).empty());
    CHECK(code(esri_tm("D_unknown", grs80, "127.0", "200000", "500000", "0.9999")).empty());
}

TEST_CASE("a name is no definition, however near to one of PROJ's", "[geom]") {
    for (const auto* const words : {"Korea 2000 / Central Belt 2010", "EPS", "EPSG:", "", "EPSG",
                                    "Central Belt:5186", "+proj=longlat +type=crs", "PROJCS["}) {
        CAPTURE(words);
        CHECK_THROWS_AS(geom::describe_crs(words), Error);
    }
    CHECK(geom::describe_crs("epsg:5186\n").epsg == "EPSG:5186");
    CHECK(geom::describe_crs("urn:ogc:def:crs:EPSG::5186").epsg == "EPSG:5186");
}

TEST_CASE("common systems are described", "[geom]") {
    const auto web = geom::describe_crs("EPSG:3857");
    CHECK(web.web_mercator);
    CHECK(web.projected);
    CHECK(web.how == "authority");
    const auto degrees = geom::describe_crs("EPSG:4326");
    CHECK_FALSE(degrees.projected);
    CHECK(degrees.epsg == "EPSG:4326");
    const auto feet = geom::describe_crs("EPSG:2263"); // New York, US survey feet
    CHECK(feet.metres_per_unit == Approx(0.3048006).epsilon(1e-6));
    CHECK_THROWS_WITH(geom::describe_crs("EPSG:99999999"), Catch::Contains("EPSG:99999999"));
    CHECK_THROWS_AS(geom::describe_crs("a map of Jeonju"), Error);
    const auto esri = geom::describe_crs(
        R"(GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]])");
    CHECK(esri.epsg == "EPSG:4326");
    CHECK(esri.how == "identified");
}

TEST_CASE("V14: the datum shift of the old cadastre at Jeonju", "[geom]") {
    const Reprojection from_bessel{"EPSG:5174", "EPSG:5186"};
    CHECK(from_bessel.operation().accuracy_m == 1);
    const auto old = Reprojection{"EPSG:5186", "EPSG:5174"}(jeonju);
    const auto back = from_bessel(old);
    CHECK(std::hypot(back.x - jeonju.x, back.y - jeonju.y) <
          0.01); // there and back, PROJ is 5 mm off

    // the same degrees read without a shift
    const auto degrees = Reprojection{"EPSG:5174", "EPSG:4162"}(old);
    const auto unshifted = Reprojection{"EPSG:4737", "EPSG:5186"}(degrees);
    CHECK(unshifted.x - jeonju.x == Approx(189.5).margin(0.5));
    CHECK(unshifted.y - jeonju.y == Approx(-331.9).margin(0.5));
}

TEST_CASE("V15: 5174 labelled 2097 lies 261 m off", "[geom]") {
    const auto old = Reprojection{"EPSG:5186", "EPSG:5174"}(jeonju);
    const auto mislabelled = Reprojection{"EPSG:2097", "EPSG:5186"}(old);
    CHECK(std::abs(mislabelled.x - jeonju.x) == Approx(261.0).margin(0.3));
}

TEST_CASE("V16: the two central belts are 100 km apart in northing", "[geom]") {
    const Reprojection shift{"EPSG:5181", "EPSG:5186"};
    const auto moved = shift({206000, 263000});
    CHECK(moved.x == Approx(206000).margin(1e-6));
    CHECK(moved.y == Approx(363000).margin(1e-6));
    CHECK(shift.operation().accuracy_m >= 0);
}

TEST_CASE("the ESRI spelling of the old cadastre gets the full shift", "[geom]") {
    const auto wkt =
        esri_tm("D_Korean_Datum_1985", bessel, "127.0028902777778", "200000", "500000");
    const Reprojection by_name{"EPSG:5174", "EPSG:5186"};
    const Reprojection by_wkt{wkt, kgd2002};
    const Point p{199308.093, 452013.123};
    CHECK(by_wkt(p) == by_name(p));
    CHECK_FALSE(by_wkt.operation().ballpark);
}

TEST_CASE("a ballpark operation is refused", "[geom]") {
    const auto unknown = esri_tm("D_Nowhere", bessel, "127.3", "200000", "500000");
    CHECK_THROWS_WITH((Reprojection{unknown, "EPSG:5186"}), Catch::Contains("--crs EPSG:nnnn"));
    const Reprojection same{unknown, unknown};
    CHECK(same.operation().identity);
    CHECK(same(jeonju) == jeonju);
}

TEST_CASE("degrees go in as longitude, latitude", "[geom]") {
    const Reprojection to_korea{"EPSG:4326", "EPSG:5186"};
    const auto p = to_korea({127.0, 38.0});
    CHECK(p.x == Approx(200000).margin(0.01));
    CHECK(p.y == Approx(600000).margin(0.01));
    CHECK_THROWS_AS(to_korea({NAN, 38.0}), Error);

    geom::Shape shape{{{{{127, 38}, {128, 38}, {127, 39}, {127, 38}}, {}}},
                      {{{127, 38}, {127, 39}}},
                      {{127, 38}}};
    to_korea.apply(shape);
    CHECK(shape.polygons[0].outer[0] == shape.points[0]);
    CHECK(shape.lines[0][0] == shape.points[0]);
    CHECK(shape.points[0].x == Approx(200000).margin(0.01));
}
