#include "io/geopackage.hpp"

#include "core/korean.hpp"
#include "io/geopackage_database.hpp"
#include "io/tell.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <filesystem>
#include <fstream>

namespace sandan::io {

namespace {

namespace fs = std::filesystem;

/// What GDAL makes layers of.
constexpr const char* listed_layers =
    "SELECT table_name FROM gpkg_contents "
    "WHERE lower(data_type) IN ('features', 'attributes', 'aspatial')";

/// Views run what their author wrote, virtual tables what a library offers, and so do columns that
/// are computed.
void refuse_code_in(const GeopackageDatabase& database, const std::string& path,
                    const std::string& table) {
    const auto found =
        database.rows("SELECT type, rootpage = 0 OR sql LIKE 'CREATE VIRTUAL%' FROM sqlite_master "
                      "WHERE lower(name) = lower(?1) AND type IN ('table', 'view')",
                      {table});
    const auto what = found.empty()           ? Text{"없는 것", "missing"}
                      : found[0][0] == "view" ? Text{"뷰", "a view"}
                      : found[0][1] != "0"    ? Text{"가상 테이블", "a virtual table"}
                                              : Text{};
    if (what != Text{}) {
        refuse(
            path, "GPKG-CODE",
            Text{format_ko("레이어 {}은(는) 테이블이 아니라 {}입니다; 따로 레이어로 저장하십시오",
                           table, what.ko),
                 fmt::format("layer {} is {}, not a table; save it as a layer of its own", table,
                             what.en)});
    }
    const auto computed =
        database.rows("SELECT name FROM pragma_table_xinfo(?1) WHERE hidden <> 0", {table});
    if (!computed.empty()) {
        refuse(path, "GPKG-CODE",
               Text{format_ko("레이어 {1}의 열 {0}은(는) 파일 안의 식으로 계산됩니다; 값이 든 "
                              "레이어로 저장하십시오",
                              computed[0][0], table),
                    fmt::format(
                        "column {0} of layer {1} is computed by an expression in the file; save "
                        "the layer with its values",
                        computed[0][0], table)});
    }
}

/// Tables that say what there is are read by GDAL as well, so they come first.
void refuse_code(const GeopackageDatabase& database, const std::string& path) {
    for (const auto& row :
         database.rows("SELECT name FROM sqlite_master WHERE type IN ('table', 'view') "
                       "AND lower(name) LIKE 'gpkg\\_%' ESCAPE '\\'")) {
        refuse_code_in(database, path, row[0]);
    }
    for (const auto& row : database.rows(listed_layers)) {
        refuse_code_in(database, path, row[0]);
    }
}

/// A value takes its bytes from the file (none is computed, see refuse_code), so a smaller file
/// has none that is too large.
void refuse_huge_values(const GeopackageDatabase& database, const std::string& path) {
    if (fs::file_size(path) < static_cast<std::uintmax_t>(largest_value)) {
        return;
    }
    for (const auto& layer : database.rows(listed_layers)) {
        std::vector<std::string> sizes;
        for (const auto& column :
             database.rows("SELECT name FROM pragma_table_info(?1)", {layer[0]})) {
            sizes.push_back(fmt::format("coalesce(max(length({})), 0)", quoted(column[0])));
        }
        const auto largest = database.rows(
            fmt::format("SELECT {} FROM {}", fmt::join(sizes, ", "), quoted(layer[0])));
        for (const auto& size : largest[0]) {
            if (std::stoll(size) > largest_value) {
                refuse(path, "GPKG-HUGE",
                       Text{fmt::format("레이어 {}에 {} MB가 넘는 값이 있습니다; 필지가 아닙니다",
                                        layer[0], largest_value >> 20),
                            fmt::format("layer {} holds a value above {} MB; that is no parcel",
                                        layer[0], largest_value >> 20)});
            }
        }
    }
}

/// Only what the contents list is a layer; a table or view beside it may be one that was forgotten.
void tell_of_unlisted(const GeopackageDatabase& database,
                      std::vector<model::ReadFinding>& findings) {
    std::vector<std::string> names;
    for (const auto& row : database.rows(
             "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') "
             "AND lower(name) NOT IN (SELECT lower(table_name) FROM gpkg_contents) "
             "AND lower(substr(name, 1, 5)) <> 'gpkg_' AND lower(substr(name, 1, 6)) <> 'rtree_' "
             "AND lower(substr(name, 1, 7)) <> 'sqlite_' AND name <> 'ogr_empty_table' "
             "ORDER BY name")) {
        names.push_back(row[0]);
    }
    if (!names.empty()) {
        const auto list = fmt::format("{}", fmt::join(names, ", "));
        tell(findings, "GPKG-UNLISTED",
             {"gpkg_contents에 등록된 표. 등록되지 않은 표·뷰: " + list,
              "tables that gpkg_contents lists; it does not list " + list},
             {"읽지 않음", "not read"});
    }
}

/// Both version bytes are 2 in a database whose latest changes live in a -wal file.
bool written_ahead(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    std::string header(20, '\0');
    file.read(header.data(), static_cast<std::streamsize>(header.size()));
    return file && header[18] == 2 && header[19] == 2;
}

} // namespace

void refuse_unsaved_changes(const std::string& path) {
    for (const auto* const suffix : {"-wal", "-journal"}) {
        std::error_code failed;
        const auto size = fs::file_size(path + suffix, failed);
        if (!failed && size > 0) {
            refuse(path, "GPKG-UNSAVED",
                   Text{fmt::format("다른 프로그램이 저장하지 않은 변경이 있습니다(옆에 {} 파일이 "
                                    "있습니다); 그 프로그램을 먼저 닫으십시오",
                                    suffix),
                        fmt::format("another program has unsaved changes in it (a {} file lies "
                                    "beside it); close that program first",
                                    suffix)});
        }
    }
}

std::vector<model::ReadFinding> require_sound_geopackage(const std::string& path) {
    const GeopackageDatabase database{path};
    refuse_code(database, path); // first: the check below computes what is computed
    const auto check = database.rows("PRAGMA quick_check(1)");
    if (check.empty() || check[0][0] != "ok") {
        refuse(path, "GPKG-DAMAGED",
               Text{fmt::format("손상되었습니다({}); 다시 내보내게 하십시오",
                                check.empty() ? "답 없음" : check[0][0]),
                    fmt::format("is damaged ({}); have it exported again",
                                check.empty() ? "no answer" : check[0][0])});
    }
    refuse_huge_values(database, path);
    std::vector<model::ReadFinding> findings;
    tell_of_unlisted(database, findings);
    if (written_ahead(path)) {
        tell(findings, "GPKG-WAL",
             {"닫힌 데이터베이스(WAL 상태인데 -wal 파일이 없음)",
              "a closed database (it is in WAL mode, and its -wal file is missing)"},
             {"있는 그대로 읽음, 마지막 변경이 빠졌을 수 있음",
              "read as it is, its latest changes may be missing"});
    }
    return findings;
}

std::size_t count_rows(const std::string& path, const std::string& table) {
    const GeopackageDatabase database{path};
    const auto rows = database.rows("SELECT count(*) FROM " + quoted(table));
    return std::stoull(rows.at(0).at(0));
}

StatedCrs stated_crs(const std::string& path, const std::string& table) {
    const GeopackageDatabase database{path};
    const auto rows =
        database.rows("SELECT s.definition, lower(s.organization), s.organization_coordsys_id "
                      "FROM gpkg_contents c JOIN gpkg_spatial_ref_sys s ON s.srs_id = c.srs_id "
                      "WHERE lower(c.table_name) = lower(?1)",
                      {table});
    if (rows.empty() || rows[0][0].find('[') == std::string::npos) {
        return {};
    }
    return {rows[0][0], rows[0][1] == "epsg" ? "EPSG:" + rows[0][2] : std::string{}};
}

} // namespace sandan::io
