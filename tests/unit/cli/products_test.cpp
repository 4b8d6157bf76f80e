// Public data sets are known by their file name and fields, whatever happened to the names.
#include <sandan/io/read.hpp>

#include "run_cli.hpp"
#include "shapefile_bytes.hpp"
#include "shared_data.hpp"

#include <catch2/catch.hpp>

using namespace sandan;
using Catch::Contains;
using test::run_cli;

namespace {

constexpr const char* pnu = "5211310300109630254";

/// One square with the text fields `names`; `values` where a field needs one.
std::string layer_with(const test::TempDir& dir, const std::string& file,
                       const std::vector<std::string>& names,
                       const std::map<std::string, std::string>& values = {}) {
    auto shape = test::row_of_squares(1);
    shape.fields.clear();
    shape.rows = {{}};
    for (const auto& name : names) {
        shape.fields.push_back({.name = name, .length = 40});
        const auto found = values.find(name);
        shape.rows[0].push_back(found == values.end() ? "1" : found->second);
    }
    return shape.write(dir, file);
}

std::vector<std::string> numbered(int last) {
    std::vector<std::string> names;
    for (int i = 0; i <= last; ++i) {
        names.push_back("A" + std::to_string(i));
    }
    return names;
}

std::string guess_of(const std::string& path) {
    const auto text = run_cli({"inspect", path}).out;
    const auto at = text.find("role guess: ");
    return at == std::string::npos ? "" : text.substr(at + 12, text.find('\n', at) - at - 12);
}

} // namespace

TEST_CASE("products are recognised by name and fields, also under other names", "[cli][products]") {
    const test::TempDir dir;
    const std::vector<std::string> uq{"MNUM",    "ALIAS",   "REMARK",
                                      "NTFDATE", "SGG_OID", "COL_ADM_SE"};
    CHECK(guess_of(layer_with(dir, "LSMD_CONT_LDREG_52113_202406", {"PNU", "JIBUN", "BCHK"},
                              {{"PNU", pnu}})) == "parcels (LSMD_CONT_LDREG)");
    CHECK(guess_of(layer_with(dir, "x1", {"PNU", "JIBUN"}, {{"PNU", pnu}})) ==
          "parcels (LSMD_CONT_LDREG)");
    CHECK(guess_of(layer_with(dir, "LSMD_CONT_UQ111_52_202406", uq)) == "zoning (LSMD_CONT_UQ111)");
    CHECK(guess_of(layer_with(dir, "LSMD_CONT_UD801_52", uq)) == "restriction (LSMD_CONT_UD801)");
    CHECK(guess_of(layer_with(dir, "AL_D010_52_20240610", numbered(28), {{"A2", pnu}})) ==
          "buildings (AL_D010)");
    CHECK(guess_of(layer_with(dir, "x2", numbered(22), {{"A2", pnu}})) ==
          "buildings (AL_D010)"); // the files of 2022 end at A22
    CHECK(guess_of(layer_with(dir, "x3", numbered(26), {{"A1", pnu}})) == "parcels (AL_D194)");
    CHECK(guess_of(layer_with(dir, "x4", numbered(7), {{"A1", pnu}})) == "parcels (AL_D002)");
    CHECK(guess_of(layer_with(dir, "AL_D124_52", numbered(9), {{"A5", "UQA320"}})) ==
          "zoning (AL_D124)");
    CHECK(guess_of(layer_with(dir, "x5", numbered(9), {{"A5", "UBE100"}})) ==
          "restriction (AL_D zones)");
    CHECK(guess_of(layer_with(dir, "UPISUQ161", {"DGM_NM", "PRESENT_SN"})) ==
          "restriction (UPISUQ161)");
    CHECK(guess_of(layer_with(dir, "dam_dan", {"DAN_ID", "DAN_NAME", "DANJI_TYPE"})) ==
          "boundary (DAM_DAN)");
    CHECK(guess_of(layer_with(dir, "dam_yuch", {"UPJ_ID", "DAN_ID", "UPJ6"})) ==
          "restriction (DAM_YUCH)");
    CHECK(guess_of(layer_with(dir, "TL_SPRD_MANAGE", {"RDS_MAN_NO", "RN", "ROAD_BT"})) ==
          "road_lines (TL_SPRD_MANAGE)");
    CHECK(guess_of(layer_with(dir, "N3A_E0010001", {"UFID"})) == "rivers (N3A_E0010001)");
    CHECK(guess_of(layer_with(dir, "N3L_F0010000", {"UFID"})) == "– (N3L_F0010000)");
    CHECK(guess_of(layer_with(dir, "something", {"Q"})).empty());
}

TEST_CASE("Korean field names in CP949, cut to 10 bytes, still tell the product",
          "[cli][products]") {
    const test::TempDir dir;
    // "고유번호", "용도지역지" and "용도지역지" + U+FFFD-free second name: cut by the DBF
    const std::string number = "\xB0\xED\xC0\xAF\xB9\xF8\xC8\xA3";
    const std::string code = "\xBF\xEB\xB5\xB5\xC1\xF6\xBF\xAA\xC1\xF6"; // 용도지역지(구코드)
    const auto path = layer_with(dir, "AL_D154_52", {number, code}, {{number, pnu}});
    CHECK(guess_of(path) == "– (AL_D154)");
}

TEST_CASE("init maps the fields of a product and writes where -o says", "[cli][products]") {
    const test::TempDir dir;
    const auto buildings = layer_with(dir, "AL_D010_52", numbered(28), {{"A2", pnu}, {"A1", "B1"}});
    const auto zones = layer_with(dir, "LSMD_CONT_UQ111_52", {"MNUM", "ALIAS", "NTFDATE"},
                                  {{"MNUM", "45113000011120000000UQA3200000001"}});
    const auto target = dir / "deep/my.toml";
    const auto result = run_cli({"init", dir / "ignored", "--from", buildings, zones, "-o", target,
                                 "--as-of", "2024-06-26"});
    CHECK(result.exit == 0);
    CHECK_FALSE(std::filesystem::exists(dir / "ignored"));
    const auto plan = io::read_plan(target);
    REQUIRE(plan.layers.size() == 2);
    CHECK(plan.layers[0].path == buildings);
    CHECK(plan.layers[0].fields.at("floors") == "A26");
    CHECK(plan.layers[0].fields.at("floor_area_m2") == "A14");
    CHECK(plan.layers[1].fields.at("code") == "MNUM");
    const auto project = io::read_project(target, 1);
    CHECK(project.layer("zoning")->text(project.layer("zoning")->features[0], "code") == "UQA320");
    const auto korean = run_cli({"init", dir / "two", "--from", zones, "--lang", "ko"});
    CHECK_THAT(korean.err, Contains("레이어 1개 가운데 1개를 알아봄"));
}

TEST_CASE("real Korean sets are recognised", "[cli][products][real]") {
    if (const auto folder = test::shared_data("kr_gangnam_parcels")) {
        CHECK(guess_of((*folder / "Parcels.shp").string()) == "parcels (AL_D194)");
    }
    if (const auto folder = test::shared_data("kr_ngii_37608089")) {
        const auto guess = [&](const std::string& name) {
            const auto text =
                run_cli({"inspect", (*folder / (name + ".shp")).string(), "--crs", "EPSG:5186"})
                    .out;
            const auto at = text.find("role guess: ");
            return at == std::string::npos ? ""
                                           : text.substr(at + 12, text.find('\n', at) - at - 12);
        };
        CHECK(guess("N3A_A0010000") == "roads (N3A_A0010000)");
        CHECK(guess("N3A_B0010000") == "buildings (N3A_B0010000)"); // has no .dbf
        CHECK(guess("N3A_C0430000") == "parking (N3A_C0430000)");
        CHECK(guess("N3L_F0010000") == "– (N3L_F0010000)");
    }
    if (const auto folder = test::shared_data("kr_seoul_juso2015")) {
        CHECK(guess_of((*folder / "seoul_municipalities.shp").string()) == "– (TL_SCCO_SIG)");
        CHECK(guess_of((*folder / "seoul_neighborhoods.shp").string()) == "– (TL_SCCO_EMD)");
    }
}
