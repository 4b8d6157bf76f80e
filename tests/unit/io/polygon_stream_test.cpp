// A streamed shapefile against the same file read as a whole, which is the older way.
#include <sandan/core/error.hpp>
#include <sandan/geom/measure.hpp>
#include <sandan/io/polygon_stream.hpp>

#include "shapefile_bytes.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <functional>
#include <random>

using namespace sandan;

namespace {

/// What a stream hands out, put together.
struct Streamed {
    io::StreamedLayer end;
    std::vector<std::int64_t> fids;
    std::vector<std::string> ids;
    std::vector<double> areas;
    std::vector<geom::MultiPolygon> shapes;
    std::vector<io::DeliveredPolygons> again; ///< All of them, once more.
};

Streamed stream(const std::string& path, const io::ReadOptions& options, unsigned threads = 1) {
    Streamed all;
    io::PolygonStream stream{path, options, true};
    stream.pass(
        threads, [](const io::PolygonBlock&) {},
        [&](io::PolygonStream::Blocks blocks) {
            for (const auto* const block : blocks) {
                REQUIRE(block->fids.size() == block->shapes.size());
                for (std::size_t i = 0; i < block->fids.size(); ++i) {
                    all.fids.push_back(block->fids[i]);
                    all.ids.emplace_back(block->id(i));
                    all.areas.push_back(block->areas[i]);
                    all.shapes.push_back(block->shapes.shape(i));
                }
            }
        });
    all.end = stream.finish();
    all.again = stream.again(all.fids);
    return all;
}

void check_same(const std::string& path, const io::ReadOptions& options, unsigned threads = 1) {
    std::vector<io::InputFile> files;
    const auto whole = io::read_layer(path, options, &files);
    const auto parts = stream(path, options, threads);
    const auto& layer = parts.end.layer;
    CHECK(layer.ledger == whole.ledger);
    CHECK(layer.name == whole.name);
    CHECK(layer.fields == whole.fields);
    CHECK(layer.provenance.findings == whole.provenance.findings);
    CHECK(layer.provenance.geometry_types == whole.provenance.geometry_types);
    CHECK(layer.provenance.numeric_fields == whole.provenance.numeric_fields);
    CHECK(layer.provenance.encoding == whole.provenance.encoding);
    CHECK(layer.provenance.encoding_how == whole.provenance.encoding_how);
    CHECK(layer.provenance.crs_definition == whole.provenance.crs_definition);
    CHECK(layer.provenance.crs_how == whole.provenance.crs_how);
    CHECK(layer.provenance.operation.name == whole.provenance.operation.name);
    REQUIRE(layer.repairs.size() == whole.repairs.size());
    for (std::size_t i = 0; i < whole.repairs.size(); ++i) {
        CHECK(layer.repairs[i].fid == whole.repairs[i].fid);
        CHECK(layer.repairs[i].reason == whole.repairs[i].reason);
        CHECK(layer.repairs[i].area_after == whole.repairs[i].area_after);
        CHECK(layer.repairs[i].rejected == whole.repairs[i].rejected);
    }
    REQUIRE(parts.end.files.size() == files.size());
    for (std::size_t i = 0; i < files.size(); ++i) {
        CHECK(parts.end.files[i].path == files[i].path);
        CHECK(parts.end.files[i].bytes == files[i].bytes);
        CHECK(parts.end.files[i].sha256 == files[i].sha256);
    }
    REQUIRE(parts.fids.size() == whole.features.size());
    REQUIRE(parts.again.size() == whole.features.size());
    for (std::size_t i = 0; i < whole.features.size(); ++i) {
        const auto& feature = whole.features[i];
        CHECK(parts.fids[i] == feature.fid);
        CHECK(parts.ids[i] == whole.id(feature));
        CHECK(parts.areas[i] == geom::area(feature.shape.polygons)); // to the last bit
        CHECK(parts.again[i].shape == feature.shape.polygons);       // each ring in its direction
        CHECK(parts.again[i].id == whole.id(feature));
        CHECK(geom::area(parts.shapes[i]) == Approx(parts.areas[i]));
        CHECK(geom::envelope(parts.shapes[i]) == geom::envelope(feature.shape));
    }
    for (std::size_t f = 0; f < whole.fields.size(); ++f) {
        const auto first =
            std::find_if(whole.features.begin(), whole.features.end(), [&](const auto& feature) {
                return !std::holds_alternative<std::monostate>(feature.values[f]);
            });
        CHECK(parts.end.first_values[f] ==
              (first == whole.features.end() ? model::Value{} : first->values[f]));
    }
}

geom::Ring moved(geom::Ring ring, double x, double y) {
    for (auto& p : ring) {
        p = {p.x + x, p.y + y};
    }
    return ring;
}

/// Parcels as a national file has them: more than two blocks, text of CP949, a few faults.
test::ShapefileBytes parcels(std::size_t count = 2500) {
    auto file = test::row_of_squares(count);
    file.fields = {{.name = "PNU", .length = 19},
                   {.name = "JIBUN", .length = 15},
                   {.name = "JIMOK", .length = 4},
                   {.name = "PAREA", .type = 'N', .length = 12, .decimals = 2},
                   {.name = "DAY", .type = 'D', .length = 8},
                   {.name = "PID", .type = 'N', .length = 8}};
    const std::vector<std::string> uses{"\xB4\xEB", "\xC0\xFC", "\xB4\xE4"}; // 대, 전, 답
    for (std::size_t i = 0; i < count; ++i) {
        file.rows[i] = {fmt::format("45111101001{:08}", 10000 + i),
                        fmt::format("{}{}-{}", i % 9 == 0 ? "\xBB\xEA" : "", i, i % 7), // 산
                        uses[i % 3],
                        fmt::format("{:12.2f}", 100.25 + static_cast<double>(i % 50)),
                        "20240626",
                        fmt::format("{:8}", i + 1)};
    }
    return file;
}

/// The same with all that streaming takes in its stride.
test::ShapefileBytes faulty_parcels() {
    auto file = parcels();
    const auto at = [](std::size_t i) {
        return geom::Point{210'000 + 10 * static_cast<double>(i), 365'000};
    };
    // a bow-tie that loses nothing worth a word, one that is rejected, a hole, two parts, a null
    file.polygons[7] = {{{at(7).x, 365'000},
                         {at(7).x, 365'010},
                         {at(7).x + 10, 365'010},
                         {at(7).x + 10, 365'000},
                         {at(7).x + 5, 365'000},
                         {at(7).x + 5.01, 364'999.99},
                         {at(7).x + 5.01, 365'000.01},
                         {at(7).x, 365'000}}};
    file.polygons[1030] = {
        moved({{0, 0}, {10, 10}, {10, 0}, {0, 10}, {0, 0}}, at(1030).x, 365'000)};
    auto hole = test::square(at(40).x + 2, 365'002, 3);
    std::reverse(hole.begin(), hole.end());
    file.polygons[40].push_back(hole);
    file.polygons[41].push_back(test::square(at(41).x, 365'020, 5));
    file.polygons[2000] = {};
    std::reverse(file.polygons[42][0].begin(), file.polygons[42][0].end());
    file.rows[60][0] = "4511110100";   // PNU-FORM, TEXT-ODD
    file.rows[61][2] = "";             // VALUE-MISSING
    file.rows[62][3] = "       100.5"; // DBF-CELL
    file.rows[63][3] = "        many"; // NUM-TEXT
    file.rows[64][4] = "20241399";     // DBF-DATE
    file.rows[65][1] = "1    2";       // TEXT-GAP
    file.rows[66][5] = "00000067";     // an id written otherwise
    file.rows[1999][1] = "1\x01-2";    // TEXT-CONTROL
    return file;
}

} // namespace

TEST_CASE("a streamed shapefile is the one that is read as a whole", "[polygon_stream]") {
    const test::TempDir dir;
    io::ReadOptions options;
    options.fields["id"] = GENERATE(as<std::string>{}, "PID", "PNU", "JIBUN");
    const auto threads = GENERATE(1U, 2U, 4U);
    check_same(faulty_parcels().write(dir, "lots"), options, threads);
}

TEST_CASE("odd ones are found however late they come", "[polygon_stream]") {
    const test::TempDir folder;
    auto file = parcels();
    file.rows[2301][0] = "4511110100";   // PNU-FORM, TEXT-ODD
    file.rows[2302][0] = "451111010 ";   // the same
    file.rows[2303][2] = "";             // VALUE-MISSING
    file.rows[2304][3] = "       100.5"; // DBF-CELL
    file.rows[2305][3] = "     1.00e+2";
    file.rows[2306][1] = "2306_3"; // TEXT-ODD
    file.rows[2307][5] = "";
    const auto path = file.write(folder, "late");
    check_same(path, {});
    CHECK(io::read_layer(path, {}).provenance.findings.size() > 5);
}

TEST_CASE("attributes of any kind are told of as in a layer read as a whole", "[polygon_stream]") {
    std::mt19937 random{5};
    const std::vector<std::string> letters{"a", "B", "1",        "7",        "0",  "-",
                                           ".", " ", "\xB4\xEB", "\xBB\xEA", "\t", "_"};
    const auto text = [&](std::size_t kinds, std::size_t most) {
        std::string made;
        for (auto left = random() % (most + 1); left > 0; --left) {
            made += letters[random() % kinds];
        }
        return made;
    };
    const test::TempDir folder;
    for (int layer = 0; layer < 24; ++layer) {
        constexpr std::size_t count = 700;
        auto file = test::row_of_squares(count);
        file.fields = {{.name = "PNU", .length = 19},
                       {.name = "WORD", .length = 6},
                       {.name = "WIDE", .length = 40},
                       {.name = "NUMBER", .type = 'N', .length = 12, .decimals = 2}};
        for (auto& row : file.rows) {
            const bool odd = random() % 300 == 0;
            const auto number = static_cast<double>(random() % 100'000) / 100;
            row = {odd ? text(letters.size(), 8) : fmt::format("4511110100{:09}", random() % 1'000),
                   text(odd ? letters.size() : 3, 3), text(odd ? letters.size() : 9, 12),
                   odd ? fmt::format("{:.3g}", number) : fmt::format("{:12.2f}", number)};
        }
        check_same(file.write(folder, fmt::format("any{}", layer)), {},
                   1 + static_cast<unsigned>(layer % 3));
    }
}

TEST_CASE("large records come fewer at a time", "[polygon_stream]") {
    const test::TempDir folder;
    auto file = test::row_of_squares(9);
    for (const std::size_t large : {2U, 3U, 4U, 7U}) { // 3 MB each
        constexpr std::size_t corners = 200'000;
        auto& ring = file.polygons[large][0];
        const auto corner = ring.front();
        ring = {corner};
        for (std::size_t i = 0; i < corners; ++i) {
            ring.push_back({corner.x + 1 + 8 * static_cast<double>(i) / corners,
                            corner.y + 2 + (i % 2 == 0 ? 0 : 1)});
        }
        ring.push_back({corner.x + 9, corner.y});
        ring.push_back(corner);
        std::reverse(ring.begin(), ring.end());
    }
    check_same(file.write(folder, "large"), {}, 2);
}

TEST_CASE("without an id the record's number serves", "[polygon_stream]") {
    const test::TempDir dir;
    check_same(faulty_parcels().write(dir, "lots"), {});
}

TEST_CASE("hints of the text's encoding are believed as ever", "[polygon_stream]") {
    const test::TempDir dir;
    auto file = parcels(200);
    SECTION("a .cpg") {
        dir.write("lots.cpg", GENERATE("949", "UTF-8", "ISO-8859-1", "no such"));
    }
    SECTION("a language driver") {
        file.ldid = GENERATE(std::uint8_t{0x4E}, std::uint8_t{0x57}, std::uint8_t{0x4D});
    }
    SECTION("the user's word") {
        io::ReadOptions options;
        options.encoding = "CP949";
        check_same(file.write(dir, "lots"), options);
    }
    check_same(file.write(dir, "lots"), {});
}

TEST_CASE("every policy of repair is followed", "[polygon_stream]") {
    const test::TempDir dir;
    io::ReadOptions options;
    options.repair = GENERATE(io::Repair::none, io::Repair::automatic, io::Repair::force);
    check_same(faulty_parcels().write(dir, "lots"), options);
}

TEST_CASE("what is not plain is left to who tells of it", "[polygon_stream]") {
    const test::TempDir dir;
    auto file = parcels(60);
    auto shp = file.shp();
    auto shx = file.shx();
    auto dbf = file.dbf();
    auto prj = test::ShapefileBytes::korea_2000();
    const auto rows_at = dbf.size() - 1 - 60 * std::size_t{67};
    SECTION("an index that is cut off") {
        shx.resize(shx.size() - 8);
    }
    SECTION("a length that differs") {
        shx[107] = static_cast<char>(shx[107] + 2);
    }
    SECTION("a number that is not its place") {
        shp[100 + 3] = 9;
    }
    SECTION("a file that is cut off") {
        shp.resize(shp.size() - 16);
    }
    SECTION("bytes behind the last record") {
        shp += "12345678";
    }
    SECTION("a box that is not that of the points") {
        shp[36] = static_cast<char>(shp[36] ^ 1);
    }
    SECTION("a deleted row") {
        dbf[rows_at] = '*';
    }
    SECTION("a missing row") {
        dbf.resize(dbf.size() - 70);
    }
    SECTION("a damaged record") {
        shp[100 + 8 + 36] = 2; // parts
    }
    SECTION("a coordinate that is none") {
        std::fill_n(shp.begin() + 100 + 8 + 48 + 16, 8, '\xFF');
    }
    SECTION("a letter that is cut") {
        dbf[rows_at + 1 + 19 + 15 + 1] = ' ';
    }
    SECTION("no coordinate system") {
        prj.clear();
    }
    SECTION("abroad") {
        prj.replace(prj.find("600000.0"), 8, "9600000.0");
    }
    dir.write("lots.shx", shx);
    dir.write("lots.dbf", dbf);
    dir.write("lots.prj", prj);
    const auto path = dir.write("lots.shp", shp);
    try {
        (void)stream(path, {});
        FAIL("read as if it were plain");
    } catch (const io::NotPlain&) {
        SUCCEED();
    } catch (const Error& e) {
        CHECK(e.kind() == ErrorKind::input);
    }
}

TEST_CASE("a file that changes while it passes by is refused", "[polygon_stream]") {
    const test::TempDir dir;
    const auto path = parcels(1100).write(dir, "lots");
    io::PolygonStream stream{path, {}, false};
    stream.pass(
        1, [](const io::PolygonBlock&) {}, [](io::PolygonStream::Blocks) {});
    const bool at_the_end = GENERATE(true, false);
    if (!at_the_end) {
        (void)stream.finish();
    }
    std::ofstream{path, std::ios::binary | std::ios::app} << ' ';
    try {
        if (at_the_end) {
            (void)stream.finish();
        } else {
            (void)stream.again(std::vector<std::int64_t>{3, 4, 900});
        }
        FAIL("not seen");
    } catch (const Error& e) {
        CHECK_THAT(e.what(), Catch::Contains("SRC-CHANGED"));
    }
}
