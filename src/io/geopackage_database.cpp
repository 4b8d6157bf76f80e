#include "io/geopackage_database.hpp"

#include "io/tell.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <sqlite3.h>
#include <utility>

namespace sandan::io {

std::string quoted(const std::string& name) {
    std::string text = "\"";
    for (const char c : name) {
        text.append(c == '"' ? 2 : 1, c);
    }
    return text + "\"";
}

GeopackageDatabase::GeopackageDatabase(const std::string& path) : m_path{path} {
    std::string uri = "file:";
    for (const char c : std::filesystem::absolute(path).string()) {
        uri += c == '?' || c == '#' || c == '%' ? fmt::format("%{:02x}", static_cast<unsigned>(c))
                                                : std::string{c};
    }
    constexpr int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
    if (sqlite3_open_v2((uri + "?immutable=1").c_str(), &m_database, flags, nullptr) != SQLITE_OK) {
        const std::string why = sqlite3_errmsg(m_database);
        sqlite3_close(m_database);
        refuse(
            path, "GPKG-DAMAGED",
            Text{fmt::format("열 수 없습니다: {}", why), fmt::format("cannot be opened: {}", why)});
    }
    for (const auto& [setting, value] : {std::pair{SQLITE_DBCONFIG_DEFENSIVE, 1},
                                         {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
                                         {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
                                         {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0}}) {
        sqlite3_db_config(m_database, setting, value, nullptr);
    }
    sqlite3_limit(m_database, SQLITE_LIMIT_LENGTH, largest_value);
}

GeopackageDatabase::~GeopackageDatabase() {
    sqlite3_close(m_database);
}

void GeopackageDatabase::run(const std::string& statement, const Row& bound,
                             const std::function<void(const Row&)>& take) const {
    const std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> prepared{prepare(statement),
                                                                              sqlite3_finalize};
    for (std::size_t i = 0; i < bound.size(); ++i) {
        sqlite3_bind_text(prepared.get(), static_cast<int>(i) + 1, bound[i].c_str(), -1,
                          SQLITE_TRANSIENT);
    }
    Row row;
    int state = sqlite3_step(prepared.get());
    for (; state == SQLITE_ROW; state = sqlite3_step(prepared.get())) {
        row.clear();
        for (int i = 0; i < sqlite3_column_count(prepared.get()); ++i) {
            const auto* const text = sqlite3_column_text(prepared.get(), i);
            row.emplace_back(text == nullptr ? "" : reinterpret_cast<const char*>(text));
        }
        take(row);
    }
    if (state != SQLITE_DONE) {
        fail(state);
    }
}

void GeopackageDatabase::each(const std::string& statement,
                              const std::function<void(const Row&)>& take) const {
    run(statement, {}, take);
}

std::vector<GeopackageDatabase::Row> GeopackageDatabase::rows(const std::string& statement,
                                                              const Row& bound) const {
    std::vector<Row> all;
    run(statement, bound, [&](const Row& row) { all.push_back(row); });
    return all;
}

sqlite3_stmt* GeopackageDatabase::prepare(const std::string& statement) const {
    sqlite3_stmt* prepared = nullptr;
    const int state = sqlite3_prepare_v2(m_database, statement.c_str(), -1, &prepared, nullptr);
    if (state != SQLITE_OK) {
        fail(state);
    }
    return prepared;
}

void GeopackageDatabase::fail(int state) const {
    if (state == SQLITE_TOOBIG) {
        refuse(
            m_path, "GPKG-HUGE",
            Text{fmt::format("{} MB가 넘는 값이 있습니다; 필지가 아닙니다", largest_value >> 20),
                 fmt::format("holds a value above {} MB; that is no parcel", largest_value >> 20)});
    }
    refuse(m_path, "GPKG-DAMAGED",
           Text{fmt::format("손상되었거나 GeoPackage가 아닙니다: {}; 다시 내보내게 하십시오",
                            sqlite3_errmsg(m_database)),
                fmt::format("is damaged or no GeoPackage: {}; have it exported again",
                            sqlite3_errmsg(m_database))});
}

} // namespace sandan::io
