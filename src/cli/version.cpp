#include "cli/version.hpp"

#include <fmt/format.h>

namespace sandan::cli {

std::string version_text() {
    return fmt::format("sandan {}", SANDAN_VERSION);
}

} // namespace sandan::cli
