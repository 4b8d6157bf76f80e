#include "cli/version.hpp"

#include <sandan/geom/overlay.hpp>
#include <sandan/io/session.hpp>

#include "allocation/master.hpp"

#include <fmt/format.h>

namespace sandan::cli {

std::string version_text() {
    return fmt::format("{}\n{}", measuring_versions(), allocation::solver_name());
}

std::string measuring_versions() {
    const auto libraries = io::library_versions();
    return fmt::format("sandan {}\nGDAL {}\nGEOS {}\nPROJ {}", SANDAN_VERSION, libraries.gdal,
                       geom::geos_version(), libraries.proj);
}

} // namespace sandan::cli
