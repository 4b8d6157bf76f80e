#include "io/geopackage.hpp"

#include "io/tell.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <sqlite3.h>
#include <string_view>

namespace sandan::io {

namespace {

namespace fs = std::filesystem;

constexpr int largest_value = 64 << 20; // bytes

/// A database opened for looking: read-only, no lock, no journal, nothing in it trusted.
class Database {
public:
    explicit Database(const std::string& path) : m_path{path} {
        std::string uri = "file:";
        for (const char c : fs::absolute(path).string()) {
            uri += c == '?' || c == '#' || c == '%'
                       ? fmt::format("%{:02x}", static_cast<unsigned>(c))
                       : std::string{c};
        }
        constexpr int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
        if (sqlite3_open_v2((uri + "?immutable=1").c_str(), &m_database, flags, nullptr) !=
            SQLITE_OK) {
            const std::string why = sqlite3_errmsg(m_database);
            sqlite3_close(m_database);
            refuse(path, "GPKG-DAMAGED", "cannot be opened: " + why);
        }
        for (const auto& [setting, value] : {std::pair{SQLITE_DBCONFIG_DEFENSIVE, 1},
                                             {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
                                             {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
                                             {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0}}) {
            sqlite3_db_config(m_database, setting, value, nullptr);
        }
        sqlite3_limit(m_database, SQLITE_LIMIT_LENGTH, largest_value);
    }

    ~Database() { sqlite3_close(m_database); }

    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    /// Rows of texts. Only statements of ours, with names from `quoted`.
    [[nodiscard]] std::vector<std::vector<std::string>> rows(const std::string& statement) const {
        const std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> prepared{
            prepare(statement), sqlite3_finalize};
        std::vector<std::vector<std::string>> all;
        int state = sqlite3_step(prepared.get());
        for (; state == SQLITE_ROW; state = sqlite3_step(prepared.get())) {
            auto& row = all.emplace_back();
            for (int i = 0; i < sqlite3_column_count(prepared.get()); ++i) {
                const auto* const text = sqlite3_column_text(prepared.get(), i);
                row.emplace_back(text == nullptr ? "" : reinterpret_cast<const char*>(text));
            }
        }
        if (state != SQLITE_DONE) {
            damaged();
        }
        return all;
    }

private:
    [[nodiscard]] sqlite3_stmt* prepare(const std::string& statement) const {
        sqlite3_stmt* prepared = nullptr;
        if (sqlite3_prepare_v2(m_database, statement.c_str(), -1, &prepared, nullptr) !=
            SQLITE_OK) {
            damaged();
        }
        return prepared;
    }

    [[noreturn]] void damaged() const {
        refuse(m_path, "GPKG-DAMAGED",
               fmt::format("is damaged or no GeoPackage: {}; have it exported again",
                           sqlite3_errmsg(m_database)));
    }

    const std::string& m_path;
    sqlite3* m_database = nullptr;
};

std::string quoted(const std::string& name) {
    std::string text = "\"";
    for (const char c : name) {
        text.append(c == '"' ? 2 : 1, c);
    }
    return text + "\"";
}

/// Views run what their author wrote, virtual tables what a library offers.
void refuse_code(const Database& database, const std::string& path) {
    const auto rows = database.rows(
        "SELECT c.table_name, coalesce(s.type, 'missing'), coalesce(s.sql, '') "
        "FROM gpkg_contents c LEFT JOIN sqlite_master s ON s.name = c.table_name "
        "AND s.type IN ('table', 'view') WHERE c.data_type IN ('features', 'attributes')");
    for (const auto& row : rows) {
        const bool is_virtual = row[2].find("VIRTUAL") < row[2].find('(');
        if (row[1] != "table" || is_virtual) {
            refuse(path, "GPKG-CODE",
                   fmt::format("layer {} is {}, not a table; save it as a layer of its own", row[0],
                               is_virtual         ? "a virtual table"
                               : row[1] == "view" ? "a view"
                                                  : "missing"));
        }
    }
}

void refuse_huge_values(const Database& database, const std::string& path) {
    if (fs::file_size(path) < static_cast<std::uintmax_t>(largest_value)) {
        return;
    }
    for (const auto& row :
         database.rows("SELECT table_name, column_name FROM gpkg_geometry_columns")) {
        const auto found =
            database.rows(fmt::format("SELECT 1 FROM {} WHERE length({}) > {} LIMIT 1",
                                      quoted(row[0]), quoted(row[1]), largest_value));
        if (!found.empty()) {
            refuse(path, "GPKG-HUGE",
                   fmt::format("layer {} holds a geometry above {} MB; that is no parcel", row[0],
                               largest_value >> 20));
        }
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
                   fmt::format("another program has unsaved changes in it (a {} file lies "
                               "beside it); close that program first",
                               suffix));
        }
    }
}

std::vector<model::ReadFinding> require_sound_geopackage(const std::string& path) {
    const Database database{path};
    const auto check = database.rows("PRAGMA quick_check(1)");
    if (check.empty() || check[0][0] != "ok") {
        refuse(path, "GPKG-DAMAGED",
               fmt::format("is damaged ({}); have it exported again",
                           check.empty() ? "no answer" : check[0][0]));
    }
    refuse_code(database, path);
    refuse_huge_values(database, path);
    std::vector<model::ReadFinding> findings;
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
    const Database database{path};
    const auto rows = database.rows("SELECT count(*) FROM " + quoted(table));
    return std::stoull(rows.at(0).at(0));
}

StatedCrs stated_crs(const std::string& path, const std::string& table) {
    const Database database{path};
    std::string name;
    for (const char c : table) {
        name.append(c == '\'' ? 2 : 1, c);
    }
    const auto rows = database.rows(
        "SELECT s.definition, lower(s.organization), s.organization_coordsys_id "
        "FROM gpkg_contents c JOIN gpkg_spatial_ref_sys s ON s.srs_id = c.srs_id "
        "WHERE lower(c.table_name) = lower('" +
        name + "')");
    if (rows.empty() || rows[0][0].find('[') == std::string::npos) {
        return {};
    }
    return {rows[0][0], rows[0][1] == "epsg" ? "EPSG:" + rows[0][2] : std::string{}};
}

} // namespace sandan::io
