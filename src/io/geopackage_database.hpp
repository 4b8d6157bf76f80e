#pragma once
// A GeoPackage looked at by SQLite itself, before and beside GDAL.

#include <functional>
#include <string>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace sandan::io {

/// No value of a layer may be larger, in bytes: it is no parcel and exhausts memory.
constexpr int largest_value = 64 << 20;

/// `name` as an identifier of SQL.
[[nodiscard]] std::string quoted(const std::string& name);

/// A database opened for looking: read-only, no lock, no journal, nothing in it trusted, no value
/// above `largest_value`. For one thread at a time.
class GeopackageDatabase {
public:
    using Row = std::vector<std::string>;

    /// \throws Error{input} (GPKG-DAMAGED) when it is none.
    explicit GeopackageDatabase(const std::string& path);
    ~GeopackageDatabase();
    GeopackageDatabase(const GeopackageDatabase&) = delete;
    GeopackageDatabase& operator=(const GeopackageDatabase&) = delete;

    /// Hands out row by row as texts, empty for NULL. Only statements of ours, with names from
    /// `quoted`. \throws Error{input}: GPKG-DAMAGED, GPKG-HUGE.
    void each(const std::string& statement, const std::function<void(const Row&)>& take) const;

    /// All rows at once; `bound` are the values of ?1, ?2, ….
    [[nodiscard]] std::vector<Row> rows(const std::string& statement, const Row& bound = {}) const;

private:
    void run(const std::string& statement, const Row& bound,
             const std::function<void(const Row&)>& take) const;
    [[nodiscard]] sqlite3_stmt* prepare(const std::string& statement) const;
    [[noreturn]] void fail(int state) const;

    std::string m_path;
    sqlite3* m_database = nullptr;
};

} // namespace sandan::io
