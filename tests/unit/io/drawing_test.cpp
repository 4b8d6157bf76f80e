// What a DXF may hide: coordinates that are no place, paper space, units, Korean text, lots drawn
// twice. Each drawing is made here, as a CAD program would write it.
#include <sandan/core/error.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/io/read.hpp>

#include "findings.hpp"
#include "other_formats.hpp"
#include "temp_dir.hpp"

#include <catch2/catch.hpp>

using namespace sandan;
using Catch::Contains;
using test::findings_of;
using test::tells;

namespace {

constexpr double east = 207000;
constexpr double north = 363000;

std::string drawing(const std::string& header, const std::string& entities) {
    return "0\nSECTION\n2\nHEADER\n" + header + "0\nENDSEC\n0\nSECTION\n2\nENTITIES\n" + entities +
           "0\nENDSEC\n0\nEOF\n";
}

std::string version(const std::string& name) {
    return "9\n$ACADVER\n1\n" + name + "\n";
}

std::string code_page(const std::string& name) {
    return "9\n$DWGCODEPAGE\n3\n" + name + "\n";
}

std::string unit(int code) {
    return "9\n$INSUNITS\n70\n" + std::to_string(code) + "\n";
}

std::string square(const std::string& layer, double x, double y, double side = 100) {
    return test::dxf_polyline(layer, {{x, y}, {x, y + side}, {x + side, y + side}, {x + side, y}},
                              true);
}

std::string line(const std::string& layer, const std::string& from, const std::string& to) {
    return "0\nLINE\n8\n" + layer + "\n10\n" + from.substr(0, from.find(' ')) + "\n20\n" +
           from.substr(from.find(' ') + 1) + "\n11\n" + to.substr(0, to.find(' ')) + "\n21\n" +
           to.substr(to.find(' ') + 1) + "\n";
}

/// As the last entity of the drawing, on layer LOT.
std::string triangle_with(const std::string& x, const std::string& y) {
    return "0\nLWPOLYLINE\n8\nLOT\n90\n3\n70\n1\n10\n207000\n20\n363000\n10\n" + x + "\n20\n" + y +
           "\n10\n207001\n20\n363005\n";
}

io::ReadOptions lots(const std::string& layer = "LOT") {
    io::ReadOptions options;
    options.crs = "EPSG:5186";
    options.drawing = model::Drawing{};
    options.drawing->uses = {{layer, "IND"}};
    return options;
}

double total_area(const model::Layer& layer) {
    double sum = 0;
    for (const auto& feature : layer.features) {
        sum += geom::area(feature.shape.polygons);
    }
    return sum;
}

model::Layer read(const std::string& bytes, const io::ReadOptions& options = lots()) {
    const test::TempDir dir;
    return io::read_layer(dir.write("plan.dxf", bytes), options);
}

} // namespace

TEST_CASE("an entity of a drawing that lies nowhere is rejected and named", "[io][formats]") {
    const auto [x, y] = GENERATE(table<std::string, std::string>({{"nan", "363000"},
                                                                  {"207000", "inf"},
                                                                  {"1e300", "1e300"},
                                                                  {"-3e8", "363000"},
                                                                  {"207000", "100000001"}}));
    CAPTURE(x, y);
    const auto layer = read(drawing(unit(6), square("LOT", east, north) + triangle_with(x, y)));
    CHECK(layer.ledger == model::Ledger{.declared = 2, .delivered = 1, .rejected = 1});
    CHECK(total_area(layer) == Approx(10'000));
    CHECK(tells(layer, "GEO-COORDINATE", "in entity no. 2 on CAD layer LOT"));
    REQUIRE(layer.repairs.size() == 1);
    CHECK(layer.repairs[0].rejected);
    CHECK_THROWS_WITH(read(drawing(unit(6), triangle_with(x, y))),
                      Contains("plan.dxf: GEO-COORDINATE: entity no. 1 on CAD layer LOT"));
}

TEST_CASE("a text that lies nowhere names nothing, and that is told", "[io][formats]") {
    auto options = lots();
    options.drawing->labels = "NO";
    const auto layer = read(drawing(unit(6), square("LOT", east, north) +
                                                 test::dxf_text("NO", "A", 207050, 363050) +
                                                 "0\nTEXT\n8\nNO\n10\n1e300\n20\n1\n40\n1\n1\nB\n"),
                            options);
    CHECK(tells(layer, "GEO-COORDINATE", "in entity no. 3 on CAD layer NO"));
    CHECK(layer.text(layer.features.at(0), "ID") == "A");
}

TEST_CASE("what lies in paper space is no land", "[io][formats]") {
    auto framed = square("LOT", east + 500, north);
    framed.replace(framed.find("8\nLOT\n"), 6, "8\nLOT\n67\n1\n");
    const auto layer = read(drawing(unit(6), square("LOT", east, north) + framed));
    CHECK(layer.ledger == model::Ledger{.declared = 1, .delivered = 1});
    CHECK(total_area(layer) == Approx(10'000));
    CHECK(tells(layer, "DXF-PAPER", "CAD layer LOT in model space 1 in paper space"));
}

TEST_CASE("the unit of a drawing's header is held against the plan's", "[io][formats]") {
    const auto in_metres = square("LOT", east, north);
    const auto in_mm = square("LOT", east * 1000, north * 1000, 100'000);
    auto options = lots();
    SECTION("a header in millimetres and no unit in the plan is refused, with what to write") {
        for (const auto& entities : {in_metres, in_mm}) {
            CHECK_THROWS_WITH(read(drawing(unit(4), entities)),
                              Contains("DXF-UNIT: the drawing says $INSUNITS 4 (millimetres)") &&
                                  Contains(R"([layers.….drawing] unit = "mm", or unit = "m" if)"));
        }
        CHECK_THROWS_WITH(read(drawing(unit(2), in_metres)), Contains("$INSUNITS 2 (feet)"));
    }
    SECTION("the plan's word is followed; a header against it is told") {
        options.drawing->metres_per_unit = 0.001;
        const auto agreed = read(drawing(unit(4), in_mm), options);
        CHECK(total_area(agreed) == Approx(10'000));
        CHECK(findings_of(agreed, "DXF-UNIT").empty());
        CHECK(tells(read(drawing(unit(6), in_mm), options), "DXF-UNIT",
                    R"(unit = "mm" as the plan says; the drawing says $INSUNITS 6 (metres))"));
        options.drawing->metres_per_unit = 1;
        const auto against = read(drawing(unit(4), in_metres), options);
        CHECK(total_area(against) == Approx(10'000));
        CHECK(tells(against, "DXF-UNIT", "the drawing says $INSUNITS 4 (millimetres)"));
        const auto silent = read(drawing(unit(0), in_metres), options);
        CHECK(findings_of(silent, "DXF-UNIT").empty());
        CHECK(findings_of(silent, "DXF-METRES").empty());
    }
    SECTION("metres are metres; no unit anywhere is read as metres and told") {
        const auto stated = read(drawing(unit(6), in_metres));
        CHECK(findings_of(stated, "DXF-METRES").empty());
        for (const auto& header : {std::string{}, unit(0)}) {
            const auto layer = read(drawing(header, in_metres));
            CHECK(total_area(layer) == Approx(10'000));
            CHECK(tells(layer, "DXF-METRES", "read as metres"));
        }
    }
    SECTION("coordinates in millimetres read as metres lie beyond everything") {
        CHECK_THROWS_WITH(read(drawing("", in_mm)), Contains("GEO-COORDINATE"));
    }
}

TEST_CASE("a drawing outside Korea is told like any layer", "[io][formats]") {
    const auto layer = read(drawing(unit(6), square("LOT", 5'000'000, north)));
    CHECK(tells(layer, "CRS-PLACE", "EPSG:5186"));
    const auto far =
        read(drawing(unit(6), square("LOT", east, north) + square("LOT", east + 200, north) +
                                  square("LOT", 5'000'000, north)));
    CHECK(findings_of(far, "GEO-FAR").size() == 1);
    auto options = lots();
    options.crs = "EPSG:4326";
    CHECK_THROWS_WITH(read(drawing(unit(6), square("LOT", east, north)), options),
                      Contains("not in degrees"));
}

TEST_CASE("Korean in a drawing is read whatever the drawing says of its text", "[io][formats]") {
    const std::string layer_cp949 = "\xBB\xEA\xBE\xF7"; // 산업
    const std::string label_cp949 = "\xB0\xA1-1";       // 가-1
    const auto entities = [](const std::string& layer, const std::string& label) {
        return square(layer, east, north) + test::dxf_text("NO", label, 207050, 363050);
    };

    struct Case {
        std::string header;
        bool utf8;
        std::string encoding;
        std::string how;
        std::string finding;
    };

    const auto old = version("AC1015");
    const auto recent = version("AC1021");
    const auto [header, utf8, encoding, how, finding] = GENERATE_COPY(
        values<Case>({{old + code_page("ANSI_949"), false, "CP949", "codepage", ""},
                      {old + code_page("ANSI_1252"), false, "CP949", "sniffed", "TEXT-HINT"},
                      {old, false, "CP949", "sniffed", "TEXT-SNIFFED"},
                      {"", false, "CP949", "sniffed", "TEXT-SNIFFED"},
                      {old + code_page("ANSI_949"), true, "UTF-8", "sniffed", "TEXT-HINT"},
                      {recent + code_page("ANSI_949"), true, "UTF-8", "acadver", ""},
                      {version("AC1032"), true, "UTF-8", "acadver", ""},
                      {recent, false, "CP949", "sniffed", "TEXT-HINT"},
                      {old + code_page("nonsense"), false, "CP949", "sniffed", "TEXT-HINT"}}));
    CAPTURE(header, utf8);
    auto options = lots("산업");
    options.drawing->labels = "NO";
    const auto layer =
        read(drawing(header, utf8 ? entities("산업", "가-1") : entities(layer_cp949, label_cp949)),
             options);
    REQUIRE(layer.features.size() == 1);
    CHECK(layer.text(layer.features[0], "ID") == "가-1");
    CHECK(layer.text(layer.features[0], "LAYER") == "산업");
    CHECK(layer.provenance.encoding == encoding);
    CHECK(layer.provenance.encoding_how == how);
    CHECK(findings_of(layer, "TEXT-HINT").size() == (finding == "TEXT-HINT" ? 1 : 0));
    CHECK((finding.empty() || tells(layer, finding)));
}

TEST_CASE("a long text of a drawing that is cut within a character is told", "[io][formats]") {
    auto options = lots();
    options.drawing->labels = "NO";
    const auto layer =
        read(drawing(version("AC1015"),
                     square("LOT", east, north) +
                         "0\nMTEXT\n8\nNO\n10\n207050\n20\n363050\n40\n1\n3\n\xB0\n1\n\xA1-1\n"),
             options);
    CHECK(layer.provenance.encoding == "CP949");
    CHECK(tells(layer, "TEXT-CUT", "1 are cut within one"));
}

TEST_CASE("western text of a drawing stays western, and the plan's encoding is followed",
          "[io][formats]") {
    const std::string name = "Stra\xDF"
                             "e"; // Straße in CP1252
    const auto western =
        read(drawing(version("AC1015") + code_page("ANSI_1252"), square(name, east, north)),
             lots("Straße"));
    CHECK(western.provenance.encoding == "CP1252");
    CHECK(western.provenance.encoding_how == "codepage");
    auto options = lots("산업");
    options.encoding = "EUC-KR";
    const auto told =
        read(drawing(version("AC1021"), square("\xBB\xEA\xBE\xF7", east, north)), options);
    CHECK(told.provenance.encoding == "CP949");
    CHECK(told.provenance.encoding_how == "option");
    options.encoding = "UTF-8";
    CHECK_THROWS_WITH(read(drawing("", square("\xBB\xEA\xBE\xF7", east, north)), options),
                      Contains("the text of the drawing is not UTF-8"));
    options.encoding = "klingon";
    CHECK_THROWS_WITH(read(drawing("", square("LOT", east, north)), options),
                      Contains("encoding klingon is not known"));
}

TEST_CASE("lots of a drawing that overlap or are drawn twice are told, islands are none",
          "[io][formats]") {
    const auto one = square("LOT", east, north);
    SECTION("twice") {
        const auto layer = read(drawing(unit(6), one + square("LOT", east, north)));
        CHECK(total_area(layer) == Approx(10'000));
        CHECK(findings_of(layer, "DXF-OVERLAP").size() == 1);
        CHECK(tells(layer, "DXF-OVERLAP",
                    "entity no. 1 (at 207000.00 363000.00) and entity no. 2 (at 207000.00 "
                    "363000.00) are the same 10000.00 m²"));
    }
    SECTION("overlapping by half") {
        const auto layer = read(drawing(unit(6), one + square("LOT", east + 50, north)));
        CHECK(total_area(layer) == Approx(15'000));
        CHECK(findings_of(layer, "DXF-OVERLAP").size() == 1);
        CHECK(tells(layer, "DXF-OVERLAP", "share 5000.00 m²"));
    }
    SECTION("named by its handle where it has one") {
        auto handled = one;
        handled.insert(handled.find("8\nLOT"), "5\n2F\n");
        const auto layer = read(drawing(unit(6), handled + square("LOT", east + 50, north)));
        CHECK(tells(layer, "DXF-OVERLAP", "the entity of handle 2F (at 207000.00 363000.00)"));
    }
    SECTION("crossing itself") {
        const auto layer = read(drawing(
            unit(6), test::dxf_polyline("LOT", {{0, 0}, {100, 100}, {100, 0}, {0, 100}}, true)));
        CHECK(tells(layer, "DXF-OVERLAP", "entity no. 1"));
        CHECK(tells(layer, "DXF-OVERLAP", "50.00 50.00"));
    }
    SECTION("an island, a neighbour, and one within the tolerance are no overlap") {
        const auto layer = read(drawing(unit(6), one + square("LOT", east + 20, north + 20, 10) +
                                                     square("LOT", east + 100, north) +
                                                     square("LOT", east + 199.995, north)));
        CHECK(findings_of(layer, "DXF-OVERLAP").empty());
    }
}

TEST_CASE("a drawing without any area is refused with the places where its lines are open",
          "[io][formats]") {
    const auto lines = line("LOT", "207000 363000", "207000 363100") +
                       line("LOT", "207000 363100.05", "207100 363100") +
                       line("LOT", "207100 363100", "207100 363000") +
                       line("LOT", "207100 363000", "207000 363000");
    CHECK_THROWS_WITH(read(drawing(unit(6), lines)), Contains("plan.dxf: DXF-OPEN:") &&
                                                         Contains("open by 0.050 m at 207000.00") &&
                                                         Contains("raise tolerance_m"));
    CHECK_THROWS_WITH(read(drawing(unit(6), line("LOT", "207000 363000", "207000 363100"))),
                      Contains("open with no other line near at 207000.00"));
    auto options = lots();
    options.drawing->tolerance_m = 0.1;
    CHECK(total_area(read(drawing(unit(6), lines), options)) == Approx(10'000).margin(5));
}
