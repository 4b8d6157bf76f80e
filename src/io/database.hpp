#pragma once
// Layers of a PostGIS database, which only a plan may name.

#include "io/source.hpp"

#include <string>
#include <string_view>

namespace sandan::io {

/// True for "pg:…", the words of a connection to PostgreSQL.
[[nodiscard]] bool names_database(std::string_view path) noexcept;

/// The source of "pg:host=… dbname=… user=…"; `layer` is its table, "schema.table" where the schema
/// is not public. \throws Error{usage} without a table, and for a password in the words: plans are
/// passed on; libpq takes it from ~/.pgpass or PGPASSWORD.
[[nodiscard]] Source database_source(const std::string& path, const std::string& layer);

} // namespace sandan::io
