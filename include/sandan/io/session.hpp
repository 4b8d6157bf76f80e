#pragma once

#include <string>

namespace sandan::io {

/// The process's use of GDAL: shields it and PROJ from the environment and from configuration
/// files. Drivers (no network, no virtual or scripted formats) are registered when they are first
/// needed. Make one in main() before any other call of io and before any thread.
class Session {
public:
    Session();
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
};

/// gdal_data of this program: SANDAN_DATA, else share/sandan beside the executable's prefix, else
/// the source tree's gis_data when run from a build tree. \throws Error{usage} when none exists.
[[nodiscard]] std::string data_directory();

/// "GDAL 3.6.2, GEOS 3.11.1, PROJ 9.1.1" parts for --version and manifests.
struct LibraryVersions {
    std::string gdal;
    std::string proj;
};

[[nodiscard]] LibraryVersions library_versions();

/// Lower-case hexadecimal SHA-256 of a file's bytes. \throws Error{input} if it cannot be read.
[[nodiscard]] std::string sha256_of_file(const std::string& path);
[[nodiscard]] std::string sha256_of_text(const std::string& text);

} // namespace sandan::io
